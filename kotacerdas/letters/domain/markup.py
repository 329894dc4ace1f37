"""The small markup of a letter's body, read into plain data that the press sets; nothing of it is ever code.

A blank line parts paragraphs; a single line break stays one.
**bold**
- an item            1. a numbered item          a. a lettered item
Hari :: Senin        a line of facts, its colons under each other
| No | Nama |        a table; its first line is the head
## Heading           a heading
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused

LONGEST = 20_000
MOST_COLUMNS = 8
# In letters of the longest cell.
NARROWEST, WIDEST = 5, 40
# A word without a place to break would run over the edge of the paper.
LONGEST_WORD = 32
BREAK_HERE = "\N{ZERO WIDTH SPACE}"

Span = tuple[str, bool]
"""Some words, and whether they are bold."""
Block = dict[str, Any]

_BULLET = re.compile(r"\s*[-•]\s+(.*)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(.*)")
_LETTER = re.compile(r"\s*([a-z])[.)]\s+(.*)")
_FACT = re.compile(r"\s*(.+?)\s*::\s*(.*)")
_HEADING = re.compile(r"\s*##\s+(.+)")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
# They turn the order of what is read around, so that a letter could show other words than it holds.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Line:
    number: int
    text: str


def clean(text: str) -> str:
    """Composed letters, one kind of line break, and no signs that nobody sees."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(
        sign
        for sign in text
        if sign == "\n"
        or (unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"} and sign not in _TURNING)
    )


def breakable(text: str) -> str:
    """The same words, with places where a very long one may go on in the next line."""
    return _LONG_WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    return BREAK_HERE.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))


def parse(text: str) -> list[Block]:
    """The blocks of a body; raises `Refused` with every fault and its line."""
    faults: list[Fault] = []
    if len(text) > LONGEST:
        raise Refused(Fault("body-too-long", {"most": LONGEST}))
    lines = [Line(number, line.rstrip()) for number, line in enumerate(clean(text).split("\n"), 1)]
    blocks = [_block(kind, group, faults) for kind, group in _groups(lines)]
    if faults:
        raise Refused(faults)
    return blocks


def _kind(line: Line) -> str:
    text = line.text.strip()
    if not text:
        return ""
    if text.startswith("|"):
        return "table"
    for kind, form in (("heading", _HEADING), ("bullet", _BULLET), ("number", _NUMBER), ("letter", _LETTER)):
        if form.fullmatch(line.text):
            return kind
    return "facts" if "::" in text and not text.startswith("::") else "par"


def _groups(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Neighbouring lines of the same kind; a blank line ends a group."""
    group: list[Line] = []
    of = ""
    for line in [*lines, Line(0, "")]:
        kind = _kind(line)
        if group and (kind != of or kind == "heading"):
            yield of, group
            group = []
        of = kind
        if kind:
            group.append(line)


def _block(kind: str, lines: list[Line], faults: list[Fault]) -> Block:
    make: dict[str, Callable[[list[Line], list[Fault]], Block]] = {
        "par": _paragraph,
        "heading": _heading,
        "facts": _facts,
        "table": _table,
    }
    return make[kind](lines, faults) if kind in make else _list(kind, lines, faults)


def _paragraph(lines: list[Line], faults: list[Fault]) -> Block:
    return {"type": "par", "lines": [spans(line.text.strip(), line.number, faults) for line in lines]}


def _heading(lines: list[Line], faults: list[Fault]) -> Block:
    found = _HEADING.fullmatch(lines[0].text)
    assert found is not None  # that is what made it a heading
    return {"type": "heading", "text": breakable(found[1].replace("**", ""))}


def _list(kind: str, lines: list[Line], faults: list[Fault]) -> Block:
    form = {"bullet": _BULLET, "number": _NUMBER, "letter": _LETTER}[kind]
    items, start = [], 1
    for at, line in enumerate(lines):
        found = form.fullmatch(line.text)
        assert found is not None  # that is what made it an item
        items.append(spans(found[found.re.groups], line.number, faults))
        if at == 0 and kind != "bullet":
            start = int(found[1]) if kind == "number" else ord(found[1]) - ord("a") + 1
    return {"type": "list", "kind": kind, "start": start, "items": items}


def _facts(lines: list[Line], faults: list[Fault]) -> Block:
    rows = []
    for line in lines:
        found = _FACT.fullmatch(line.text)
        if found is None:
            faults.append(Fault("body-fact", {}, line=line.number))
            continue
        name = found[1].replace("**", "")
        rows.append([breakable(name), spans(found[2], line.number, faults)])
    return {"type": "facts", "rows": rows}


def _table(lines: list[Line], faults: list[Fault]) -> Block:
    rows = [(line, _cells(line.text)) for line in lines if not _is_rule(line.text)]
    head = rows[0][1] if rows else []
    if len(rows) < 2:
        faults.append(Fault("body-table-empty", {}, line=lines[0].number))
    if len(head) > MOST_COLUMNS:
        faults.append(Fault("body-table-wide", {"most": MOST_COLUMNS}, line=lines[0].number))
    for line, cells in rows[1:]:
        if len(cells) != len(head):
            values = {"found": len(cells), "expected": len(head)}
            faults.append(Fault("body-table-cells", values, line=line.number))
    return {
        "type": "table",
        "widths": _widths([head, *(cells for _line, cells in rows[1:])]),
        "head": [breakable(cell.replace("**", "")) for cell in head],
        "rows": [[spans(cell, line.number, faults) for cell in cells] for line, cells in rows[1:]],
    }


def _widths(rows: list[list[str]]) -> list[int]:
    """Shares of the page's width: a column of figures needs less than one of sentences."""
    columns = range(len(rows[0]))
    longest = [max(len(row[at]) if at < len(row) else 0 for row in rows) for at in columns]
    return [min(max(length, NARROWEST), WIDEST) for length in longest]


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().strip("|").split("|")]


def _is_rule(text: str) -> bool:
    """The line of strokes that some write under the head."""
    return bool(text.strip()) and not text.strip().strip("|-: ")


def spans(text: str, line: int, faults: list[Fault]) -> list[Span]:
    """Words between pairs of ** are bold."""
    pieces = text.split("**")
    if len(pieces) % 2 == 0:
        faults.append(Fault("body-bold-open", {}, line=line))
    return [(breakable(piece), at % 2 == 1) for at, piece in enumerate(pieces) if piece]
