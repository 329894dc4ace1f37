"""The log of an interview while it is written: a line, what others wrote, a line struck out, a promise given; the file."""

import hashlib
import json
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.parts import wants_part
from kotacerdas.panel import actions, downloads
from kotacerdas.panel.forms.interviews import GiveForm, LogForm, said
from kotacerdas.panel.models import Interview, LogEntry
from kotacerdas.panel.queries import interviews as queries
from kotacerdas.panel.views.interview_page import found, is_live, log_of, page
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.models import Organisation
from kotacerdas.people.permissions import Permission

STOP_POLLING = 286


@requires(Permission.SEE_OWN_ACCOUNT)
@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """One line. To the script of the page, which sends its queue, the answer is empty, or 422 with the reasons as text;
    the same line sent again, as after a lost answer, is one."""
    row, now = found(request, pk), timezone.now()
    form = LogForm(request.POST, interview=row)
    if not form.is_valid():
        return _refused(request, row, form, said(form))
    given = form.cleaned_data
    try:
        entry = actions.log(
            row,
            _key(form),
            given["kind"],
            given["words"],
            code=given["code"],
            who=given["who"],
            at=form.at(now),
            due_at=given["due_at"],
            by=signed_in(request),
            now=now,
        )
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _refused(request, row, form, sentences(refused))
    if wants_part(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    last = urlencode({"jenis": entry.kind, "soal": entry.code})
    return redirect(f"{row.get_absolute_url()}?{last}#catat")


def _key(form: LogForm) -> str:
    """Of the form and of what was typed: who corrects a line before the answer has come sends another one."""
    told = {name: form.data.get(name, "") for name in ("kind", "code", "who", "words", "jam", "due_at")}
    return hashlib.sha256(json.dumps([form.cleaned_data["key"], told]).encode()).hexdigest()


def _refused(request: HttpRequest, row: Interview, form: LogForm, words: list[str]) -> HttpResponse:
    if wants_part(request):
        return HttpResponse("\n".join(words), status=422, content_type="text/plain; charset=utf-8")
    return page(request, row, form=form, status=422)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def lines(request: HttpRequest, pk: int) -> HttpResponse:
    """For the page that lies open: the log as it is now, nothing if it is what `?tanda=` has seen."""
    row = found(request, pk)
    if request.GET.get("tanda") == queries.mark_of_log(row) and is_live(row, timezone.now()):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = log_of(request, row, queries.rights_of(row, request.user))
    status = 200 if context["is_live"] else STOP_POLLING
    return render(request, "panel/interview_part.html", context, status=status)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_POST
def strike(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    """It stays in the log, struck out."""
    row = found(request, pk)
    line = get_object_or_404(LogEntry.objects.visible_to(request.user), pk=entry, interview=row)

    def deed() -> str:
        actions.strike(line, by=signed_in(request), now=timezone.now())
        return f"{row.get_absolute_url()}#catatan"

    return _done(
        request, row, "panel.strike", deed, _("Struck out. Write what is right in a line of its own.")
    )


@requires(Permission.KEEP_ROUNDS)
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """The programme office says who keeps a promise."""
    row, now = found(request, pk), timezone.now()
    promises = LogEntry.objects.filter(interview=row, kind=LogEntry.Kind.PROMISE, struck_at=None)
    form = GiveForm(request.POST, promises=promises, desks=queries.organisations(row.city, now=now))
    if not form.is_valid():
        return page(request, row, give=form, status=422)
    given = form.cleaned_data

    def deed() -> str:
        entry, desk = promises.get(pk=given["entry"]), Organisation.objects.get(pk=given["organisation"])
        actions.give_promise(entry, desk, by=signed_in(request), now=now)
        return f"{row.get_absolute_url()}#janji"

    return _done(
        request, row, "panel.give_promise", deed, _("The promise is a task of this organisation now.")
    )


def _done(
    request: HttpRequest, row: Interview, action: str, deed: Callable[[], str], words: str
) -> HttpResponse:
    try:
        outcome = submissions.once_for(request, action=action, deed=deed)
    except Refused as refused:
        for each in sentences(refused):
            messages.error(request, each)
        return redirect(row)
    if not outcome.repeated:
        messages.success(request, words)
    return redirect(outcome.address)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def download(request: HttpRequest, pk: int, file_type: str) -> HttpResponse:
    """The log with every line, those struck out as well."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    row = found(request, pk)
    return downloads.log(
        request, row, queries.lines(row, request.user, queries.rights_of(row, request.user)), file_type
    )
