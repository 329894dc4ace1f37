"""A figure that blank spots offer to the indicators of a city: people of whom it is known that nothing serves them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kotacerdas.common.formats import day, number, zone_of
from kotacerdas.coverage.queries.surveys import Survey, people_by_verdict
from kotacerdas.indicators.sources import Measurement, source

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@source("coverage.unserved")
def unserved(city: "City", user: "Someone") -> Mapping[str, Measurement]:
    """Of each year the last survey that counted people. An estimate, by area; unknown places are not in it."""
    told: dict[str, Measurement] = {}
    url = f"{reverse('coverage:spots')}?kota={city.code}"
    for each in Survey.objects.visible_to(user).of(city).done().filter(faults=[]).order_by("done_at", "pk"):
        people = people_by_verdict(each)
        if people is not None and each.done_at is not None:
            year = str(each.done_at.astimezone(zone_of(city.zone)).year)
            told[year] = Measurement(Decimal(people["blank"]), 0, _basis(each, city), url, each.is_sample)
    return told


def _basis(survey: Survey, city: "City") -> str:
    """Which survey it was, and whether it knew the people of every kelurahan."""
    shares = survey.outcome["shares"].values()
    counted = sum(bool(each["people"]) for each in shares)
    on = day(survey.done_at, zone_of(city.zone))
    if counted == len(shares):
        return _("Survey of blank spots on %(day)s, an estimate by area") % {"day": on}
    return _(
        "Survey of blank spots on %(day)s, an estimate by area; people are known in %(counted)s of %(all)s kelurahan"
    ) % {"day": on, "counted": number(counted), "all": number(len(shares))}
