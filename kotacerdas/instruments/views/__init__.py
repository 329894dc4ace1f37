"""Pages of the instrument browser."""
