"""Outlines from a file that a city sends: read, placed on earth, matched to its areas, mended and looked at as a whole."""
