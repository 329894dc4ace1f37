"""What both intakes of this app share: the cities that somebody may fill, and finding a row by what people call it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from kotacerdas.imports.intakes import Entry, Target
from kotacerdas.people import access
from kotacerdas.people.domain.names import fold
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


def cities(user: Any, permission: Permission) -> list[Target]:
    """The member cities where somebody holds the permission; None is the system, which may everywhere."""
    found = City.objects.members()
    if user is not None:
        reach = access.reach(user, permission)
        if reach.is_nowhere:
            return []
        found = found.within(reach)
    return [Target(city.code, city.label, city) for city in found]


# Looking for close names among thousands takes milliseconds each; after so many faults nobody needs them.
_NEAR_LOOKS = 50


class Finder:
    """Finds a code by any of the names that a thing goes by; says which codes a name can mean."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._looks = _NEAR_LOOKS

    def add(self, code: str, names: Iterable[str]) -> None:
        """`64.71/dishub` is also found as `dishub`."""
        self._codes[code.casefold()] = code
        self._codes.setdefault(code.rpartition("/")[2].casefold(), code)
        for name in names:
            if folded := fold(name):
                self._names.setdefault(folded, {})[code] = None

    def find(self, text: str) -> list[str]:
        """Codes that this can mean; an exact code means itself only."""
        if exact := self._codes.get(text.casefold()):
            return [exact]
        return list(self._names.get(fold(text), {}))

    def near(self, text: str) -> str:
        self._looks -= 1
        if self._looks < 0:
            return "–"
        close = get_close_matches(fold(text), self._names, n=3, cutoff=0.7)
        return ", ".join(code for name in close for code in self._names[name]) or "–"

    def resolve(self, entry: Entry, column: str) -> str | None:
        """The one code that the cell means; None, with blame, if there is none or more than one."""
        text = entry.values.get(column, "")
        if not text:
            return ""
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            entry.blame("reference-ambiguous", column, text=text[:60], found=", ".join(found[:4]))
        else:
            entry.blame("reference-unknown", column, text=text[:60], near=self.near(text))
        return None


def iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def check_days(entry: Entry) -> None:
    first, last = entry.values.get("valid_from", ""), entry.values.get("valid_to", "")
    if first and last and last < first:
        entry.blame("days-out-of-order", "valid_to")
