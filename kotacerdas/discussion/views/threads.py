"""One discussion as a page of its own; the parts on other pages send their forms here."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.discussion import actions, places, queries
from kotacerdas.discussion.forms import CommentForm, DecisionForm, ReasonForm, VoteForm
from kotacerdas.discussion.models import Comment
from kotacerdas.discussion.views.talk import shown
from kotacerdas.files import actions as files
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.models import User
from kotacerdas.people.permissions import Permission

Deed = Callable[[models.Model, Any, User], str]


@requires(Permission.DISCUSS)
@never_cache
def thread(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    thing = places.find(kind, key, seen_by=request.user)
    if thing is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, thing)
    kept = drafts.kept(request)
    given: dict[str, Any] = {"form": _comment_form(thing, signed_in(request), kept)} if kept else {}
    return _page(request, thing, **given)


def _sent(request: HttpRequest, thing: models.Model) -> HttpResponse:
    user = signed_in(request)
    what = request.POST.get("apa", "")
    if what not in DEEDS:
        raise Http404
    name, make, deed, done = DEEDS[what]
    form = make(request, thing, user)
    if not form.is_valid():
        return _page(request, thing, status=422, **{name: form})
    try:
        outcome = submissions.once_for(
            request, action=f"discussion.{what}", deed=lambda: deed(thing, form, user)
        )
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _page(request, thing, status=422, **{name: form})
    if done and not outcome.repeated:
        messages.success(request, str(done))
    return redirect(_back(request, thing, outcome.address))


def _page(request: HttpRequest, thing: models.Model, *, status: int = 200, **given: Any) -> HttpResponse:
    context = {"thing": thing, "refused": given.pop("other_form", None)}
    context |= shown(thing, signed_in(request), **given)
    context["has_samples"] = bool(context["talk"].thread and context["talk"].thread.is_sample)
    return render(request, "discussion/thread.html", context, status=status)


def _back(request: HttpRequest, thing: Any, address: str) -> str:
    """To the page that the form stood on: the object's own, or that of the discussion."""
    if request.POST.get("di") != "objek" or not hasattr(thing, "get_absolute_url"):
        return address
    anchor = address.partition("#")[2] or "diskusi"
    return f"{thing.get_absolute_url().partition('#')[0]}#{anchor}"


def _comment_form(thing: models.Model, user: User, data: Any, uploads: Any = None) -> CommentForm:
    speakers = queries.speakers(places.city_of(thing), timezone.now()).exclude(pk=user.pk)
    return CommentForm(data, uploads, speakers=speakers)


def _address(thing: models.Model, anchor: str) -> str:
    at = queries.address_of(thing)
    return f"{at}#{anchor}"


def _comment(thing: models.Model, form: CommentForm, user: User) -> str:
    cleaned = form.cleaned_data
    above = None
    if cleaned["parent"]:
        above = Comment.objects.visible_to(user).filter(code=cleaned["parent"]).first()
    attachments = [
        actions.Attachment(files.store(each.file), each.name, each.content_type)
        for each in cleaned["attachments"]
    ]
    said = actions.comment(
        thing,
        text=cleaned["text"],
        by=user,
        now=timezone.now(),
        parent=above,
        mentions=cleaned["mentions"],
        attachments=attachments,
    )
    return _address(thing, f"k-{said.code}")


def _vote(thing: models.Model, form: VoteForm, user: User) -> str:
    actions.vote(thing, stance=form.cleaned_data["stance"], by=user, now=timezone.now())
    return _address(thing, "suara")


def _decide(thing: models.Model, form: DecisionForm, user: User) -> str:
    cleaned = form.cleaned_data
    actions.decide(thing, outcome=cleaned["outcome"], reason=cleaned["reason"], by=user, now=timezone.now())
    return _address(thing, "putusan")


def _reopen(thing: models.Model, form: ReasonForm, user: User) -> str:
    actions.reopen(thing, reason=form.cleaned_data["reason"], by=user, now=timezone.now())
    return _address(thing, "diskusi")


Make = Callable[[HttpRequest, models.Model, User], forms.Form]
# What the template calls the form, how it is filled, what it does, what is said afterwards.
DEEDS: dict[str, tuple[str, Make, Any, "str | Promise"]] = {
    "tulis": (
        "form",
        lambda request, thing, user: _comment_form(thing, user, request.POST, request.FILES),
        _comment,
        "",
    ),
    "suara": (
        "other_form",
        lambda request, thing, user: VoteForm(request.POST),
        _vote,
        _("Your vote is counted."),
    ),
    "putus": (
        "decision_form",
        lambda request, thing, user: DecisionForm(request.POST),
        _decide,
        _("Decided. The discussion is closed."),
    ),
    "buka": (
        "other_form",
        lambda request, thing, user: ReasonForm(request.POST),
        _reopen,
        _("The discussion is open again."),
    ),
}
