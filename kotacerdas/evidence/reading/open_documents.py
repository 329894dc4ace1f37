"""ODT: paragraphs, headings and rows of tables in their order."""

from __future__ import annotations

from collections.abc import Iterator

from kotacerdas.evidence.reading.packages import Element, Package
from kotacerdas.evidence.reading.runs import Paragraph, units_of
from kotacerdas.evidence.reading.shapes import Part, part

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SKIPPED = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls"}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
MOST_BLANKS = 100


def read(path: str) -> Part:
    with Package(path) as package:
        content = package.xml("content.xml")
        if content is None:
            raise ValueError("no main part")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        return part(units_of(() if body is None else _paragraphs(body)))


def _paragraphs(parent: Element) -> Iterator[Paragraph]:
    for child in parent:
        if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield Paragraph("".join(_text(child)), child.tag == f"{_TEXT}h")
        elif child.tag == f"{_TABLE}table":
            yield from _rows(child)
        elif child.tag not in _SKIPPED:
            yield from _paragraphs(child)


def _rows(table: Element) -> Iterator[Paragraph]:
    for number, row in enumerate(table.iter(f"{_TABLE}table-row")):
        cells = (
            " ".join(" ".join(each.text for each in _paragraphs(cell)).split())
            for cell in row.iterchildren(*_CELLS)
        )
        yield Paragraph("\t".join(cells), is_close=number > 0)


def _text(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() else 1, MOST_BLANKS)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag not in _SKIPPED:
            yield from _text(child)
            if child.tag == f"{_TEXT}p":
                yield " "
        yield child.tail or ""
