"""The steps of finding pairs, and what each leaves to the next."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from kotacerdas.masterplan.domain.comparing.likeness import Likeness

# In thousandths; the judged titles in tests/domain/test_comparing_titles.py say why.
LEAST_OF_SAME_CODE = 450
LEAST_IN_PLACE = 600
LEAST_ELSEWHERE = 700
CLOSE_RIVAL = 50

_NUMBER = re.compile(r"\d+|\b[ivx]+\b", re.IGNORECASE)


class Row(Protocol):
    """`place` is where equals stay: the dimension of a programme, the kind of a sentence."""

    @property
    def code(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def place(self) -> str: ...


T = TypeVar("T", bound=Row)
Close = tuple[int, str, str]
"""How alike, and the codes of both."""
Key = Callable[[T], Hashable]


class How(StrEnum):
    """How a pair was found, the surest way first."""

    CONTINUES = "continues"
    CODE = "code"
    TITLE = "title"
    LIKENESS = "likeness"


@dataclass(frozen=True)
class Pair(Generic[T]):
    """`likeness` of the titles in thousandths; a doubtful pair should be looked at by a person."""

    before: T
    after: T
    how: How
    likeness: int
    is_doubtful: bool


@dataclass(frozen=True)
class Single(Generic[T]):
    """A row without another. `related` is the code of the one on the other side that it was split from or went into, if the
    plan says so and another continues that one."""

    row: T
    related: str = ""


@dataclass(frozen=True)
class Paired(Generic[T]):
    """Every row of both editions stands in exactly one of the three."""

    pairs: tuple[Pair[T], ...]
    dropped: tuple[Single[T], ...]
    added: tuple[Single[T], ...]


class Matching(Generic[T]):
    """The rows that are left on both sides, and the pairs found so far. With `keeps_place` only rows of one place are alike."""

    def __init__(self, befores: Sequence[T], afters: Sequence[T], *, keeps_place: bool = False) -> None:
        self._before = {row.code: row for row in sorted(befores, key=_code)}
        self._after = {row.code: row for row in sorted(afters, key=_code)}
        self._likeness = Likeness([row.words for row in befores], [row.words for row in afters])
        self._keeps_place = keeps_place
        self._pairs: list[Pair[T]] = []
        self._dropped: list[Single[T]] = []
        self._added: list[Single[T]] = []

    def by_links(self, links: Iterable[tuple[str, str]]) -> None:
        """What the plan itself says. Where several continue one, it goes on in the one of its code or most like it; the others
        are related to it and are no other one's pair."""
        there = [(old, new) for old, new in links if old in self._before and new in self._after]
        lost = []
        for old, new in sorted(there, key=self._standing):
            if old in self._before and new in self._after:
                self._pair(How.CONTINUES, old, new, is_doubtful=False)
            else:
                lost.append((old, new))
        for old, new in lost:
            if old in self._before:
                self._dropped.append(Single(self._before.pop(old), new))
            elif new in self._after:
                self._added.append(Single(self._after.pop(new), old))

    def by_key(self, how: How, key: Key[T], *, is_last: bool = False) -> None:
        """Rows of one key, in the order of their codes. With the last of several keys those are doubtful that could as well
        have been paired otherwise."""
        olds, news = _grouped(self._before, key), _grouped(self._after, key)
        for each, some in olds.items():
            others = news.get(each, [])
            is_doubtful = is_last and len(some) + len(others) > 2
            for old, new in zip(some, others, strict=False):
                self._pair(how, old, new, is_doubtful=is_doubtful)

    def by_code(self) -> None:
        """The same code, if the titles are alike at all: new editions give old codes to other things."""
        for code in [code for code in self._before if code in self._after]:
            old, new = self._before[code], self._after[code]
            alike = self._likeness.between(old.words, new.words)
            if alike >= LEAST_OF_SAME_CODE and (not self._keeps_place or old.place == new.place):
                self._pair(How.CODE, code, code, is_doubtful=self._is_doubtful(old, new))

    def by_likeness(self) -> None:
        """The most alike first; in another place a title must be more alike, and hold the other or be held by it."""
        close = sorted(self._close(), key=lambda each: (-each[0], each[1], each[2]))
        rival = _rivals(close)
        for each in close:
            alike, old, new = each
            if old in self._before and new in self._after:
                is_doubtful = alike - rival(each) < CLOSE_RIVAL or self._is_doubtful(
                    self._before[old], self._after[new]
                )
                self._pair(How.LIKENESS, old, new, is_doubtful=is_doubtful)

    def done(self) -> Paired[T]:
        return Paired(
            tuple(self._pairs),
            (*self._dropped, *map(Single, self._before.values())),
            (*self._added, *map(Single, self._after.values())),
        )

    def _standing(self, link: tuple[str, str]) -> tuple[bool, int, str, str]:
        old, new = link
        alike = self._likeness.between(self._before[old].words, self._after[new].words)
        return old != new, -alike, old, new

    def _close(self) -> Iterator[Close]:
        """What costs least is asked first: the place, then whose words the other holds, and only then the letters."""
        ones = {code: row.words for code, row in self._before.items()}
        others = {code: row.words for code, row in self._after.items()}
        places = {code: row.place for code, row in self._after.items()}
        within, between = self._likeness.is_within, self._likeness.between
        for old, some in self._likeness.candidates(ones, others):
            words, place = ones[old], self._before[old].place
            for new in some:
                title, is_in_place = others[new], places[new] == place
                if not is_in_place and (
                    self._keeps_place or not (within(words, title) or within(title, words))
                ):
                    continue
                alike = between(words, title)
                if alike >= (LEAST_IN_PLACE if is_in_place else LEAST_ELSEWHERE):
                    yield alike, old, new

    def _is_held(self, one: T, other: T) -> bool:
        within = self._likeness.is_within
        return within(one.words, other.words) or within(other.words, one.words)

    def _is_doubtful(self, old: T, new: T) -> bool:
        """Phase I is not phase II, however alike the rest is."""
        return _numbers(old.words) != _numbers(new.words) or not self._is_held(old, new)

    def _pair(self, how: How, before: str, after: str, *, is_doubtful: bool) -> None:
        old, new = self._before.pop(before), self._after.pop(after)
        alike = self._likeness.between(old.words, new.words)
        self._pairs.append(Pair(old, new, how, alike, is_doubtful))


def _code(row: Row) -> str:
    return row.code


def _grouped(rows: Mapping[str, T], key: Key[T]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = defaultdict(list)
    for code, row in rows.items():
        found[key(row)].append(code)
    return found


def _numbers(text: str) -> list[str]:
    return [each.lower() for each in _NUMBER.findall(text)]


def _rivals(close: Sequence[Close]) -> Callable[[Close], int]:
    """How alike the best other partner of either is; `close` comes with the most alike first."""
    partners: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for alike, old, new in close:
        for side, code, partner in ((0, old, new), (1, new, old)):
            if len(partners[side, code]) < 2:
                partners[side, code].append((alike, partner))

    def rival(of: Close) -> int:
        _alike, old, new = of
        others = [*((*each, new) for each in partners[0, old]), *((*each, old) for each in partners[1, new])]
        return max((alike for alike, partner, own in others if partner != own), default=0)

    return rival
