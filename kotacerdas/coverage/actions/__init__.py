"""Deeds on blank spots, the only writers of this app's tables."""
