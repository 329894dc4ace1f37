"""Facts that everybody may read: a city's areas and organisations, and what each role may do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kotacerdas.common.marks import public
from kotacerdas.people import queries
from kotacerdas.people.forms import SearchForm
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import CITIZEN, ROLES


def city_or_404(request: HttpRequest, code: str | None) -> City:
    """The city in the address; without one, the city of a one-city installation."""
    cities = City.objects.visible_to(request.user).select_related("province")
    return get_object_or_404(cities, code=code or settings.DEFAULT_CITY)


@public
def organisations(request: HttpRequest, code: str | None = None) -> HttpResponse:
    city = city_or_404(request, code)
    search = SearchForm(request.GET)
    tree = queries.organisations_of(city, seen_by=request.user, words=search.words)
    context = {"city": city, "city_name": city.name, "search": search, "tree": tree}
    return render(request, "people/organisations.html", context | {"has_samples": tree.has_samples})


@public
def units(request: HttpRequest, code: str | None = None) -> HttpResponse:
    city = city_or_404(request, code)
    search = SearchForm(request.GET)
    found = queries.units_of(city, seen_by=request.user, words=search.words)
    context = {"city": city, "city_name": city.name, "search": search, "found": found}
    return render(request, "people/units.html", context)


@public
def roles(request: HttpRequest) -> HttpResponse:
    table = [
        (duty, [permission.sentence for permission in Permission if permission in duty.permissions])
        for duty in (CITIZEN, *ROLES.values())
    ]
    return render(request, "people/roles.html", {"table": table})
