"""Which indicator and which place a row means; asks the database once."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.intakes import Entry
from kotacerdas.indicators.models import Indicator, Series
from kotacerdas.people import access
from kotacerdas.people.intakes.places import Finder
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.models import City

NATION = "Indonesia"


class Names:
    """The indicators of one city by their codes, and by their titles in both languages."""

    def __init__(self, city: "City") -> None:
        self._city = city

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        return {each.code: each for each in Indicator.objects.kept_by(self._city)}

    @cached_property
    def _finder(self) -> Finder:
        finder = Finder()
        for code, each in self.indicators.items():
            finder.add(code, (each.title_id, each.title_en))
        return finder

    def indicator(self, entry: Entry) -> Indicator | None:
        """By its code, else by its title; None, with blame, where neither says one."""
        title = entry.values.pop("title", "")
        if not entry.values.get("code"):
            if not title:
                entry.blame("cell-empty", "code")
                return None
            entry.values["code"] = title
        code = self._finder.resolve(entry, "code")
        if code is None:
            return None
        entry.values["code"] = code
        meant = self._finder.find(title) if title else []
        if meant and code not in meant:
            entry.blame("figures-other-indicator", "title", title=title[:60], code=code)
            return None
        return self.indicators[code]


class Places:
    """What the city of a workbook, its province and the nation are called; who writes those of all."""

    def __init__(self, city: "City", by: Any) -> None:
        self._city, self._by = city, by

    @cached_property
    def writes_shared(self) -> bool:
        """The system, and whoever keeps indicators of the whole country."""
        return self._by is None or access.reach(self._by, Permission.KEEP_INDICATORS).is_everywhere

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """By level, as an export shows them."""
        return {
            Series.Level.CITY: self._city.name,
            Series.Level.PROVINCE: self._city.province.name,
            Series.Level.NATION: NATION,
        }

    @cached_property
    def _level_of(self) -> Mapping[str, str]:
        city, province = self._city, self._city.province
        names = {
            Series.Level.CITY: (city.name, city.label, city.code, city.code.replace(".", "")),
            Series.Level.PROVINCE: (
                province.name,
                f"Provinsi {province.name}",
                f"Prov {province.name}",
                province.code,
            ),
            Series.Level.NATION: (NATION, "Nasional", "National"),
        }
        return {fold(name): str(level) for level, some in names.items() for name in some}

    def level(self, entry: Entry) -> str | None:
        """Of a row, the city's where it says nothing; None, with blame, for another place."""
        place, told = entry.values.pop("place", ""), entry.values.get("level", "")
        found = self._level_of.get(fold(place)) if place else None
        if place and (found is None or (told and told != found)):
            wanted = self.labels[told or Series.Level.CITY]
            entry.blame("figures-elsewhere", "place", place=place[:60], wanted=wanted)
            return None
        return found or told or str(Series.Level.CITY)
