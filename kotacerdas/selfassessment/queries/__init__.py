"""Reads for pages and other apps; each costs a constant number of queries, however many answers there are."""
