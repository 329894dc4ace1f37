"""A list of figures inside a JSON answer: where it stands and what its fields are called is told, nothing is guessed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Never

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.imports.domain import limits
from kotacerdas.indicators.domain import figures, period_words, table_numbers
from kotacerdas.indicators.domain.answers import Found, Reading
from kotacerdas.indicators.domain.figures import Figure

LEVEL = "city"
_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Told:
    """`path` leads to the list, its steps joined by points: "data.rows", "1" for the second of a list, "" for the answer
    itself. The fields may be paths too."""

    path: str
    period: str
    value: str
    unit: str = ""
    numbers: table_numbers.Way = ""


def read(content: bytes, told: Told) -> Reading:
    """Raises `Refused` with every row that cannot be read."""
    rows = _list(_parsed(content), told.path)
    found: list[Found] = []
    faults: list[Fault] = []
    missing = 0
    for number, row in enumerate(rows, start=1):
        try:
            figure = _figure(row, told, number)
        except Refused as refused:
            faults += refused.faults
            if len(faults) >= ENOUGH:
                break
            continue
        if figure is None:
            missing += 1
        else:
            found.append(figure)
    if faults:
        raise Refused(faults)
    _refuse_twice(found)
    if not found:
        raise Refused(Fault("json-no-figures", {"count": len(rows)}))
    notes = (Fault("json-left-out", {"count": missing}),) if missing else ()
    return Reading(tuple(found), notes=notes)


def _parsed(content: bytes) -> Any:
    """Numbers keep every digit; what is no JSON by its standard (NaN, a second value) is refused."""
    try:
        return json.loads(content, parse_float=Decimal, parse_int=_whole, parse_constant=_refuse_constant)
    except (ValueError, ArithmeticError, RecursionError, Refused):
        raise Refused(Fault("json-unreadable")) from None


def _whole(text: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("a number without end")
    return Decimal(text)


def _refuse_constant(text: str) -> Never:
    raise ValueError(text)


def _list(answer: Any, path: str) -> list[Any]:
    found = at(answer, path)
    if not isinstance(found, list):
        raise Refused(Fault("json-no-list", {"path": path[:80] or "–", "known": _known(answer)}))
    if len(found) > limits.MOST_ROWS:
        raise Refused(Fault("too-many-rows", {"most": limits.MOST_ROWS}))
    return found


def at(value: Any, path: str) -> Any:
    """What stands at the end of the path; None where it leads nowhere."""
    for step in filter(None, path.strip().split(".")):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif (
            isinstance(value, list)
            and step.isascii()
            and step.isdigit()
            and len(step) < 6
            and int(step) < len(value)
        ):
            value = value[int(step)]
        else:
            return None
    return value


def _known(answer: Any) -> str:
    """The names on the first level, for who must correct the path."""
    if isinstance(answer, Mapping):
        return ", ".join(str(name)[:30] for name in list(answer)[:10]) or "–"
    return f"0–{len(answer) - 1}" if isinstance(answer, list) and answer else "–"


def _figure(row: Any, told: Told, number: int) -> Found | None:
    value = at(row, told.value)
    period = at(row, told.period)
    where = f"#{number}"
    if not isinstance(row, Mapping | list):
        raise Refused(Fault("json-no-row", {"number": str(number)}))
    if not isinstance(period, str | Decimal) or (isinstance(period, Decimal) and not period.is_finite()):
        raise Refused(
            Fault(
                "json-field-missing", {"number": str(number), "field": told.period[:60], "known": _known(row)}
            )
        )
    if value is None:
        if _has(row, told.value):
            return None
        raise Refused(
            Fault(
                "json-field-missing", {"number": str(number), "field": told.value[:60], "known": _known(row)}
            )
        )
    read_period = period_words.read(f"{period:f}" if isinstance(period, Decimal) else period)
    figure = _number(value, told.numbers, where)
    if figure is None:
        return None
    unit = at(row, told.unit) if told.unit else ""
    return Found(
        LEVEL, str(read_period), figure, where, unit=unit.strip()[:60] if isinstance(unit, str) else ""
    )


def _has(row: Any, path: str) -> bool:
    """Whether the field is there though it holds nothing."""
    before, _point, last = path.strip().rpartition(".")
    holder = at(row, before)
    return isinstance(holder, Mapping) and last in holder


def _number(value: Any, way: table_numbers.Way, where: str) -> Figure | None:
    if isinstance(value, Decimal):
        if value.is_finite() and -figures.MOST_PLACES * 4 <= value.adjusted() <= 20:
            return figures.written(value)
        raise Refused(Fault("figure-too-large"))
    if not isinstance(value, str):
        raise Refused(Fault("json-no-number", {"where": where, "text": str(value)[:40]}))
    if table_numbers.is_nothing(value):
        return None
    shown = way or table_numbers.way([(where, value)], "")
    number = table_numbers.read(value, shown)
    if isinstance(number, Fault):
        kind = number.kind if number.kind == "bps-notation-unknown" else "json-no-number"
        raise Refused(Fault(kind, {"where": where, "cell": where, "text": value[:40]}))
    return number.figure


def _refuse_twice(found: list[Found]) -> None:
    seen: dict[str, Found] = {}
    for each in found:
        other = seen.setdefault(each.period, each)
        if other is not each:
            raise Refused(
                Fault("bps-period-twice", {"period": each.period, "cells": f"{other.where}, {each.where}"})
            )
