"""What the page of one indicator shows beside its lines: revisions of each figure, comparison, what it replaces."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.indicators.models import Indicator, Revision, Variable
from kotacerdas.indicators.queries import figures
from kotacerdas.indicators.queries.figures import Line, Point, Sheet
from kotacerdas.indicators.queries.listing import Row

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Figure:
    point: Point
    revisions: Sequence[Revision]


@dataclass(frozen=True)
class Table:
    """The figures of one series, the newest first; `removed` are those that were taken away and not written again."""

    line: Line
    figures: Sequence[Figure]
    removed: Sequence[Revision]


@dataclass(frozen=True)
class Comparison:
    """One period in which the province or the nation has a figure."""

    period: str
    city: Point | None
    province: Point | None
    nation: Point | None


@dataclass(frozen=True)
class Details:
    row: Row
    tables: Sequence[Table]
    comparisons: Sequence[Comparison]
    earlier: Sheet | None
    later: Sequence[Sheet]
    inputs: Mapping[str, Indicator]
    """By the names within the formula."""
    wholes: Sequence[Indicator]
    """The composite indices that this one is a part of."""
    variables: Sequence[Variable]

    @property
    def sheet(self) -> Sheet:
        return self.row.sheet


def of(code: str, city: "City", user: "Someone") -> Details | None:
    """None where the reader sees no such indicator in this city."""
    seen = Indicator.objects.visible_to(user).kept_by(city)
    around = {each.code: each for each in seen.select_related("predecessor")}
    here = around.get(code)
    if here is None:
        return None
    later = [each.code for each in around.values() if each.predecessor_id == here.pk]
    earlier = here.predecessor.code if here.predecessor else ""
    found = {each.indicator.code: each for each in figures.sheets(city, user, only=[code, earlier, *later])}
    sheet = found[code]
    return Details(
        row=Row(sheet),
        tables=_tables(sheet),
        comparisons=_comparisons(sheet),
        earlier=found.get(earlier),
        later=[found[each] for each in later],
        inputs=_inputs(sheet, around),
        wholes=[around[each] for each in sheet.part_of if each in around],
        variables=list(Variable.objects.visible_to(user).filter(indicator=here)),
    )


def _tables(sheet: Sheet) -> list[Table]:
    """The main line first, then the others from the newest to the oldest."""
    kept = [line.series for line in sheet.lines if line.series is not None]
    before: dict[tuple[int, str], list[Revision]] = defaultdict(list)
    for each in figures.revisions_of(kept):
        before[each.series_id, each.period].append(each)
    lines = sorted(sheet.lines, key=lambda line: (line is not sheet.main, line.is_sample, line.label))
    return [table for line in lines if (table := _table(line, before)).figures or table.removed]


def _table(line: Line, before: Mapping[tuple[int, str], list[Revision]]) -> Table:
    series = line.series.pk if line.series else 0
    shown = [Figure(point, before.get((series, point.period), [])) for point in reversed(line.points)]
    removed = [
        revisions[0]
        for (of_series, period), revisions in sorted(before.items(), reverse=True)
        if of_series == series and period not in line.by_period
    ]
    return Table(line, shown, removed)


def _comparisons(sheet: Sheet) -> list[Comparison]:
    periods = {period for line in (*sheet.province, *sheet.nation) for period in line.by_period}
    main = sheet.main.by_period if sheet.main else {}
    return [
        Comparison(period, main.get(period), sheet.beside(sheet.province, period), sheet.beside(sheet.nation, period))
        for period in sorted(periods, reverse=True)
    ]  # fmt: skip


def _inputs(sheet: Sheet, around: Mapping[str, Indicator]) -> dict[str, Indicator]:
    named = sheet.formula.inputs if sheet.formula else {}
    return {name: around[code] for name, code in named.items() if code in around}
