"""Faults as JSON and back: they are stored with the row and put into words when somebody reads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.language import NAMES


def as_json(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    return [
        {
            "kind": fault.kind,
            "values": {name: _plain(value) for name, value in fault.values.items()},
            "line": fault.line,
            "column": fault.column,
        }
        for fault in faults
    ]


def faults(stored: Sequence[Mapping[str, Any]]) -> list[Fault]:
    return [
        Fault(
            each["kind"],
            {name: _full(value) for name, value in each["values"].items()},
            line=each["line"],
            column=each["column"],
        )
        for each in stored
    ]


def _plain(value: object) -> object:
    """A number, a moment and words are told as their reader writes and speaks, so they must still be that then."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Promise):
        return {"words": {code: _in(code, value) for code in NAMES}}
    return str(value)


def _in(language: str, words: Promise) -> str:
    with translation.override(language):
        return str(words)


def _full(value: object) -> object:
    match value:
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"moment": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text[:10])
        case {"words": dict(words)}:
            return words
    return value
