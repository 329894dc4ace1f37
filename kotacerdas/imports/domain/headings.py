"""Rows between others that say what the rows below belong to: "A. SMART GOVERNANCE", with or without sums beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kotacerdas.common.domain.sheets import cell_address
from kotacerdas.imports.domain.cells import Row
from kotacerdas.imports.domain.fields import Field, fold
from kotacerdas.imports.domain.skipping import Sieve, without_total
from kotacerdas.imports.domain.typed import as_text

# A letter, a numeral or a number by itself counts the headings.
_ORDINAL = re.compile(r"\(?(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.)]*")
_NUMBERED = re.compile(r"(\(?(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.)]+)\s*(?=\S)")


class _Level(NamedTuple):
    """A heading: which field it tells, of which chain, and how it is counted."""

    order: int
    chain: str
    ordinal: str


class Headings:
    """What stands above the row that is read. The fields of one chain (`Field.from_headings`) are levels of one order, the
    widest first: a heading ends those below it.

    Which of two chains stands inside the other, the table shows: "Quick Win" right below "A. SMART GOVERNANCE" is a part of
    it; after rows, or with an ordinal of the same kind ("B. QUICK WIN"), it is a part of its own, and so the dimension above
    counts no more.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self.said: dict[str, tuple[str, str]] = {}
        """The value of each field and the cell that said it."""
        self._open: list[_Level] = []
        """The headings that count for the next row, the widest first."""
        self._has_rows = False

    def heard(self, row: Row, sieve: Sieve) -> str | None:
        """Why the row is no data, if it is such a heading or its total; takes in what it says."""
        if not self._fields or sieve.is_aside(row):
            return None
        texts = [
            (at, cell.strip())
            for at, cell in enumerate(row.cells)
            if isinstance(cell, str) and cell.strip() and not _ORDINAL.fullmatch(cell.strip())
        ]
        if len(texts) != 1:
            return None
        at, text = texts[0]
        numbered = _NUMBERED.match(text)
        beside = [words for cell in row.cells[:at] if (words := as_text(cell))]
        ordinal = _kind_of(numbered[1] if numbered else beside[-1] if beside else "")
        words = fold(_NUMBERED.sub("", text, count=1))
        if self._find(words, cell_address(row.number, at), ordinal):
            return "heading"
        return "total" if any(self._choice(each, without_total(words)) for each in self._fields) else None

    def passed(self) -> None:
        """A row of data was read."""
        self._has_rows = True

    def _find(self, words: str, cell: str, ordinal: str) -> bool:
        for order, field in enumerate(self._fields):
            value = self._choice(field, words)
            if not value and words not in field.group_words:
                continue
            self._open = [
                *self._open[: self._end(order, ordinal)],
                _Level(order, field.from_headings, ordinal),
            ]
            still = {self._fields[each.order].key for each in self._open}
            self.said = {key: said for key, said in self.said.items() if key in still and key != field.key}
            if value:
                self.said[field.key] = value, cell
            self._has_rows = False
            return True
        return False

    def _end(self, order: int, ordinal: str) -> int:
        """From which of the open levels on this heading ends what stands above."""
        chain = self._fields[order].from_headings
        for at, level in enumerate(self._open):
            is_own = level.chain == chain and level.order >= order
            if is_own or (ordinal and ordinal == level.ordinal and level.chain != chain):
                return at
        for at, level in enumerate(self._open):
            if self._has_rows and level.chain != chain and not (ordinal and level.ordinal):
                return at
        return len(self._open)

    def _choice(self, field: Field, words: str) -> str:
        """The choice by its own words, or after the title of its column: "Dimensi Smart Governance"."""
        if words in field.choices:
            return field.choices[words]
        titles = [title for name in field.names if words.startswith(f"{(title := fold(name))} ")]
        return next((found for title in titles if (found := field.choices.get(words[len(title) + 1 :]))), "")


def _kind_of(ordinal: str) -> str:
    """How headings of one level are counted: with letters, numerals or numbers of so many parts; "" without. A single I, V
    or X is a numeral, for a table has seldom so many headings as to count to I with letters."""
    bare = ordinal.strip("(). ")
    if not bare:
        return ""
    if bare[0].isdigit():
        return f"number {bare.count('.')}"
    case = "upper" if bare.isupper() else "lower"
    return f"{'numeral' if set(bare.upper()) <= set('IVX') else 'letter'} {case}"
