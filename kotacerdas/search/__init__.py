"""One search box over everything that registers, showing only what the reader may see.

Words: a *searchable* is a kind of thing that registers; an *entry* is one thing in the index. Others register in
`ready()` and call `actions.refresh(row)` and `actions.forget(row)` inside their deeds.
"""
