"""Pages of the next sites: short functions that find, check, act and render."""
