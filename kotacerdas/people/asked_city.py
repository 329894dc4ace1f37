"""Which city a page is about that names it in its query (`?kota=64.71`)."""

from django.conf import settings
from django.http import Http404, HttpRequest

from kotacerdas.people import access
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for


def city_of(request: HttpRequest) -> City:
    """The city in the address, else that of the reader's offices, else the one of this installation; 404 for one that is
    none, or that the reader does not see."""
    cities = City.objects.visible_to(request.user).select_related("province")
    wanted = request.GET.get("kota") or _held(request) or settings.DEFAULT_CITY
    found = cities.filter(code=wanted).first()
    if found is None and not request.GET.get("kota"):
        found = cities.members().first() or cities.first()
    if found is None:
        raise Http404
    return found


def kept_city(request: HttpRequest, permission: Permission) -> City:
    """The same, for those who hold `permission` there; 404 for everybody else."""
    city = city_of(request)
    if not access.may(request.user, permission, city):
        raise Http404
    return city


def city_with(request: HttpRequest, permission: Permission) -> City:
    """For pages of offices alone: the city in the address, if the reader holds `permission` there; else the first of the cities
    of his or her own roles where that is so, else the first of all. Unlike `city_of` it never chooses a city that the reader
    could only look at, such as the one of this installation; 404 where there is none."""
    wanted = request.GET.get("kota")
    if not wanted and (own := _own(request, permission)):
        return own
    cities = cities_for(request.user, permission).order_by("code")
    found = (cities.filter(code=wanted) if wanted else cities).first()
    if found is None:
        raise Http404
    return found


def _own(request: HttpRequest, permission: Permission) -> City | None:
    """Known from the reader's roles, without asking the database."""
    held = access.assignments(request.user)
    cities = [each.city for each in held if each.city and permission in each.duty.permissions]
    return min(cities, key=lambda city: city.code, default=None)


def _held(request: HttpRequest) -> str:
    """Known from the reader's roles, without asking the database."""
    return min((each.city.code for each in access.assignments(request.user) if each.city), default="")
