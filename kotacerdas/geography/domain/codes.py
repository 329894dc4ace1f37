"""Codes of places: they stand in addresses."""

import re
import unicodedata

RESERVED = frozenset({"baru", "geojson"})
"""Words of addresses that stand where a code stands."""
MOST_LETTERS = 40


def slug_of(text: str) -> str:
    """Small letters, digits and hyphens of it; "" where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:MOST_LETTERS].strip("-")
