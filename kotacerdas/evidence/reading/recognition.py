"""Tesseract reads pictures of words: their text, where each word stands, and how sure it is.

A program of the system. Without it, or without its Indonesian, pictures stay unread and the file says what to install.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageFilter

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading import pictures, programs

DOTS = 200
"""Per inch. More costs time and finds nothing more in letters of a usual size."""
MOST_PIXELS = 12_000_000
FEWEST_WIDE = 1_000
"""A smaller picture is enlarged: its letters are too small to be told apart."""
WIDE_ENOUGH = 1_400
"""A page of A4 at 170 dots per inch: a stroke of a letter is wider than a speck."""
SECONDS = 60
SURE_ENOUGH = 30
"""Per cent. Below it a word is a stain more often than a word."""
WHOLE = 10_000


class Recognised(NamedTuple):
    """Travels as a list: text, per cent, and `boxes` as `Unit` keeps them."""

    text: str
    confidence: int | None
    boxes: list[list[int]]


@dataclass(frozen=True)
class Word:
    text: str
    confidence: float
    line: tuple[int, int, int]
    """Numbers of block, paragraph and line."""
    box: tuple[int, int, int, int]


def recognise(path: str, kind: str, number: int) -> Recognised:
    """What stands on a page of a PDF, or on a picture; `number` counts from 1."""
    image = page_image(path, number) if kind == "pdf" else _large_enough(pictures.frame(path, number))
    image = _without_specks(image)
    return put_together(list(words(_ask_tesseract(image), image.width, image.height)))


def page_image(path: str, number: int, dots: int = DOTS) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(dots / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        image: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
        return image
    finally:
        document.close()


def _without_specks(image: Image.Image) -> Image.Image:
    """Copies of copies are full of them; where letters are large enough, they lose nothing."""
    return image.filter(ImageFilter.MedianFilter(3)) if image.width >= WIDE_ENOUGH else image


def _large_enough(image: Image.Image) -> Image.Image:
    image = pictures.within(image.convert("L"), MOST_PIXELS)
    if image.width >= FEWEST_WIDE or image.width * image.height > MOST_PIXELS // 4:
        return image
    return image.resize((image.width * 2, image.height * 2), Image.Resampling.LANCZOS)


# --- Tesseract ---------------------------------------------------------------------------------------------


def _ask_tesseract(image: Image.Image) -> str:
    program = shutil.which("tesseract")
    known = programs.languages(program) if program else []
    if program is None or programs.INDONESIAN not in known:
        missing = programs.INDONESIAN if program else "tesseract"
        raise Refused(Fault("evidence-no-recognition", {"missing": missing}))
    picture = io.BytesIO()
    image.convert("L").save(picture, "PPM")
    languages = "+".join(each for each in (programs.INDONESIAN, programs.ENGLISH) if each in known)
    command = [program, "stdin", "stdout", "-l", languages, "--dpi", str(DOTS), "--psm", "3", "tsv"]
    try:
        said = subprocess.run(  # noqa: S603 - the system's own program, no word of the file among its arguments
            command, input=picture.getvalue(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(Fault("evidence-recognition-failed", {})) from None
    if said.returncode:
        raise Refused(Fault("evidence-recognition-failed", {}))
    return said.stdout.decode("utf-8", "replace")


def words(table: str, width: int, height: int) -> Iterator[Word]:
    """From Tesseract's table, those of which it is sure enough."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = clean(row.get("text") or "").strip()
        if row["level"] != "5" or not text or float(row["conf"]) < SURE_ENOUGH:
            continue
        left, top, wide, high = (int(row[name]) for name in ("left", "top", "width", "height"))
        yield Word(
            "".join(text.split()),
            float(row["conf"]),
            (int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
            (
                _share(left, width),
                _share(top, height),
                _share(left + wide, width),
                _share(top + high, height),
            ),
        )


def _share(at: int, of: int) -> int:
    return min(round(at * WHOLE / max(of, 1)), WHOLE)


def put_together(found: list[Word]) -> Recognised:
    """Words to lines, lines to paragraphs; a blank line between paragraphs."""
    text, boxes, before = "", [], None
    for word in found:
        if before is not None:
            text += " " if word.line == before else "\n" if word.line[:2] == before[:2] else "\n\n"
        boxes.append([len(text), len(text) + len(word.text), *word.box])
        text += word.text
        before = word.line
    letters = sum(len(word.text) for word in found)
    sure = sum(word.confidence * len(word.text) for word in found)
    return Recognised(text, round(sure / letters) if letters else None, boxes)
