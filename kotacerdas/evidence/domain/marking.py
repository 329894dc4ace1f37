"""Cuts a text into pieces that are marked and pieces that are not, and into sentences that somebody may choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kotacerdas.evidence.domain.spans import LONGEST_QUOTE, Span, sentence_around, trimmed


@dataclass(frozen=True)
class Piece:
    """`text` as it stands, joined again they give the whole. `is_chosen` marks what was asked for, `is_cited` what
    somebody has quoted."""

    text: str
    is_chosen: bool = False
    is_cited: bool = False


def pieces(text: str, *, chosen: Span | None = None, cited: Iterable[Span] = ()) -> list[Piece]:
    """Spans may overlap; what reaches beyond the text is cut off."""
    marks = [(span, False) for span in cited] + ([(chosen, True)] if chosen else [])
    edges = {0, len(text)}
    for span, _is_chosen in marks:
        edges |= {min(span.start, len(text)), min(span.end, len(text))}
    found = []
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        inside = [is_chosen for span, is_chosen in marks if span.start <= start and end <= span.end]
        found.append(Piece(text[start:end], any(inside), not all(inside)))
    return found


def around(text: str, span: Span, *, letters: int = 300) -> tuple[str, str, str]:
    """What stands before the span, the span, and what follows; cut at blanks, with dots where something is left out."""
    before, inside, after = text[: span.start], span.of(text), text[span.end :]
    if len(before) > letters:
        before = "… " + before[-letters:].partition(" ")[2]
    if len(after) > letters:
        after = after[:letters].rpartition(" ")[0] + " …"
    return before, inside, after


def sentences(text: str) -> list[Span]:
    """Every sentence of a text, from its first to its last; lines of a table count as sentences where no point ends one."""
    found: list[Span] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        whole = sentence_around(text, Span(at, at + 1))
        span = trimmed(Span(at, max(whole.end, at + 1)), text)
        if span is None:
            break
        found += _in_lines(text, span) if span.end - span.start > LONGEST_QUOTE // 4 else [span]
        at = span.end
    return found


def _in_lines(text: str, span: Span) -> list[Span]:
    """A run without points, such as a table, is chosen line by line."""
    found = []
    start = span.start
    for line in span.of(text).split("\n"):
        piece = trimmed(Span(start, start + len(line)), text) if line.strip() else None
        if piece is not None:
            found.append(piece)
        start += len(line) + 1
    return found
