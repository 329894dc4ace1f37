"""Interviews: those that come, their time, the presentation, who speaks, and the page on which all of it stands."""

from typing import Any

from django.contrib import messages
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
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.forms.fields import say
from kotacerdas.evaluation.models import Round
from kotacerdas.files import actions as files
from kotacerdas.panel import actions
from kotacerdas.panel.forms.interviews import CancelForm, PresentationForm, ScheduleForm, said
from kotacerdas.panel.models import Interview
from kotacerdas.panel.queries import interviews as queries
from kotacerdas.panel.queries.panels import kept_cities
from kotacerdas.panel.views.interview_page import clocks_of, found, page
from kotacerdas.people import drafts
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.actions import Attached

MOST_PAST = 50


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """Those of one's city, of one's panels, or of the rounds that one keeps; `?putaran=` of one round."""
    user, now, code = signed_in(request), timezone.now(), request.GET.get("putaran", "")
    coming = list(queries.coming(user, now=now, round_code=code))
    past = list(queries.past(user, now=now, round_code=code)[:MOST_PAST])
    context = {
        "coming": [(each, clocks_of(each).told(each.starts_at)) for each in coming],
        "past": [(each, clocks_of(each).told(each.starts_at)) for each in past],
        "now": now,
        "rounds": _kept(request, code),
        "has_samples": any(each.is_sample for each in (*coming, *past)),
    }
    return render(request, "panel/interviews.html", context)


def _kept(request: HttpRequest, code: str) -> list[Round]:
    """The rounds for which the reader can set one."""
    if not may(request.user, Permission.SET_DAYS):
        return []
    rows = Round.objects.visible_to(request.user).with_days().select_related("city")
    rows = rows.filter(pk__in=kept_cities(signed_in(request)).values("round"))
    return list((rows.filter(code=code) if code else rows).order_by("-year", "code"))


@requires(Permission.SET_DAYS)
@never_cache
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Sets the time of an interview; `?kota=` says with which city."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user).with_days(), code=code)
    held = kept_cities(signed_in(request)).filter(round=round_).select_related("city").order_by("city__name")
    cities = [row.city for row in held]
    if not cities:
        raise Http404
    initial = {"city": request.GET.get("kota", cities[0].code)}
    if request.method != "POST":
        form = _schedule_form(round_, cities, drafts.kept(request), initial=initial)
        return _schedule_page(request, round_, form)
    form = _schedule_form(round_, cities, request.POST)
    if not form.is_valid():
        return _schedule_page(request, round_, form, status=422)
    city = next(each for each in cities if each.code == form.cleaned_data["city"])
    return _schedule(request, round_, city, form, interview=None)


@requires(Permission.SET_DAYS)
@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves an interview."""
    row = found(request, pk)
    if not queries.rights_of(row, request.user).keeps:
        raise Http404
    if request.method != "POST":
        initial = {name: getattr(row, name) for name in ("stage", "starts_at", "ends_at", "place", "link")}
        form = _schedule_form(row.round, [], drafts.kept(request), initial=initial)
        return _schedule_page(request, row.round, form, interview=row)
    form = _schedule_form(row.round, [], request.POST)
    if not form.is_valid():
        return _schedule_page(request, row.round, form, interview=row, status=422)
    return _schedule(request, row.round, row.city, form, interview=row)


@requires(Permission.SET_DAYS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """It will not be held; the city and the assessors are told why."""
    row = found(request, pk)
    if not queries.rights_of(row, request.user).keeps:
        raise Http404
    form = CancelForm(request.POST)
    if not form.is_valid():
        for words in said(form):
            messages.error(request, words)
        return redirect(row)

    def deed() -> str:
        reason = form.cleaned_data["reason"]
        actions.cancel_interview(row, reason=reason, by=signed_in(request), now=timezone.now())
        return row.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="panel.cancel", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(row)
    if not outcome.repeated:
        messages.success(request, _("The interview is cancelled. The city and its assessors are told."))
    return redirect(outcome.address)


def _schedule(
    request: HttpRequest, round_: Round, city: City, form: ScheduleForm, *, interview: Interview | None
) -> HttpResponse:
    def deed() -> str:
        kept = actions.schedule(
            round_,
            city,
            form.cleaned_data["stage"],
            interview=interview,
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
            **form.wanted(),
        )
        return kept.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="panel.schedule", deed=deed)
    except versions.StaleSave as stale:
        stored = get_object_or_404(Interview.objects.visible_to(request.user).for_rows(), pk=stale.current.pk)
        beside = {"differences": _differences(stale, round_.zone), "stale_at": _at(stored)}
        return _schedule_page(request, round_, form, interview=stored, status=409, **beside)
    except Refused as refused:
        say(form, refused, beside=form.beside, zone=round_.zone)
        return _schedule_page(request, round_, form, interview=interview, status=422)
    if not outcome.repeated:
        messages.success(request, _("The interview is set. The city and its assessors are told."))
    return redirect(outcome.address)


@requires(Permission.KEEP_ROUNDS)
@require_POST
def presentation(request: HttpRequest, pk: int) -> HttpResponse:
    """What the city shows."""
    row = found(request, pk)
    form = PresentationForm(request.POST, request.FILES)
    if not form.is_valid():
        for words in said(form):
            messages.error(request, words)
        return redirect(row)
    upload = form.cleaned_data["file"]

    def deed() -> str:
        file = Attached(files.store(upload.file), upload.name or "", upload.content_type or "")
        return actions.attach_presentation(
            row, file, by=signed_in(request), now=timezone.now()
        ).get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="panel.presentation", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(row)
    if not outcome.repeated:
        messages.success(request, _("The presentation is kept."))
    return redirect(outcome.address)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_safe
@never_cache
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Time and place, presentation, who speaks, the log as it is written, and what was promised."""
    return page(request, found(request, pk), typed=drafts.kept(request))


# --- Parts -------------------------------------------------------------------------------------------------


def _schedule_form(round_: Round, cities: list[City], typed: Any = None, **options: Any) -> ScheduleForm:
    named = {"zone": timezone.now().astimezone(formats.zone_of(round_.zone)).tzname()}
    clock = _("In %(zone)s time.") % named
    return ScheduleForm(typed, cities=cities, zone=round_.zone, clock=clock, **options)


def _schedule_page(
    request: HttpRequest,
    round_: Round,
    form: ScheduleForm,
    *,
    interview: Interview | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    refusals = []
    if interview is not None:
        by, now = signed_in(request), timezone.now()
        refusals = sentences(guarding.refusals(Deed.HOLD_INTERVIEW, round_, interview.city, by=by, now=now))
    context = {
        "round": round_,
        "form": form,
        "interview": interview,
        "refusals": refusals,
        "stale_by": _("Somebody"),
        "has_samples": round_.is_sample,
        **more,
    }
    return render(request, "panel/schedule.html", context, status=status)


def _differences(stale: versions.StaleSave, zone: str) -> list[versions.Difference]:
    """Moments on the clock of the form; when it was set is said above."""
    return [
        each._replace(current=_told(each.current, zone), typed=_told(each.typed, zone))
        for each in versions.StaleSave(stale.current, _people_typed(stale)).differences()
    ]


def _people_typed(stale: versions.StaleSave) -> dict[str, object]:
    return {name: value for name, value in stale.typed.items() if name != "set_at"}


def _told(value: Any, zone: str) -> Any:
    return formats.moment(value, zone) if hasattr(value, "astimezone") else value


def _at(row: Interview) -> str:
    return formats.moment(row.set_at, row.round.zone)
