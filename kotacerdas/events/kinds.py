"""The kinds of events: each documented, with the fields it carries, so that a consumer knows what it will get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

# What a field may be; a Decimal and a date travel as text, exactly as they were.
FIELD_TYPES = (str, int, bool, Decimal, date)


@dataclass(frozen=True)
class Kind:
    """`name` is "app.what_happened" in the past tense; `sentence` says when it is told, for people and documents."""

    name: str
    sentence: "str | Promise"
    fields: Mapping[str, type] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        odd = [name for name, type_ in self.fields.items() if type_ not in FIELD_TYPES]
        if odd or not self.optional <= self.fields.keys():
            raise ValueError(f"the event {self.name!r} has fields that cannot travel: {odd or self.optional}")

    def written(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as JSON keeps them. Raises `TypeError` if one is missing, unknown or of another type."""
        if unknown := given.keys() - self.fields.keys():
            raise TypeError(f"the event {self.name!r} knows no {sorted(unknown)}")
        if missing := self.fields.keys() - given.keys() - self.optional:
            raise TypeError(f"the event {self.name!r} needs {sorted(missing)}")
        for name, value in given.items():
            if not isinstance(value, self.fields[name]) or (
                isinstance(value, bool) is not (self.fields[name] is bool)
            ):
                raise TypeError(f"{name} of the event {self.name!r} is a {self.fields[name].__name__}")
        return {name: _kept(value) for name, value in given.items()}

    def read(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """What `written` kept, as the types that were given."""
        return {name: self._given(name, value) for name, value in kept.items()}

    def _given(self, name: str, value: Any) -> Any:
        type_ = self.fields.get(name, str)
        if type_ is Decimal:
            return Decimal(value)
        return date.fromisoformat(value) if type_ is date else value


def _kept(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


_kinds: dict[str, Kind] = {}


def register(*some: Kind) -> None:
    """In `ready()`. Names are stored in rows, so a kind is never renamed and its fields only grow."""
    for kind in some:
        if _kinds.get(kind.name, kind) != kind:
            raise ValueError(f"the event {kind.name!r} is there already")
        _kinds[kind.name] = kind


def kind(name: str) -> Kind:
    """Raises `KeyError` for a kind that nobody registered."""
    return _kinds[name]


def registered() -> dict[str, Kind]:
    return dict(sorted(_kinds.items()))


def dismiss(name: str) -> None:
    """For tests that bring a kind of their own."""
    _kinds.pop(name, None)
