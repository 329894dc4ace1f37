"""Reads of this app, as small dataclasses."""
