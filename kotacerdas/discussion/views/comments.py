"""What is done to a single comment: its author mends or withdraws it, whoever decides hides or shows it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.discussion import actions
from kotacerdas.discussion.forms import MendForm, ReasonForm
from kotacerdas.discussion.models import Comment
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission


@requires(Permission.DISCUSS)
@never_cache
def mend(request: HttpRequest, code: str) -> HttpResponse:
    """A save against an older version shows both and keeps what was typed."""
    said = _found(request, code)
    context = {"said": said, "title": _("Change a comment"), "submit": _("Save")}
    if request.method != "POST":
        initial = {"text": said.text, "version": said.version}
        return _page(request, context, MendForm(drafts.kept(request), initial=initial, label_suffix=""))
    form = MendForm(request.POST, label_suffix="")

    def deed() -> str:
        mended = actions.mend(
            said,
            text=form.cleaned_data["text"],
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return mended.get_absolute_url()

    try:
        return _carried_out(request, context, form, "mend", deed, _("The comment is changed."))
    except versions.StaleSave as stale:
        typed = request.POST.copy()
        typed["version"] = str(stale.current.version)
        beside = {
            "stale": stale,
            "stale_by": said.by or _("Somebody"),
            "stale_at": formats.moment(timezone.now(), said.thread.city.zone),
        }
        return _page(request, context | beside, MendForm(typed, label_suffix=""), status=409)


@requires(Permission.DISCUSS)
@never_cache
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    said = _found(request, code)
    context = {
        "said": said,
        "title": _("Withdraw a comment"),
        "submit": _("Withdraw"),
        "warning": _("Its words and files will be gone for good; that a comment stood here remains."),
    }
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, context, form)

    def deed() -> str:
        return actions.withdraw(said, by=signed_in(request), now=timezone.now()).get_absolute_url()

    return _carried_out(request, context, form, "withdraw", deed, _("The comment is withdrawn."))


@requires(Permission.DECIDE)
@never_cache
def hide(request: HttpRequest, code: str) -> HttpResponse:
    """Hides a comment with a reason, or shows a hidden one again."""
    said = _found(request, code)
    is_hidden = said.hidden_at is not None
    context = {
        "said": said,
        "title": _("Show a hidden comment again") if is_hidden else _("Hide a comment"),
        "submit": _("Show it again") if is_hidden else _("Hide"),
        "warning": "" if is_hidden else _("Everybody will read that it was hidden, by whom and why."),
    }
    make = forms.Form if is_hidden else ReasonForm
    if request.method != "POST":
        return _page(request, context, make(drafts.kept(request), label_suffix=""))
    form = make(request.POST, label_suffix="")

    def deed() -> str:
        user, now = signed_in(request), timezone.now()
        if is_hidden:
            return actions.show(said, by=user, now=now).get_absolute_url()
        return actions.hide(said, reason=form.cleaned_data["reason"], by=user, now=now).get_absolute_url()

    return _carried_out(request, context, form, "hide", deed, _("Done. The trail of deeds tells it."))


def _found(request: HttpRequest, code: str) -> Comment:
    rows = Comment.objects.visible_to(request.user).select_related("thread__city", "by")
    return get_object_or_404(rows, code=code)


def _carried_out(
    request: HttpRequest, context: dict[str, Any], form: forms.Form, what: str, deed: Any, done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            outcome = submissions.once_for(request, action=f"discussion.{what}", deed=deed)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            if not outcome.repeated:
                messages.success(request, done)
            return redirect(outcome.address)
    return _page(request, context, form, status=422)


def _page(request: HttpRequest, context: dict[str, Any], form: forms.Form, status: int = 200) -> HttpResponse:
    return render(request, "discussion/comment.html", context | {"form": form}, status=status)
