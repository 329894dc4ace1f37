"""The models that are tried, from the simplest on, and the simple ones themselves.

Intervals of the simple ones are those of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition,
section 5.5: with the deviation s of the residuals, s times the root of h (naive), of k + 1 with k whole seasons before
(seasonal naive), and of h (1 + h / (T - 1)) (drift).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kotacerdas.indicators.domain.forecasting import statistical
from kotacerdas.indicators.domain.forecasting.fits import Fit, Unfit
from kotacerdas.indicators.domain.forecasting.paths import Path, normal

LEAST_TRAINING = 5
"""Fewer figures than this say nothing about how much a series scatters: drift would have three residuals for two unknowns."""

FitModel = Callable[[Sequence[float], int, int], Fit]


@dataclass(frozen=True)
class Model:
    """`fit(values, horizon, season)`; `season` is the number of periods in a year, 1 where there is no season."""

    key: str
    fit: FitModel
    is_seasonal: bool = False
    needs_group: bool = False
    """Computed by statsmodels, of the optional group "forecast"."""

    def least(self, season: int) -> int:
        """Figures it needs to be fitted: one more than two whole seasons, or `LEAST_TRAINING`."""
        return max(LEAST_TRAINING, 2 * season + 1) if self.is_seasonal else LEAST_TRAINING


def naive(values: Sequence[float], horizon: int, season: int = 1) -> Fit:
    """Everything stays as it was last."""
    residuals = [after - before for before, after in pairwise(values)]
    return Fit("", naive_path(values[-1], _deviation(residuals, unknowns=0), horizon))


def naive_path(last: float, deviation: float, horizon: int) -> Path:
    return tuple(normal(last, deviation * math.sqrt(h)) for h in range(1, horizon + 1))


def drift(values: Sequence[float], horizon: int, season: int = 1) -> Fit:
    """The mean step between first and last figure goes on."""
    gaps = len(values) - 1
    slope = (values[-1] - values[0]) / gaps
    residuals = [after - before - slope for before, after in pairwise(values)]
    return Fit("", drift_path(values[-1], slope, _deviation(residuals, unknowns=1), gaps, horizon))


def drift_path(last: float, slope: float, deviation: float, gaps: int, horizon: int) -> Path:
    """`gaps` is T - 1, the steps between first and last figure."""
    return tuple(
        normal(last + slope * h, deviation * math.sqrt(h * (1 + h / gaps))) for h in range(1, horizon + 1)
    )


def seasonal_naive(values: Sequence[float], horizon: int, season: int) -> Fit:
    """Each part of the year as in the last one."""
    if len(values) <= season:
        raise Unfit("too-short")
    residuals = [after - before for before, after in zip(values, values[season:], strict=False)]
    deviation = _deviation(residuals, unknowns=0)
    last = values[-season:]
    steps = range(horizon)
    return Fit("", tuple(normal(last[h % season], deviation * math.sqrt(h // season + 1)) for h in steps))


def _deviation(residuals: Sequence[float], *, unknowns: int) -> float:
    """Of residuals around nought, with the degrees of freedom that the estimated ones took away."""
    return math.sqrt(sum(each * each for each in residuals) / max(1, len(residuals) - unknowns))


MODELS: tuple[Model, ...] = (
    Model("naive", naive),
    Model("drift", drift),
    Model("seasonal-naive", seasonal_naive, is_seasonal=True),
    Model("ets", statistical.ets, needs_group=True),
    Model("seasonal-ets", statistical.seasonal_ets, is_seasonal=True, needs_group=True),
    Model("arima", statistical.arima, needs_group=True),
)
"""From the simplest on: where two err alike, the earlier one is used."""
BESIDE = ("naive", "drift")
"""Always shown beside the chosen one."""


def of(key: str) -> Model:
    return next(each for each in MODELS if each.key == key)
