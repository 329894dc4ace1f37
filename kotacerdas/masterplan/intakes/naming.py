"""Which agency, indicator or earlier programme a cell means; asks the database once for each."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from kotacerdas.imports.intakes import Entry
from kotacerdas.indicators.models import Indicator
from kotacerdas.masterplan.models import Edition
from kotacerdas.people.domain.names import fold
from kotacerdas.people.intakes.places import Finder
from kotacerdas.people.models import Organisation

_SHORTEST_NAME = 5


class Names:
    def __init__(self, edition: Edition, today: date) -> None:
        self._edition = edition
        self._today = today

    # --- organisations -------------------------------------------------------------------------------------

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """By code: the city's, its province's, and those that work for the whole country."""
        rows = Organisation.objects.of_city(self._edition.city)
        wanted = rows.only("code", "name", "short_name", "valid_from", "valid_to", "source", "note", "city")
        return {each.code: each for each in wanted.order_by("code")}

    @cached_property
    def _finder(self) -> Finder:
        finder, city = Finder(), self._edition.city.name
        for code, each in self.organisations.items():
            names = [name for name in (each.name, each.short_name) if name]
            finder.add(code, (*names, *(f"{name} {city}" for name in names)))
        return finder

    def shown(self, code: str) -> str:
        """The shortest name that means this organisation and no other."""
        each = self.organisations.get(code)
        names = (each.short_name, each.name) if each else ()
        return next((name for name in names if name and self._finder.find(name) == [code]), code)

    def organisation(self, entry: Entry, column: str, text: str, kept: str = "") -> str:
        """The code; "" with blame where there is none, more than one, or one that is gone. `kept` are codes that stand
        there already and may stay."""
        found = self._finder.find(text)
        alive = [code for code in found if self.is_there(self.organisations[code])]
        found = alive if len(found) > 1 and alive else found
        if not found:
            entry.blame("reference-unknown", column, text=text[:60], near=self._finder.near(text))
        elif len(found) > 1:
            entry.blame("reference-ambiguous", column, text=text[:60], found=", ".join(found[:4]))
        elif not alive and found[0] not in kept.splitlines():
            self._blame_gone(entry, column, self.organisations[found[0]])
        else:
            return found[0]
        return ""

    def knows(self, text: str) -> bool:
        return bool(self._finder.find(text))

    def is_there(self, organisation: Organisation) -> bool:
        """Today; for a period that is over, at any time of it."""
        ended, years = organisation.valid_to, self._edition.years
        if ended is None:
            return True
        return ended.year >= years[0] if years[-1] < self._today.year else ended >= self._today

    def _blame_gone(self, entry: Entry, column: str, gone: Organisation) -> None:
        said: dict[str, Any] = {"organisation": gone.name, "until": gone.valid_to}
        if successors := self._successors(gone):
            entry.blame("agency-replaced", column, **said, found="; ".join(successors[:4]))
        elif gone.note:
            entry.blame("agency-gone-noted", column, **said, note=gone.note)
        else:
            entry.blame("agency-gone", column, **said)

    def _successors(self, gone: Organisation) -> list[str]:
        """Those of today that bear its name, that its note names, or whose note names it."""
        alive = [each for each in self.organisations.values() if self.is_there(each) and each.city_id]
        named = [
            each
            for each in alive
            if fold(gone.name) in _words(each.note, each.source, each.name, each.short_name)
        ]
        named += [each for each in alive if _is_named(each, gone.note)]
        if gone.short_name:
            named += [each for each in alive if fold(each.short_name) == fold(gone.short_name)]
        return list(dict.fromkeys(each.name for each in named))

    # --- indicators and earlier programmes -----------------------------------------------------------------

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        return {each.code: each for each in Indicator.objects.kept_by(self._edition.city)}

    @cached_property
    def _indicator_finder(self) -> Finder:
        finder = Finder()
        for code, each in self.indicators.items():
            finder.add(code, (each.title_id, each.title_en))
        return finder

    def indicator(self, entry: Entry) -> str:
        return self._indicator_finder.resolve(entry, "indicator") or ""

    @cached_property
    def earlier(self) -> Mapping[str, int]:
        """Keys of the programmes of the edition before, by their codes."""
        before = self._edition.predecessor
        return dict(before.programmes.values_list("code", "pk")) if before else {}

    def continued(self, entry: Entry) -> str:
        text = entry.values["continues"]
        if not text or text in self.earlier:
            return text
        if self._edition.predecessor is None:
            entry.blame("plan-continues-nothing", "continues", text=text)
        else:
            entry.blame(
                "plan-continues-unknown", "continues", text=text, edition=self._edition.predecessor.title
            )
        return ""


def _words(*texts: str) -> str:
    return " | ".join(fold(text) for text in texts if text)


def _is_named(organisation: Organisation, note: str) -> bool:
    name = fold(organisation.name)
    return len(name) >= _SHORTEST_NAME and name in fold(note)
