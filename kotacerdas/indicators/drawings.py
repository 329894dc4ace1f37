"""Charts of an indicator: its lines over time, and a spark of a row."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kotacerdas.common.charts import Aim, SeriesChart, SeriesLine, Spot, series_chart, spark
from kotacerdas.common.charts.series import Role
from kotacerdas.indicators import findings
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.models import Indicator
from kotacerdas.indicators.queries.figures import Line, Point, Sheet
from kotacerdas.people.models import City

_SPARK_YEARS = 12


def charts_of(sheet: Sheet, city: City, *, sentence: str) -> list[SeriesChart]:
    """The city's series, each by itself, with province and nation in a quieter look. Two units never share a scale: series
    in another unit than the indicator's have a chart of their own. None where nothing is known."""
    lines = (*sheet.lines, *sheet.province, *sheet.nation)
    units = {_unit(line, sheet.indicator): None for line in lines if line.points}
    ordered = sorted(units, key=lambda unit: unit != sheet.indicator.unit)
    return [_chart(sheet, city, unit, sentence) for unit in ordered]


def _chart(sheet: Sheet, city: City, unit: str, sentence: str) -> SeriesChart:
    indicator = sheet.indicator

    def measured(lines: Sequence[Line]) -> list[Line]:
        return [line for line in lines if line.points and _unit(line, indicator) == unit]

    lines = [
        *_lines(measured(sheet.lines), city.short_name, "kota"),
        *_lines(measured(sheet.province), city.province.name, "provinsi"),
        *_lines(measured(sheet.nation), _("Indonesia"), "nasional"),
    ]
    points = [point for line in measured(sheet.lines) for point in line.points]
    is_usual = unit == indicator.unit
    aims = [Aim(float(each.year), str(each.year), each.value) for each in sheet.targets if is_usual]
    return series_chart(
        lines,
        aims=aims,
        unit=unit,
        sentence=sentence,
        places=max((point.places for point in points), default=indicator.places),
        words=words_of(indicator),
    )


def _unit(line: Line, indicator: Indicator) -> str:
    return (line.series.unit if line.series else "") or indicator.unit


def words_of(indicator: Indicator) -> dict[Decimal, str]:
    """Of the values of an opinion, short enough for a scale."""
    labels: Sequence[str] = list(indicator.labels)
    return {Decimal(key): findings.short_opinion(findings.opinion(indicator, Decimal(key))) for key in labels}


def spot(point: Point) -> Spot:
    return Spot(moment(point.period), findings.period(point.period), point.value, point.status == "estimate")


def moment(period: str) -> float:
    """A period's place in time, in years: the second half of 2024 is 2024.5."""
    found = periods.read(period)
    return found.year + (found.part - 1) / periods.PARTS[found.frequency]


def step(points: Sequence[Point]) -> float:
    return 1 / periods.PARTS[periods.read(points[0].period).frequency]


def _lines(lines: Sequence[Line], name: str, role: Role) -> Iterator[SeriesLine]:
    drawn = [line for line in lines if line.points]
    first = min((line.points[0].period for line in drawn if not line.is_sample), default="")
    for line in drawn:
        is_new_method = bool(line.label) and not line.is_sample and line.points[0].period != first
        begins = line.series.title or line.series.break_note if is_new_method and line.series else ""
        spots = tuple(map(spot, line.points))
        yield SeriesLine(name, spots, role, line.is_sample, begins, step(line.points))


def spark_of(line: Line | None) -> SafeString:
    """The way of the last years in a cell, between the smallest and the largest; years without a figure part it."""
    if line is None or len(line.points) < 2:
        return SafeString("")
    last = periods.read(line.points[-1].period)
    steps = periods.PARTS[last.frequency] * _SPARK_YEARS
    known = {periods.read(point.period).steps: point.value for point in line.points}
    first = max(min(known), last.steps - steps)
    shown = [known.get(at) for at in range(first, last.steps + 1)]
    values = [value for value in shown if value is not None]
    low, high = min(values), max(values)
    wide = high - low
    if not wide:
        return spark([None if value is None else Decimal("0.5") for value in shown], 1)
    return spark([None if value is None else value - low for value in shown], wide)
