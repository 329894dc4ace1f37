"""Reads of what is done about recommendations."""
