"""Pages of blank spots, coverage and radio links: short functions that find, check, act and render."""
