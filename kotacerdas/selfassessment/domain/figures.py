"""Figures of an answer, one a line: "Penduduk miskin: 2,31 %" has a name, a number and a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.formats import Unreadable, number, parse_number

MOST = 20
# Thousands as the language of the text groups them; what is grouped otherwise could mean two numbers.
_GROUPED = {
    "id": re.compile(r"[-\N{MINUS SIGN}]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?"),
    "en": re.compile(r"[-\N{MINUS SIGN}]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?"),
}
_GROUPING = {"id": ".", "en": ","}
_LINE = re.compile(r"(?P<name>.+?)\s*[:=]\s*(?P<number>[-\N{MINUS SIGN}]?\d[\d.,]*)\s*(?P<unit>.*)")


@dataclass(frozen=True)
class Figure:
    name: str
    value: Decimal
    unit: str = ""

    def written(self, language: str) -> str:
        return " ".join(
            part for part in (f"{self.name}: {number(self.value, language=language)}", self.unit) if part
        )


def read(text: str, language: str = "id") -> list[Figure]:
    """Empty lines do not count. Raises `Refused` with every line that is none: its number, and what stands there."""
    lines = [(at, line.strip()) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    found = [
        _read(line, language) or Fault("figure-unreadable", {"text": line[:80]}, line=at)
        for at, line in lines
    ]
    faults = [each for each in found if isinstance(each, Fault)]
    if len(lines) > MOST:
        faults.append(Fault("figures-too-many", {"most": MOST}))
    if faults:
        raise Refused(faults)
    return [each for each in found if isinstance(each, Figure)]


def told(text: str) -> list[dict[str, str]]:
    """For a file that machines read; text that was kept before a rule changed stays as words."""
    return list(_told(text))


def _told(text: str) -> Iterator[dict[str, str]]:
    for line in text.splitlines():
        figure = _read(line.strip(), "id")
        if figure is not None:
            yield {"name": figure.name, "value": str(figure.value), "unit": figure.unit}
        elif line.strip():
            yield {"name": line.strip()}


def _read(line: str, language: str) -> Figure | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    try:
        value = parse_number(_ungrouped(match["number"].rstrip(".,"), language), language)
    except Unreadable:
        return None
    return Figure(match["name"], value, match["unit"].strip())


def _ungrouped(number: str, language: str) -> str:
    """As Indonesian writes it, "727.665" is 727665; "0.125" and "2.56" are no thousands."""
    return number.replace(_GROUPING[language], "") if _GROUPED[language].fullmatch(number) else number
