"""The sentence of a passage that answers best, and the words around it as they are shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kotacerdas.evidence.domain.spans import Span, sentence_around
from kotacerdas.evidence.domain.stems import places

LONGEST = 280
_PIECES = re.compile(r"\S+")
MOST_LOOKED_AT = 40
_ENDS = ".!?"


@dataclass(frozen=True)
class Shown:
    text: str
    marks: tuple[Span, ...]
    """In `text`."""
    spans: tuple[Span, ...]
    """In the text of the unit."""
    quote: Span
    """In the text of the unit."""


def show(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> Shown:
    """`found`: (word of the passage `text[start:end]`, concept)."""
    there = places(text[start:end])
    marked = [
        (Span(start + there[word][0], start + there[word][1]), concept)
        for word, concept in found
        if word < len(there)
    ]
    spans = _joined([span for span, _ in marked], text)
    quote = _best_sentence(text, marked) or sentence_around(text, Span(start, max(end, start + 1)))
    window = _window(text, quote, spans)
    return _one_line(text, window, spans, quote)


def _joined(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Marked words side by side are one mark."""
    found: list[Span] = []
    for span in sorted(set(spans), key=lambda each: each.start):
        if found and text[found[-1].end : span.start].isspace():
            found[-1] = Span(found[-1].start, span.end)
        elif not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def _best_sentence(text: str, marked: Sequence[tuple[Span, int]]) -> Span | None:
    """The one with the most concepts; of several the first."""
    concepts: dict[Span, set[int]] = {}
    last: Span | None = None
    for span, concept in marked[:MOST_LOOKED_AT]:
        if last is None or not (last.start <= span.start and span.end <= last.end):
            last = sentence_around(text, span)
        concepts.setdefault(last, set()).add(concept)
    return max(concepts, key=lambda each: (len(concepts[each]), -each.start), default=None)


def _window(text: str, quote: Span, spans: Sequence[Span]) -> Span:
    """Of a long sentence the part that begins shortly before its first mark; a short one with what follows."""
    begin = quote.start
    if quote.end - quote.start > LONGEST:
        first = next((span.start for span in spans if span.start >= quote.start), quote.start)
        begin = max(quote.start, first - LONGEST // 4)
    end = min(len(text), begin + LONGEST)
    while begin > quote.start and not text[begin - 1].isspace():
        begin -= 1
    while end < len(text) and end > begin + LONGEST // 2 and not text[end].isspace():
        end -= 1
    return Span(begin, max(end, begin + 1))


def _one_line(text: str, window: Span, spans: Sequence[Span], quote: Span) -> Shown:
    """Runs of blanks become one; marks move along; dots say where a sentence is cut."""
    out = ["…"] if window.start > quote.start else []
    starts: list[tuple[int, int]] = []
    length = len(out)
    for match in _PIECES.finditer(text, window.start, window.end):
        if out:
            out.append(" ")
            length += 1
        starts.append((match.start(), length))
        out.append(match.group())
        length += match.end() - match.start()
    if out and out[-1][-1] not in _ENDS and text[window.end :].strip():
        out.append(" …")
    marks = tuple(
        Span(_moved(span.start, starts), _moved(span.end - 1, starts) + 1)
        for span in spans
        if window.start <= span.start and span.end <= window.end
    )
    return Shown("".join(out), marks, tuple(spans), quote)


def _moved(at: int, starts: Sequence[tuple[int, int]]) -> int:
    """Where a sign that is no blank stands now."""
    begin, new = starts[bisect_right(starts, at, key=lambda each: each[0]) - 1]
    return new + at - begin
