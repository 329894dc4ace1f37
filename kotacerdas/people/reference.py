"""Loads areas, cities and organisations from the data files."""
