"""The trail of deeds in words: who did what, with what it was before and after."""

from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.audit import queries
from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.common.formats import moment
from kotacerdas.office import areas
from kotacerdas.office.forms import TrailFilter
from kotacerdas.office.queries import last_check
from kotacerdas.people.access import Permission, requires, signed_in

PER_PAGE = 50
MOST_DOWNLOADED = 20_000


@requires(Permission.SEE_AUDIT)
@never_cache
def trail(request: HttpRequest) -> HttpResponse:
    filters = TrailFilter(request.GET)
    zone = areas.zone_of(signed_in(request))
    rows = queries.found(seen_by=request.user, **filters.asked(zone))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "filters": filters,
        "page": page,
        "days": _by_day(queries.lines(list(page), seen_by=request.user, zone=zone), zone),
        "zone": zone,
        "check": last_check(),
        "asked": request.GET.urlencode(),
        "way": [(_("Office"), reverse("office:hub")), (_("Trail of deeds"), "")],
    }
    return render(request, "office/trail.html", context)


def _by_day(lines: list[queries.Line], zone: ZoneInfo) -> list[tuple[date, list[queries.Line]]]:
    return [
        (day, list(some)) for day, some in groupby(lines, lambda line: line.entry.at.astimezone(zone).date())
    ]


@requires(Permission.SEE_AUDIT)
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """What the page shows with these filters, the newest first, with the digests to check them by."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    zone = areas.zone_of(signed_in(request))
    filters = TrailFilter(request.GET)
    entries = list(queries.found(seen_by=request.user, **filters.asked(zone))[:MOST_DOWNLOADED])
    rows = [
        {
            "chain": line.entry.chain.code,
            "number": line.entry.number,
            "at": moment(line.entry.at, zone),
            "who": line.who,
            "sentence": line.sentence,
            "changes": "; ".join(f"{each.field}: {each.before} > {each.after}" for each in line.changes),
            "digest": line.entry.digest,
        }
        for line in queries.lines(entries, seen_by=request.user, zone=zone)
    ]
    columns = [
        Column("chain", _("Chain")),
        Column("number", _("Number"), "integer"),
        Column("at", _("When"), width=26),
        Column("who", _("Who"), width=26),
        Column("sentence", _("What was done"), width=60),
        Column("changes", _("Before and after"), width=60),
        Column("digest", _("Digest"), width=30),
    ]
    if file_type == "csv":
        return csv_response("jejak", columns, rows)
    source = Source(
        title=_("Trail of deeds"),
        source="KotaCerdas",
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        zone=str(zone),
        note=_("At most %(most)d rows.") % {"most": MOST_DOWNLOADED},
    )
    return xlsx_response("jejak", columns, rows, source)
