"""Pages of letters: for those who write them, for the desk that they are written with, for whoever holds the paper."""
