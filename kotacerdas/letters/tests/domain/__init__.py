"""Rules of letters, without Django."""
