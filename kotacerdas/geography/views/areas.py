"""The areas of a city: map, tiles and table, and the same as files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from kotacerdas.geography import downloads, findings, layers
from kotacerdas.geography.intakes import COUNTS, PLACES
from kotacerdas.geography.models import Outline
from kotacerdas.geography.queries import overview
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.permissions import Permission


@public
def areas(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    view = overview.of(city, request.user)
    finding, beside = findings.of_city(view, city), findings.beside_city(view)
    context = {
        "city": city,
        "view": view,
        "finding": finding,
        "beside": beside,
        "sentence": f"{finding}. {beside}",
        "layers": [layers.people_layer(view, city.code)] if view.drawn and view.people else [],
        "tiles": layers.people_tiles(view, city.code),
        "ramp": layers.people_ramp(view),
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "places": PLACES,
        "counts": COUNTS,
        "has_samples": view.has_samples,
    }
    return render(request, "geography/areas.html", context)


@public
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    if file_type not in downloads.TABLES:
        raise Http404
    city = city_of(request)
    return downloads.areas_table(request, city, overview.of(city, request.user), file_type)


@public
def outlines(request: HttpRequest) -> HttpResponseBase:
    """For maps and for whoever wants them; `?ringkas=1` is simplified for drawing."""
    city = city_of(request)
    rows = list(Outline.objects.visible_to(request.user).of(city))
    return downloads.outlines(request, city, rows, is_brief=request.GET.get("ringkas") == "1")
