"""What happened, typed and told to whoever asked, in the transaction of the deed.

Words: a *kind* is documented with its fields; a *consumer* hears of each event at least once.
"""
