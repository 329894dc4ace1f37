"""Pages of background work: what runs, waits and has failed, how far it is; cancel it, start it again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.parts import render_part
from kotacerdas.jobs import actions, queries
from kotacerdas.jobs.models import Job, Schedule, State
from kotacerdas.jobs.queries import JobView
from kotacerdas.office import areas, job_words
from kotacerdas.office.forms import JobFilter
from kotacerdas.people.access import Permission, may, refusal, requires, signed_in
from kotacerdas.people.models import User

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A job as the pages show it."""

    view: JobView
    words: str
    tone: str
    left: str
    may_cancel: bool
    may_retry: bool


@requires(Permission.SEE_JOBS)
@never_cache
def jobs(request: HttpRequest) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    filters = JobFilter(request.GET, cities=queries.cities(seen_by=user))
    asked = filters.asked()
    page = Paginator(queries.found(seen_by=user, **asked), PER_PAGE).get_page(request.GET.get("halaman"))
    counts = queries.counts(queries.found(seen_by=user, **asked | {"state": ""}))
    context = {
        "finding": job_words.of_jobs(counts),
        "states": job_words.states(counts, asked["state"], request.GET),
        "page": page,
        "rows": [_row(view, user) for view in queries.views(list(page), seen_by=user, now=now)],
        "zone": areas.zone_of(user),
        "nobody_works": queries.nobody_works(now=now),
        "is_live": "diam" not in request.GET and bool(counts[State.WAITING] or counts[State.RUNNING]),
        "is_paused": "diam" in request.GET,
    }
    return render_part(request, "office/jobs.html", "daftar", context, lambda: _around(filters, user))


def _around(filters: JobFilter, user: User) -> dict[str, Any]:
    """What stands around the list."""
    return {
        "filters": filters,
        "schedules": _schedules() if may(user, Permission.SUPPORT) else [],
        "way": [(_("Office"), reverse("office:hub")), (_("Background work"), "")],
    }


def _schedules() -> list[tuple[Schedule, str]]:
    return [(each, job_words.plan(each)) for each in queries.schedules()]


@requires(Permission.SEE_JOBS)
@never_cache
def job(request: HttpRequest, number: int) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    found = _found(request, number)
    [view] = queries.views([found], seen_by=user, now=now)
    context = {
        "row": _row(view, user),
        "job": found,
        "steps": queries.steps(found),
        "facts": job_words.facts(found, areas.zone_of(user)),
        "attempts": queries.attempts(found),
        "zone": areas.zone_of(user),
    }
    way = [
        (_("Office"), reverse("office:hub")),
        (_("Background work"), reverse("office:jobs")),
        (str(found.pk), ""),
    ]
    return render_part(request, "office/job.html", "keadaan", context, lambda: {"way": way})


@requires(Permission.MANAGE_JOBS)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    return _changed(request, number, actions.cancel, _("The work is cancelled, or stops at its next step."))


@requires(Permission.MANAGE_JOBS)
@require_POST
def retry(request: HttpRequest, number: int) -> HttpResponse:
    return _changed(request, number, actions.retry, _("The work waits for its turn again."))


def _changed(request: HttpRequest, number: int, change: Callable[..., Job], words: str) -> HttpResponse:
    user, found = signed_in(request), _found(request, number)
    if not _may_manage(user, found):
        raise PermissionDenied(refusal(Permission.MANAGE_JOBS))

    def deed() -> str:
        return change(found, by=user, now=timezone.now()).get_absolute_url()

    try:
        outcome = submissions.once_for(request, action=f"jobs.{change.__name__}", deed=deed)
    except Refused as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return redirect(found)
    if not outcome.repeated:
        messages.success(request, words)
    return redirect(outcome.address)


def _found(request: HttpRequest, number: int) -> Job:
    rows = Job.objects.visible_to(request.user).select_related("city", "asked_by")
    found: Job = get_object_or_404(rows, pk=number)
    return found


def _row(view: JobView, user: User) -> Row:
    manages = _may_manage(user, view.job)
    words, tone = job_words.state(view)
    return Row(
        view,
        words,
        tone,
        job_words.left(view.left),
        may_cancel=manages and view.job.is_open and not view.job.is_cancel_wanted,
        may_retry=manages and view.job.state in {State.FAILED, State.CANCELLED},
    )


def _may_manage(user: User, found: Job) -> bool:
    """Work of no city belongs to whoever looks after the installation."""
    if found.city is None:
        return may(user, Permission.SUPPORT)
    return may(user, Permission.MANAGE_JOBS, found.city)
