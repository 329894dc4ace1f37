"""Which model is used: the one that erred least, unless a simpler one did as well within chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from kotacerdas.indicators.domain.forecasting.backtest import Tried
from kotacerdas.indicators.domain.forecasting.models import MODELS

Why = Literal["least", "simpler", "alone"]
ORDER = {each.key: at for at, each in enumerate(MODELS)}
SAME = 1e-9
"""Errors closer than this share of each other differ by the arithmetic alone."""


@dataclass(frozen=True)
class Choice:
    """`why`: it erred least; or a rival erred less, but by no more than chance, and this one is simpler."""

    key: str
    why: Why
    rival: str = ""

    def as_json(self) -> dict[str, str]:
        return {"key": self.key, "why": self.why, "rival": self.rival}


def choose(tested: Sequence[Tried]) -> Choice:
    """One standard error decides: a model with more unknowns must be better than a simpler one by more than that."""
    by_simplicity = sorted(tested, key=lambda each: ORDER[each.key])
    best = min(by_simplicity, key=lambda each: fmean(each.by_origin))
    if len(by_simplicity) == 1:
        return Choice(best.key, "alone")
    for simpler in by_simplicity:
        if simpler is best:
            break
        if not _is_worse(simpler, best):
            return Choice(simpler.key, "simpler", rival=best.key)
    return Choice(best.key, "least")


def _is_worse(simpler: Tried, best: Tried) -> bool:
    """Beyond one standard error of the differences from origin to origin."""
    differences = [one - other for one, other in zip(simpler.by_origin, best.by_origin, strict=True)]
    mean = fmean(differences)
    if len(differences) < 2 or mean <= SAME * fmean(simpler.by_origin):
        return False
    return mean > stdev(differences) / math.sqrt(len(differences))
