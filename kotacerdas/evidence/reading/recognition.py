"""Tesseract reads pictures of words: their text, where each word stands, and how sure it is.

A program of the system. Without it, or without its Indonesian, pictures stay unread and the file says what to install.
"""

from __future__ import annotations

import contextlib
import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
from PIL import Image

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading import paper, pictures, programs

DOTS = 200
"""Per inch. More costs time and finds nothing more in letters of a usual size."""
SECONDS = 60
PAGE = ("--psm", "3", "-c", "thresholding_method=2")
"""A whole page of which nothing is known, ink told from paper by what is around it (Sauvola)."""
SURE_ENOUGH = 30
"""Per cent. Below it a word is a stain more often than a word."""
QUITE_SURE = 75
"""Per cent of a whole page. Below it the page may lie on its side or its head."""
WHOLE = 10_000
QUARTERS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""By the degrees clockwise that set a page upright; Pillow counts the other way."""


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
    """What stands on a page of a PDF, or on a picture; `number` counts from 1. Raises `Refused` where something is
    written and not a word of it could be told."""
    image = paper.ready(page_image(path, number) if kind == "pdf" else pictures.frame(path, number))
    if paper.is_blank(image):
        return put_together([])
    found = _read(image)
    if (found.confidence or 0) < QUITE_SURE and (turn := _turned(image)):
        upright = _read(image.transpose(QUARTERS[turn]))
        found = max(found, upright._replace(boxes=_turned_back(upright.boxes, turn)), key=_told)
    if not found.text:
        raise Refused(Fault("evidence-recognition-failed", {}))
    return found


def _read(image: Image.Image) -> Recognised:
    table = _ask_tesseract(image, _languages(), *PAGE, "tsv")
    return put_together(list(words(table, image.width, image.height)))


def _told(found: Recognised) -> float:
    return len(found.text) * (found.confidence or 0)


def page_image(path: str, number: int, dots: int = DOTS) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(dots / 72, (paper.MOST_PIXELS / max(width * height, 1)) ** 0.5)
        image: Image.Image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
        return image
    finally:
        document.close()


# --- Pages that lie on their side ---------------------------------------------------------------------------


def _turned(image: Image.Image) -> int:
    """Degrees clockwise that set it upright, as Tesseract sees it; 0 where it cannot tell."""
    with contextlib.suppress(Refused):
        for line in _ask_tesseract(image, "osd", "--psm", "0").splitlines():
            name, _colon, value = line.partition(":")
            if name == "Rotate" and value.strip().isdecimal():
                turn = int(value)
                return turn if turn in QUARTERS else 0
    return 0


def _turned_back(boxes: list[list[int]], turn: int) -> list[list[int]]:
    """Where the words stand on the page as it is."""
    return [[start, end, *_corners(box, turn)] for start, end, *box in boxes]


def _corners(box: list[int], turn: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    if turn == 90:
        return top, WHOLE - right, bottom, WHOLE - left
    if turn == 180:
        return WHOLE - right, WHOLE - bottom, WHOLE - left, WHOLE - top
    return WHOLE - bottom, left, WHOLE - top, right


# --- Tesseract ---------------------------------------------------------------------------------------------


def _languages() -> str:
    """Raises `Refused` with what is not installed."""
    program = shutil.which("tesseract")
    known = programs.languages(program) if program else []
    if programs.INDONESIAN not in known:
        missing = programs.INDONESIAN if program else "tesseract"
        raise Refused(Fault("evidence-no-recognition", {"missing": missing}))
    return "+".join(each for each in (programs.INDONESIAN, programs.ENGLISH) if each in known)


def _ask_tesseract(image: Image.Image, languages: str, *how: str) -> str:
    picture = io.BytesIO()
    image.save(picture, "PPM")
    command = ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", str(DOTS), *how]
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
