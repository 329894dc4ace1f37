"""Files that belong to rows: the bytes once by their hash, the row second, one guarded door out.

Words: a *blob* is content; a *file* is a name for it at an object; its *guard* says who may have it.
"""
