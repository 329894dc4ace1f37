"""Giving tasks: one, the same to many organisations, and correcting one."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, subjects, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.subjects import Reference
from kotacerdas.followup import actions
from kotacerdas.followup.forms import ChangeForm, ManyTasksForm, NewTaskForm, TaskForm
from kotacerdas.followup.models import Task
from kotacerdas.followup.views.tasks import found
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.permissions import Permission

ABOUT = "tentang"


@requires(Permission.ASSIGN_TASKS)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """One task for a person or an organisation; `?tentang=evaluation.recommendation:12` makes it of that object."""
    city, about = city_with(request, Permission.ASSIGN_TASKS), _about(request)
    today = timezone.now().astimezone(city.timezone).date()
    context = {"city": city, "about": about, "address": request.GET.urlencode()}
    if request.method != "POST":
        kept = drafts.kept(request)
        form = NewTaskForm(kept, city=city, today=today, initial={"title": _title(about)})
        return render(request, "followup/new.html", context | {"form": form})
    form = NewTaskForm(request.POST, city=city, today=today)

    def deed() -> str:
        made = actions.assign(
            city=city, about=about, by=signed_in(request), now=timezone.now(), **form.what()
        )
        return made.get_absolute_url()

    return _carried_out(request, "followup/new.html", context, form, deed, _("The task is given."))


@requires(Permission.ASSIGN_TASKS)
@never_cache
def many(request: HttpRequest) -> HttpResponse:
    """The same task for many organisations, all or none."""
    city, about = city_with(request, Permission.ASSIGN_TASKS), _about(request)
    today = timezone.now().astimezone(city.timezone).date()
    context = {"city": city, "about": about, "is_many": True, "address": request.GET.urlencode()}
    if request.method != "POST":
        form = ManyTasksForm(drafts.kept(request), city=city, today=today, initial={"title": _title(about)})
        return render(request, "followup/new.html", context | {"form": form})
    form = ManyTasksForm(request.POST, city=city, today=today)

    def deed() -> str:
        what = {"city": city, "about": about, **form.what()}
        actions.assign_to_many(
            form.cleaned_data["organisations"], by=signed_in(request), now=timezone.now(), **what
        )
        return reverse("followup:board")

    form.is_valid()
    count = len(form.cleaned_data.get("organisations") or ())
    words = ngettext("%(count)s task given.", "%(count)s tasks given.", count) % {"count": count}
    return _carried_out(request, "followup/new.html", context, form, deed, words)


@requires(Permission.ASSIGN_TASKS)
@never_cache
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Corrects a task; a save against an older version shows both and keeps what was typed."""
    task = found(request, code)
    today = task.today(timezone.now())
    context: dict[str, Any] = {"task": task, "city": task.city}
    if request.method != "POST":
        form = ChangeForm(drafts.kept(request), task=task, city=task.city, today=today)
        return render(request, "followup/change.html", context | {"form": form})
    form = ChangeForm(request.POST, task=task, city=task.city, today=today)

    def deed() -> str:
        actions.change(
            task,
            changes=form.changes(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return task.get_absolute_url()

    try:
        return _carried_out(request, "followup/change.html", context, form, deed, _("The task is saved."))
    except versions.StaleSave as stale:
        return _both(request, context, task, stale, today)


def _carried_out(
    request: HttpRequest, template: str, context: dict[str, Any], form: TaskForm, deed: Any, done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            outcome = submissions.once_for(request, action=template, deed=deed)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            if not outcome.repeated:
                messages.success(request, done)
            return redirect(outcome.address)
    return render(request, template, context | {"form": form}, status=422)


def _both(
    request: HttpRequest, context: dict[str, Any], task: Task, stale: versions.StaleSave, today: Any
) -> HttpResponse:
    """What is stored now beside what was typed, in a form whose next save is meant against what is stored."""
    typed = request.POST.copy()
    typed["version"] = str(stale.current.version)
    last = task.progress.select_related("by").last()
    beside = {
        "form": ChangeForm(typed, task=task, city=task.city, today=today),
        "stale": stale,
        "stale_by": (last and last.by) or _("Somebody"),
        "stale_at": formats.moment(last.at if last else timezone.now(), task.city.zone),
    }
    return render(request, "followup/change.html", context | beside, status=409)


def _about(request: HttpRequest) -> models.Model | None:
    """The object that the address names, if the reader sees it."""
    kind, _colon, key = request.GET.get(ABOUT, "").partition(":")
    return subjects.find(Reference(kind, key), seen_by=request.user) if key.isdecimal() else None


def _title(about: models.Model | None) -> str:
    return str(about)[:200] if about is not None else ""
