"""How likely a page that was found proves what was asked, from 0 to 1: "not found" is the honest answer below `ENOUGH`.

A logistic model of nine facts, each plain: see `facts`. Ranking asks which page is better than another; this asks whether
the best is good enough, so what the page leaves unsaid counts most. The weights were fitted to pages that people judged,
those of the development half only, by `python -m benchmarks.evidence.fitting`; nothing of the test half was used.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from kotacerdas.evidence.domain.freshness import NO_TIMES
from kotacerdas.evidence.domain.ranking import RAREST, Features, Question
from kotacerdas.evidence.domain.standing import Standing

ENOUGH = 0.32
"""Below, a page is not proposed as proof. Of the questions of that half, each left out of the fit in turn, 9 of 100
unanswerable ones get a page all the same, and 73 of 100 answerable ones do; a lower one gives more of both."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the model looks at, each about from 0 to 1."""

    missing: float
    """As in `Features`."""
    absent_year: float
    """1 where a year was asked for that is not on the page and the document's period is unknown; `OTHER_YEAR` where it is
    known to be another."""
    shortness: float
    """One part in so many concepts asked: a single word that is found proves little."""
    rarity: float
    """How rare what was asked is, on average: a page with common words is found for everything."""
    nearness: float
    title: float
    exactness: float
    weight: float
    """As in `Features`."""
    against: float
    """The logarithm of what speaks against the page (`Standing.factor`): 0 for nothing, less the more."""


WEIGHTS = Facts(
    missing=-4.92, absent_year=-2.82, shortness=-5.62, rarity=3.66,
    nearness=0.78, title=3.64, exactness=3.74, weight=5.27, against=6.77,
)  # fmt: skip
START = -5.06
OTHER_YEAR = 1.5
"""Not fitted: three queries of that half name another year, too few to learn from."""


def facts(question: Question, features: Features, standing: Standing | None = None) -> Facts:
    """Without a standing as if nothing spoke against the page, which gives the most that it can reach."""
    return Facts(
        missing=features.missing,
        absent_year=max((_absence(standing, int(year)) for year in features.years), default=0.0),
        shortness=1 / question.size,
        rarity=question.said / question.size / RAREST,
        nearness=features.nearness,
        title=features.title,
        exactness=features.exactness,
        weight=features.weight,
        against=math.log(standing.factor) if standing else 0.0,
    )


def closeness(known: Facts) -> float:
    told = START + sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(known), strict=True))
    return 1 / (1 + math.exp(-told))


def _absence(standing: Standing | None, year: int) -> float:
    if standing is None or standing.is_of(year):
        return 0.0
    return 1.0 if standing.period == NO_TIMES else OTHER_YEAR
