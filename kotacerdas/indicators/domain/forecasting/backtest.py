"""The clock is put back again and again, each model foresees what is known by now, and its errors are counted.

Rolling origin: from every origin a model sees only the figures up to it, chooses its form anew and foresees up to the
horizon. All models are tried from the same origins, else their errors could not be compared.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from kotacerdas.indicators.domain.forecasting.fits import Fit, Unfit
from kotacerdas.indicators.domain.forecasting.models import LEAST_TRAINING, MODELS, Model
from kotacerdas.indicators.domain.forecasting.paths import Ahead, Level

LEAST_ORIGINS = 3
"""From one or two origins luck decides which model looks best."""
MOST_ORIGINS = 24
"""The latest ones; more of them cost time and tell of ever older days."""
LEAST = LEAST_TRAINING + LEAST_ORIGINS
"""Fewer figures than these eight are not forecast: five to fit the first origin, and three origins to try from."""


@dataclass(frozen=True)
class Trial:
    """One figure foreseen from an origin. `origin` counts the figures seen, `step` the periods ahead; `scale` is the mean
    error of the (seasonal) naive model within those figures, by which MASE divides."""

    origin: int
    step: int
    actual: float
    foreseen: Ahead
    scale: float

    @property
    def error(self) -> float:
        return abs(self.actual - self.foreseen.middle)


@dataclass(frozen=True)
class Errors:
    """Of a number of trials. `mase` is None where the past never moved, so that there is nothing to divide by."""

    trials: int
    mae: float
    rmse: float
    mase: float | None
    held80: int
    held95: int

    def held(self, level: Level) -> int:
        return self.held80 if level == 80 else self.held95


@dataclass(frozen=True)
class Tried:
    """A model that was tried. `by_step` are its errors one, two, ... periods ahead; `by_origin` the mean error from each
    origin, the oldest first, by which models are chosen."""

    key: str
    errors: Errors
    by_step: tuple[Errors, ...]
    by_origin: tuple[float, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {
            "by_step": [asdict(each) for each in self.by_step],
            "by_origin": list(self.by_origin),
        }


def read_tried(stored: Mapping[str, Any]) -> Tried:
    return Tried(
        str(stored["key"]),
        Errors(**stored["errors"]),
        tuple(Errors(**each) for each in stored["by_step"]),
        tuple(map(float, stored["by_origin"])),
    )


@dataclass(frozen=True)
class Backtest:
    """`left_out` says why a model is missing, by its key; see `Unfit`."""

    origins: tuple[int, ...]
    tested: tuple[Tried, ...]
    left_out: Mapping[str, str]


def backtest(values: Sequence[float], horizon: int, season: int) -> Backtest:
    """At least `LEAST` values, else there are too few origins."""
    models, left_out = _takes_part(len(values), season)
    origins = origins_of(len(values), max(each.least(season) for each in models))
    tested = []
    for model in models:
        try:
            tested.append(_summed(model.key, list(_tried(model, values, origins, horizon, season))))
        except Unfit as unfit:
            left_out[model.key] = unfit.reason
    return Backtest(origins, tuple(tested), left_out)


def _takes_part(size: int, season: int) -> tuple[list[Model], dict[str, str]]:
    """Seasonal models only where a season was seen twice before the first of enough origins."""
    models, left_out = [], {}
    for model in MODELS:
        if model.is_seasonal and season == 1:
            continue
        if size < model.least(season) + LEAST_ORIGINS:
            left_out[model.key] = "too-short"
        else:
            models.append(model)
    return models, left_out


def origins_of(size: int, training: int) -> tuple[int, ...]:
    """How many figures are seen from each origin, the oldest first."""
    return tuple(range(max(training, size - MOST_ORIGINS), size))


def _tried(
    model: Model, values: Sequence[float], origins: Sequence[int], horizon: int, season: int
) -> "list[Trial]":
    found = []
    for origin in origins:
        seen, later = values[:origin], values[origin : origin + horizon]
        fit: Fit = model.fit(seen, len(later), season)
        scale = _scale(seen, season)
        found += [
            Trial(origin, step, actual, ahead, scale)
            for step, (actual, ahead) in enumerate(zip(later, fit.path, strict=True), start=1)
        ]
    return found


def _scale(seen: Sequence[float], season: int) -> float:
    """A year apart where there is a season and a year was seen."""
    lag = season if len(seen) > season else 1
    return fmean(abs(after - before) for before, after in zip(seen, seen[lag:], strict=False))


def _summed(key: str, trials: Sequence[Trial]) -> Tried:
    steps = sorted({each.step for each in trials})
    origins = sorted({each.origin for each in trials})
    return Tried(
        key,
        errors_of(trials),
        tuple(errors_of([each for each in trials if each.step == step]) for step in steps),
        tuple(fmean(each.error for each in trials if each.origin == origin) for origin in origins),
    )


def errors_of(trials: Sequence[Trial]) -> Errors:
    scaled = [each.error / each.scale for each in trials if each.scale > 0]
    return Errors(
        trials=len(trials),
        mae=fmean(each.error for each in trials),
        rmse=math.sqrt(fmean(each.error**2 for each in trials)),
        mase=fmean(scaled) if len(scaled) == len(trials) else None,
        held80=sum(each.foreseen.holds(each.actual, 80) for each in trials),
        held95=sum(each.foreseen.holds(each.actual, 95) for each in trials),
    )
