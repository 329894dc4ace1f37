"""Figures as files: of all indicators of a city, or of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kotacerdas.indicators import downloads
from kotacerdas.indicators.forms import ListFilter
from kotacerdas.indicators.queries import figures, listing
from kotacerdas.people.access import public
from kotacerdas.people.asked_city import city_of


@public
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The indicators of the list, narrowed as there, with every figure of the city, its province and the nation."""
    if file_type not in downloads.FILE_TYPES:
        raise Http404
    city = city_of(request)
    title = _("Indicators of %(city)s") % {"city": city.name}
    rows = listing.narrowed(listing.of(city, request.user), **ListFilter(request.GET).wanted())
    found = [row.sheet for row in rows]
    wanted = downloads.wanted_of(request, city, found, title=title, name=f"indikator-{city.code}")
    return downloads.response(wanted, file_type, zone=city.zone)


@public
def download_one(request: HttpRequest, code: str, file_type: str) -> HttpResponse:
    if file_type not in downloads.FILE_TYPES:
        raise Http404
    city = city_of(request)
    found = figures.sheet(code, city, request.user)
    if found is None:
        raise Http404
    title = f"{found.indicator.title}, {city.name}"
    wanted = downloads.wanted_of(request, city, [found], title=title, name=f"{code}-{city.code}")
    return downloads.response(wanted, file_type, zone=city.zone)
