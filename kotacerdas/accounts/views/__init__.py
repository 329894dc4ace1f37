"""Pages of joining and signing in."""
