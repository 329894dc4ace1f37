"""How well a passage answers what was asked, from 0 to 1.

Five facts of a passage are weighed, each from 0 to 1; what a concept counts is how rare it is among the pages that the
reader may see, and nothing else is known of other pages:

- coverage: which of the concepts stand in it; less if only in the title of its document, or elsewhere in it;
- weight: how often they stand there, with the usual saturation (BM25 with passages of one length);
- nearness: concepts that were asked for side by side stand side by side;
- exactness: the words themselves, not others of the same stem or meaning;
- title: concepts in the title or in a name of the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from kotacerdas.evidence.domain.asking import Concept, Kind, Term
from kotacerdas.evidence.domain.passages import LENGTH

IN_TITLE = 0.75
IN_UNIT = 0.6
IN_DOCUMENT = 0.3
"""What a concept is worth that stands only in the title, elsewhere on the page, or only on other pages."""
PARTLY = 0.6
"""What all words of a phrase are worth together that stand there, but not as this phrase."""
K1, B = 1.2, 0.35
NEAR = 4
"""So many words apart at most, concepts asked side by side count as side by side."""
SHARES = {"coverage": 0.62, "weight": 0.13, "nearness": 0.13, "exactness": 0.06, "title": 0.06}
_SHARES = tuple(SHARES.values())
WORTH_SHOWING = 0.12
"""Below, a page is not found at all."""
RAREST = 7.0
ORDINARY = 500
LEAST = 0.4
OF_KIND = {Kind.YEAR: 0.6, Kind.SOFT: 0.4, Kind.HINT: 0.4, Kind.NUMBER: 1.3, Kind.QUOTED: 1.5}
UNSAID = {Kind.YEAR, Kind.HINT}
"""What a page need not say: its period may be known otherwise, and a hint was not asked."""
UNKNOWN = 0.8
"""What stands nowhere may only be said in another way, so it counts a little less than what is rare."""


@dataclass(frozen=True)
class Weighed:
    """A concept and how much it counts."""

    concept: Concept
    weight: float


@dataclass(frozen=True, slots=True)
class Features:
    coverage: float
    weight: float
    nearness: float
    exactness: float
    title: float
    found: tuple[tuple[int, int], ...]
    """(place, concept) of each word in the passage that belongs to a concept; in their order."""
    terms: tuple[int, ...]
    """Which concepts that were asked for stand in the passage or in the title."""
    missing: float = 0.0
    """Of what was asked, the share of the one concept that the page and the title leave unsaid most."""
    years: tuple[str, ...] = ()
    """Asked for, and neither on the page nor in the title."""

    @property
    def score(self) -> float:
        coverage, weight, nearness, exactness, title = _SHARES
        told = coverage * self.coverage + weight * self.weight + nearness * self.nearness
        return min(1.0, told + exactness * self.exactness + title * self.title)


def weigh(concepts: Sequence[Concept], counts: Sequence[int], passages: int) -> list[Weighed]:
    """By the number of visible passages that have each concept, beside as many more as `ORDINARY` that have none of
    them: among three pages nothing is common or rare yet."""
    passages += ORDINARY
    found = []
    for concept, count in zip(concepts, counts, strict=True):
        rarity = math.log(1 + (passages - count + 0.5) / (count + 0.5))
        weight = min(max(rarity, LEAST), RAREST) * OF_KIND.get(concept.kind, 1.0)
        weight *= 1.0 if count or concept.kind is Kind.NUMBER else UNKNOWN
        found.append(Weighed(concept, weight))
    return found


class Question:
    """What was asked, ready to be held against many passages."""

    def __init__(self, weighed: Sequence[Weighed]) -> None:
        self.weighed = tuple(weighed)
        self.total = sum(each.weight for each in weighed) or 1.0
        said = [each.weight for each in weighed if each.concept.kind not in UNSAID]
        self.said, self.size = sum(said) or 1.0, len(said) or 1
        self._by_stem = _by_first(weighed, is_exact=False)
        self._by_raw = _by_first(weighed, is_exact=True)
        self.firsts = self._by_stem.keys() | self._by_raw.keys()

    def in_title(self, raw: str, stems: Sequence[str]) -> dict[int, float]:
        """Which concepts stand in a title, with the value of how it is said."""
        found = self._places(raw, stems)
        return {number: value for number, (places, value, _) in enumerate(found) if places}

    def look(
        self,
        raw: str,
        stems: Sequence[str],
        *,
        in_title: Mapping[int, float],
        beside: AbstractSet[int] = frozenset(),
        elsewhere: AbstractSet[int] = frozenset(),
    ) -> Features:
        """`in_title`: which concepts stand in the title, with what the way of saying it is worth there; `beside`: those
        in other passages of the same page; `elsewhere`: those on other pages of the document."""
        found_at = self._places(raw, stems)
        coverage = weight = exactness = title = missing = 0.0
        years: tuple[str, ...] = ()
        for number, (each, (places, value, _words)) in enumerate(zip(self.weighed, found_at, strict=True)):
            titled = in_title.get(number, 0.0)
            title += each.weight * titled
            if places:
                here = max(value, IN_TITLE * titled)
                coverage += each.weight * here
                weight += each.weight * value * _saturated(len(places), len(stems))
                exactness += each.weight * _is_exact(each.concept, raw)
            else:
                on_page = IN_UNIT if number in beside else 0.0
                here = max(IN_TITLE * titled, on_page, _partly(each.concept, stems))
                coverage += each.weight * (max(here, IN_DOCUMENT) if number in elsewhere else here)
            if each.concept.kind not in UNSAID:
                missing = max(missing, each.weight * (1 - here))
            elif not here and each.concept.kind is Kind.YEAR:
                years += each.concept.raw
        return Features(
            coverage / self.total,
            weight / self.total,
            self._nearness(found_at),
            exactness / self.total,
            title / self.total,
            tuple(sorted((word, n) for n, found in enumerate(found_at) for word in found[2])),
            tuple(
                n for n, found in enumerate(found_at)
                if (found[0] or n in in_title) and self.weighed[n].concept.kind is not Kind.HINT
            ),
            missing / self.said,
            years,
        )  # fmt: skip

    def _places(self, raw: str, stems: Sequence[str]) -> list[Places]:
        found = [_NOWHERE] * len(self.weighed)
        _stand(self._by_stem, stems, found)
        if self._by_raw:
            _stand(self._by_raw, raw.split(" "), found)
        return found

    def _nearness(self, found_at: Sequence[Places]) -> float:
        """Of the neighbours in the question, how many are neighbours in the passage; rarer ones count more."""
        if len(self.weighed) < 2:
            return 1.0 if self.weighed and found_at[0][0] else 0.0
        near = total = 0.0
        for number in range(len(self.weighed) - 1):
            left, right = self.weighed[number], self.weighed[number + 1]
            counts = left.weight + right.weight
            total += counts
            reach = NEAR + len(left.concept.raw) - 1
            if _are_near(found_at[number][0], found_at[number + 1][0], reach):
                near += counts
        return near / total


Places = tuple[list[int], float, set[int]]
"""Where a concept begins, the value of the best way in which it is said, and all places of its words."""
_NOWHERE: Places = ([], 0.0, set())
ByFirst = dict[str, list[tuple[int, Term]]]


def _by_first(weighed: Sequence[Weighed], *, is_exact: bool) -> ByFirst:
    """Which ways to say which concepts begin with a word."""
    found: ByFirst = {}
    for number, each in enumerate(weighed):
        for term in each.concept.terms:
            if term.is_exact is is_exact:
                found.setdefault(term.words[0], []).append((number, term))
    return found


def _stand(wanted: ByFirst, text: Sequence[str], found: list[Places]) -> None:
    """Adds to `found` where concepts stand in a text."""
    positions: dict[str, list[int]] = {}
    for place, word in enumerate(text):
        if word in wanted:
            positions.setdefault(word, []).append(place)
    for word, first in positions.items():
        for number, term in wanted[word]:
            if stand := _phrases(term, first, text):
                places, value, marked = found[number]
                words = {at + more for at in stand for more in range(len(term.words))}
                found[number] = (places + stand, max(value, term.value), marked | words)


def _partly(concept: Concept, stems: Sequence[str]) -> float:
    """What the words of a phrase are worth that stand there without the rest of it."""
    if not concept.parts:
        return 0.0
    return PARTLY * sum(part in stems for part in concept.parts) / len(concept.parts)


def _phrases(term: Term, first: list[int], text: Sequence[str]) -> list[int]:
    length = len(term.words)
    if length == 1:
        return first
    return [place for place in first if tuple(text[place : place + length]) == term.words]


def _saturated(count: int, length: int) -> float:
    """0 for none, towards 1 for many: how often, against the length of the passage."""
    return count / (count + K1 * (1 - B + B * length / LENGTH)) if count else 0.0


def _is_exact(concept: Concept, raw: str) -> float:
    return 1.0 if f" {' '.join(concept.raw)} " in f" {raw} " else 0.0


def _are_near(left: list[int], right: list[int], reach: int) -> bool:
    return any(-NEAR <= b - a <= reach for a in left for b in right)


NOTHING_ASKED = Question(())
