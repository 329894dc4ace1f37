"""Which city, indicator and series an address means, for this reader; what he or she does not see or keep is 404."""

from django.conf import settings
from django.http import Http404, HttpRequest

from kotacerdas.indicators.models import Indicator, Series
from kotacerdas.people import access
from kotacerdas.people.access import may
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


def city_of(request: HttpRequest) -> City:
    """The city in the address (`?kota=64.71`), else that of the reader's offices, else the one of this installation."""
    cities = City.objects.visible_to(request.user).select_related("province")
    wanted = request.GET.get("kota") or _held(request) or settings.DEFAULT_CITY
    found = cities.filter(code=wanted).first()
    if found is None and not request.GET.get("kota"):
        found = cities.members().first() or cities.first()
    if found is None:
        raise Http404
    return found


def _held(request: HttpRequest) -> str:
    """Known from the reader's roles, without asking the database."""
    return min((each.city.code for each in access.assignments(request.user) if each.city), default="")


def kept_city(request: HttpRequest) -> City:
    """The city of the address, if the reader keeps its figures."""
    city = city_of(request)
    if not may(request.user, Permission.KEEP_INDICATORS, city):
        raise Http404
    return city


def indicator_of(request: HttpRequest, code: str, city: City) -> Indicator:
    found = Indicator.objects.visible_to(request.user).kept_by(city).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def series_of(indicator: Indicator, city: City, label: str) -> Series | None:
    """The city's series with this mark (`?deret=`), "" for its main one; None where that has not begun."""
    rows = Series.objects.filter(indicator=indicator, level=Series.Level.CITY, city=city, label=label)
    return rows.select_related("indicator").first()
