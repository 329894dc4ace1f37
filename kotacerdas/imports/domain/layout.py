"""Finds the header of a sheet below its titles, joins header lines, and says where the data begins."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kotacerdas.imports.domain.cells import Merge, Row, Survey, Value
from kotacerdas.imports.domain.fields import Field
from kotacerdas.imports.domain.matching import JOINER, surety
from kotacerdas.imports.domain.typed import as_text

_MOST_LINES = 4
_UNIT = re.compile(r"\(.{1,20}\)|rp|%|orang|unit|buah|ha|km2?|m2?|hari|tahun", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?\s*(\d{1,3})\s*\)?")


@dataclass(frozen=True)
class Header:
    """Rows `first` to `last` of the sheet hold the titles; `after` are rows of units or column numbers below them."""

    first: int
    last: int
    titles: dict[int, str]
    after: tuple[int, ...] = ()

    @property
    def data_from(self) -> int:
        return max((self.last, *self.after)) + 1


def detect(survey: Survey, fields: Sequence[Field]) -> Header | None:
    """The likeliest header; None if the sheet is empty."""
    candidates = [header(survey, first, last) for row in survey.top for first, last in _spans(survey, row)]
    found = [each for each in candidates if each.titles]
    if not found:
        return None
    # Of two equally good ones the shorter, then the upper.
    return max(
        found,
        key=lambda each: (
            surety(each.titles, fields),
            -(each.last - each.first) if surety(each.titles, fields) else len(each.titles),
            -each.first,
        ),
    )


def header(survey: Survey, first: int, last: int) -> Header:
    """The titles in these rows, the upper line before the lower: "Target / 2025"."""
    rows = {row.number: row for row in survey.top}
    lines = [_line(rows.get(number), survey.merges, number) for number in range(first, last + 1)]
    for upper, lower in itertools.pairwise(lines):
        _fill_right(upper, lower)
    columns = sorted({at for line in lines for at in line})
    titles = {at: JOINER.join(dict.fromkeys(line[at] for line in lines if line.get(at))) for at in columns}
    return Header(first, last, titles, _after(survey, last))


def _spans(survey: Survey, row: Row) -> list[tuple[int, int]]:
    """The row alone, and with the lines below that its merged cells reach into or that its gaps ask for."""
    own = [each for each in survey.merges if each.top == row.number]
    lowest = max((each.bottom for each in own if each.bottom - each.top < _MOST_LINES), default=row.number)
    if any(each.right > each.left for each in own):
        lowest = max(lowest, row.number + 1)
    spans = {(row.number, row.number), (row.number, lowest), (row.number, row.number + 1)}
    return sorted(spans)


def _line(row: Row | None, merges: Sequence[Merge], number: int) -> dict[int, str]:
    """The texts of one header line, each repeated over the columns that its cell is merged across."""
    if row is None:
        return {}
    texts = {at: " ".join(as_text(cell).split()) for at, cell in enumerate(row.cells)}
    texts = {at: text for at, text in texts.items() if text}
    for merge in merges:
        if merge.top == number and merge.left in texts:
            for at in range(merge.left + 1, merge.right + 1):
                texts[at] = texts[merge.left]
    return texts


def _fill_right(upper: dict[int, str], lower: dict[int, str]) -> None:
    """Where nobody merged "Target" over "2024" and "2025", the empty cell beside it belongs to it all the same."""
    group = ""
    for at in range(max([*upper, *lower, -1]) + 1):
        if at not in lower:
            group = ""
        elif at in upper:
            group = upper[at]
        elif group:
            upper[at] = group


def _after(survey: Survey, last: int) -> tuple[int, ...]:
    """A line of units, and one that numbers the columns (1) (2) (3), stand between header and data."""
    found: list[int] = []
    for row in survey.top:
        if row.number > last + len(found) + 1 or len(found) > 1:
            break
        if row.number > last and (_is_numbering(row) or _is_units(row)):
            found.append(row.number)
    return tuple(found)


def _is_numbering(row: Row) -> bool:
    figures = [_ordinal(cell) for cell in row.cells if cell is not None]
    return len(figures) > 2 and figures in (
        list(range(1, len(figures) + 1)),
        list(range(len(figures))),
    )


def _ordinal(cell: Value) -> int | None:
    if isinstance(cell, Decimal) and cell == int(cell):
        return int(cell)
    found = _NUMBERED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return int(found[1]) if found else None


def _is_units(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell is not None]
    return bool(filled) and all(isinstance(cell, str) and _UNIT.fullmatch(cell.strip()) for cell in filled)
