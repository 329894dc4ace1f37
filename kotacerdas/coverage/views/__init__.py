"""Pages of blank spots: short functions that find, check, act and render."""
