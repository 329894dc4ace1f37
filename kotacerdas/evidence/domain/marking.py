"""Cuts a text into pieces that are marked and pieces that are not, and gathers what somebody may choose of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kotacerdas.evidence.domain.spans import Span, sentences


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


@dataclass(frozen=True)
class Offered:
    """Sentences to choose from; `before` and `after` say whether the text has others on that side."""

    sentences: list[Span]
    before: bool = False
    after: bool = False

    @property
    def first(self) -> Span | None:
        return self.sentences[0] if self.sentences else None

    @property
    def last(self) -> Span | None:
        return self.sentences[-1] if self.sentences else None


def offered(text: str, *, near: int = 0, most: int) -> Offered:
    """At most so many, those around the letter `near`."""
    found = sentences(text)
    at = sum(1 for each in found if each.end <= near)
    first = max(min(at - most // 2, len(found) - most), 0)
    return Offered(found[first : first + most], first > 0, first + most < len(found))
