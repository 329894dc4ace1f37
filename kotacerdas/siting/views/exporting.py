"""The shown answer of a scenario as files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.people.access import requires
from kotacerdas.people.permissions import Permission
from kotacerdas.siting.exports import geojson, sheet, workbook
from kotacerdas.siting.exports.files import attached
from kotacerdas.siting.queries.answers import shown_of
from kotacerdas.siting.queries.taking import Taken, taken
from kotacerdas.siting.views.finding import scenario_of

FILE_TYPES = ("xlsx", "geojson")


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def download(request: HttpRequest, city: str, code: str, file_type: str) -> HttpResponse:
    if file_type not in FILE_TYPES:
        raise Http404
    found = _taken(request, city, code)
    if file_type == "geojson":
        return attached(geojson.content(found), _name(found), "geojson")
    return workbook.response(request, found, _name(found))


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def printed(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """Two or three pages with the map."""
    found = _taken(request, city, code)
    try:
        content = sheet.pdf(found, now=timezone.now())
    except Refused as refused:
        for fault in refused.faults:
            messages.error(request, sentence(fault))
        return redirect(found.scenario.get_absolute_url())
    return attached(content, _name(found), "pdf")


def _taken(request: HttpRequest, city: str, code: str) -> Taken:
    """404 as long as there is nothing to take away."""
    scenario = scenario_of(request, city, code)
    answer = shown_of(scenario)
    if answer is None or not answer.stages:
        raise Http404
    return taken(scenario, answer)


def _name(found: Taken) -> str:
    return f"titik-berikut-{found.city.code}-{found.scenario.code}"
