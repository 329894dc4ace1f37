"""Which language a text is in: Indonesian, English, or another that nobody here can name."""

from __future__ import annotations

import re
from collections import Counter

# Words that stand in almost every sentence and never in the other language ("di" and "an" are in too many).
INDONESIAN = frozenset({
    "yang", "dan", "dengan", "untuk", "pada", "dalam", "dari", "adalah", "oleh", "ini", "itu", "atau",
    "sebagai", "telah", "tidak", "akan", "dapat", "juga", "serta", "bahwa", "tersebut", "secara", "lebih",
    "kepada", "tahun", "kota", "para", "antara", "melalui", "terhadap", "maka", "belum", "sudah", "karena",
    "agar", "bagi", "hari", "tanggal", "nomor", "tentang",
})  # fmt: skip
ENGLISH = frozenset({
    "the", "and", "of", "for", "with", "that", "this", "from", "are", "was", "were", "which", "have", "has",
    "been", "will", "by", "not", "their", "its", "or", "as", "it", "is", "on", "be", "these", "between",
    "through", "about", "year", "city", "should", "into", "than",
})  # fmt: skip
FEWEST = 5
"""Telling words; with fewer, nothing is said."""
MOST_LETTERS = 200_000
_WORD = re.compile(r"[^\W\d_]+")


def of_text(text: str) -> str:
    """ "id", "en", "other", or empty for a text with too few words to tell."""
    counts = Counter(_WORD.findall(text[:MOST_LETTERS].lower()))
    words = sum(counts.values())
    indonesian = sum(counts[word] for word in INDONESIAN)
    english = sum(counts[word] for word in ENGLISH)
    most = max(indonesian, english)
    if words < FEWEST * 2:
        return ""
    if most < FEWEST:
        return "other" if words > 100 else ""
    # A table of names holds few of them; running text of another language holds next to none.
    if most < words * 0.02:
        return "other"
    return "id" if indonesian >= english else "en"
