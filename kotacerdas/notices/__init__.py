"""What people are told, by which channel, once: the outbox, reminder ladders, digests, delivery state.

Words: a *notice* is for one person; a *delivery* is one attempt by one channel; a *ladder* reminds higher and higher.
"""
