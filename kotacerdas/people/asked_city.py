"""Which city a page is about that names it in its query (`?kota=64.71`)."""

from django.conf import settings
from django.http import Http404, HttpRequest

from kotacerdas.people import access
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


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


def _held(request: HttpRequest) -> str:
    """Known from the reader's roles, without asking the database."""
    return min((each.city.code for each in access.assignments(request.user) if each.city), default="")
