"""Pages of what a city does about its recommendations."""
