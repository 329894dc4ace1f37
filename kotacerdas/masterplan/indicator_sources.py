"""A figure that plans offer to the indicators of a city: how many programmes of its masterplan ran, year by year."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from kotacerdas.indicators.sources import Measurement, source
from kotacerdas.masterplan.domain.answering import Asked, found
from kotacerdas.masterplan.queries import plan_years
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

ASKED = Asked("", "running")


@source("masterplan.running")
def running(city: "City", user: "Someone") -> Mapping[str, Measurement]:
    """Of the years up to this one that the masterplan in force covers, judged as in the proposals for answers. For the city's
    offices: it rests on what agencies report. A year of which something is not known is left out."""
    if not access.may(user, Permission.SEE_CITY_DRAFTS, city):
        return {}
    today = timezone.now().astimezone(city.timezone).date()
    edition = plan_years.in_force(city, today.year, user)
    if edition is None:
        return {}
    told = {}
    for year, material in plan_years.through(edition, user, today=today).items():
        answer = found(material, ASKED)
        if answer is not None and answer.count is not None and not answer.unknown:
            told[str(year)] = Measurement(
                Decimal(answer.count), 0, edition.title, edition.get_absolute_url(), edition.is_sample
            )
    return told
