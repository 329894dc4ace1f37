"""Where a passage stands on the picture of a page: the boxes of its words, those of a line as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kotacerdas.evidence.domain.spans import Span

WHOLE = 10_000
"""Width and height of every page: `viewBox="0 0 10000 10000" preserveAspectRatio="none"` over the picture."""
NEAR = 400
"""Across; words of a line that stand further apart are in different columns."""


@dataclass(frozen=True)
class Box:
    """In ten-thousandths of the page, from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def is_followed_by(self, other: Box) -> bool:
        """Whether the other stands next on the same line."""
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        is_level = overlap * 2 > min(self.height, other.height)
        return is_level and -NEAR < other.left - self.right < NEAR


def of_spans(words: Iterable[Sequence[int]], spans: Sequence[Span]) -> list[Box]:
    """`words` as `Unit.boxes` holds them, in the order of the text; a word counts as soon as a span touches it."""
    found: list[Box] = []
    for start, end, *edges in words:
        if any(start < span.end and span.start < end for span in spans):
            box = Box(*edges)
            if found and found[-1].is_followed_by(box):
                found[-1] = found[-1].joined(box)
            else:
                found.append(box)
    return found
