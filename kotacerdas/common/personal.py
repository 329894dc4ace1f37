"""What is kept of persons: each app declares its part here, and `privacy` shows, exports, erases and destroys by it.

A test asks that every table with a person in it stands in some declaration.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Basis(StrEnum):
    """Grounds for keeping personal data: UU 27/2022, Pasal 20 (2)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_DUTY = "public_duty"
    LEGITIMATE_INTEREST = "legitimate_interest"

    @property
    def words(self) -> Words:
        return BASES[self]


BASES: dict[Basis, Words] = {
    Basis.CONSENT: _("consent"),
    Basis.CONTRACT: _("a contract with the person"),
    Basis.LEGAL_OBLIGATION: _("a duty by law"),
    Basis.VITAL_INTEREST: _("a vital interest of the person"),
    Basis.PUBLIC_DUTY: _("a public task"),
    Basis.LEGITIMATE_INTEREST: _("a legitimate interest"),
}


@dataclass(frozen=True)
class Retention:
    """How long: until `age` after the moment that `due` knows; then `destroy` takes the rows away."""

    age: timedelta
    due: Callable[[datetime], "models.QuerySet[Any]"]
    """The rows whose moment lies before the one given."""
    destroy: "Callable[[models.QuerySet[Any], datetime], int] | None" = None
    """Deletes or blanks them and tells how many; None deletes the rows."""


@dataclass(frozen=True)
class Holding:
    """One kind of personal data. Words are for everybody who reads the register."""

    name: str
    what: Words
    of_whom: Words
    why: Words
    basis: Basis
    until: Words
    tables: tuple[str, ...] = ()
    """Labels such as "people.User"."""
    retention: Retention | None = None
    export: "Callable[[Any], Sequence[Mapping[str, Any]]] | None" = None
    """What is kept of one user, as plain values."""
    erase: "Callable[[Any, datetime], int] | None" = None
    """Takes away what can go of one user, and tells how many rows it touched."""
    stays_because: Words = field(default="")
    """Why something stays after an erasure, if it does."""


_holdings: dict[str, Holding] = {}


def register(*some: Holding) -> None:
    """In `ready()`. The name stands in records of deletions, so it never changes."""
    for holding in some:
        if _holdings.get(holding.name, holding) is not holding:
            raise ValueError(f"the holding {holding.name!r} is there already")
        _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    return [_holdings[name] for name in sorted(_holdings)]
