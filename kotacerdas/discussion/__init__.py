"""Comments, votes and decisions with reasons on any object that registers.

Words: a *place* is a kind of object that can be discussed; a *thread* belongs to one object and begins with the first
word on it; a *decision* closes it and says why. An app registers its place in `ready()`, puts
`{% discussion thing %}` on its page, and may call `queries.counts`; only `actions` writes.
"""
