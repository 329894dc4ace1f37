"""Deeds of this app, the only writers of its tables."""
