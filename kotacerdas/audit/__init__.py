"""Who did what, in a chain per city that shows if anything was changed, removed, reordered or cut off.

Words: an *entry* is one deed; its *values* (before and after) can be erased without breaking the chain.
"""
