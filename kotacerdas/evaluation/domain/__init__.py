"""Pure rules of results: what a finer publication does to a coarser one, what one level more would change."""
