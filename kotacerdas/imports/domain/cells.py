"""What a workbook looks like to the rest of this app, whichever format it came in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import ClassVar, NamedTuple, TypeAlias

from kotacerdas.common.domain.faults import Fault, Refused

# The header is looked for in these rows; titles and letterheads above a table are shorter.
TOP_ROWS = 40


class Problem(NamedTuple):
    """A cell from which no value can be had: "cell-error" (#REF!) or "formula-without-value"."""

    kind: str
    text: str


class Percent(Decimal):
    """A fraction that the sheet shows as percent: 0.85 where the reader sees 85%."""


Value: TypeAlias = str | Decimal | date | datetime | bool | Problem | None


class Row(NamedTuple):
    """One row; `number` counts as the spreadsheet does. `totals` is true where a formula adds up other rows."""

    number: int
    cells: tuple[Value, ...]
    is_hidden: bool = False
    totals: bool = False

    def at(self, column: int) -> Value:
        return self.cells[column] if column < len(self.cells) else None

    @property
    def is_blank(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


class Merge(NamedTuple):
    """Merged cells; rows count from 1 as on the sheet, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    name: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Survey:
    """What must be known of a sheet before its rows can be understood."""

    top: tuple[Row, ...]
    rows: int = 0
    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


class Workbook(ABC):
    """An open file. Rows are handed out one by one and may be read again and again."""

    kind: ClassVar[str]

    def __init__(self) -> None:
        self.notes: list[Fault] = []

    @property
    @abstractmethod
    def sheets(self) -> tuple[Sheet, ...]: ...

    @abstractmethod
    def rows(self, sheet: str) -> Iterator[Row]:
        """Every row that holds anything, in order."""

    def survey(self, sheet: str) -> Survey:
        rows = self.rows(sheet)
        top = tuple(islice(rows, TOP_ROWS))
        return Survey(top, len(top) + sum(1 for _row in rows))

    def top(self, sheet: str) -> tuple[Row, ...]:
        """The first rows, without reading on."""
        return tuple(islice(self.rows(sheet), TOP_ROWS))

    def index(self, sheet: str) -> int:
        """Where a sheet stands; refuses a name that the workbook does not have."""
        for at, each in enumerate(self.sheets):
            if each.name == sheet:
                return at
        raise Refused(Fault("sheet-missing", {"sheet": sheet[:60]}))
