"""Rules of the panel; no framework."""
