"""Fits the weights of `closeness` to the judged pages of the development half, and says what they would let through.

`python -m benchmarks.evidence.fitting` prints the weights for `kotacerdas/evidence/domain/closeness.py`, and how many
questions of ten folds that were left out got a page at each cut-off. The test half is not read.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial

import django
import numpy as np

django.setup()

from benchmarks.evidence import filler, judged, pile
from benchmarks.evidence.judged import DEVELOPMENT, Judged, Query
from benchmarks.evidence.pile import Pile
from kotacerdas.evidence.domain import standing
from kotacerdas.evidence.domain.asking import Asked
from kotacerdas.evidence.domain.closeness import Facts, facts
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.index.fts import Index
from kotacerdas.evidence.models import Content
from kotacerdas.evidence.queries.finding import Searcher
from kotacerdas.evidence.queries.looking import Look
from kotacerdas.evidence.queries.proposing import as_asked, bare_name

DEEP = 12
"""Pages of each query that are learnt from."""
FOLDS, DRAWS = 10, 5
RIDGE = 1.0
YEAR = 2025
NAMES = [field.name for field in fields(Facts)]


@dataclass(frozen=True)
class Pair:
    """A query and a page that was found for it."""

    query: Query
    known: tuple[float, ...]
    proves: bool


def pairs(home: Pile, set_: Judged) -> list[Pair]:
    searcher, found = Searcher(None, home.city), []
    told = dict(Content.objects.values_list("sha256", "facts"))
    for query in (each for each in set_.queries if each.half == DEVELOPMENT):
        asked = as_asked(query.text, query.dimension, searcher.synonyms)
        look = indexing.with_index(partial(_look, searcher, asked))
        for each in look.scored[:DEEP]:
            stands = standing.of_page(
                told[each.seen.sha256] or {}, each.place.unit, times=each.seen.times,
                names=searcher.sight.names_of(each.seen), year=YEAR, city=bare_name(home.city.name),
            )  # fmt: skip
            known = astuple(facts(look.question, each.features, stands))
            found.append(Pair(query, known, home.key(each.seen.pk, each.place.unit) in query.gains))
    return found


def _look(searcher: Searcher, asked: Asked, index: Index) -> Look:
    return searcher.looking(index).look(asked)


def fitted(some: Sequence[Pair]) -> np.ndarray:
    """The weights and the start, by Newton's method with a ridge on standardised facts."""
    told = np.array([pair.known for pair in some])
    proves = np.array([float(pair.proves) for pair in some])
    middle, spread = told.mean(0), told.std(0) + 1e-9
    given = np.c_[(told - middle) / spread, np.ones(len(told))]
    ridge = np.diag([RIDGE] * len(NAMES) + [0.0])
    weights = np.zeros(given.shape[1])
    for _ in range(40):
        likely = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (likely - proves) + ridge @ weights
        weights -= np.linalg.solve(
            (given.T * (likely * (1 - likely))) @ given + ridge + np.eye(len(weights)) * 1e-9, slope
        )
    plain = weights[:-1] / spread
    found: np.ndarray = np.r_[plain, weights[-1] - plain @ middle]
    return found


def likely(weights: np.ndarray, some: Sequence[Pair]) -> np.ndarray:
    return np.asarray(
        1 / (1 + np.exp(-(np.array([pair.known for pair in some]) @ weights[:-1] + weights[-1])))
    )


def left_out(some: Sequence[Pair], seed: int) -> dict[str, float]:
    """By query, the likeliest of its pages, told by weights that never saw its need."""
    needs = sorted({pair.query.need for pair in some})
    random.Random(seed).shuffle(needs)
    fold = {need: at % FOLDS for at, need in enumerate(needs)}
    best: dict[str, float] = {}
    for number in range(FOLDS):
        weights = fitted([pair for pair in some if fold[pair.query.need] != number])
        others = [pair for pair in some if fold[pair.query.need] == number]
        for pair, value in zip(others, likely(weights, others), strict=True):
            best[pair.query.key] = max(best.get(pair.query.key, 0.0), float(value))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, default=2_500, help="of the larger pile, which is learnt from too"
    )
    set_, home = judged.load(), Pile(pile.cities()[pile.HOME])
    indexing.refresh(home.keep(set_.pages, one_each=True))
    some = pairs(home, set_)
    indexing.refresh(home.keep(filler.pages(parser.parse_args().pages - len(set_.pages))))
    some += pairs(home, set_)
    for name, weight in zip([*NAMES, "start"], fitted(some), strict=True):
        print(f"{name:12} {weight:+.2f}")
    answerable = {pair.query.key: pair.query.is_answerable for pair in some}
    for cut in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        runs = [left_out(some, seed) for seed in range(DRAWS)]
        wrong, right = (
            sum(best[key] >= cut for best in runs for key in best if answerable[key] is wanted) / DRAWS
            for wanted in (False, True)
        )
        print(
            f"at {cut:.2f}: {wrong:.1f} of {sum(not each for each in answerable.values())} unanswerable, {right:.1f} of {sum(answerable.values())} answerable"
        )


if __name__ == "__main__":
    main()
