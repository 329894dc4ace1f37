"""Charts of what is foreseen: a line never stands without its bands."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.charts import Band, SeriesChart, SeriesLine, Spot, series_chart
from kotacerdas.indicators import findings
from kotacerdas.indicators import findings_foresight as words
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.domain.forecasting.balance import Row, Weighed
from kotacerdas.indicators.domain.forecasting.foreseeing import Outcome
from kotacerdas.indicators.domain.forecasting.paths import LEVELS, Ahead, Path
from kotacerdas.indicators.drawings import moment
from kotacerdas.indicators.models import Series
from kotacerdas.indicators.queries.foresight import within

_FINE = 6
"""Decimals kept of what was computed in floats; the chart rounds for the eye."""


def forecast_chart(
    outcome: Outcome, path: Path, series: Series, *, is_driven: bool, sentence: str
) -> SeriesChart:
    """History, the forecast that is used with its bands, and naive and drift beside it as thin lines.

    `path` is the used one, driven by a scenario or not; driven, the one without the scenario stands beside it too.
    """
    indicator, last = series.indicator, (outcome.periods[-1], outcome.values[-1])
    step = 1 / periods.PARTS[periods.read(outcome.periods[0]).frequency]
    history = SeriesLine(
        pgettext("chart", "figures"), tuple(map(_spot, outcome.periods, outcome.values)), "kota",
        series.is_sample, step=step,
    )  # fmt: skip
    beside = [(words.model_name(line.key), within(line.path, indicator)) for line in outcome.beside]
    if is_driven:
        beside.append((pgettext("chart", "without scenario"), within(outcome.chosen.path, indicator)))
    used = pgettext("chart", "with scenario") if is_driven else words.model_name(outcome.choice.key)
    lines = [
        history,
        *(SeriesLine(name, _spots(last, outcome.ahead, each), "banding", step=step) for name, each in beside),
        SeriesLine(used, _spots(last, outcome.ahead, path), "ramalan", step=step),
    ]
    return series_chart(
        lines,
        bands=_bands(last, outcome.ahead, path),
        unit=series.unit,
        sentence=sentence,
        places=indicator.places,
    )


def balance_chart(weighed: Weighed, *, is_sample: bool, sentence: str) -> SeriesChart:
    """Demand that was and that is foreseen, with its bands, against capacity; in litres a second."""
    known = [row for row in weighed.rows if not row.is_foreseen]
    ahead = [row for row in weighed.rows if row.is_foreseen]
    last = [(str(row.year), row.demand.middle) for row in known[-1:]]
    labels, path = [str(row.year) for row in ahead], tuple(row.demand for row in ahead)
    start = last[0] if last else (labels[0], path[0].middle)
    lines = [
        SeriesLine(pgettext("chart", "demand"), _of_rows(known), "kota", is_sample),
        SeriesLine(pgettext("chart", "demand foreseen"), _spots(start, labels, path), "ramalan"),
        SeriesLine(pgettext("chart", "capacity"), tuple(_capacity(weighed.rows)), "provinsi", is_sample),
    ]
    unit = _("litres a second")
    return series_chart(lines, bands=_bands(start, labels, path), unit=unit, sentence=sentence, places=0)


def _of_rows(rows: Sequence[Row]) -> tuple[Spot, ...]:
    return tuple(_spot(str(row.year), row.demand.middle) for row in rows)


def _capacity(rows: Sequence[Row]) -> Iterator[Spot]:
    for row in rows:
        if row.capacity is not None:
            yield _spot(str(row.year), row.capacity)


def _spot(period: str, value: float) -> Spot:
    return Spot(moment(period), findings.period(period), _decimal(value))


def _spots(last: tuple[str, float], ahead: Sequence[str], path: Path) -> tuple[Spot, ...]:
    """From the last figure on, so that the line leaves from where the figures end."""
    return (
        _spot(*last),
        *(_spot(period, step.middle) for period, step in zip(ahead, path, strict=True) if period != last[0]),
    )


def _bands(last: tuple[str, float], ahead: Sequence[str], path: Path) -> list[Band]:
    """The wider one first."""
    looks: dict[int, Literal["pita-luas", "pita-sempit"]] = {95: "pita-luas", 80: "pita-sempit"}
    first = (moment(last[0]), _decimal(last[1]), _decimal(last[1]))
    found = []
    for level in sorted(LEVELS, reverse=True):
        edges = [_edge(period, step, level) for period, step in zip(ahead, path, strict=True)]
        name = _("%(level)s%% band") % {"level": level}
        start = [] if ahead and ahead[0] == last[0] else [first]
        found.append(Band(name, (*start, *edges), looks[level]))
    return found


def _edge(period: str, step: Ahead, level: int) -> tuple[float, Decimal, Decimal]:
    low, high = step.band(95 if level == 95 else 80)
    return moment(period), _decimal(low), _decimal(high)


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, _FINE)))
