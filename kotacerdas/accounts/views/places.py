"""For which city an office works on a page: its only one, or the one named by `?kota=`."""

from django.http import Http404, HttpRequest

from kotacerdas.accounts import queries
from kotacerdas.people.access import signed_in
from kotacerdas.people.models import City

NAME = "kota"


def chosen_city(request: HttpRequest) -> tuple[City | None, list[City]]:
    """The city and all that could be chosen; None for somebody who looks after people of no city."""
    cities = queries.managed_cities(signed_in(request))
    wanted = request.GET.get(NAME, "")
    if not wanted:
        return (cities[0] if cities else None), cities
    found = next((city for city in cities if city.code == wanted), None)
    if found is None:
        raise Http404
    return found, cities


def city_here(request: HttpRequest) -> tuple[City, list[City]]:
    """The same where a page makes no sense without a city."""
    city, cities = chosen_city(request)
    if city is None:
        raise Http404
    return city, cities
