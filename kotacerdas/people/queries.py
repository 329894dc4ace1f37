"""Reads that other apps and pages share: which city a word means, whose areas and organisations are shown."""

from typing import TYPE_CHECKING, Self

from kotacerdas.people import access
from kotacerdas.people.domain.names import Directory, Place
from kotacerdas.people.models import City, UnitAlias
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models.areas import CityQuerySet


class CityDirectory:
    """All cities by code and by every known spelling, loaded with two queries however many are looked up."""

    def __init__(self, cities: list[City], aliases: dict[str, list[str]]) -> None:
        self._cities = {city.code: city for city in cities}
        self._names = Directory(
            Place(city.code, city.name, city.kind, tuple(aliases.get(city.code, ()))) for city in cities
        )

    @classmethod
    def load(cls) -> Self:
        aliases: dict[str, list[str]] = {}
        for code, name in UnitAlias.objects.filter(unit__kind="regency").values_list("unit__code", "name"):
            aliases.setdefault(code, []).append(name)
        return cls(list(City.objects.select_related("province")), aliases)

    def find(self, text: str) -> City:
        """Raises `NameNotFound` or `NameAmbiguous`; `sentences.about_name` says either in the page's language."""
        return self._cities[self._names.find(text).code]


def cities_for(user: "Someone", permission: Permission) -> "CityQuerySet":
    """The cities for which somebody holds a permission."""
    return City.objects.within(access.reach(user, permission))
