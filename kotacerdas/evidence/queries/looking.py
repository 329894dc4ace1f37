"""Ranks passages of the index for one reader: from the words to the best units, with nothing of the main database.

All passages that have a concept are listed, and those of contents that the reader may not see are dropped before
anything is counted. What is left is ordered by the concepts that it has; the best are read and looked at closely.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from operator import itemgetter

from kotacerdas.evidence.domain import fusing, ranking
from kotacerdas.evidence.domain.asking import Asked, Concept, Kind, Term, of_words
from kotacerdas.evidence.domain.ranking import IN_TITLE, NOTHING_ASKED, PARTLY, Features, Question
from kotacerdas.evidence.domain.stop_words import ASKING, JOINING
from kotacerdas.evidence.index import meaning
from kotacerdas.evidence.index.fts import SHIFT, Index, Place, expression
from kotacerdas.evidence.queries.sight import Seen, Sight
from kotacerdas.evidence.queries.visible import Rows, visible

CLOSELY = 100
"""So many passages are read and looked at."""
PLENTY = 3000


MOST_COMPARED = 60
ENOUGH_WORDS = 12


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit by its best passage."""

    seen: Seen
    place: Place
    features: Features
    score: float
    rows: tuple[int, ...] = ()
    """All passages of it that were looked at."""


@dataclass(frozen=True)
class Look:
    """What was found for what was asked, the best first."""

    asked: Asked
    scored: list[Scored]
    """By words in the order of their scores; by words and meaning in the order of both."""
    question: Question = NOTHING_ASKED
    """What was asked with its weights; empty where nothing had to be found anew."""


def _says_something(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word not in JOINING and word not in ASKING


class Looking:
    """The index as one reader sees it; made for one request, asked once or for each question of a round."""

    def __init__(self, index: Index, sight: Sight) -> None:
        self._index, self._visible = index, visible(index, sight)
        self._contents = self._visible.contents
        self._rows: dict[str, Rows] = {}

    def look(self, asked: Asked, *, text: str = "", only: AbstractSet[str] | None = None) -> Look:
        """`only`: the hashes of the contents that are wanted; weights are of all that the reader sees. With `text`, as
        it was typed, by meaning too where that is on."""
        rows = [self._saying(concept) for concept in asked.concepts]
        question = Question(
            ranking.weigh(asked.concepts, [len(some) for some in rows], self._visible.passages)
        )
        titled = self._titled(question)
        scores = self._candidates(question, rows, only)
        self._add_titles(scores, question, titled, only)
        best = self._best(self._with_quoted(scores, question, rows), question)
        is_quoted = any(concept.kind is Kind.QUOTED for concept in asked.concepts)
        near = {} if is_quoted else self._near(text, only)
        found = self._closely([*best, *(near.keys() - set(best))], question, rows, titled)
        if near:
            found = _with_meaning(found, near)
        return Look(asked, found, question)

    def _near(self, text: str, only: AbstractSet[str] | None) -> dict[int, float]:
        """Passages near in meaning, with their cosine."""
        if not text or not meaning.is_on():
            return {}
        contents = {number for number, seen in self._contents.items() if only is None or seen.sha256 in only}
        return dict(meaning.nearest(self._index, text, contents))

    def revision(self, content: int) -> int:
        """Of a content that the reader sees."""
        return self._contents[content].revision

    def scored(
        self,
        content: int,
        unit: int,
        row: int,
        start: int,
        end: int,
        score: float,
        found: Sequence[Sequence[int]],
        terms: Sequence[int],
    ) -> Scored:
        """As it was found before; its content is one that the reader sees."""
        places = tuple((word, concept) for word, concept in found)
        features = Features(0.0, 0.0, 0.0, 0.0, 0.0, places, tuple(terms))
        return Scored(self._contents[content], Place(row, unit, start, end, "", []), features, score)

    def rarest_words(self, sha256: str, unit: int) -> list[str]:
        """Of a page that the reader sees: words that are frequent in it and rare elsewhere; the best first."""
        number, _passages = self._index.contents().get(sha256, (0, 0))
        counts: Counter[str] = Counter()
        for place in self._index.places(self._index.rows_of(number, unit)):
            counts.update(word for word in place.raw.split() if _says_something(word))
        common = dict(counts.most_common(MOST_COMPARED))
        concepts = of_words(common).concepts
        rows = [len(self._saying(concept)) for concept in concepts]
        weighed = ranking.weigh(concepts, rows, self._visible.passages)
        best = sorted(weighed, key=lambda each: -each.weight * (1 + math.log(common[each.concept.typed])))
        return [each.concept.typed for each in best[:ENOUGH_WORDS]]

    # --- Which passages ------------------------------------------------------------------------------------

    def _saying(self, concept: Concept) -> Rows:
        """The passages that say it, of contents that the reader sees."""
        return self._stated(expression(concept.terms))

    def _stated(self, key: str) -> Rows:
        found = self._rows.get(key)
        if found is None:
            found = self._rows[key] = self._visible.of(self._index.rows(key))
        return found

    def _titled(self, question: Question) -> dict[int, dict[int, float]]:
        """For each content whose title has any of the concepts, which."""
        titles = self._visible.titles(question.firsts)
        found = ((number, question.in_title(title.raw, title.stems)) for number, title in titles)
        return {number: has for number, has in found if has}

    def _candidates(
        self, question: Question, rows: Sequence[Rows], only: AbstractSet[str] | None
    ) -> dict[int, float]:
        """Passages by the weight of the concepts in them, the rarest concepts first. Once there are plenty, common
        concepts bring no further passages; they only raise those that are there."""
        lists = [(each.weight, some) for each, some in zip(question.weighed, rows, strict=True)]
        lists += self._parts(question)
        lists.sort(key=lambda each: -each[0])
        left = sum(weight for weight, _some in lists)
        scores: dict[int, float] = {}
        is_enough = False
        for weight, some in lists:
            if is_enough or _is_enough(scores, left):
                is_enough, scores = True, _leaders(scores, left)
                for row in scores:
                    if _has(some, row):
                        scores[row] += weight
            else:
                for row in some if only is None else self._only(some, only):
                    scores[row] = scores.get(row, 0.0) + weight
            left -= weight
        return scores

    def _parts(self, question: Question) -> Iterator[tuple[float, Rows]]:
        """Passages that have a word of a phrase."""
        for each in question.weighed:
            for part in each.concept.parts:
                weight = each.weight * PARTLY / len(each.concept.parts)
                yield weight, self._stated(expression([Term((part,))]))

    def _only(self, rows: Rows, hashes: AbstractSet[str]) -> list[int]:
        wanted = {number for number, seen in self._contents.items() if seen.sha256 in hashes}
        return [row for row in rows if row >> SHIFT in wanted]

    def _add_titles(
        self,
        scores: dict[int, float],
        question: Question,
        titled: dict[int, dict[int, float]],
        only: AbstractSet[str] | None,
    ) -> None:
        """A title that fits raises all passages of its document, and brings the first."""
        bonus: dict[int, float] = {}
        for number, has in titled.items():
            if only is None or self._contents[number].sha256 in only:
                weight = sum(question.weighed[n].weight * value for n, value in has.items())
                bonus[number] = weight * IN_TITLE / 2
                scores.setdefault(number << SHIFT, 0.0)
        for row in scores:
            if more := bonus.get(row >> SHIFT):
                scores[row] += more

    def _with_quoted(
        self, scores: dict[int, float], question: Question, rows: Sequence[Rows]
    ) -> dict[int, float]:
        """What stands in quotes must be there."""
        for each, some in zip(question.weighed, rows, strict=True):
            if each.concept.kind is Kind.QUOTED:
                must = set(some)
                scores = {row: score for row, score in scores.items() if row in must}
        return scores

    def _best(self, scores: dict[int, float], question: Question) -> list[int]:
        """Where many are alike at the end of the list, those go on that say the rarest concept most."""
        if len(scores) <= CLOSELY:
            return sorted(scores)
        found = [row for row, _score in heapq.nlargest(CLOSELY, scores.items(), key=itemgetter(1))]
        least = scores[found[-1]]
        alike = [row for row, score in scores.items() if score == least]
        if len(alike) <= CLOSELY // 2:
            return found
        rarest = max(question.weighed, key=lambda each: each.weight).concept
        often = self._index.often(rarest)
        above = [row for row in found if scores[row] > least]
        alike.sort(key=lambda row: (-often.get(row, 0.0), row))
        return above + alike[: CLOSELY - len(above)]

    # --- Closely -------------------------------------------------------------------------------------------

    def _closely(
        self,
        best: Iterable[int],
        question: Question,
        rows: Sequence[Rows],
        titled: dict[int, dict[int, float]],
    ) -> list[Scored]:
        units: dict[tuple[int, int], list[tuple[Place, Features]]] = defaultdict(list)
        has: dict[int, frozenset[int]] = {}
        for place in self._index.places(best):
            content = place.content
            if content not in has:
                has[content] = frozenset(n for n, some in enumerate(rows) if _stands_in(content, some))
            features = question.look(
                place.raw, place.stems, in_title=titled.get(content, {}), elsewhere=has[content]
            )
            units[content, place.unit].append((place, features))
        found = [self._of_unit(some, question, titled, has) for some in units.values()]
        found.sort(key=lambda each: (-each.score, each.place.row))
        return found

    def _of_unit(
        self,
        some: list[tuple[Place, Features]],
        question: Question,
        titled: dict[int, dict[int, float]],
        has: Mapping[int, frozenset[int]],
    ) -> Scored:
        """Its best passage, which gains by what stands in the others."""
        if len(some) == 1:
            ((place, features),) = some
            score = round(features.score, 4)
            return Scored(self._contents[place.content], place, features, score, (place.row,))
        place, features = max(some, key=lambda each: each[1].score)
        beside = {n for _, other in some for n in other.terms} - set(features.terms)
        if beside:
            features = question.look(
                place.raw, place.stems,
                in_title=titled.get(place.content, {}), beside=beside, elsewhere=has[place.content],
            )  # fmt: skip
        rows = tuple(each.row for each, _ in some)
        return Scored(self._contents[place.content], place, features, round(features.score, 4), rows)


def _is_enough(scores: dict[int, float], left: float) -> bool:
    """Whether passages that have only what is left to be looked for could not be among the best."""
    if len(scores) < CLOSELY:
        return False
    return len(scores) >= PLENTY or heapq.nlargest(CLOSELY, scores.values())[-1] >= left


def _leaders(scores: dict[int, float], left: float) -> dict[int, float]:
    """Without those that cannot come among the best any more, by as much as is left to be won."""
    least = heapq.nlargest(CLOSELY, scores.values())[-1] - left
    return {row: score for row, score in scores.items() if score >= least}


def _has(rows: Rows, row: int) -> bool:
    at = bisect_left(rows, row)
    return at < len(rows) and rows[at] == row


def _with_meaning(found: list[Scored], near: dict[int, float]) -> list[Scored]:
    """Both rankings as one, by places; the score is made of both."""
    cosines: dict[tuple[int, int], float] = {}
    by_unit = {(each.place.content, each.place.unit): each for each in found}
    for each in found:
        for row in each.rows:
            if row in near:
                key = (each.place.content, each.place.unit)
                cosines[key] = max(cosines.get(key, 0.0), near[row])
    by_words = [key for key, each in by_unit.items() if each.score > 0]
    by_meaning = sorted(cosines, key=lambda key: -cosines[key])
    fused = []
    for key in fusing.fuse([by_words, by_meaning]):
        each = by_unit[key]
        told = round(meaning.joined(each.score, cosines.get(key, 0.0)), 4)
        fused.append(replace(each, score=told))
    return fused


def _stands_in(content: int, rows: Rows) -> bool:
    at = bisect_left(rows, content << SHIFT)
    return at < len(rows) and rows[at] >> SHIFT == content
