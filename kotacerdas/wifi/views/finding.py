"""Which city, point and contract an address means, for this reader; what he or she does not see or keep is 404."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone

from kotacerdas.people import access, asked_city
from kotacerdas.people.models import City
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi.models import Contract, Point


def kept_city(request: HttpRequest) -> City:
    """The city of the address, if the reader keeps its Wi-Fi."""
    return asked_city.kept_city(request, Permission.KEEP_WIFI)


def city_at(request: HttpRequest, code: str) -> City:
    """The city that an address names by its code."""
    found = City.objects.visible_to(request.user).select_related("province").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def kept_at(request: HttpRequest, code: str) -> City:
    """The same, for those who keep its Wi-Fi; 404 for everybody else."""
    found = city_at(request, code)
    if not access.may(request.user, Permission.KEEP_WIFI, found):
        raise Http404
    return found


def point_of(request: HttpRequest, code: str, city: City) -> Point:
    rows = Point.objects.visible_to(request.user).for_rows().select_related("city")
    found = rows.filter(city=city, code=code).first()
    if found is None:
        raise Http404
    return found


def contract_of(request: HttpRequest, code: str, city: City) -> Contract:
    found = (
        Contract.objects.visible_to(request.user).select_related("city").filter(city=city, code=code).first()
    )
    if found is None:
        raise Http404
    return found


def today_in(city: City) -> date:
    return day_at(city, timezone.now())
