"""Deeds on blank spots, surveys and coverage, the only writers of this app's tables."""
