"""Where a quote stands in the text of a unit, and how it is found again when the text was read anew.

Positions count code points of the unit's text as it is stored (NFC, lines ended by "\\n"), from 0; `end` is not
included. Reading software changes: a newer reader may set a blank or a line break elsewhere. So a quote is found
again by its words; the citation itself keeps the quote as it was seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

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
    """The sentences that the span touches, as a proposal for a quote: whole words, at most `LONGEST_QUOTE` letters."""
    near = _near(text, at)
    pieces = _cut(text, near, LONGEST_QUOTE)
    touched = [piece for piece in pieces if piece.start < at.end and at.start < piece.end]
    if not touched:
        return at
    start = touched[0].start
    return Span(start, max(piece.end for piece in touched if piece.end - start <= LONGEST_QUOTE))


def sentences(text: str) -> list[Span]:
    """Every sentence of a text, from its first to its last. A long run without points, such as a table, comes line by
    line; no piece is longer than `LONGEST_QUOTE`."""
    return list(_cut(text, Span(0, len(text)), _LONG_SENTENCE)) if text else []


# A point ends a sentence before a blank and no small letter or figure: "Rp 25.000", "hlm. 3", "dll. yang" go on.
# A row of a table, whose cells are set apart by tabs, is a sentence of its own.
_ENDS = re.compile(r"(?:[.!?](?=\s+[^\sa-z0-9])|\n\s*\n|\n(?=[^\n\t]*\t))")
# Of a line as many words as may be quoted; only a word that is longer by itself is cut.
_LINES = re.compile(rf"\S(?:.{{0,{LONGEST_QUOTE - 2}}}\S)?(?!\S)|\S{{1,{LONGEST_QUOTE}}}")
_LONG_SENTENCE = LONGEST_QUOTE // 4


def _cut(text: str, within: Span, longest: int) -> Iterator[Span]:
    """Each letter is looked at a fixed number of times, however the text is made."""
    start = within.start
    ends = (match.end() for match in _ENDS.finditer(text, within.start, within.end))
    for end in chain(ends, [within.end]):
        whole = trimmed(Span(start, end), text) if start < end else None
        start = end
        if whole is None:
            continue
        if whole.end - whole.start <= longest:
            yield whole
        else:
            yield from (Span(*match.span()) for match in _LINES.finditer(text, whole.start, whole.end))


def _near(text: str, at: Span) -> Span:
    """As far around as a quote can reach, from the beginning of a word: the rest of a long page is not looked at."""
    start = max(at.start - LONGEST_QUOTE, 0)
    if start and (blank := _BLANKS.search(text, start - 1, at.start)):
        start = blank.end()
    return Span(start, min(at.end + LONGEST_QUOTE, len(text)))
