"""Towers and fixed lines as lists."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kotacerdas.connectivity.forms import LineFilter, TowerFilter
from kotacerdas.connectivity.intakes import LINES, TOWERS
from kotacerdas.connectivity.queries import lists
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.permissions import Permission

ROWS = 50


@public
@never_cache
def towers(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    search = TowerFilter(request.GET, operators=operators())
    rows = lists.towers(city, request.user, search.asked("operator"), search.asked("cari"))
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": city, "search": search, "page": page, "intake": TOWERS,
        "keeps": may(request.user, Permission.KEEP_WIFI, city), "has_samples": any(row.is_sample for row in page),
    }  # fmt: skip
    return render(request, "connectivity/towers.html", context)


@public
@never_cache
def lines(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    search = LineFilter(request.GET, units=units_by_code(city).values())
    rows = lists.lines(city, request.user, search.asked("kelurahan"), search.asked("tersedia"))
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": city, "search": search, "page": page, "intake": LINES,
        "keeps": may(request.user, Permission.KEEP_WIFI, city), "has_samples": any(row.is_sample for row in page),
    }  # fmt: skip
    return render(request, "connectivity/lines.html", context)
