"""Cuts the text of a unit into overlapping passages, so that a long page is ranked by its best place."""

from __future__ import annotations

from dataclasses import dataclass

from kotacerdas.evidence.domain.stems import stems_of, tokens

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
    words = [token.word for token in found]
    stems = stems_of(words)
    starts = range(0, max(len(found) - (LENGTH - STEP), 1), STEP)[:MOST]
    return [
        Passage(
            part[0].start, part[-1].end, " ".join(words[at : at + LENGTH]), " ".join(stems[at : at + LENGTH])
        )
        for at in starts
        if (part := found[at : at + LENGTH])
    ]
