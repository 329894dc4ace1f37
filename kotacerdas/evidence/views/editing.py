"""What is done to a document: describe it, bring a newer file, accept what was recognised, withdraw it."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.requests import takes_files
from kotacerdas.evidence import actions, findings
from kotacerdas.evidence.forms import EditForm, ReasonForm, RevisionForm
from kotacerdas.evidence.gate import arriving
from kotacerdas.evidence.models import Document
from kotacerdas.evidence.views.documents import visible
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission


@requires(Permission.ADD_EVIDENCE)
@never_cache
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Title, owner, times; a save against an older version shows both and keeps what was typed."""
    document = editable(request, code)
    form = _edit_form(request, document, request.POST if request.method == "POST" else drafts.kept(request))

    def deed() -> str:
        actions.describe(
            document,
            form.changes(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return document.get_absolute_url()

    try:
        return _carried_out(request, "evidence/edit.html", document, form, deed, _("The document is saved."))
    except versions.StaleSave as stale:
        return _both(request, stale)


@requires(Permission.ADD_EVIDENCE)
@never_cache
@takes_files
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """A newer file of the same document, through the same gate as every delivered file.

    The gate may take minutes, so it comes before the transaction; a double click is checked twice and kept once.
    """
    document = editable(request, code)
    form = RevisionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["berkas"]
        try:
            seen = arriving.checked(upload, name=upload.name)
        except Refused as refused:
            _say(form, refused)

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        actions.add_revision(document, seen.blob, seen.kind, name=upload.name, by=by, now=now, seen=seen)
        return document.get_absolute_url()

    return _carried_out(request, "evidence/revise.html", document, form, deed, _("The new revision is kept."))


@requires(Permission.ADD_EVIDENCE)
@never_cache
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """It stands in no list any more; refused while it is cited."""
    found = visible(request, code)
    if request.method == "POST" and found.withdrawn_at:
        # A second click.
        return redirect(found)
    document = editable(request, code)
    form = ReasonForm(request.POST if request.method == "POST" else drafts.kept(request))

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        actions.withdraw_document(document, reason=form.cleaned_data["alasan"], by=by, now=now)
        return document.get_absolute_url()

    return _carried_out(
        request, "evidence/withdraw.html", document, form, deed, _("The document is withdrawn.")
    )


@requires(Permission.ADD_EVIDENCE)
@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Writes into the document what was recognised in its newest file; only what the button had shown."""
    document = editable(request, code)
    proposed = findings.facts.proposed(document)
    changes = {each.name: each.value for each in proposed if each.name in request.POST.getlist("terima")}

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        actions.describe(document, changes, expected=versions.expected(request), by=by, now=now)
        return document.get_absolute_url()

    if not changes:
        messages.warning(request, _("There is nothing to accept any more. The document has changed."))
        return redirect(document)
    try:
        outcome = submissions.once_for(request, action="evidence.accept", deed=deed)
    except versions.StaleSave:
        messages.warning(
            request, _("Somebody changed this document meanwhile. Look at it again, then accept.")
        )
        return redirect(document)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(document)
    if not outcome.repeated:
        messages.success(request, _("Accepted; it stands in the description now."))
    return redirect(outcome.address)


def editable(request: HttpRequest, code: str) -> Document:
    return get_object_or_404(Document.objects.editable_by(request.user).with_names(), code=code)


def _edit_form(request: HttpRequest, document: Document, typed: Any) -> EditForm:
    today = timezone.now().astimezone(document.city.timezone).date()
    return EditForm(typed, document=document, user=request.user, today=today)


def _carried_out(
    request: HttpRequest,
    template: str,
    document: Document,
    form: django_forms.Form,
    deed: Callable[[], str],
    done: str,
) -> HttpResponse:
    context = {"document": document, "form": form, "has_samples": document.is_sample}
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        try:
            outcome = submissions.once_for(request, action=template, deed=deed)
        except Refused as refused:
            _say(form, refused)
        else:
            if not outcome.repeated:
                messages.success(request, done)
            return redirect(outcome.address)
    return render(request, template, context, status=422)


def _say(form: django_forms.Form, refused: Refused) -> None:
    for words in sentences(refused):
        form.add_error(None, words)


def _both(request: HttpRequest, stale: versions.StaleSave) -> HttpResponse:
    """What is stored now beside what was typed, in a form whose next save is meant against what is stored."""
    document = Document.objects.visible_to(request.user).with_names().get(pk=stale.current.pk)
    typed = request.POST.copy()
    typed["version"] = str(document.version)
    last = findings.facts.last_change(document)
    context = {
        "document": document,
        "form": _edit_form(request, document, typed),
        "differences": findings.facts.in_words(stale.differences()),
        "stale_by": last.who or _("Somebody"),
        "stale_at": formats.moment(last.at, document.city.zone),
        "has_samples": document.is_sample,
    }
    return render(request, "evidence/edit.html", context, status=409)
