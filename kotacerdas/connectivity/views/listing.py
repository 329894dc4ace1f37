"""Towers and fixed lines as lists, and what an address narrows them and the reports to."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kotacerdas.connectivity.forms import LineFilter, ReportFilter, TowerFilter
from kotacerdas.connectivity.intakes import LINES, TOWERS
from kotacerdas.connectivity.models import FixedLine, SignalReport, Tower
from kotacerdas.connectivity.queries import lists
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

ROWS = 50


@public
@never_cache
def towers(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    search, rows = asked_towers(request, city)
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": city, "search": search, "page": page, "intake": TOWERS, "address": address_of(request, city),
        "keeps": may(request.user, Permission.KEEP_WIFI, city), "has_samples": any(row.is_sample for row in page),
    }  # fmt: skip
    return render(request, "connectivity/towers.html", context)


@public
@never_cache
def lines(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    search, rows = asked_lines(request, city)
    page = Paginator(rows, ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": city, "search": search, "page": page, "intake": LINES, "address": address_of(request, city),
        "keeps": may(request.user, Permission.KEEP_WIFI, city), "has_samples": any(row.is_sample for row in page),
    }  # fmt: skip
    return render(request, "connectivity/lines.html", context)


# --- What the address asks for, on a page as in a file -------------------------------------------------------


def asked_towers(request: HttpRequest, city: City) -> tuple[TowerFilter, QuerySet[Tower]]:
    search = TowerFilter(request.GET, operators=operators())
    return search, lists.towers(city, request.user, search.asked("operator"), search.asked("cari"))


def asked_lines(request: HttpRequest, city: City) -> tuple[LineFilter, QuerySet[FixedLine]]:
    search = LineFilter(request.GET, units=units_by_code(city).values())
    return search, lists.lines(city, request.user, search.asked("kelurahan"), search.asked("tersedia"))


def asked_reports(request: HttpRequest, city: City) -> tuple[ReportFilter, QuerySet[SignalReport]]:
    search = ReportFilter(request.GET, units=units_by_code(city).values())
    asked = (search.asked(name) for name in ("kelurahan", "keadaan", "sinyal"))
    return search, lists.reports(city, request.user, *asked)


def address_of(request: HttpRequest, city: City) -> str:
    """The query for files of exactly the rows of the page."""
    asked = request.GET.copy()
    asked.pop("halaman", None)
    asked["kota"] = city.code
    return asked.urlencode()
