"""Paragraphs are put together to runs that are long enough to be understood and short enough to be cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kotacerdas.evidence.domain.spans import clean
from kotacerdas.evidence.reading.shapes import Unit, unit

GOAL = 1_500
"""Letters of a run, about half a page."""
SHORTEST = 300
"""A heading begins a new run only if the one before has that much; several headings stay together."""
LONGEST = 6_000
"""A paragraph beyond it is no paragraph: it is cut at a blank."""

_HEADING = re.compile(
    r"(?:BAB|Bab|PASAL|Pasal|LAMPIRAN|Lampiran|BAGIAN|Bagian)\s+(?:[IVXLC]+|\d+|[Kk][Ee]\w+)\b.{0,60}"
)


@dataclass(frozen=True)
class Paragraph:
    """`is_close` stands directly below the one before: a row of a table, a line of a text file."""

    text: str
    is_heading: bool = False
    is_close: bool = False


def looks_like_heading(text: str) -> bool:
    """By its words: "BAB II", "Pasal 5"."""
    return len(text) < 100 and _HEADING.fullmatch(text.strip()) is not None


def units_of(paragraphs: Iterable[Paragraph]) -> list[Unit]:
    """Numbered from 1 as they come; empty ones are counted by nobody and dropped."""
    found: list[Unit] = []
    run: list[Paragraph] = []
    first = number = size = 0
    for each in _sized(paragraphs):
        number += 1
        if run and (size + len(each.text) > GOAL or (each.is_heading and size >= SHORTEST)):
            found.append(_unit(run, first, number - 1))
            run, size = [], 0
        first = first if run else number
        run.append(each)
        size += len(each.text)
    if run:
        found.append(_unit(run, first, number))
    return found


def _sized(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    for each in paragraphs:
        for text in _pieces(clean(each.text).strip()):
            yield Paragraph(text, each.is_heading or looks_like_heading(text), each.is_close)


def _pieces(text: str) -> Iterator[str]:
    while len(text) > LONGEST:
        at = text.rfind(" ", GOAL, LONGEST)
        at = at if at > 0 else LONGEST
        yield text[:at]
        text = text[at:].strip()
    if text:
        yield text


def _unit(run: list[Paragraph], first: int, last: int) -> Unit:
    joined = run[0].text
    for each in run[1:]:
        joined += ("\n" if each.is_close else "\n\n") + each.text
    return unit("paragraphs", str(first) if first == last else f"{first}-{last}", joined)
