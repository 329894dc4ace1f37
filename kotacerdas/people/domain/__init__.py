"""Rules about names that need no framework."""
