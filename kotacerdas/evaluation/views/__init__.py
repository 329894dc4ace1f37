"""Pages of rounds and results."""
