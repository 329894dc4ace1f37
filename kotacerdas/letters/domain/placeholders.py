"""Fields of a template: what a writer is asked, and where the answers go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.common.domain.faults import Fault, Refused

MOST_FIELDS = 30
# Filled by themselves; the words for people stand in `words.py`.
BUILT_IN = ("kota", "tahun", "hari_ini")

_PLACE = re.compile(r"\{\{([^{}\n]*)\}\}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Kind(StrEnum):
    """Indonesian, because template authors write these words."""

    TEXT = "teks"
    LONG = "panjang"
    DAY = "tanggal"
    TIME = "jam"


@dataclass(frozen=True)
class Field:
    key: str
    label_id: str
    label_en: str
    kind: Kind
    required: bool = True


def fields(text: str) -> list[Field]:
    """Read the list of fields, one a line: `hari | Hari rapat | Day of the meeting | tanggal`; `hari?` is optional."""
    found: list[Field] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            _add(line, number, found, faults)
    if len(found) > MOST_FIELDS:
        faults.append(Fault("template-fields-many", {"most": MOST_FIELDS}))
    if faults:
        raise Refused(faults)
    return found


def _add(line: str, number: int, found: list[Field], faults: list[Fault]) -> None:
    cells = [cell.strip() for cell in line.split("|")]
    key = cells[0].removesuffix("?").strip()
    label = cells[1] if len(cells) > 1 else ""
    kind = cells[3] if len(cells) > 3 and cells[3] else Kind.TEXT.value
    if not _KEY.fullmatch(key):
        faults.append(Fault("template-field-key", {"key": key}, line=number))
    elif key in BUILT_IN or key in {each.key for each in found}:
        faults.append(Fault("template-field-twice", {"key": key}, line=number))
    elif not label or len(cells) > 4:
        faults.append(Fault("template-field-form", {}, line=number))
    elif kind not in set(Kind):
        faults.append(Fault("template-field-kind", {"kind": kind, "known": ", ".join(Kind)}, line=number))
    else:
        label_en = cells[2] if len(cells) > 2 and cells[2] else label
        found.append(Field(key, label, label_en, Kind(kind), not cells[0].endswith("?")))


def unknown(text: str, known: Iterable[str]) -> list[Fault]:
    """Every place in a text that no field fills, with its line."""
    names = {*known, *BUILT_IN}
    return [
        Fault(
            "template-place-unknown",
            {"name": found[1].strip(), "known": ", ".join(sorted(names))},
            line=number,
        )
        for number, line in enumerate(text.splitlines(), 1)
        for found in _PLACE.finditer(line)
        if found[1].strip() not in names
    ]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; a value is never looked through for places again."""
    return _PLACE.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def left_open(text: str) -> list[Fault]:
    """Places that still stand in a text that should be ready."""
    return [
        Fault("template-place-open", {"name": found[0]}, line=number)
        for number, line in enumerate(text.splitlines(), 1)
        for found in _PLACE.finditer(line)
    ]
