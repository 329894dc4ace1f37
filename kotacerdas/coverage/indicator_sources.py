"""A figure that blank spots offer to the indicators of a city: people of whom it is known that nothing serves them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from kotacerdas.common.formats import zone_of
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
            told[year] = Measurement(
                Decimal(people["blank"]), 0, _("Survey of blank spots, an estimate"), url, each.is_sample
            )
    return told
