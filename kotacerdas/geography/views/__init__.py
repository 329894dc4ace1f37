"""Pages of areas, places and people."""
