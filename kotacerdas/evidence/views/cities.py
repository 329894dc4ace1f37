"""Which city a page of evidence speaks of."""

from django.http import Http404, HttpRequest

from kotacerdas.people import access
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for


def city_of(request: HttpRequest, permission: Permission) -> City:
    """The city in the address (`?kota=64.71`), else the first for which the reader holds the permission."""
    wanted = request.GET.get("kota")
    if not wanted and (held := _held(request, permission)):
        return held
    cities = cities_for(request.user, permission).order_by("code")
    found = (cities.filter(code=wanted) if wanted else cities).first()
    if found is None:
        raise Http404
    return found


def _held(request: HttpRequest, permission: Permission) -> City | None:
    """The first city of roles that reach one city each, which are known already without asking the database."""
    held = [each for each in access.assignments(request.user) if permission in each.duty.permissions]
    if not all(each.city for each in held):
        return None
    return min((each.city for each in held if each.city), key=lambda city: city.code, default=None)
