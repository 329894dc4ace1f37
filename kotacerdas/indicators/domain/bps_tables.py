"""A table as Statistics Indonesia (BPS) gives it away: titles, one to three header lines, a row for each region, footnotes.

Only the rows of the places that are asked for are read, and nothing is guessed: years that could be read in two ways, a place
that stands twice, columns of several variables and numbers that could mean two things are refused with what must be told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kotacerdas.common.domain import sheets
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.sheets import cell_address
from kotacerdas.imports.domain import limits
from kotacerdas.imports.domain.fields import fold
from kotacerdas.indicators.domain import period_words, table_numbers, units
from kotacerdas.indicators.domain.answers import Found, Reading
from kotacerdas.indicators.domain.periods import Period
from kotacerdas.indicators.domain.table_numbers import MARKS

_FOOT = re.compile(r"(?:catatan|sumber|keterangan|note|notes|source)\b\s*(?:/\s*\w+\s*)?:?", re.IGNORECASE)
_SOURCE = re.compile(r"(?:sumber|source)(?:\s*/\s*\w+)?\s*:\s*(.*)", re.IGNORECASE)
_UNIT = re.compile(r"(?:satuan|unit)\s*:\s*(.*)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_MARKED_YEAR = re.compile(rf"(.*?\d{{4}})\s*({MARKS})")
_NUMBERED = re.compile(r"\(?\d{1,3}\)?")
_LEADING = re.compile(r"(?:\d{1,4}|[ivx]{1,5})[\s.)]+", re.IGNORECASE)
_PROVISIONAL = re.compile(
    r"sementara|perkiraan|estimasi|proyeksi|preliminary|estimate|projection", re.IGNORECASE
)

Grid = Sequence[tuple[int, tuple[str, ...]]]
Names = Mapping[str, frozenset[str]]
"""By level, the folded names that surely mean the place."""


@dataclass(frozen=True)
class Told:
    """What somebody has said about the table; empty where the table says it."""

    variable: str = ""
    period: str = ""
    numbers: table_numbers.Way = ""


def read(content: bytes, names: Names, told: Told | None = None) -> Reading:
    """Raises `Refused` with everything that must be told or mended first."""
    told = told or Told()
    grid, rows = _grid(content, names)
    first = min(at for at, _column in rows.values())
    column = max(column for _at, column in rows.values())
    header = _header(grid, first, column, [grid[at][1] for at, _column in rows.values()], told.period)
    chosen = _of_variable(header, told.variable)
    way = _way(grid, header, told.numbers)
    found, faults, missing = [], [], []
    for level, (at, _column) in rows.items():
        line, cells = grid[at]
        for place, (period, _variable, mark, unit) in chosen:
            text = cells[place] if place < len(cells) else ""
            if table_numbers.is_nothing(text):
                missing.append(cell_address(line, place))
                continue
            number = table_numbers.read(text, way, line=line, at=place)
            if isinstance(number, Fault):
                faults.append(number)
            else:
                address = cell_address(line, place)
                found.append(Found(level, str(period), number.figure, address, mark or number.mark, unit))
    if faults:
        raise Refused(faults)
    _refuse_twice(found)
    return _reading(grid, header, found, missing)


# --- rows --------------------------------------------------------------------------------------------------


def _grid(content: bytes, names: Names) -> tuple[Grid, dict[str, tuple[int, int]]]:
    """The records by that separator by which a row begins with the place; none but the right one cuts it off there."""
    records = sheets.read_records(content, max_bytes=limits.MOST_BYTES)
    ways = [records.separator, *(each for each in sheets.SEPARATORS if each != records.separator)]
    refusals: list[Refused] = []
    for separator in ways:
        try:
            grid = list(_limited(sheets.Records(records.text, separator, records.skipped, records.notes)))
            if rows := _rows_of(grid, names):
                return grid, rows
        except Refused as refused:
            refusals.append(refused)
    if refusals:
        raise refusals[0]
    raise Refused(Fault("bps-no-place", {"names": sorted(set().union(*names.values()))[:6]}))


def _limited(records: sheets.Records) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, (line, cells) in enumerate(records):
        if number >= limits.MOST_ROWS:
            raise Refused(Fault("too-many-rows", {"most": limits.MOST_ROWS}))
        if len(cells) > limits.MOST_COLUMNS:
            raise Refused(Fault("too-many-columns", {"most": limits.MOST_COLUMNS}, line=line))
        yield line, cells


def _rows_of(grid: Grid, names: Names) -> dict[str, tuple[int, int]]:
    """By level, the row of the place and the column of its name."""
    found: dict[str, list[tuple[int, int]]] = {}
    for at, (_line, cells) in enumerate(grid):
        for column, cell in enumerate(cells[:3]):
            name = _name(cell)
            level = next((level for level, some in names.items() if name in some), None) if name else None
            if level is not None and _has_figures(cells[column + 1 :]):
                found.setdefault(level, []).append((at, column))
                break
    twice = [(level, places) for level, places in found.items() if len(places) > 1]
    if twice:
        lines = ", ".join(str(grid[at][0]) for at, _column in twice[0][1][:6])
        raise Refused(
            Fault(
                "bps-place-twice",
                {"name": grid[twice[0][1][0][0]][1][twice[0][1][0][1]][:60], "lines": lines},
            )
        )
    return {level: places[0] for level, places in found.items()}


def _has_figures(cells: Sequence[str]) -> bool:
    return any(table_numbers.looks_like_number(each) or table_numbers.is_mark(each) for each in cells)


def _name(cell: str) -> str:
    return fold(_LEADING.sub("", cell, count=1)) if cell and len(cell) < 120 else ""


# --- header ------------------------------------------------------------------------------------------------


class Column(NamedTuple):
    period: Period
    variable: str
    mark: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Header:
    """`first` and `last` are places in the grid; the rows of data begin below `last`."""

    first: int
    last: int
    columns: Mapping[int, Column]


def _header(grid: Grid, data: int, label: int, rows: Sequence[Sequence[str]], told_period: str) -> Header:
    """The columns of values right of the `label`. A line of years above the data counts if it speaks of every figure."""
    wanted = {
        at for cells in rows for at in range(label + 1, len(cells)) if not table_numbers.is_nothing(cells[at])
    }
    possible = []
    for at in range(data):
        years = _years(grid[at][1], label)
        if years and _is_in_order([year for _column, (year, _mark) in sorted(years.items())]):
            header = _around(grid, at, data, label, years)
            if wanted <= set(header.columns) or (not wanted and header.columns):
                possible.append(header)
    if not possible:
        return _without_years(grid, data, label, told_period)
    meanings = [
        [(at, str(each.period)) for at, each in sorted(header.columns.items())] for header in possible
    ]
    if any(meaning != meanings[-1] for meaning in meanings):
        raise Refused(
            Fault("bps-years-unclear", {"lines": ", ".join(str(grid[each.last][0]) for each in possible[:6])})
        )
    return possible[-1]


def _years(cells: Sequence[str], label: int) -> dict[int, tuple[int, str]]:
    """By column, each cell that is a year and nothing else; empty if a number stands among them."""
    found = {}
    for at in range(label + 1, len(cells)):
        marked = _MARKED_YEAR.fullmatch(cells[at])
        year = period_words.year(marked[1] if marked else cells[at])
        if year is not None:
            found[at] = (year, marked[2].strip() if marked else "")
        elif cells[at] and table_numbers.looks_like_number(cells[at]):
            return {}
    return found


def _is_in_order(years: Sequence[int]) -> bool:
    """Rising or falling, once or again for every variable, each perhaps over several columns; figures that look like years
    are not."""
    single = [year for year, _again in groupby(years)]
    length = next((at for at in range(1, len(single)) if single[at] == single[0]), len(single))
    block = single[:length]
    if single != block * (len(single) // length) or len(single) % length:
        return False
    return block in (sorted(set(block)), sorted(set(block), reverse=True))


def _around(grid: Grid, at: int, data: int, label: int, years: Mapping[int, tuple[int, str]]) -> Header:
    """The header lines about the line of years: variables or parts of the year above and below it."""
    first = at
    while first > 0 and _is_header(grid[first - 1][1], label):
        first -= 1
    last = at
    while last + 1 < data and _is_header(grid[last + 1][1], label):
        last += 1
    width = max(len(cells) for _line, cells in grid[first : data + 1])
    words = [_spread(grid[line][1], label, width, is_lowest=line == last) for line in range(first, last + 1)]
    spread_years = _spread_years(grid[at][1], years, label, width, is_lowest=at == last)
    return _columns(first, last, words, spread_years, label, width)


def _is_header(cells: Sequence[str], label: int) -> bool:
    """Words right of the label, no figures."""
    right = [each for each in cells[label + 1 :] if each]
    return bool(right) and not _has_figures(right) and not all(_NUMBERED.fullmatch(each) for each in right)


def _spread(cells: Sequence[str], label: int, width: int, *, is_lowest: bool) -> list[str]:
    """A title over several columns stands in the first of them. In the lowest line every column has its own."""
    filled, last = [""] * width, ""
    for at in range(label + 1, width):
        own = cells[at] if at < len(cells) else ""
        last = own or ("" if is_lowest else last)
        filled[at] = last
    return filled


def _spread_years(
    cells: Sequence[str], years: Mapping[int, tuple[int, str]], label: int, width: int, *, is_lowest: bool
) -> dict[int, tuple[int, str]]:
    found: dict[int, tuple[int, str]] = {}
    last: tuple[int, str] | None = None
    for at in range(label + 1, width):
        if at in years:
            last = years[at]
        elif is_lowest or (at < len(cells) and cells[at]):
            last = None
        if last is not None:
            found[at] = last
    return found


def _columns(
    first: int,
    last: int,
    lines: Sequence[Sequence[str]],
    years: Mapping[int, tuple[int, str]],
    label: int,
    width: int,
) -> Header:
    columns: dict[int, Column] = {}
    for at in range(label + 1, width):
        if at in years:
            words = list(dict.fromkeys(line[at] for line in lines if line[at]))
            columns[at] = _column(words, *years[at])
    return Header(first, last, columns)


def _column(words: Sequence[str], year: int, mark: str) -> Column:
    """What the lines above a column say: a part of the year, a unit, or what is counted."""
    period, names, unit = Period(year), [], ""
    for text in words:
        part = period_words.part(text)
        if part is not None:
            period = Period(year, part.number, part.frequency)
        elif _is_unit(text):
            unit = text.strip("()[] ")
        elif period_words.year(text) is None and not _MARKED_YEAR.fullmatch(text):
            names.append(text)
            unit = _unit([text]) or unit
    return Column(period, " / ".join(names), mark, unit)


def _is_unit(text: str) -> bool:
    return bool(_IN_BRACKETS.fullmatch(text)) and units.is_known(text.strip("()[]"))


def _without_years(grid: Grid, data: int, label: int, told_period: str) -> Header:
    """A table of one period, which its title names and somebody has told."""
    if not told_period.strip():
        raise Refused(Fault("bps-no-years"))
    period = period_words.read(told_period)
    start = data
    while start > 0 and not _is_header(grid[start - 1][1], label):
        start -= 1
    last = start - 1
    first = last
    while first > 0 and _is_header(grid[first - 1][1], label):
        first -= 1
    width = max(len(cells) for _line, cells in grid[max(first, 0) : data + 1])
    lines = [
        _spread(grid[line][1], label, width, is_lowest=line == last)
        for line in range(max(first, 0), last + 1)
    ]
    same = dict.fromkeys(range(label + 1, width), (period.year, ""))
    header = _columns(max(first, 0), max(last, 0), lines, same, label, width)
    return Header(
        header.first, header.last, {at: each._replace(period=period) for at, each in header.columns.items()}
    )


def _of_variable(header: Header, wanted: str) -> list[tuple[int, Column]]:
    """The columns of the one variable, or of the one that was told."""
    names = list(dict.fromkeys(each.variable for each in header.columns.values()))
    if wanted:
        meant = [name for name in names if fold(name) == fold(wanted)]
        if not meant:
            raise Refused(Fault("bps-variable-unknown", {"given": wanted[:60], "known": _listed(names)}))
        names = meant
    if len(names) > 1:
        raise Refused(Fault("bps-which-variable", {"known": _listed(names)}))
    return [(at, each) for at, each in sorted(header.columns.items()) if each.variable == names[0]]


def _listed(names: Sequence[str]) -> str:
    return "; ".join(name[:60] or "–" for name in names[:12])


# --- figures -----------------------------------------------------------------------------------------------


def _way(grid: Grid, header: Header, told: table_numbers.Way) -> table_numbers.Way:
    """How this table writes its numbers: one way for all of it, proven by any of its figures."""
    figures = (
        (cell_address(line, at), cells[at])
        for line, cells in _body(grid, header)
        for at in header.columns
        if at < len(cells)
    )
    return table_numbers.way(figures, told)


def _body(grid: Grid, header: Header) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, cells in grid[header.last + 1 :]:
        if cells and _FOOT.match(next((each for each in cells if each), "")):
            return
        if not all(_NUMBERED.fullmatch(each) for each in cells if each):
            yield line, cells


def _refuse_twice(found: Sequence[Found]) -> None:
    seen: dict[tuple[str, str], Found] = {}
    for each in found:
        other = seen.setdefault((each.level, each.period), each)
        if other is not each:
            raise Refused(
                Fault("bps-period-twice", {"period": each.period, "cells": f"{other.where}, {each.where}"})
            )


def _reading(grid: Grid, header: Header, found: Sequence[Found], missing: Sequence[str]) -> Reading:
    titles = [" ".join(filter(None, cells)) for _line, cells in grid[: header.first]]
    foot = [
        " ".join(filter(None, cells)) for _line, cells in grid[header.last + 1 :] if cells and _is_note(cells)
    ]
    notes = []
    if missing:
        notes.append(Fault("bps-left-out", {"count": len(missing), "cells": ", ".join(missing[:12])}))
    if marked := [each.where for each in found if each.mark]:
        notes.append(Fault("bps-marked", {"cells": ", ".join(marked[:12])}))
    return Reading(
        found=tuple(found),
        title=" ".join(" ".join(filter(None, titles)).split())[:300],
        unit=_unit(titles),
        source=next((told[1].strip() for line in foot if (told := _SOURCE.match(line))), "")[:300],
        marks_are_provisional=any(_PROVISIONAL.search(line) for line in foot),
        notes=tuple(notes),
    )


def _is_note(cells: Sequence[str]) -> bool:
    """Footnotes stand in one cell, or cut at their commas."""
    first = next((each for each in cells if each), "")
    return bool(_FOOT.match(first) or first.startswith("*") or len([each for each in cells if each]) == 1)


def _unit(lines: Sequence[str]) -> str:
    """Of a line that names it, else what stands in brackets in a title and is surely a unit."""
    for line in lines:
        if told := _UNIT.match(line):
            return told[1].strip()[:60]
    inside = [text for line in lines for text in _IN_BRACKETS.findall(line) if units.is_known(text)]
    forms = {units.one_form(text) for text in inside}
    return inside[0].strip() if len(forms) == 1 else ""
