"""From the figures of a series to its forecast with the whole back-test; kept as JSON and read again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.domain.forecasting import models
from kotacerdas.indicators.domain.forecasting.backtest import LEAST, Tried, backtest, read_tried
from kotacerdas.indicators.domain.forecasting.choosing import Choice, choose
from kotacerdas.indicators.domain.forecasting.fits import Unfit
from kotacerdas.indicators.domain.forecasting.paths import Path, path_as_json, read_path
from kotacerdas.indicators.domain.periods import PARTS, Period

FORMAT = 1
MOST_YEARS = 30
Figures = Sequence[tuple[str, float]]
"""Period and value, in the order of time."""


@dataclass(frozen=True)
class Line:
    """What one model foresees; `form` as in `Fit`."""

    key: str
    form: str
    path: Path


@dataclass(frozen=True)
class Outcome:
    """Everything that was computed. `periods` and `values` are the figures it rests on, `ahead` the periods foreseen;
    `earlier` counts older figures that stand before a gap and were not used."""

    periods: tuple[str, ...]
    values: tuple[float, ...]
    ahead: tuple[str, ...]
    lines: tuple[Line, ...]
    tested: tuple[Tried, ...]
    origins: int
    choice: Choice
    left_out: Mapping[str, str] = field(default_factory=dict)
    earlier: int = 0

    @property
    def chosen(self) -> Line:
        return self.line(self.choice.key)

    def line(self, key: str) -> Line:
        return next(each for each in self.lines if each.key == key)

    def test(self, key: str) -> Tried:
        return next(each for each in self.tested if each.key == key)

    @property
    def beside(self) -> tuple[Line, ...]:
        """Naive and drift, whichever of them is not the chosen one itself."""
        return tuple(each for each in self.lines if each.key in models.BESIDE and each.key != self.choice.key)

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "periods": list(self.periods),
            "values": list(self.values),
            "ahead": list(self.ahead),
            "lines": [
                {"key": each.key, "form": each.form, "path": path_as_json(each.path)} for each in self.lines
            ],
            "tested": [each.as_json() for each in self.tested],
            "origins": self.origins,
            "choice": self.choice.as_json(),
            "left_out": dict(self.left_out),
            "earlier": self.earlier,
        }


def read(stored: Mapping[str, Any]) -> Outcome:
    if stored.get("format") != FORMAT:
        raise ValueError(f"a forecast of another format: {stored.get('format')!r}")
    return Outcome(
        periods=tuple(stored["periods"]),
        values=tuple(map(float, stored["values"])),
        ahead=tuple(stored["ahead"]),
        lines=tuple(Line(each["key"], each["form"], read_path(each["path"])) for each in stored["lines"]),
        tested=tuple(map(read_tried, stored["tested"])),
        origins=int(stored["origins"]),
        choice=Choice(**stored["choice"]),
        left_out=dict(stored["left_out"]),
        earlier=int(stored["earlier"]),
    )


def foresee(figures: Figures, horizon: int) -> Outcome:
    """Raises `Refused`. The same figures give the same outcome."""
    require(figures, horizon)
    used = unbroken(figures)
    at = [periods.read(period) for period, _value in used]
    values = [value for _period, value in used]
    season = PARTS[at[-1].frequency]
    trials = backtest(values, horizon, season)
    lines, left_out = _lines(values, horizon, season, trials.tested), dict(trials.left_out)
    fitted = {each.key for each in lines}
    left_out |= {each.key: "not-converged" for each in trials.tested if each.key not in fitted}
    tested = tuple(each for each in trials.tested if each.key in fitted)
    return Outcome(
        periods=tuple(map(str, at)),
        values=tuple(values),
        ahead=tuple(str(at[-1].after(step)) for step in range(1, horizon + 1)),
        lines=lines,
        tested=tested,
        origins=len(trials.origins),
        choice=choose(tested),
        left_out=left_out,
        earlier=len(figures) - len(used),
    )


def _lines(values: Sequence[float], horizon: int, season: int, tested: Sequence[Tried]) -> tuple[Line, ...]:
    """From all figures now; a model that was tried but cannot be fitted to all of them is missing."""
    found = []
    for each in tested:
        try:
            fit = models.of(each.key).fit(values, horizon, season)
        except Unfit:
            continue
        found.append(Line(each.key, fit.form, fit.path))
    return tuple(found)


def require(figures: Figures, horizon: int) -> None:
    """Everything that forbids a forecast from these figures, before any work is done."""
    used = unbroken(figures)
    found = []
    if len(used) < LEAST:
        values = {"have": len(used), "least": LEAST, "missing": LEAST - len(used)}
        kind = "forecast-after-gap" if len(used) < len(figures) else "forecast-too-few"
        found.append(Fault(kind, values))
    elif len({value for _period, value in used}) == 1:
        found.append(Fault("forecast-never-moved"))
    elif not 1 <= horizon <= (most := furthest(figures)):
        found.append(Fault("forecast-too-far", {"most": most}))
    if found:
        raise Refused(found)


def furthest(figures: Figures) -> int:
    """Periods: never further ahead than the figures reach back."""
    used = unbroken(figures)
    if not used:
        return 0
    return min(len(used), MOST_YEARS * PARTS[periods.read(used[-1][0]).frequency])


def unbroken(figures: Figures) -> Figures:
    """The latest figures without a gap: models count in equal steps, and what is not known is not made up."""
    steps = [_period(period).steps for period, _value in figures]
    first = len(steps) - 1
    while first > 0 and steps[first] - steps[first - 1] == 1:
        first -= 1
    return figures[max(first, 0) :]


def _period(text: str) -> Period:
    return periods.read(text)


def fingerprint(figures: Sequence[tuple[str, object]]) -> str:
    """Of period and value as they are written; another one says that a kept forecast rests on older figures."""
    text = json.dumps([[period, str(value)] for period, value in figures])
    return hashlib.sha256(text.encode()).hexdigest()
