"""Rules of joining and signing in."""
