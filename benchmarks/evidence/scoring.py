"""How good rankings are, with intervals: needs are drawn anew, since queries about one need rise and fall together."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.evidence.judged import Query
from kotacerdas.evidence.domain.measures import mean, ndcg, recall

DRAWS = 2000
Rankings = Mapping[str, Sequence[str]]
"""By the key of a query: keys of pages, the best first."""


@dataclass(frozen=True)
class Figure:
    value: float
    low: float
    high: float
    """Between them 95 of 100 draws."""

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True)
class Quality:
    ndcg: Figure
    """Of the first 10; the gain of a page is its grade."""
    recall: Figure
    """Of the first 20; every page with a grade counts alike."""

    def __str__(self) -> str:
        return f"nDCG@10 {self.ndcg}, recall@20 {self.recall}"


def quality(queries: Sequence[Query], rankings: Rankings) -> Quality:
    return Quality(
        _figure(queries, [ndcg(rankings[query.key], query.gains) for query in queries]),
        _figure(queries, [recall(rankings[query.key], query.good) for query in queries]),
    )


def lead(queries: Sequence[Query], one: Rankings, other: Rankings) -> Figure:
    """By how much the nDCG@10 of one is above the other's, query by query: narrower than the two intervals tell."""
    return _figure(
        queries,
        [ndcg(one[query.key], query.gains) - ndcg(other[query.key], query.gains) for query in queries],
    )


def _figure(queries: Sequence[Query], values: Sequence[float]) -> Figure:
    by_need: dict[str, list[float]] = defaultdict(list)
    for query, value in zip(queries, values, strict=True):
        by_need[query.need].append(value)
    sums = [(sum(some), len(some)) for some in by_need.values()]
    chance = random.Random(95)
    drawn = []
    for _ in range(DRAWS):
        some = chance.choices(sums, k=len(sums))
        drawn.append(sum(total for total, _ in some) / sum(count for _, count in some))
    drawn.sort()
    return Figure(mean(values), drawn[DRAWS * 25 // 1000], drawn[DRAWS * 975 // 1000 - 1])


def worst(queries: Sequence[Query], rankings: Rankings, count: int) -> list[tuple[float, Query]]:
    scored = [(ndcg(rankings[query.key], query.gains), query) for query in queries]
    return sorted(scored, key=lambda each: (each[0], each[1].key))[:count]
