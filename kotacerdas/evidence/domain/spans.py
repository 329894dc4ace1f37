"""Where a quote stands in the text of a unit, and how it is found again when the text was read anew.

Positions count code points of the unit's text as it is stored (NFC, lines ended by "\\n"), from 0; `end` is not
included. Reading software changes: a newer reader may set a blank or a line break elsewhere. So a quote is found
again by its words; the citation itself keeps the quote as it was seen.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUOTE = 2000
_BLANKS = re.compile(r"\s+")
_NO_TEXT = {"Cc", "Cs", "Co", "Cn"}


@dataclass(frozen=True)
class Span:
    """`text[start:end]` of a unit."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span from {self.start} to {self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def within(self, text: str) -> bool:
        return self.end <= len(text)


def clean(text: str) -> str:
    """The text of a unit as it is stored: composed letters, "\\n" at line ends, no other control characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # A page has few different signs, so each is looked up once and not each time.
    dropped = {sign for sign in set(composed) - {"\n", "\t"} if unicodedata.category(sign) in _NO_TEXT}
    return composed.translate(dict.fromkeys(map(ord, dropped))) if dropped else composed


def find(quote: str, text: str, *, near: int = 0) -> Span | None:
    """The quote in the text, blanks and line breaks counting alike; of several the one nearest to `near`."""
    words = _BLANKS.split(quote.strip())
    if not words or words == [""]:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    # Looked for at every place: in "0 0 0" the quote "0 0" stands twice.
    found = [Span(*match.span(1)) for match in re.finditer(f"(?=({pattern}))", text)]
    return min(found, key=lambda span: (abs(span.start - near), span.start), default=None)


def trimmed(span: Span, text: str) -> Span | None:
    """The span without blanks at its ends; None if nothing else is in it or it reaches beyond the text."""
    if not span.within(text):
        return None
    inside = span.of(text)
    left, right = len(inside) - len(inside.lstrip()), len(inside.rstrip())
    return Span(span.start + left, span.start + right) if left < right else None


def sentence_around(text: str, at: Span) -> Span:
    """The sentences that the span touches, as a proposal for a quote; at most `LONGEST_QUOTE` long."""
    start = _sentence_start(text, at.start)
    end = _sentence_end(text, at.end)
    if end - start > LONGEST_QUOTE:
        start, end = at.start, min(at.end, at.start + LONGEST_QUOTE)
    return trimmed(Span(start, end), text) or at


# A point ends a sentence before a blank and no small letter or figure: "Rp 25.000", "hlm. 3", "dll. yang" go on.
# A row of a table, whose cells are set apart by tabs, is a sentence of its own.
_ENDS = re.compile(r"(?:[.!?](?=\s+[^\sa-z0-9])|\n\s*\n|\n(?=[^\n\t]*\t))")


def _sentence_start(text: str, at: int) -> int:
    last = 0
    for match in _ENDS.finditer(text):
        if match.end() > at:
            break
        last = match.end()
    return last


def _sentence_end(text: str, at: int) -> int:
    found = _ENDS.search(text, max(at - 1, 0))
    return found.end() if found else len(text)
