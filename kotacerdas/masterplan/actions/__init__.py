"""Deeds on plans, the only writers of their tables."""
