"""As whom somebody reads the calendar of a round: with the days of which city, and on which clock besides the round's."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def cities_of(user: "Someone") -> "list[City]":
    """Those in which somebody works with drafts, the first held first."""
    held = (
        each.city
        for each in access.assignments(user)
        if each.city is not None and Permission.SEE_CITY_DRAFTS in each.duty.permissions
    )
    return list(dict.fromkeys(held))


def city_in(rounds: Iterable[Round], user: "Someone") -> "dict[int, City]":
    """By round, the city whose days the reader sees; one query. No entry where those of all cities hold."""
    rounds = list(rounds)
    own = {city.pk: city for city in cities_of(user)}
    found = {row.pk: row.city for row in rounds if row.city is not None}
    shared = [row.pk for row in rounds if row.city_id is None]
    if own and shared:
        rows = Participation.objects.visible_to(user).filter(round__in=shared, city__in=own)
        for row in rows.order_by("-pk"):
            found[row.round_id] = own[row.city_id]
    return found


def clock_of(round_: Round, city: "City | None", user: "Someone") -> str:
    """The zone of the reader's city, else of the round's; "" where it is the round's own."""
    at_home = next((each.city for each in access.assignments(user) if each.city is not None), None)
    home = at_home or city or round_.city
    return home.zone if home is not None and home.zone != round_.zone else ""
