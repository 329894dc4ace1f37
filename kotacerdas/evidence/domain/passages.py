"""Cuts the text of a unit into overlapping passages, so that a long page is ranked by its best place."""

from __future__ import annotations

from dataclasses import dataclass

from kotacerdas.evidence.domain.stems import Token, stem, tokens

LENGTH = 120
"""Words of a passage, about."""
STEP = 80
MOST = 4000
"""Of one unit; what follows is not found. A unit is a page, so nothing real is that long."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[start:end]`; its words as written and as stems, in the same places, with single blanks between them."""

    start: int
    end: int
    raw: str
    stems: str


def cut(text: str) -> list[Passage]:
    """At least one passage for each unit that has a word in it."""
    found = tokens(text)
    if not found:
        return []
    starts = range(0, max(len(found) - (LENGTH - STEP), 1), STEP)
    return [_passage(found[at : at + LENGTH]) for at in starts[:MOST]]


def _passage(part: list[Token]) -> Passage:
    return Passage(
        part[0].start,
        part[-1].end,
        " ".join(token.word for token in part),
        " ".join(stem(token.word) for token in part),
    )
