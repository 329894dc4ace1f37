"""The whole of a city spread over the areas that nobody counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.geography.actions import people as deeds
from kotacerdas.geography.forms.areas import EstimateForm
from kotacerdas.geography.intakes import COUNTS
from kotacerdas.geography.views.outlines import areas_address
from kotacerdas.geography.wholes import whole_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import kept_city
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_WIFI)
@never_cache
def estimate(request: HttpRequest) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        deeds.estimate(
            city, people=given["warga"], year=given["tahun"], source=given["sumber"].strip(), by=signed_in(request),
            now=timezone.now(),
        )  # fmt: skip
        return areas_address(city)

    desk = Desk(
        "geography/estimate.html",
        "geography.estimate",
        bind=lambda typed: EstimateForm(typed, initial=_known(city)),
        do=do,
        done=_("The people are spread over the areas that nobody had counted, and marked as an estimate."),
        context={"city": city, "back": areas_address(city), "counts": COUNTS},
        field_of={"geography-nothing-to-estimate": "warga"},
    )
    return answer(request, desk)


def _known(city: City) -> dict[str, Any]:
    """What an app above knows of the whole city; it may be changed before it is spread."""
    found = whole_of(city)
    return {"warga": found.people, "tahun": found.year, "sumber": found.source} if found else {}
