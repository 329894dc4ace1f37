"""Evidence and shares as files."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from kotacerdas.connectivity import downloads
from kotacerdas.connectivity.findings import signal as findings
from kotacerdas.connectivity.models import Batch
from kotacerdas.connectivity.queries.grids import grid_of
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.connectivity.views.listing import asked_lines, asked_reports, asked_towers
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City

_ASKED: Mapping[str, Callable[[HttpRequest, City], tuple[Any, QuerySet[Any]]]] = {
    "menara": asked_towers,
    "jaringan-tetap": asked_lines,
    "laporan": asked_reports,
}


@public
@never_cache
def download(request: HttpRequest, what: str, file_type: str) -> HttpResponse:
    """Towers, fixed lines and reports as the page shows them, or the shares by kelurahan, which there are once the grid was
    computed."""
    if file_type not in downloads.FILE_TYPES or what not in {*_ASKED, downloads.SHARES}:
        raise Http404
    city = city_of(request)
    if what == downloads.SHARES:
        table = _shares(city)
    else:
        _search, rows = _ASKED[what](request, city)
        table = downloads.table_of(what, city, rows)
    return downloads.response(table, city, file_type, request.build_absolute_uri())


def _shares(city: City) -> downloads.Table:
    grid = grid_of(city)
    if grid is None:
        raise Http404
    return downloads.shares_of(grid, areas_of(city), findings.names(operators()))


@public
@never_cache
def measurements(request: HttpRequest, code: str) -> HttpResponse:
    """The file as it came in, which may name a phone, stays with the office."""
    rows = Batch.objects.visible_to(request.user).select_related("city")
    found = get_object_or_404(rows, code=code)
    table = downloads.measurements_of(found)
    return downloads.response(table, found.city, "csv", request.build_absolute_uri())
