"""Reads that pages and other apps share, by what they answer."""
