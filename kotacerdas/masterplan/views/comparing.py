"""Two editions side by side, as a page and as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.masterplan.domain.comparing.changes import Kind
from kotacerdas.masterplan.domain.comparing.differing import Entry
from kotacerdas.masterplan.downloads import comparing as downloads
from kotacerdas.masterplan.findings import comparing as findings
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import comparing
from kotacerdas.masterplan.views.finding import edition_of
from kotacerdas.people.access import public

AT_ONCE = 50
DOUBTFUL = "ragu"


@public
def compare(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?dengan=` names the older edition; without it the predecessor, if there is one that the reader sees."""
    after = edition_of(request, city, edition)
    before = _before(request, after)
    others = _others(request, after)
    context: dict[str, Any] = {"edition": after, "before": before, "others": others}
    if before is None:
        return render(request, "masterplan/compare.html", context)
    found = comparing.compared(before, after)
    kind = request.GET.get("jenis", "")
    entries = _narrowed(found.difference.changed, kind)
    page = Paginator(entries, AT_ONCE).get_page(request.GET.get("halaman"))
    difference = found.difference
    context |= {
        "finding": findings.headline(found),
        "beside": list(findings.beside(found)),
        "counts": [
            (each, findings.KINDS[each], difference.counts[each]) for each in Kind if difference.counts[each]
        ],
        "doubtful": difference.doubtful_count,
        "kind": kind,
        "page": page,
        "shown": [_told(entry, found) for entry in page.object_list],
        "goals": [_told(entry, found) for entry in difference.changed_nodes],
        "difference": difference,
        "has_samples": before.is_sample or after.is_sample,
    }
    return render(request, "masterplan/compare.html", context)


@public
def download(request: HttpRequest, city: str, edition: str, file_type: str) -> HttpResponse:
    after = edition_of(request, city, edition)
    before = _before(request, after)
    if file_type not in downloads.FILE_TYPES or before is None:
        raise Http404
    return downloads.response(request, comparing.compared(before, after), file_type)


def _before(request: HttpRequest, after: Edition) -> Edition | None:
    rows = Edition.objects.visible_to(request.user).filter(city=after.city_id).select_related("city")
    wanted = request.GET.get("dengan", "")
    if wanted:
        found = rows.filter(code=wanted).first()
        if found is None:
            raise Http404
        return found
    return rows.filter(pk=after.predecessor_id).first() if after.predecessor_id else None


def _others(request: HttpRequest, after: Edition) -> list[Edition]:
    """Those of its own kind first."""
    rows = Edition.objects.visible_to(request.user).filter(city=after.city_id).exclude(pk=after.pk)
    return sorted(
        rows.select_related("city"), key=lambda each: (each.kind != after.kind, each.kind, -each.first_year)
    )


def _narrowed(entries: tuple[Entry[Any], ...], kind: str) -> list[Entry[Any]]:
    """By the kind of change; doubtful pairs have a word of their own."""
    if kind == DOUBTFUL:
        return [entry for entry in entries if entry.is_doubtful]
    wanted = [each for each in Kind if each == kind]
    found = [entry for entry in entries if not wanted or wanted[0] in entry.kinds]
    order = list(Kind)
    return sorted(found, key=lambda entry: order.index(entry.kinds[0]))


def _told(entry: Entry[Any], found: comparing.Compared) -> dict[str, Any]:
    of = found.after if entry.after else found.before
    return {
        "entry": entry,
        "row": entry.row,
        "of": of,
        "group": findings.KINDS[entry.kinds[0]],
        "kinds": [findings.KINDS[kind] for kind in entry.kinds],
        "notes": findings.notes(entry),
        "lines": [line for line in findings.shortly(entry, found) if line.label],
    }
