"""Which edition and programme an address means, for this reader; what he or she does not see or keep is 404."""

from django.http import Http404, HttpRequest

from kotacerdas.masterplan import rights
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.people import asked_city
from kotacerdas.people.access import may
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


def kept_city(request: HttpRequest) -> City:
    """The city of the address, if the reader keeps its plans."""
    return asked_city.kept_city(request, Permission.KEEP_PLANS)


def edition_of(request: HttpRequest, city: str, edition: str) -> Edition:
    rows = Edition.objects.visible_to(request.user).select_related(
        "city", "organisation", "predecessor__city", "source"
    )
    found = rows.filter(city__code=city, code=edition).first()
    if found is None:
        raise Http404
    return found


def kept_edition(request: HttpRequest, city: str, edition: str) -> Edition:
    """For pages that change it. Whether it is still open to changes is for the deed to say."""
    found = edition_of(request, city, edition)
    if not may(request.user, Permission.KEEP_PLANS, found.city):
        raise Http404
    return found


def programme_of(request: HttpRequest, city: str, edition: str, code: str) -> Programme:
    """With its edition, city and leading agency."""
    at = edition_of(request, city, edition)
    found = (
        at.programmes.select_related("lead", "indicator", "continues__edition__city")
        .filter(code=code)
        .first()
    )
    if found is None:
        raise Http404
    found.edition = at
    return found


def reported_programme(request: HttpRequest, city: str, edition: str, code: str) -> Programme:
    """For pages on which the leading agency's desk or the programme office reports."""
    found = programme_of(request, city, edition, code)
    if not rights.may_report(request.user, found):
        raise Http404
    return found
