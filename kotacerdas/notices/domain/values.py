"""Values of a notice as JSON: days, moments, figures and texts in two languages come back as what they were."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = "str | int | Decimal | date | datetime | Mapping[str, str]"
Stored: TypeAlias = "str | int | dict[str, object]"

# Marks that turn the direction of the text after them, by which a name could make a subject read backwards.
_TURNING = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u200e", "\u200f", "\u061c"}


def stored(value: object) -> Stored:
    """Raises `TypeError` for what no sentence can show."""
    match value:
        case bool():
            raise TypeError("a notice shows words and figures, not yes or no")
        case str():
            return one_line(value)
        case int():
            return value
        case Decimal():
            return {"number": str(value)}
        case datetime():
            return {"moment": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Mapping():
            return {"texts": {str(code): one_line(str(text)) for code, text in value.items()}}
    raise TypeError(f"a notice cannot show {type(value).__name__}")


def read(value: object) -> Value:
    match value:
        case {"number": str(text)}:
            return Decimal(text)
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"texts": dict(texts)}:
            return {str(code): str(text) for code, text in texts.items()}
        case str() | int():
            return value
    raise TypeError(f"a notice cannot read {type(value).__name__}")


def one_line(text: str) -> str:
    """Without line breaks, which could begin a header of their own, and without marks that turn the text around."""
    kept = "".join(
        " " if unicodedata.category(each) in {"Cc", "Zl", "Zp", "Cs"} else each
        for each in text
        if each not in _TURNING
    )
    return " ".join(kept.split())
