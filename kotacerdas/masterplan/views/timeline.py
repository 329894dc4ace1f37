"""The timeline of an edition, and how its budget of a year is used up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.masterplan import drawings_progress as drawings
from kotacerdas.masterplan.findings import progress as findings
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import timeline as queries
from kotacerdas.masterplan.queries.board import year_of
from kotacerdas.masterplan.queries.timeline import By
from kotacerdas.masterplan.views.finding import edition_of
from kotacerdas.people.access import public

_WAYS: dict[str, By] = {"dimensi": "dimension", "opd": "agency"}


@public
def timeline(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?menurut=dimensi|opd`, `&tahun=2026` for one year by months."""
    found = edition_of(request, city, edition)
    today = timezone.now().astimezone(found.city.timezone).date()
    asked = request.GET.get("menurut", "")
    way = asked if asked in _WAYS else "dimensi"
    year = _year(found, request.GET.get("tahun", ""))
    gantt = queries.gantt(found, request.user, by=_WAYS[way], today=today)
    groups = [(group, drawings.timeline(group, gantt, today=today, year=year)) for group in gantt.groups]
    address = reverse("masterplan:timeline", args=[city, edition])
    period = f"&tahun={year}" if year else ""
    by = pgettext("timeline", "by dimension"), pgettext("timeline", "by agency")
    context = {
        "edition": found,
        "gantt": gantt,
        "groups": groups,
        "lists": _lists(gantt),
        "without_days": [each for each in gantt.bars if not each.has_days],
        "finding": findings.of_timeline(gantt),
        "by": by[way == "opd"],
        "ways": [(words, f"{address}?menurut={key}{period}") for key, words in zip(_WAYS, by, strict=True)],
        "is_one_year": year is not None,
        "year": str(year or _("all years")),
        "years": [
            (_("all years"), f"{address}?menurut={way}"),
            *((str(each), f"{address}?menurut={way}&tahun={each}") for each in found.years),
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


def _lists(gantt: queries.Gantt) -> list[tuple[str, str, list[queries.Bar]]]:
    """The three that somebody must act on, with their words and bars; empty for those who see no reports."""
    titles = {
        "late": pgettext("programmes", "Late"),
        "at_risk": pgettext("programmes", "At risk"),
        "silent": pgettext("programmes", "Without a report"),
    }
    return (
        [(kind, titles[kind], gantt.of(kind)) for kind in ("late", "at_risk", "silent")]
        if gantt.is_reported
        else []
    )
