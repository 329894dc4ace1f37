"""Pages of signal: short functions that find, check, act and render."""
