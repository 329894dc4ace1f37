"""Rows between others that say what the rows below belong to: "A. SMART GOVERNANCE", with or without sums beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kotacerdas.common.domain.sheets import cell_address
from kotacerdas.imports.domain.cells import Row
from kotacerdas.imports.domain.fields import Field, fold
from kotacerdas.imports.domain.skipping import Sieve, without_total

# A letter, a numeral or a number by itself counts the headings.
_ORDINAL = re.compile(r"\(?(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.)]*")
_NUMBERED = re.compile(r"\(?(?:[A-Za-z]|[IVXivx]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.)]+\s*(?=\S)")


class Headings:
    """What stands above the row that is read. `fields` from the widest to the narrowest: a heading ends those below it."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self.said: dict[str, tuple[str, str]] = {}
        """The value of each field and the cell that said it."""

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
        words = fold(_NUMBERED.sub("", text, count=1))
        if self._find(words, at, row.number):
            return "heading"
        return "total" if any(self._choice(each, without_total(words)) for each in self._fields) else None

    def _find(self, words: str, at: int, number: int) -> bool:
        for order, field in enumerate(self._fields):
            if value := self._choice(field, words):
                for narrower in self._fields[order:]:
                    self.said.pop(narrower.key, None)
                self.said[field.key] = value, cell_address(number, at)
                return True
        return False

    def _choice(self, field: Field, words: str) -> str:
        """The choice by its own words, or after the title of its column: "Dimensi Smart Governance"."""
        if words in field.choices:
            return field.choices[words]
        titles = [title for name in field.names if words.startswith(f"{(title := fold(name))} ")]
        return next((found for title in titles if (found := field.choices.get(words[len(title) + 1 :]))), "")
