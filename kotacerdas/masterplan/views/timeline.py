"""The timeline of an edition, and how its budget of a year is used up."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.masterplan import drawings_progress as drawings
from kotacerdas.masterplan.domain.lateness import Kind
from kotacerdas.masterplan.findings import progress as findings
from kotacerdas.masterplan.forms.timeline import TimelineFilter, kind_titles
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import timeline as queries
from kotacerdas.masterplan.queries.board import year_of
from kotacerdas.masterplan.queries.timeline import By
from kotacerdas.masterplan.views.finding import edition_of
from kotacerdas.people.access import public

_WAYS: dict[str, By] = {"dimensi": "dimension", "opd": "agency"}
LISTED = 20
"""So many of those that are late stand below the timeline; the others are a click away."""


@public
def timeline(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?menurut=dimensi|opd`, `&tahun=2026` for one year by months, `&kelompok=` and `&keadaan=` for a part of it; page by page,
    or all at once with `&semua=1`, to be printed."""
    found = edition_of(request, city, edition)
    today = timezone.now().astimezone(found.city.timezone).date()
    asked = request.GET.get("menurut", "")
    way = asked if asked in _WAYS else "dimensi"
    year = _year(found, request.GET.get("tahun", ""))
    gantt = queries.gantt(found, request.user, by=_WAYS[way], today=today)
    search = TimelineFilter(request.GET, gantt=gantt)
    group, kind = search.wanted()
    narrowed = gantt.narrowed(group=group, kind=kind, year=year)
    is_whole = request.GET.get("semua") == "1"
    part = narrowed.page(request.GET.get("halaman"), size=len(narrowed.bars) if is_whole else queries.AT_ONCE)
    by = pgettext("timeline", "by dimension"), pgettext("timeline", "by agency")
    context = {
        "edition": found,
        "gantt": gantt,
        "search": search,
        "part": part,
        "groups": [(each, drawings.timeline(each, gantt, today=today, year=year)) for each in part.groups],
        "counts": [(each, words, gantt.counts[each]) for each, words in kind_titles().items()],
        "lists": _lists(narrowed, part, kind),
        "finding": findings.of_timeline(gantt),
        "by": by[way == "opd"],
        "ways": [
            (words, _address(request, menurut=key, kelompok="")) for key, words in zip(_WAYS, by, strict=True)
        ],
        "is_whole": is_whole,
        "year": str(year or _("all years")),
        "years": [
            (_("all years"), _address(request, tahun="")),
            *((str(each), _address(request, tahun=str(each))) for each in found.years),
        ],
        "today": today,
        "has_samples": found.is_sample or any(each.programme.is_sample for each in gantt.bars),
    }
    return render(request, "masterplan/timeline.html", context)


@public
def absorption(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?tahun=2026`; ceilings are public, what was spent is for the city's offices."""
    found = edition_of(request, city, edition)
    today = timezone.now().astimezone(found.city.timezone).date()
    year = year_of(found, request.GET.get("tahun", ""), today)
    shown = queries.absorption(found, request.user, year)
    address = reverse("masterplan:absorption", args=[city, edition])
    total = shown.found.total
    sentence = findings.of_absorption(shown)
    context = {
        "edition": found,
        "shown": shown,
        "curve": total,
        "drawing": drawings.absorption(total, sentence),
        "finding": sentence,
        "beside": findings.against_plan(total, shown) if shown.programmes and shown.is_reported else "",
        "reporting": findings.reporting(shown) if shown.is_reported and shown.programmes else "",
        "year": str(year),
        "years": [(str(each), f"{address}?tahun={each}") for each in found.years],
        "has_samples": found.is_sample,
    }
    return render(request, "masterplan/absorption.html", context)


def _year(edition: Edition, asked: str) -> int | None:
    known = {str(each): each for each in edition.years}
    return known.get(asked)


def _address(request: HttpRequest, **changes: str) -> str:
    """This page narrowed as it is, from its first page on; an empty value takes a name out."""
    asked = request.GET.copy()
    asked.pop("halaman", None)
    for name, value in changes.items():
        asked[name] = value
    kept = {name: value for name, value in asked.items() if value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def _lists(
    gantt: queries.Gantt, part: queries.Part, asked: Kind | None
) -> list[tuple[Kind, str, list[queries.Bar], int]]:
    """The three that somebody must act on: their words, the first of them and how many there are; where one was asked for, that
    one as far as this page goes. None for those who see no reports."""
    if not gantt.is_reported:
        return []
    if asked:
        return [(asked, kind_titles()[asked], list(part.page), part.page.paginator.count)]
    found = [(kind, words, gantt.of(kind)) for kind, words in kind_titles().items()]
    return [(kind, words, bars[:LISTED], len(bars)) for kind, words, bars in found]
