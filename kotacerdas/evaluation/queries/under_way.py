"""Rounds that people work through here, each with the days that count for the reader's city."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Calendar, Standing
from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.evaluation.queries.calendars import calendar_from, prefetched
from kotacerdas.evaluation.queries.readers import cities_of, city_in

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class UnderWay:
    round: Round
    city: "City | None"
    """Whose days these are; None is what holds for all."""
    calendar: Calendar

    def is_over(self, now: datetime) -> bool:
        """Every step that has days is."""
        return bool(self.calendar) and all(
            workflow.standing(self.calendar, step, now) is Standing.OVER for step in self.calendar
        )


def under_way(user: "Someone") -> list[UnderWay]:
    """All that the reader sees, the newest first; in a constant number of queries."""
    found = Round.objects.visible_to(user).with_days().select_related("city").order_by("-year", "code")
    return _with_days(list(prefetched(found)), user)


def of_person(user: "Someone") -> list[UnderWay]:
    """The rounds of the cities that somebody works in, but those in which the city does not take part."""
    taking_part = Participation.objects.filter(city__in=cities_of(user)).exclude(state="declined")
    found = Round.objects.visible_to(user).with_days().filter(pk__in=taking_part.values("round"))
    return _with_days(list(prefetched(found.select_related("city").order_by("-year", "code"))), user)


def _with_days(rounds: list[Round], user: "Someone") -> list[UnderWay]:
    cities = city_in(rounds, user)
    return [UnderWay(row, cities.get(row.pk), calendar_from(row, cities.get(row.pk))) for row in rounds]
