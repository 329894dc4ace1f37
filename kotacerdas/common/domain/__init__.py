"""Rules that every app shares, in plain Python: how a number is written, what a fault is, how a sheet is read."""
