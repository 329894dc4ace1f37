"""Pictures of pages for the screen, and where their words stand: newly drawn, nothing of the file itself in them."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import io
import re
from collections.abc import Iterator
from typing import TypedDict

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading import pictures

WIDE = 1_240
"""Dots: A4 at 150 per inch, for a screen with fine dots."""
MOST_PIXELS = 4_000_000
WHOLE = 10_000
LOOK_AHEAD = 3_000
APART = 200
"""Letters of a word that was spaced out."""
Box = tuple[int, int, int, int]


class Picture(TypedDict):
    """`png` is base64, for it travels as JSON; `words` is what `boxes` answers."""

    png: str
    width: int
    height: int
    words: list[list[int]]


def draw(path: str, kind: str, number: int, text: str) -> Picture:
    """`number` counts from 1; `text` is the page's as it is stored, empty if nobody asks where its words stand."""
    image = _page(path, number) if kind == "pdf" else _photo(path, number)
    content = io.BytesIO()
    image.save(content, "PNG")
    return Picture(
        png=base64.b64encode(content.getvalue()).decode(),
        width=image.width,
        height=image.height,
        words=boxes(path, number, text) if kind == "pdf" and text else [],
    )


def _photo(path: str, number: int) -> Image.Image:
    image = pictures.within(pictures.frame(path, number), MOST_PIXELS)
    if image.width <= WIDE:
        return image
    return image.resize((WIDE, max(round(image.height * WIDE / image.width), 1)), Image.Resampling.LANCZOS)


def _page(path: str, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        with contextlib.suppress(pypdfium2.PdfiumError):
            document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDE / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        return image
    finally:
        document.close()


# --- Where words stand on a page of a PDF ------------------------------------------------------------------


def boxes(path: str, number: int, text: str) -> list[list[int]]:
    """For each word of the page's stored text: start, end, left, top, right, bottom, the last four in ten-thousandths.

    A word that was broken at the end of a line has two entries; one that cannot be found has none.
    """
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        seen = page.get_textpage()
        letters, places = _letters(seen)
        found = []
        at = 0
        for word in re.finditer(r"\S+", text):
            here = letters.find(word.group(), at, at + LOOK_AHEAD)
            if here < 0:
                continue
            at = here + len(word.group())
            found += [[*word.span(), *box] for box in _lines(_boxes(page, seen, places[here:at]))]
        return found
    finally:
        document.close()


def _letters(seen: pypdfium2.PdfTextPage) -> tuple[str, list[int]]:
    """All signs but blanks, and for each its number on the page."""
    letters: list[str] = []
    places: list[int] = []
    pending = 0
    for index in range(seen.count_chars()):
        code = raw.FPDFText_GetUnicode(seen, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a sign beyond 16 bits
            pending = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((pending - 0xD800) << 10) + code - 0xDC00 if pending else 0xFFFD
        pending = 0
        sign = "".join(clean(chr(code)).split()) if code not in {0x02, 0xFFFE} else ""
        letters.append(sign)
        places += [index] * len(sign)
    return "".join(letters), places


def _boxes(page: pypdfium2.PdfPage, seen: pypdfium2.PdfTextPage, places: list[int]) -> Iterator[Box]:
    for index in places:
        left, bottom, right, top = seen.get_charbox(index, loose=True)
        one, other = _on_page(page, left, top), _on_page(page, right, bottom)
        box = (
            min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]),
        )  # fmt: skip
        if box[0] < box[2] and box[1] < box[3]:
            yield box


def _on_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    """In ten-thousandths of what is seen of the page, which may be turned or cut."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return min(max(across.value, 0), WHOLE), min(max(down.value, 0), WHOLE)


def _lines(found: Iterator[Box]) -> list[Box]:
    """Letters beside each other as one box, whichever way they run; another begins where the word was broken."""
    lines: list[Box] = []
    for box in found:
        if lines and _touch(lines[-1], box):
            last = lines[-1]
            lines[-1] = (
                min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]),
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _touch(one: Box, other: Box) -> bool:
    """On one line or in one column, and hardly apart."""
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    return min(across, down) < 0 and max(across, down) < APART
