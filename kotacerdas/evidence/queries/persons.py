"""Who did something, as the reader may know it: the city's offices read names, whoever is outside reads offices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kotacerdas.people import access
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, User


@dataclass(frozen=True)
class Persons:
    """Those of one page; their offices are read at once, when the first is asked for."""

    city: "City"
    people: "tuple[User, ...]"
    is_inside: bool
    """Whether the reader works for the city and sees how it works on its evidence, not only what came of it."""

    def name(self, person: "User | None") -> str:
        if person is None:
            return _("the system")
        return str(person) if self.is_inside else self._offices.get(person.pk, self.city.name)

    @cached_property
    def _offices(self) -> Mapping[int, str]:
        """Of several roles the newest with an organisation."""
        held = RoleAssignment.objects.filter(user__in=self.people, city=self.city).exclude(organisation=None)
        return dict(held.order_by("from_on", "pk").values_list("user", "organisation__name"))


def known_to(user: "Someone", people: "Iterable[User | None]", city: "City") -> Persons:
    is_inside = access.may(user, Permission.SEE_EVIDENCE, city)
    return Persons(city, tuple(each for each in people if each is not None), is_inside)
