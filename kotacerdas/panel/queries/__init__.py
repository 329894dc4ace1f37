"""Reads of this app; each in a fixed number of queries."""
