"""The list of a city's recommendations with the three states of each."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.people.access import may, requires
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations import downloads, findings, rights
from kotacerdas.recommendations.forms import ListFilter
from kotacerdas.recommendations.intakes import SLUG
from kotacerdas.recommendations.queries import board as queries


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    listed, search, rows = asked(request, city, today=today_in(city))
    count = queries.count(rows)
    keeps = may(request.user, Permission.KEEP_ROUNDS, city)
    context = {
        "city": city,
        "search": search,
        "rows": rows,
        "count": count,
        "finding": findings.of_count(count),
        "beside": findings.beside(count),
        "is_empty": not listed.rows,
        "mine": sorted(rights.desks(request.user, city)),
        "intake": SLUG if keeps or rights.desks(request.user, city) else "",
        "address": request.GET.urlencode(),
        "has_samples": any(row.is_sample for row in rows),
    }
    return render(request, "recommendations/recommendations.html", context)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The rows of the list, narrowed as on the page."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    _listed, _search, rows = asked(request, city, today=today_in(city))
    return downloads.listing(request, city, rows, file_type)


def asked(
    request: HttpRequest, city: City, *, today: date
) -> tuple[queries.Board, ListFilter, list[queries.Row]]:
    listed = queries.of(city, request.user, today=today)
    search = ListFilter(request.GET, listed=listed)
    return listed, search, queries.narrowed(listed, search.wanted())


def today_in(city: City) -> date:
    return timezone.now().astimezone(city.timezone).date()
