"""Faults without the name of the file: the same bytes lie in several places, and each calls them as it likes."""

from collections.abc import Iterable
from dataclasses import replace

from kotacerdas.common.domain.faults import Fault

_NAME = "name"


def without_name(faults: Iterable[Fault]) -> list[Fault]:
    return [
        replace(each, values={key: value for key, value in each.values.items() if key != _NAME})
        for each in faults
    ]


def named(faults: Iterable[Fault], name: str) -> list[Fault]:
    """With the name under which the reader knows the file."""
    return [replace(each, values={**each.values, _NAME: name}) for each in faults]
