"""Pairs by likeness as they are defined: every two titles are compared, letter by letter, and nothing is remembered.

What `domain/comparing` does faster must give the same pairs; nobody else uses this.
"""

from collections.abc import Iterator
from typing import TypeVar

from kotacerdas.evidence.domain.stems import stems_of
from kotacerdas.imports.domain.fields import fold
from kotacerdas.masterplan.domain.comparing.likeness import WHOLE, Parts, Weights
from kotacerdas.masterplan.domain.comparing.matching import (
    LEAST_ELSEWHERE,
    LEAST_IN_PLACE,
    Close,
    Matching,
    Row,
)

T = TypeVar("T", bound=Row)


class SlowLikeness:
    def __init__(self, ones: list[str], others: list[str]) -> None:
        self._by_words = Weights([set(_stems(title)) for title in side] for side in (ones, others))
        self._by_groups = Weights([_groups(title) for title in side] for side in (ones, others))
        self._often = max(50, max(len(ones), len(others)) // 10)

    def between(self, one: str, other: str) -> int:
        sizes = self._by_groups.size(_groups(one)) + self._by_groups.size(_groups(other))
        shared = self._by_groups.size(_groups(one) & _groups(other))
        return 2 * WHOLE * shared // sizes if sizes else 0

    def is_within(self, one: str, other: str) -> bool:
        theirs = fold(other).split()
        return all(any(_is_near(word, each) for each in theirs) for word in fold(one).split())

    def is_worth_comparing(self, one: str, other: str) -> bool:
        mine, theirs = self._telling(one), self._telling(other)
        sizes = self._by_words.size(mine) + self._by_words.size(theirs)
        return bool(mine & theirs) and 4 * self._by_words.size(mine & theirs) >= sizes

    def _telling(self, title: str) -> Parts:
        return frozenset(word for word in _stems(title) if self._by_words.often[word] <= self._often)


class SlowMatching(Matching[T]):
    """Takes the other's place in `domain/comparing/pairing.py`."""

    def __init__(self, befores: list[T], afters: list[T], *, keeps_place: bool = False) -> None:
        super().__init__(befores, afters, keeps_place=keeps_place)
        titles = [row.words for row in befores], [row.words for row in afters]
        self._likeness = SlowLikeness(*titles)  # type: ignore[assignment]  # what is asked of it, it can

    def _close(self) -> Iterator[Close]:
        for old, one in self._before.items():
            for new, other in self._after.items():
                if not self._likeness.is_worth_comparing(one.words, other.words):  # type: ignore[attr-defined]  # the slow one
                    continue
                alike, is_in_place = self._likeness.between(one.words, other.words), one.place == other.place
                if alike < LEAST_IN_PLACE or (self._keeps_place and not is_in_place):
                    continue
                if is_in_place or (alike >= LEAST_ELSEWHERE and self._is_held(one, other)):
                    yield alike, old, new


def _stems(title: str) -> list[str]:
    return stems_of(fold(title).split())


def _groups(title: str) -> Parts:
    return frozenset(group for word in fold(title).split() for group in _of_word(word))


def _of_word(word: str) -> Parts:
    return frozenset(f" {word} "[at : at + 3] for at in range(len(word)))


def _is_near(word: str, other: str) -> bool:
    mine, theirs = _of_word(word), _of_word(other)
    return word == other or 4 * len(mine & theirs) > len(mine) + len(theirs)
