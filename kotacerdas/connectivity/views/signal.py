"""Who has a signal where: the headline, the map, the table by kelurahan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.connectivity import drawings, weighing
from kotacerdas.connectivity.actions import computing
from kotacerdas.connectivity.domain.rules import ANY
from kotacerdas.connectivity.findings import signal as findings
from kotacerdas.connectivity.forms import PlaceForm
from kotacerdas.connectivity.queries.grids import Grid, grid_of
from kotacerdas.connectivity.queries.lists import by_unit
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.people.access import may, public, requires, signed_in
from kotacerdas.people.asked_city import city_of, kept_city
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@public
@never_cache
def signal(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    areas, grid = areas_of(city), grid_of(city)
    context = {
        "city": city,
        "grid": grid,
        "has_outlines": bool(areas.rows),
        "rules": weighing.rules_on(timezone.localdate(timezone=city.timezone)),
        "keeps": may(request.user, Permission.KEEP_WIFI, city),
        "reports": may(request.user, Permission.REPORT_SIGNAL, city),
        "place": PlaceForm(initial={"kota": city.code}, units=units_by_code(city).values()),
        "has_samples": bool(grid and grid.has_samples),
    }
    if grid is not None:
        context |= _shown(request, city, grid, areas)
    return render(request, "connectivity/signal.html", context)


def _shown(request: HttpRequest, city: City, grid: Grid, areas: Areas) -> dict[str, Any]:
    named = findings.names(operators())
    layers = findings.by_layer(grid, named)
    wanted = request.GET.get("operator", ANY)
    layer = next((each for each in layers if each.key == wanted), layers[0])
    return {
        "layers": layers,
        "layer": layer,
        "finding": findings.headline(layers[0], city.short_name),
        "beside": findings.beside(layer),
        "evidence": findings.evidence(grid),
        "picture": drawings.picture_of(grid, layer.key, areas),
        "rows": findings.by_area(grid, layer.key, areas, by_unit(city)),
        "choices": [(each.name, f"?kota={city.code}&operator={each.key}") for each in layers],
        "is_schematic": areas.is_schematic,
    }


@requires(Permission.KEEP_WIFI)
def compute(request: HttpRequest) -> HttpResponse:
    """The grid is computed anew, for instance after the outlines were changed."""
    city = kept_city(request, Permission.KEEP_WIFI)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        computing.touch(city, by=signed_in(request), now=timezone.now())
        return f"{reverse('connectivity:signal')}?kota={city.code}"

    outcome = submissions.once_for(request, action="connectivity.compute", deed=deed)
    messages.success(request, _("It is being computed. Look again in a moment."))
    return redirect(outcome.address)
