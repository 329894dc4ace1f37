"""The points of a city on a page and as files: exactly those that the address asks for."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kotacerdas.geography.models import Outline
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi import downloads, drawings, findings
from kotacerdas.wifi.forms.listing import ListFilter
from kotacerdas.wifi.queries import endings, standing
from kotacerdas.wifi.queries import listing as listings
from kotacerdas.wifi.queries.standing import Standing
from kotacerdas.wifi.views.finding import today_in

ROWS = 25


@public
def listing(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    today = today_in(city)
    rows = standing.of(city, on=today)
    search = ListFilter(request.GET, rows=rows)
    shown = listings.ordered(listings.narrowed(rows, search.asked()), search.asked().sort)
    count = listings.count(rows)
    context = {
        "city": city,
        "today": today,
        "search": search,
        "page": Paginator(shown, ROWS).get_page(request.GET.get("halaman")),
        "shown": len(shown),
        "count": count,
        "finding": findings.of_list(count),
        "why": findings.why_off(count),
        "endings": [findings.of_ending(each) for each in endings.of_rows(rows, on=today)],
        "districts": listings.by_kecamatan(rows),
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "address": _address(request, city),
        "has_samples": any(row.point.is_sample for row in rows),
        **_pictures(city, rows, shown),
    }
    return render(request, "wifi/points.html", context)


@public
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The rows of the page with all their public facts."""
    if file_type not in downloads.FILE_TYPES:
        raise Http404
    city = city_of(request)
    rows = standing.of(city, on=today_in(city))
    asked = ListFilter(request.GET, rows=rows).asked()
    shown = listings.ordered(listings.narrowed(rows, asked), asked.sort)
    return downloads.points(city, shown, file_type, address=request.build_absolute_uri())


def _pictures(city: City, rows: list[Standing], shown: list[Standing]) -> dict[str, Any]:
    """The map shows what the list shows; the tiles show the whole city, and each leads to its part of the list."""
    here = listings.by_kelurahan(rows)
    links = {code: f"?kota={city.code}&kelurahan={code}#daftar" for code in here}
    outlines = list(Outline.objects.of(city))
    return {
        "areas": areas_of(city),
        "layers": drawings.layers(shown, {row.point.code: _page_of(row, city) for row in shown}),
        "tiles": drawings.tiles(outlines, here, links),
    }


def _page_of(row: Standing, city: City) -> str:
    return reverse("wifi:point", args=[city.code, row.point.code])


def _address(request: HttpRequest, city: City) -> str:
    """The query for files of exactly these rows."""
    asked = request.GET.copy()
    asked.pop("halaman", None)
    asked["kota"] = city.code
    return asked.urlencode()
