"""Why a place is served or not: the cell, its evidence, and what is known of its kelurahan and RT."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from kotacerdas.connectivity import weighing
from kotacerdas.connectivity.findings import signal as findings
from kotacerdas.connectivity.forms import PlaceForm
from kotacerdas.connectivity.models import FixedLine
from kotacerdas.connectivity.queries import nearby
from kotacerdas.connectivity.queries.grids import Grid, grid_of
from kotacerdas.connectivity.queries.lists import by_unit
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@public
@never_cache
def place(request: HttpRequest) -> HttpResponse:
    """`?lon=&lat=`, or `?kelurahan=&rt=`; with neither, the question alone."""
    city = city_of(request)
    units = units_by_code(city)
    form = PlaceForm(request.GET or None, units=units.values(), initial={"kota": city.code})
    unit, rt, at = units.get(form.asked("kelurahan")), form.asked("rt"), form.place
    line = (
        FixedLine.objects.visible_to(request.user).filter(unit=unit, rt=rt).first() if unit and rt else None
    )
    if at is None and line is not None and line.lon is not None and line.lat is not None:
        at = (float(line.lon), float(line.lat))
    grid = grid_of(city)
    context: dict[str, Any] = {
        "city": city, "form": form, "grid": grid, "unit": unit, "rt": rt, "line": line, "at": at,
        "sees_words": may(request.user, Permission.KEEP_WIFI, city),
        "has_samples": bool(grid and grid.has_samples),
    }  # fmt: skip
    if grid is None:
        context["has_outlines"] = bool(areas_of(city).rows)
    if grid is not None and at is not None:
        context |= _cell(request, city, grid, at)
    elif grid is not None and unit is not None:
        context["shares"] = _shares(grid, unit.code)
    if unit is not None:
        context["around"] = by_unit(city).get(unit.code)
    return render(request, "connectivity/place.html", context)


def _cell(request: HttpRequest, city: City, grid: Grid, at: tuple[float, float]) -> dict[str, Any]:
    reasons = grid.reasons_at(*at)
    if not reasons:
        return {"is_outside": True}
    named = findings.names(operators())
    area = areas_of(city).at(*at)
    rules = weighing.rules_on(grid.as_of)
    return {
        "reasons": [
            (findings.name_of(row.layer, named), row, findings.reason(row)) for row in _ordered(reasons)
        ],
        "area": area,
        "nearby": nearby.around(city, grid, *at, rules, request.user),
        "rules": rules,
    }


def _ordered(reasons: list[Any]) -> list[Any]:
    """Any operator first, fixed lines last."""
    return sorted(reasons, key=lambda row: {"any": 0, "fixed": 2}.get(row.layer, 1))


def _shares(grid: Grid, code: str) -> list[findings.Share]:
    named = findings.names(operators())
    return [
        findings.Share(each.name, each.key, grid.shares.get(each.key, {}).get(code, {}))
        for each in findings.by_layer(grid, named)
    ]
