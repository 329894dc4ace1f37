"""Tells rows that are no data: totals, headings, notes, repeated headers, hidden ones. What is left out is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kotacerdas.imports.domain.cells import Merge, Row, Value
from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.domain.layout import Header
from kotacerdas.imports.domain.typed import as_text

_WORDS = "(sub ?total|grand total|total|jumlah|jml|rata rata|rerata|average|mean|sum)"
_TOTAL, _ONLY_TOTAL = re.compile(rf"{_WORDS}( .*)?"), re.compile(_WORDS)
_TOTAL_OF = re.compile(rf"{_WORDS} ")
# Almost no cell of data has one of these, and this is quicker than to fold every text.
_HINT = re.compile("total|jumlah|jml|rata|rerata|average|mean|sum", re.IGNORECASE)
_MOST_FILLED = 200_000


@dataclass(frozen=True)
class Sieve:
    """Knows what a row of data looks like on this sheet."""

    header: Header
    columns: frozenset[int]
    required: frozenset[int]
    with_hidden: bool = False

    def reason(self, row: Row) -> str | None:
        """Why the row is left out; None for a row of data."""
        if self.is_aside(row):
            return "hidden" if row.number >= self.header.data_from and not row.is_blank else "blank"
        filled = [at for at, cell in enumerate(row.cells) if not _is_empty(cell)]
        if self._is_header_again(row, filled):
            return "header"
        if self._is_total(row, filled):
            return "total"
        if not self.columns.intersection(filled):
            return "aside"
        if len(filled) == 1 and not self.required.issubset(filled):
            return "heading"
        return None

    def is_aside(self, row: Row) -> bool:
        """Above the data, empty, or hidden where hidden rows are not wanted: nothing that it says counts."""
        return row.number < self.header.data_from or row.is_blank or (row.is_hidden and not self.with_hidden)

    def _is_header_again(self, row: Row, filled: list[int]) -> bool:
        """Printed tables repeat their header on every page."""
        return len(filled) > 1 and all(self._is_title(row, at) for at in filled)

    def _is_title(self, row: Row, at: int) -> bool:
        title = fold(self.header.titles.get(at, ""))
        return bool(title) and fold(as_text(row.at(at))) == title

    def _is_total(self, row: Row, filled: list[int]) -> bool:
        texts = {
            at: fold(text) for at in filled if isinstance(text := row.at(at), str) and _HINT.search(text)
        }
        named = {at for at, text in texts.items() if _TOTAL.fullmatch(text)}
        missing = self.required.difference(filled)
        plain = any(_ONLY_TOTAL.fullmatch(texts[at]) for at in named)
        return bool((named and (missing or plain or row.totals)) or (row.totals and missing))


def without_total(words: str) -> str:
    """What a total adds up, from its folded words: "jumlah smart governance"; "" where they are no total."""
    found = _TOTAL_OF.match(words)
    return words[found.end() :] if found else ""


def _is_empty(cell: Value) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled_down(rows: Iterable[Row], merges: Iterable[Merge], data_from: int) -> Iterator[Row]:
    """Rows in which a cell merged over several rows counts for each of them, as the reader of the sheet sees it."""
    sources: dict[int, dict[int, tuple[int, int]]] = {}
    room = _MOST_FILLED
    for merge in merges:
        height = merge.bottom - merge.top
        if merge.top < data_from or not height or height > room:
            continue
        room -= height
        for number in range(merge.top + 1, merge.bottom + 1):
            sources.setdefault(number, {})[merge.left] = (merge.top, merge.left)
    starts = {source for each in sources.values() for source in each.values()}
    known: dict[tuple[int, int], Value] = {}
    wanted_of: dict[int, list[int]] = {}
    for top, left in starts:
        wanted_of.setdefault(top, []).append(left)
    for row in rows:
        for left in wanted_of.get(row.number, ()):
            known[row.number, left] = row.at(left)
        yield _with(row, sources.get(row.number, {}), known)


def _with(row: Row, sources: Mapping[int, tuple[int, int]], known: Mapping[tuple[int, int], Value]) -> Row:
    missing = {at: known.get(source) for at, source in sources.items() if row.at(at) is None}
    if not missing:
        return row
    cells = [*row.cells, *[None] * (max(missing) + 1 - len(row.cells))]
    for at, value in missing.items():
        cells[at] = value
    return row._replace(cells=tuple(cells))
