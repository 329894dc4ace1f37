"""Questions of assessors to a city: the list, one of them with its reply, and the form to ask."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.forms.fields import say
from kotacerdas.files import actions as files
from kotacerdas.panel import actions, findings, parts
from kotacerdas.panel.domain.asking import usual_due
from kotacerdas.panel.forms.asking import AskForm, ReplyForm
from kotacerdas.panel.models import Clarification, Seat
from kotacerdas.panel.queries import asking as queries
from kotacerdas.panel.queries import submission
from kotacerdas.panel.views.finding import own_seat
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.actions import Attached

PER_PAGE = 50


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Those of one's city, of one's panels, or of the rounds that one keeps; `?putaran=` of one round."""
    now, code = timezone.now(), request.GET.get("putaran", "")
    found = queries.listed(request.user, round_code=code)
    counted = queries.counted(found, now=now)
    page = Paginator(queries.with_rows(found), PER_PAGE).get_page(request.GET.get("halaman"))
    rows = queries.rows_of(page, now=now)
    context = {
        "page": page,
        "rows": rows,
        "counted": counted,
        "finding": findings.of_questions(counted),
        "of_round": rows[0].clarification.panel.round if code and rows else None,
        "has_samples": any(row.clarification.panel.is_sample for row in rows),
    }
    return render(request, "panel/clarifications.html", context)


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def clarification(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, what the city claimed, and the reply; whoever may reply does it here."""
    row, now = _found(request, pk), timezone.now()
    if request.method != "POST":
        kept = drafts.kept(request)
        return _page(request, row, ReplyForm(kept, initial={"words": row.reply}))
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    given, attached = form.cleaned_data, None
    if upload := given["file"]:
        attached = Attached(files.store(upload.file), upload.name or "", upload.content_type or "")

    def deed() -> str:
        by, expected = signed_in(request), versions.expected(request)
        kept = actions.reply(row, given["words"], expected=expected, by=by, now=now, file=attached)
        return kept.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="panel.reply", deed=deed)
    except versions.StaleSave as stale:
        return _both(request, row, stale)
    except Refused as refused:
        say(form, refused, beside=form.beside, zone=row.panel.city.zone)
        return _page(request, row, form, status=422)
    if not outcome.repeated:
        messages.success(request, _("The reply is sent. It can be corrected until its moment."))
    return redirect(outcome.address)


@requires(Permission.ASSESS)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    if row.seat.user_id != request.user.pk:
        raise Http404

    def deed() -> str:
        return actions.withdraw(row, by=signed_in(request), now=timezone.now()).get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="panel.withdraw", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(row)
    if not outcome.repeated:
        messages.success(request, _("The question is withdrawn; nobody needs to reply to it."))
    return redirect(outcome.address)


@requires(Permission.ASSESS)
@never_cache
def ask(request: HttpRequest, code: str, city: str, question: str) -> HttpResponse:
    """An assessor asks about one question of the form."""
    seat, now = own_seat(request, code, city), timezone.now()
    if seat.stands != "declared":
        return redirect("panel:declare", code, city)
    if question not in parts.parts(seat.panel.round):
        raise Http404
    until = queries.until(seat.panel, now=now)
    if request.method != "POST":
        initial = {"due_at": usual_due(now, until)} if until else {}
        return _ask_page(request, seat, question, _ask_form(seat, drafts.kept(request), initial=initial))
    form = _ask_form(seat, request.POST)
    if not form.is_valid():
        return _ask_page(request, seat, question, form, status=422)

    def deed() -> str:
        given, by = form.cleaned_data, signed_in(request)
        made = actions.ask(seat, question, given["words"], due_at=given["due_at"], by=by, now=now)
        return made.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="panel.ask", deed=deed)
    except Refused as refused:
        say(form, refused, beside=form.beside, zone=seat.panel.round.zone)
        return _ask_page(request, seat, question, form, status=422)
    if not outcome.repeated:
        messages.success(request, _("The question is sent to the city."))
    return redirect(outcome.address)


# --- Parts -------------------------------------------------------------------------------------------------


def _found(request: HttpRequest, pk: int) -> Clarification:
    rows = queries.with_rows(Clarification.objects.visible_to(request.user))
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest, row: Clarification, form: ReplyForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    user, now, panel = signed_in(request), timezone.now(), row.panel
    submitted = submission.read(panel)
    is_theirs = queries.may_reply(row, user)
    refusals = guarding.refusals(Deed.REPLY, panel.round, panel.city, by=user, now=now) if is_theirs else []
    context = {
        "clarification": row,
        "panel": panel,
        "organisation": queries.answerer(row),
        "title": parts.title(panel.round, row.code),
        "told": submitted.answer(row.code) if submitted else {},
        "due": Clocks(panel.city.zone, panel.round.zone).told(row.due_at),
        "is_late": row.is_late(now),
        "may_reply": is_theirs and not refusals and _takes_reply(row, now),
        "refusals": sentences(refusals) if is_theirs and row.is_waiting else [],
        "form": form,
        "may_withdraw": row.is_waiting and row.seat.user_id == user.pk,
        "is_own_seat": row.seat.user_id == user.pk,
        "corrections": max(row.version - 2, 0) if row.replied_at else 0,
        "zone": panel.city.zone,
        "has_samples": panel.is_sample,
        **more,
    }
    return render(request, "panel/clarification.html", context, status=status)


def _takes_reply(row: Clarification, now: Any) -> bool:
    """A first one also late, a correction only before its moment."""
    return row.is_waiting or (row.withdrawn_at is None and now < row.due_at)


def _both(request: HttpRequest, row: Clarification, stale: versions.StaleSave) -> HttpResponse:
    """What is stored now beside what was typed, in a form whose next save is meant against what is stored."""
    stored = _found(request, row.pk)
    beside = {
        "differences": stale.differences(),
        "stale_by": stored.replied_by or _("Somebody"),
        "stale_at": formats.moment(stored.replied_at or timezone.now(), stored.panel.city.zone),
    }
    return _page(request, stored, ReplyForm(request.POST), status=409, **beside)


def _ask_form(seat: Seat, typed: Any = None, **options: Any) -> AskForm:
    panel, now = seat.panel, timezone.now()
    until = queries.until(panel, now=now)
    clocks = Clocks(panel.round.zone, panel.city.zone)
    named = {"zone": now.astimezone(formats.zone_of(panel.round.zone)).tzname()}
    clock = _("In %(zone)s time.") % named
    if until:
        clock += " " + _("The city can reply until %(at)s.") % {"at": clocks.told(until)}
    return AskForm(typed, zone=panel.round.zone, clock=clock, **options)


def _ask_page(
    request: HttpRequest, seat: Seat, question: str, form: AskForm, *, status: int = 200
) -> HttpResponse:
    user, now, panel = signed_in(request), timezone.now(), seat.panel
    context = {
        "seat": seat,
        "panel": panel,
        "code": question,
        "title": parts.title(panel.round, question),
        "form": form,
        "refusals": sentences(guarding.refusals(Deed.ASK, panel.round, panel.city, by=user, now=now)),
        "asked": queries.of_question(panel, question, user, now=now),
        "zone": panel.city.zone,
        "has_samples": panel.is_sample,
    }
    return render(request, "panel/ask.html", context, status=status)
