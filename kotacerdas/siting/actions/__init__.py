"""Deeds on scenarios, the only writers of this app's tables."""
