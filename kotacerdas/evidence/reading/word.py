"""DOCX: paragraphs and rows of tables in their order; then what stands at the edges of the pages and in notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading.packages import Element, Package
from kotacerdas.evidence.reading.runs import Paragraph, units_of
from kotacerdas.evidence.reading.shapes import Part, part, unit

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# What was struck out, what stands there a second time for old programs, and what is no text at all.
_SKIPPED = {
    f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", f"{_W}sdtPr", f"{_W}tblPr", f"{_W}tblGrid",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_HEADING = re.compile(r"(?:heading|judul|title|subtitle)\s*\d*", re.IGNORECASE)
EDGES = "header, footer"


def read(path: str) -> Part:
    with Package(path) as package:
        name = next(iter(package.related("", "officeDocument")), "word/document.xml")
        document = package.xml(name)
        if document is None:
            raise ValueError("no main part")
        headings = _heading_styles(package)
        units = units_of(_paragraphs(document, headings))
        edges = "\n\n".join(_edges(package))
    if edges:
        units.append(unit("paragraphs", EDGES, edges))
    return part(units)


def _paragraphs(parent: Element, headings: set[str]) -> Iterator[Paragraph]:
    """Also those in content controls and the like, which stand between the body and its paragraphs."""
    for child in parent:
        if child.tag == _P:
            yield Paragraph("".join(_text(child)), _is_heading(child, headings))
        elif child.tag == _TABLE:
            yield from _rows(child)
        elif child.tag not in _SKIPPED:
            yield from _paragraphs(child, headings)


def _rows(table: Element) -> Iterator[Paragraph]:
    is_first = True
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is table:
            cells = (" ".join("".join(_text(cell)).split()) for cell in row.iterchildren(_CELL))
            yield Paragraph("\t".join(cells), is_close=not is_first)
            is_first = False


def _text(node: Element) -> Iterator[str]:
    """A paragraph within (of a cell, of a text box) is kept apart by a blank."""
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _WATERMARK:
            yield f" {child.get('string', '')} "
        elif child.tag not in _SKIPPED:
            yield from _text(child)
            if child.tag == _P:
                yield " "


def _heading_styles(package: Package) -> set[str]:
    """Ids of the styles for headings; Word in Indonesian calls them "Judul1"."""
    styles = package.xml("word/styles.xml")
    found = set()
    for style in () if styles is None else styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        called = "" if name is None else name.get(f"{_W}val", "")
        if _HEADING.fullmatch(called) or style.find(f"{_W}pPr/{_W}outlineLvl") is not None:
            found.add(style.get(f"{_W}styleId", ""))
    return found


def _is_heading(paragraph: Element, headings: set[str]) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") in headings


def _edges(package: Package) -> Iterator[str]:
    """Each text once: the header of every section is usually the same."""
    seen: set[str] = set()
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for name in package.names(f"word/{kind}"):
            root = package.xml(name)
            text = clean(
                "\n".join(each.text for each in _paragraphs(root, set()) if each.text.strip())
            ).strip()
            if text and text not in seen:
                seen.add(text)
                yield text
