"""Blank spots of a city as map, list and files, and each of them with what stands behind it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.coverage import sheet as sheets
from kotacerdas.coverage.domain.blanks import states
from kotacerdas.coverage.downloads import spots as downloads
from kotacerdas.coverage.drawings import spots as drawings
from kotacerdas.coverage.findings import about, percent
from kotacerdas.coverage.findings import spots as findings
from kotacerdas.coverage.forms.spots import SpotFilter
from kotacerdas.coverage.queries import spots as queries
from kotacerdas.coverage.queries import surveys
from kotacerdas.coverage.views.finding import spot_of
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import may, public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.permissions import Permission


@public
@never_cache
def spots(request: HttpRequest) -> HttpResponse:
    city = city_of(request)
    areas, survey = areas_of(city), surveys.last_of(city)
    names = {each.code: each.name for each in areas.rows}
    everything = queries.listed(city, request.user)
    form = SpotFilter(request.GET, units=names)
    rows = queries.narrowed(everything, form.wanted())
    most = max((each.spot.people or 0 for each in everything), default=0)
    shares = surveys.shares_of(survey, city)
    unknown = surveys.unknown_of(survey, names)
    keeps = may(request.user, Permission.KEEP_WIFI, city)
    context = {
        "city": city, "areas": areas, "survey": survey, "rows": [_row(each, most) for each in rows], "form": form,
        "is_narrowed": len(rows) < len(everything), "everything": everything,
        "finding": findings.headline(everything, survey, city), "beside": findings.beside(everything),
        "unknown_words": findings.unknown_words(survey), "method": findings.method(survey) if survey else "",
        "layers": drawings.layers(everything, unknown), "tiles": drawings.tiles(shares),
        "shares": [_share(each) for each in shares], "shares_finding": findings.of_shares(shares),
        "unknown_count": len(unknown), "keeps": keeps,
        "aside": queries.set_aside(city, request.user) if keeps else [],
        "has_samples": bool(survey and survey.is_sample) or any(each.spot.is_sample for each in everything),
    }  # fmt: skip
    return render(request, "coverage/spots.html", context)


def _row(each: queries.Numbered, most: int) -> dict[str, Any]:
    """`most` people live in one of them."""
    spot = each.spot
    return {
        "number": each.number, "spot": spot, "people": findings.people(spot), "needs": findings.needs(spot), "reports": findings.reports(spot),
        "share": (spot.people or 0) / most if most else 0,
        "icon": findings.icon(spot), "tone": findings.STATE_TONES[spot.state],
    }  # fmt: skip


def _share(each: surveys.Share) -> dict[str, Any]:
    people = each.people or {}
    return {
        "name": each.name, "reached": percent(each.reached), "unknown": percent(each.unknown),
        "blank": about(people.get("blank")) if people else about(None),
    }  # fmt: skip


@public
@never_cache
def spot(request: HttpRequest, city: str, code: str) -> HttpResponse:
    found = spot_of(request, city, code)
    keeps = may(request.user, Permission.KEEP_WIFI, found.city)
    details = queries.details(found, request.user, sees_places=keeps)
    names = {each.code: each.name for each in operators()}
    areas = areas_of(found.city)
    context = {
        "city": found.city, "spot": found, "details": details, "finding": findings.of_spot(found),
        "cause": findings.cause(found), "icon": findings.icon(found), "tone": findings.STATE_TONES[found.state],
        "people": findings.people(found), "why": findings.why(details, names),
        "steps": [(each, findings.step(each)) for each in details.steps],
        "areas": drawings.nearby(areas, found), "layers": drawings.around(details),
        "programme": _programme(request, found), "keeps": keeps,
        "deeds": [each.value for each in states.possible(found.state)] if keeps else [],
        "has_samples": found.is_sample,
    }  # fmt: skip
    return render(request, "coverage/spot.html", context)


def _programme(request: HttpRequest, found: Any) -> Any:
    """One of a draft is not shown to those who do not see drafts."""
    programme = found.programme
    if programme is None:
        return None
    is_seen = programme.edition.is_frozen or may(request.user, Permission.SEE_CITY_DRAFTS, found.city)
    return programme if is_seen else None


@public
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The rows that the page shows, narrowed in the same way."""
    if file_type not in downloads.FILE_TYPES:
        raise Http404
    city = city_of(request)
    names = {each.code: each.name for each in areas_of(city).rows}
    rows = queries.listed(city, request.user, SpotFilter(request.GET, units=names).wanted())
    return downloads.response(request, city, rows, surveys.last_of(city), file_type)


@public
@never_cache
def sheet(request: HttpRequest) -> HttpResponse:
    """One page for assessors."""
    city = city_of(request)
    now = timezone.now()
    try:
        content = sheets.pdf(
            city, queries.listed(city, request.user), surveys.last_of(city), areas_of(city), now=now
        )
    except Refused as refused:
        for fault in refused.faults:
            messages.error(request, sentence(fault))
        return redirect(f"{reverse('coverage:spots')}?kota={city.code}")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"blank-spot-{city.code}.pdf"
    )
    return response
