"""What a written page is made of: lines that belong together, tables, a heading. Every kind of file is set from these."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

BAR = " | "
"""Between the cells of a row, in written pages."""
_INTEGER = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*")
_DECIMAL = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|0|[1-9]\d*),\d+")


@dataclass(frozen=True)
class Lines:
    lines: tuple[str, ...]
    is_heading: bool = False


@dataclass(frozen=True)
class Table:
    """All rows have the same number of cells."""

    rows: tuple[tuple[str, ...], ...]


Block = Lines | Table


def blocks(text: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", text.strip()):
        for is_table, some in groupby(part.splitlines(), lambda line: BAR in line):
            lines = tuple(line.strip() for line in some)
            yield from [_table(lines)] if is_table else _set_apart(lines)


def _table(lines: Sequence[str]) -> Table:
    rows = [line.split(BAR) for line in lines]
    width = max(map(len, rows))
    return Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _set_apart(lines: Sequence[str]) -> Iterator[Lines]:
    """Lines in capitals are headings."""
    for is_heading, some in groupby(lines, str.isupper):
        yield Lines(tuple(some), is_heading)


def value(cell: str) -> str | int | float:
    """As an office types it into a workbook: "6.120" and "82,47" are numbers there, shown with the signs of the country."""
    if _INTEGER.fullmatch(cell):
        return int(cell.replace(".", ""))
    if _DECIMAL.fullmatch(cell):
        return float(cell.replace(".", "").replace(",", "."))
    return cell


def bare(text: str, kind: str) -> str:
    """What a reader of this kind of file should have read, on one line, without the lines between cells."""
    if kind == "xlsx":
        text = "\n".join(" ".join(map(_as_kept, row)) for row in sheet(text))
    return " ".join(text.replace("|", " ").split())


def _as_kept(cell: str | float) -> str:
    """A workbook knows no difference between 742 and 742.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def sheet(text: str) -> list[list[str | int | float]]:
    """A row for each line, the cells of tables beside each other."""
    rows: list[list[str | int | float]] = []
    for block in blocks(text):
        if isinstance(block, Table):
            rows += [[value(cell) for cell in row] for row in block.rows]
        else:
            rows += [[line] for line in block.lines]
    return rows
