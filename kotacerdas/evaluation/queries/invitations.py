"""The cities that an operator can have in a round, each with how it stands to it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.people.domain.names import fold
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class InvitableCity:
    city: City
    participation: Participation | None

    @property
    def state(self) -> str:
        return self.participation.state if self.participation else ""


def invitable(round_: Round, user: "Someone") -> "QuerySet[City]":
    """Of the operator's reach; of a province's round, those of the province."""
    found = cities_for(user, Permission.RUN_ROUNDS).select_related("province").order_by("code")
    return found.filter(province=round_.province_id) if round_.province_id else found


def provinces_of(cities: "QuerySet[City]") -> "QuerySet[TerritorialUnit]":
    return TerritorialUnit.objects.filter(pk__in=cities.order_by().values("province")).order_by("name")


def cities_with_states(
    round_: Round, cities: "QuerySet[City]", *, words: str = "", province: str = ""
) -> list[InvitableCity]:
    """In two queries."""
    found = {row.city_id: row for row in round_.participations.all()}
    some = cities.filter(province__code=province) if province else cities
    wanted = fold(words)
    return [
        InvitableCity(city, found.get(city.pk))
        for city in some
        if wanted in fold(city.name) or city.code == words
    ]
