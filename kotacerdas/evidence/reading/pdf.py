"""PDF: the text of each page; a page with hardly any is a picture of words."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading.shapes import MOST_UNITS, Part, Unit, part, unit

PAGES = 250
"""Read at once; then the caller hears how far it is."""
FEW = 50
"""Letters of a page below which it is looked at, if anything is drawn on it."""
NOT_MANY = 400
"""Letters below which it is looked at where a picture covers most of it: a scan that a system of letters has stamped with
a line of text. A scanner that recognises words itself leaves more of them."""
MOST = 0.6
"""Of the page."""
MANY_LINES = 20
"""Drawn shapes of a page that may be letters turned into outlines."""
# A hyphen that only the end of the line has put there; the word goes on below.
_BROKEN = ("\x02\r\n", "\ufffe\r\n", "\x02", "\ufffe")


def read(path: str, first: int = 0) -> Part:
    """`first` counts from 0."""
    document = pypdfium2.PdfDocument(path)
    try:
        last = min(first + PAGES, len(document), MOST_UNITS)
        units = [_page(document, index) for index in range(first, last)]
        found = part(units, after=last if last < min(len(document), MOST_UNITS) else None)
        if last == MOST_UNITS < len(document):
            found["faults"].append({"kind": "evidence-read-so-far", "values": {"count": MOST_UNITS}})
        return found
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, index: int) -> Unit:
    page = document[index]
    try:
        text = text_of(page)
        letters = sum(map(len, text.split()))
        wants_eyes = (letters < FEW and _has_pictures(page)) or (letters < NOT_MANY and _is_picture(page))
        return unit("page", str(index + 1), text, wants_eyes=wants_eyes)
    finally:
        page.close()


def text_of(page: pypdfium2.PdfPage) -> str:
    seen = page.get_textpage()
    try:
        return joined(seen.get_text_range())
    finally:
        seen.close()


def joined(text: str) -> str:
    """As it is stored: words that were broken at the end of a line are whole."""
    if "\x02" in text or "\ufffe" in text:
        for broken in _BROKEN:
            text = text.replace(broken, "")
    return clean(text).strip("\n")


def _has_pictures(page: pypdfium2.PdfPage) -> bool:
    """Something that may hold words: a blank page is not looked at."""
    drawn = 0
    for kind in _kinds(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            return True
        drawn += kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING}
        if drawn > MANY_LINES:
            return True
    return False


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether one picture covers most of it."""
    width, height = page.get_size()
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = each.get_bounds()
        wide, high = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
        if wide > 0 and high > 0 and wide * high >= MOST * width * height:
            return True
    return False


def _kinds(page: pypdfium2.PdfPage) -> Iterator[int]:
    for each in page.get_objects(max_depth=4):
        yield each.type
