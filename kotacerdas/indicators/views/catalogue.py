"""The list of a city's indicators, and the page of one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.common.charts import SeriesChart
from kotacerdas.indicators import drawings, findings
from kotacerdas.indicators.domain import metadata
from kotacerdas.indicators.forms import ListFilter
from kotacerdas.indicators.queries import details
from kotacerdas.indicators.queries import listing as listings
from kotacerdas.indicators.queries.figures import Sheet
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@public
def listing(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    rows = listings.of(city, request.user)
    search = ListFilter(request.GET)
    shown = listings.narrowed(rows, **search.wanted())
    count = listings.count(rows)
    context = {
        "city": city,
        "search": search,
        "groups": listings.grouped(shown),
        "shown": len(shown),
        "count": count,
        "finding": findings.of_list(count, city),
        "beside": findings.beside_list(count),
        "keeps": may(request.user, Permission.KEEP_INDICATORS, city),
        "sees_drafts": may(request.user, Permission.SEE_CITY_DRAFTS, city),
        "address": _address(request, city),
        "has_samples": any(row.is_sample for row in shown),
    }
    return render(request, "indicators/indicators.html", context)


@public
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    city = city_of(request)
    found = details.of(code, city, request.user)
    if found is None:
        raise Http404
    finding = findings.of_row(found.row, city)
    beside = findings.beside_row(found.row, city)
    context = {
        "city": city,
        "details": found,
        "row": found.row,
        "sheet": found.sheet,
        "indicator": found.sheet.indicator,
        "finding": finding,
        "beside": beside,
        "charts": drawings.charts_of(found.sheet, city, sentence=f"{finding}. {beside}"),
        "others": [_other(each, city) for each in (found.earlier, *found.later) if each is not None],
        "metadata": _metadata(found),
        "keeps": may(request.user, Permission.KEEP_INDICATORS, city),
        "sees_names": may(request.user, Permission.SEE_CITY_DRAFTS, city),
        "has_samples": any(line.is_sample for line in found.sheet.lines)
        or any(each.is_sample for each in found.sheet.targets),
    }
    return render(request, "indicators/indicator.html", context)


def _address(request: HttpRequest, city: City) -> str:
    """The query for files of exactly these rows."""
    asked = request.GET.copy()
    asked["kota"] = city.code
    return asked.urlencode()


def _other(sheet: Sheet, city: City) -> tuple[Sheet, str, list[SeriesChart]]:
    """What replaces the indicator, or what it replaces: its own sentence and its own charts, never joined."""
    sentence = findings.succession(sheet, city)
    return sheet, sentence, drawings.charts_of(sheet, city, sentence=sentence)


def _metadata(found: details.Details) -> dict[str, Any]:
    """The blocks that apply to it, those that are not known too, and how many are filled."""
    row = found.sheet.indicator
    known = ({"unit": {"id": row.unit_id, "en": row.unit_en}} if row.unit else {}) | row.metadata
    blocks = metadata.asked(metadata.MS_IND, is_composite=row.is_composite)
    variables = [
        (each, metadata.MS_VAR, metadata.filled(each.metadata, metadata.MS_VAR)) for each in found.variables
    ]
    return {
        "known": known,
        "blocks": blocks,
        "filled": metadata.filled(known, blocks),
        "variables": variables,
    }
