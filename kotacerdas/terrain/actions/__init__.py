"""Deeds of this app."""
