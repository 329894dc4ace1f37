"""The figures of a city, its province and the nation, with what is computed; a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from kotacerdas.indicators import sources
from kotacerdas.indicators.domain import computing, periods
from kotacerdas.indicators.domain.computing import Agreement, Computed, Formula
from kotacerdas.indicators.domain.figures import Figure
from kotacerdas.indicators.models import Indicator, Observation, Revision, Series, Target
from kotacerdas.instruments import catalogue

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.instruments.domain.edition import Edition
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Point:
    """One figure of one period as it is shown: observed, computed here, or told by another app."""

    period: str
    value: Decimal
    places: int
    status: str
    """fact, estimate, sample; "computed" for what follows from other figures; "told" by another app."""
    observation: Observation | None = None
    computed: Computed | None = None
    agreement: Agreement | None = None
    """Of a published figure whose parts are known."""
    basis: str = ""
    url: str = ""

    @property
    def year(self) -> int:
        return int(self.period[:4])


@dataclass(frozen=True)
class Line:
    """One series in the order of time; never joined with another. `series` None holds what is computed or told alone."""

    series: Series | None
    points: Sequence[Point]
    level: str = Series.Level.CITY
    is_sample: bool = False

    @cached_property
    def by_period(self) -> Mapping[str, Point]:
        return {point.period: point for point in self.points}

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def label(self) -> str:
        return self.series.label if self.series else ""


@dataclass(frozen=True)
class Sheet:
    """All that is known of one indicator around one city. `lines` holds the main line first, then others with their mark."""

    indicator: Indicator
    lines: Sequence[Line] = ()
    province: Sequence[Line] = ()
    nation: Sequence[Line] = ()
    targets: Sequence[Target] = ()
    formula: Formula | None = None
    edition: "Edition | None" = None
    part_of: Sequence[str] = ()
    """Codes of the composite indices that this one is a part of."""

    @property
    def main(self) -> Line | None:
        """The city's own line that is shown first: facts before samples, then the one that reaches farthest."""
        filled = [line for line in self.lines if line.points]
        facts = [line for line in filled if not line.is_sample] or filled
        return max(facts, key=lambda line: (line.points[-1].period, line.label == ""), default=None)

    @property
    def latest(self) -> Point | None:
        return self.main.latest if self.main else None

    @property
    def target(self) -> Target | None:
        """Of the latest year, else the next one."""
        latest = self.latest
        if latest is None:
            return self.targets[0] if self.targets else None
        return next((each for each in self.targets if each.year >= latest.year), None)

    @property
    def previous(self) -> Point | None:
        points = self.main.points if self.main else ()
        return points[-2] if len(points) > 1 else None

    def beside(self, lines: Sequence[Line], period: str) -> Point | None:
        """The figure of province or nation in the same period."""
        return next((line.by_period[period] for line in lines if period in line.by_period), None)

    @property
    def disagreements(self) -> list[Point]:
        return [
            point
            for line in self.lines
            for point in line.points
            if point.agreement and not point.agreement.agrees
        ]


def sheets(city: "City", user: "Someone", *, only: Iterable[str] | None = None) -> list[Sheet]:
    """Of every indicator that the reader sees here, in the order of the catalogue; four queries and those of the sources.

    `only` names codes; what they are computed from is read beside them.
    """
    definitions = {
        each.code: each
        for each in Indicator.objects.visible_to(user).kept_by(city).select_related("predecessor", "city")
    }
    wanted = set(definitions) if only is None else set(only) & set(definitions)
    formulas = {code: _formula(definitions[code]) for code in definitions}
    needed = set(wanted)
    for code in wanted:
        if found := formulas[code]:
            needed |= set(found.inputs.values())
    kept = _lines(city, user, [definitions[code] for code in sorted(needed & set(definitions))])
    targets: dict[int, list[Target]] = defaultdict(list)
    rows = Target.objects.visible_to(user).filter(city=city, indicator__code__in=wanted)
    for each in rows.select_related("source").order_by("year"):
        targets[each.indicator_id].append(each)
    wholes = _wholes(formulas)
    return [
        replace(
            _sheet(each, kept, targets[each.pk], formulas[each.code], city, user),
            part_of=wholes.get(each.code, ()),
        )
        for each in definitions.values()
        if each.code in wanted
    ]


def sheet(code: str, city: "City", user: "Someone") -> Sheet | None:
    return next(iter(sheets(city, user, only=[code])), None)


def value_of(code: str, period: str, city: "City", user: "Someone") -> Point | None:
    """The figure that counts: what was observed, else what is computed; facts before samples. Raises `Refused`."""
    wanted = str(periods.read(period))
    found = sheet(code, city, user)
    lines = sorted(found.lines, key=lambda line: (line.is_sample, line.label != "")) if found else []
    return next((line.by_period[wanted] for line in lines if wanted in line.by_period), None)


def _wholes(formulas: Mapping[str, Formula | None]) -> Mapping[str, list[str]]:
    """By code, the composite index that it is a part of; what only enters an expression stands by itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for whole, formula in formulas.items():
        for part in formula.inputs.values() if formula and formula.kind == "instrument" else ():
            found[part].append(whole)
    return found


def _formula(indicator: Indicator) -> Formula | None:
    stored = indicator.formula
    return None if not stored or stored.get("kind") == "source" else computing.read(stored)


def _lines(city: "City", user: "Someone", wanted: Sequence[Indicator]) -> Mapping[str, list[Line]]:
    """The stored lines by code."""
    series = {
        each.pk: each
        for each in Series.objects.visible_to(user)
        .around(city)
        .filter(indicator__in=wanted)
        .order_by("label", "pk")
    }
    points: dict[int, list[Point]] = defaultdict(list)
    rows = Observation.objects.filter(series__in=series).select_related("source").order_by("period")
    for row in rows:
        points[row.series_id].append(Point(row.period, row.value, row.places, row.status, row))
    codes = {each.pk: each.code for each in wanted}
    found: dict[str, list[Line]] = defaultdict(list)
    for pk, each in series.items():
        found[codes[each.indicator_id]].append(Line(each, points[pk], each.level, each.is_sample))
    return found


def _sheet(
    indicator: Indicator,
    kept: Mapping[str, list[Line]],
    targets: Sequence[Target],
    formula: Formula | None,
    city: "City",
    user: "Someone",
) -> Sheet:
    edition = catalogue.edition(formula.edition) if formula and formula.kind == "instrument" else None
    lines = kept.get(indicator.code, [])
    levels = {
        level: _at(level, lines, indicator, kept, formula, edition)
        for level in (Series.Level.CITY, Series.Level.PROVINCE, Series.Level.NATION)
    }
    if indicator.formula.get("kind") == "source":
        told = sources.measured(indicator.formula["name"], city, user)
        levels[Series.Level.CITY] += _told(told)
    return Sheet(
        indicator, levels[Series.Level.CITY], levels[Series.Level.PROVINCE], levels[Series.Level.NATION],
        targets, formula, edition,
    )  # fmt: skip


def _told(measured: Mapping[str, sources.Measurement]) -> list[Line]:
    """Facts and samples apart."""
    found = []
    for is_sample in (False, True):
        points = [
            Point(
                period,
                each.value,
                each.places,
                "sample" if is_sample else "told",
                basis=each.basis,
                url=each.url,
            )
            for period, each in sorted(measured.items())
            if each.is_sample is is_sample
        ]
        if points:
            found.append(Line(None, points, is_sample=is_sample))
    return found


def _at(
    level: str,
    lines: Sequence[Line],
    indicator: Indicator,
    kept: Mapping[str, list[Line]],
    formula: Formula | None,
    edition: "Edition | None",
) -> list[Line]:
    """The lines of one level with what is computed in them, and a line of its own for what is only computed."""
    here = [line for line in lines if line.level == level]
    if formula is None:
        return here
    marks = {(line.label, line.is_sample) for code in formula.inputs.values() for line in kept.get(code, [])
             if line.level == level}  # fmt: skip
    found, done = [], set()
    for line in here:
        mark = (line.label, line.is_sample)
        done.add(mark)
        computed = _computed(indicator, formula, edition, _inputs(formula, kept, level, *mark))
        found.append(_merged(line, computed, formula, edition))
    for label, is_sample in sorted(marks - done):
        computed = _computed(indicator, formula, edition, _inputs(formula, kept, level, label, is_sample))
        points = [_computed_point(period, each, is_sample) for period, each in sorted(computed.items())]
        if points:
            found.append(Line(None, points, level, is_sample))
    return found


Inputs = Mapping[str, Mapping[str, Point]]


def _inputs(
    formula: Formula, kept: Mapping[str, list[Line]], level: str, label: str, is_sample: bool
) -> Inputs:
    """By name within the formula, the points of the series with the same mark; facts are never mixed with samples."""
    return {
        name: next(
            (line.by_period for line in kept.get(code, [])
             if line.level == level and line.label == label and line.is_sample is is_sample), {},
        )
        for name, code in formula.inputs.items()
    }  # fmt: skip


def _computed(
    indicator: Indicator, formula: Formula, edition: "Edition | None", inputs: Inputs
) -> dict[str, Computed]:
    if formula.kind == "streak":
        return _streaks(formula, inputs)
    moving = [set(points) for name, points in inputs.items() if name not in formula.steady]
    found = {}
    for period in set.intersection(*moving) if moving else ():
        figures = {
            name: _figure(point)
            for name, points in inputs.items()
            if (point := _standing(points, period) if name in formula.steady else points[period]) is not None
        }
        computed = computing.compute(formula, figures, places=indicator.places, edition=edition)
        if computed is not None:
            found[period] = computed
    return found


def _standing(points: Mapping[str, Point], period: str) -> Point | None:
    """The last figure known by then; a year counts from its beginning."""
    earlier = [each for each in points if each <= period]
    return points[max(earlier)] if earlier else None


def _streaks(formula: Formula, inputs: Inputs) -> dict[str, Computed]:
    (name, points), *_rest = inputs.items()
    opinions = {point.year: point.value for point in points.values()}
    return {
        period: Computed(Fraction(count), Decimal(count), {name: _figure(points[period])})
        for period in points
        for count in [computing.streak(opinions, int(period[:4]), least=formula.least)]
    }


def _figure(point: Point) -> Figure:
    return Figure(point.value, point.places)


def _computed_point(period: str, computed: Computed, is_sample: bool) -> Point:
    places = _places(computed.shown)
    return Point(period, computed.shown, places, "sample" if is_sample else "computed", computed=computed)


def _merged(
    line: Line, computed: Mapping[str, Computed], formula: Formula, edition: "Edition | None"
) -> Line:
    """What was published stays; beside it whether its parts agree. What was not published is computed."""
    points: dict[str, Point] = {}
    for period, each in computed.items():
        points[period] = _computed_point(period, each, line.is_sample)
    for point in line.points:
        found = computed.get(point.period)
        agrees: Agreement | None = None
        if found is not None and formula.kind != "streak":
            agrees = computing.agreement(formula, found, _figure(point), edition=edition)
        points[point.period] = Point(
            point.period, point.value, point.places, point.status, point.observation, found, agrees
        )
    return Line(line.series, [points[period] for period in sorted(points)], line.level, line.is_sample)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def revisions_of(series: Iterable[Series]) -> "QuerySet[Revision]":
    """What stood before, the newest first."""
    return (
        Revision.objects.filter(series__in=list(series))
        .select_related("source", "by")
        .order_by("-until", "-pk")
    )
