"""Faults as JSON and back: they are stored with the row and put into words when somebody reads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.common.domain.faults import Fault


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
    """A Decimal is written as the reader writes numbers, so it must still be one then."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return str(value)


def _full(value: object) -> object:
    match value:
        case {"decimal": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return date.fromisoformat(text[:10])
    return value
