"""Who answers for the city at an interview: the whole table in one form, suggested from the self-assessment."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.panel import actions, parts
from kotacerdas.panel.actions import Named
from kotacerdas.panel.forms.interviews import speaker_lines
from kotacerdas.panel.models import Interview
from kotacerdas.panel.queries import interviews as queries
from kotacerdas.panel.queries.interviews import Speaking
from kotacerdas.panel.views.interview_page import found
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_ROUNDS)
@never_cache
def speakers(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(request, pk)
    if not queries.rights_of(row, request.user).prepares:
        raise Http404
    kept = queries.speakers(row)
    if request.method != "POST":
        some = kept or queries.suggested(row, on=row.starts_at.astimezone(row.city.timezone).date())
        lines = _lines(row, some, drafts.kept(request))
        return _page(request, row, lines, is_suggested=not kept and bool(some))
    lines = _lines(row, [], request.POST)
    if not lines.is_valid():
        return _page(request, row, lines, status=422)
    rows = [form.line for form in lines if form.has_changed() and form.line is not None]

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        made = actions.set_speakers(row, rows, expected=versions.expected(request), by=by, now=now)
        return f"{made.get_absolute_url()}#penjawab"

    try:
        outcome = submissions.once_for(request, action="panel.speakers", deed=deed)
    except versions.StaleSave:
        stored = found(request, pk)
        beside = _differences(queries.speakers(stored), rows)
        return _page(request, stored, lines, status=409, differences=beside)
    except Refused as refused:
        return _page(request, row, lines, status=422, faults=sentences(refused))
    if not outcome.repeated:
        messages.success(request, _("It is set who answers to what."))
    return redirect(outcome.address)


def _lines(row: Interview, some: list[Speaking], typed: Any) -> Any:
    desks = queries.organisations(row.city, now=timezone.now())
    return speaker_lines(typed, some, known=parts.parts(row.round), desks=desks)


def _differences(stored: list[Speaking], typed: list[Named]) -> list[versions.Difference]:
    """Line by line; what both hold alike is left out."""
    now = {each.node: _told(each) for each in stored}
    then = {each.node: _told(each) for each in typed}
    codes = dict.fromkeys([*now, *then])
    return [
        versions.Difference(code, now.get(code, ""), then.get(code, ""))
        for code in codes
        if now.get(code) != then.get(code)
    ]


def _told(each: Speaking | Named) -> str:
    return ", ".join(filter(None, (each.name, str(each.organisation or ""), each.stand_in)))


def _page(
    request: HttpRequest, row: Interview, lines: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    people = dict.fromkeys(
        name for each in queries.speakers(row) for name in (each.name, each.stand_in) if name
    )
    context = {
        "interview": row,
        "lines": lines,
        "codes": parts.parts(row.round).values(),
        "desks": queries.organisations(row.city, now=now),
        "people": list(people),
        "refusals": sentences(
            guarding.refusals(Deed.PREPARE_INTERVIEW, row.round, row.city, by=user, now=now)
        ),
        "stale_by": _("Somebody"),
        "has_samples": row.is_sample,
        **more,
    }
    return render(request, "panel/speakers.html", context, status=status)
