"""Which city, indicator and series an address means, for this reader; what he or she does not see or keep is 404."""

from django.http import Http404, HttpRequest

from kotacerdas.indicators.models import Indicator, Series
from kotacerdas.people import asked_city
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


def kept_city(request: HttpRequest) -> City:
    """The city of the address, if the reader keeps its figures."""
    return asked_city.kept_city(request, Permission.KEEP_INDICATORS)


def indicator_of(request: HttpRequest, code: str, city: City) -> Indicator:
    found = Indicator.objects.visible_to(request.user).kept_by(city).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def series_of(indicator: Indicator, city: City, label: str) -> Series | None:
    """The city's series with this mark (`?deret=`), "" for its main one; None where that has not begun."""
    rows = Series.objects.filter(indicator=indicator, level=Series.Level.CITY, city=city, label=label)
    return rows.select_related("indicator").first()
