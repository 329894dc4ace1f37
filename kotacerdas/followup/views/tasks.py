"""One task with its history, and every deed that its reader may do to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import subjects, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.followup import actions, queries, rights
from kotacerdas.followup.domain.workflow import Side
from kotacerdas.followup.forms import DeedForm
from kotacerdas.followup.models import Task
from kotacerdas.followup.views.offers import OFFERS, offered
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.domain.codes import read
from kotacerdas.people.permissions import Permission


@requires(Permission.DO_TASKS)
@never_cache
def task(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, found(request, code))


@requires(Permission.DO_TASKS)
@never_cache
def deed(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Does one deed; opened instead of sent, the page of the task with the form of that deed on top."""
    if slug not in OFFERS:
        raise Http404
    offer, at = OFFERS[slug], found(request, code)
    if request.method != "POST":
        return _page(request, at, opened=slug, typed=drafts.kept(request))
    user, now = signed_in(request), timezone.now()
    form = offer.form_for(at, user, now=now, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, at, opened=slug, bound=form, status=422)

    def do() -> str:
        offer.do(at, form, user, now)
        return at.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action=f"followup.{slug}", deed=do)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _page(request, found(request, code), opened=slug, bound=form, status=422)
    if not outcome.repeated:
        messages.success(request, str(offer.done))
    return redirect(outcome.address)


@requires(Permission.DO_TASKS)
@require_POST
def watch(request: HttpRequest, code: str) -> HttpResponse:
    """Follows or follows no longer; saying the same twice changes nothing."""
    at = found(request, code)
    is_on = request.POST.get("ikuti") == "1"
    actions.watch(at, is_on=is_on, by=signed_in(request), now=timezone.now())
    words = _("You follow this task.") if is_on else _("You follow this task no longer.")
    messages.success(request, words)
    # Whoever saw it only by following sees it no more.
    still = Task.objects.visible_to(request.user).filter(pk=at.pk).exists()
    return redirect(at.get_absolute_url() if still else "followup:tasks")


def found(request: HttpRequest, code: str) -> Task:
    tasks = queries.with_marks(Task.objects.visible_to(request.user))
    return get_object_or_404(tasks, code=read(code))


def _page(
    request: HttpRequest,
    at: Task,
    *,
    opened: str = "",
    bound: DeedForm | None = None,
    typed: Any = None,
    status: int = 200,
) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    row = queries.row_of(at, user, now)
    possible = rights.possible(at, user, asks_for_time=row.asks_for_time)
    shown = offered(at, user, possible, now=now, opened=opened, bound=bound, typed=typed)
    watchers = list(at.watchers.select_related("user"))
    context = {
        "task": at,
        "row": row,
        "zone": at.city.zone,
        "main": [each for each in shown if each.is_main],
        "others": [each for each in shown if not each.is_main],
        "stays_open": opened,
        "proofs": list(at.proofs.select_related("by", "file")),
        "parts": list(at.parts.all()),
        "steps": list(at.progress.select_related("by")),
        "asked": at.requests.filter(is_granted=None).select_related("asked_by").first(),
        "watchers": watchers,
        "is_watching": user.pk in {each.user_id for each in watchers},
        "origin": subjects.find(at.subject, seen_by=user) if at.subject_kind else None,
        "may_change": Side.CHECKER in rights.sides(at, user) and not at.is_finished,
        "has_samples": at.is_sample,
    }
    return render(request, "followup/task.html", context, status=status)
