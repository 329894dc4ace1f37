"""Pages of who keeps a round: sets its days, extends a step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation import actions, guarding
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Calendar, Step
from kotacerdas.evaluation.forms import DaysForm, ExtendForm, UsualDaysForm
from kotacerdas.evaluation.forms.fields import say
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in


def kept(request: HttpRequest, code: str) -> Round:
    """A round whose days the reader sets; for everybody else it is not here."""
    rounds = Round.objects.visible_to(request.user).with_days().select_related("city", "province")
    round_ = get_object_or_404(rounds, code=code)
    if not guarding.may_keep(round_, signed_in(request)):
        raise Http404
    return round_


@requires(Permission.SET_DAYS)
@never_cache
def days(request: HttpRequest, code: str) -> HttpResponse:
    """All steps in one form. `?start_on=...` fills in usual days; they are kept only when the form is sent."""
    round_, now = kept(request, code), timezone.now()
    before: Calendar = {Step(row.step): row.window for row in round_.windows.all()}
    context: dict[str, Any] = {"round": round_, "usual": UsualDaysForm()}
    if request.method != "POST":
        usual = UsualDaysForm(request.GET if "start_on" in request.GET else None)
        suggested = usual.usual(round_.zone) if usual.is_bound and usual.is_valid() else None
        form = DaysForm(drafts.kept(request), round_=round_, before=before, now=now, suggested=suggested)
        context |= {"form": form, "usual": usual, "is_suggested": bool(suggested)}
        return render(request, "evaluation/days.html", context)
    form = DaysForm(request.POST, round_=round_, before=before, now=now)
    if form.is_valid():

        def deed() -> str:
            seen = form.cleaned_data["seen"]
            actions.set_days(round_, form.days(), by=signed_in(request), now=now, seen=seen)
            return reverse("evaluation:calendar", args=[round_.code])

        try:
            outcome = submissions.once_for(request, action="evaluation.days", deed=deed)
        except actions.DaysChanged as changed:
            return _both(request, context, form, changed.current)
        except Refused as refused:
            say(form, refused, beside={}, zone=round_.zone)
        else:
            if not outcome.repeated:
                messages.success(request, _("The days are set."))
            return redirect(outcome.address)
    return render(request, "evaluation/days.html", context | {"form": form}, status=422)


def _both(request: HttpRequest, context: dict[str, Any], form: DaysForm, current: Calendar) -> HttpResponse:
    """The days that are kept now beside those that were typed, in a form whose next save is meant against the former."""
    round_: Round = context["round"]
    typed = request.POST.copy()
    typed["seen"] = workflow.mark_of(current)
    last = max((row.set_at for row in round_.windows.all()), default=timezone.now())
    beside = {
        "form": DaysForm(typed, round_=round_, before=current, now=timezone.now()),
        "differences": [
            {"label": label, "current": stored, "typed": wanted}
            for label, stored, wanted in form.differences(current)
        ],
        "stale_by": _("Somebody"),
        "stale_at": formats.moment(last, round_.zone),
    }
    return render(request, "evaluation/days.html", context | beside, status=409)


@requires(Permission.SET_DAYS)
@never_cache
def extend(request: HttpRequest, code: str) -> HttpResponse:
    """One step ends later, for all cities or for one; `?langkah=` chooses the step."""
    round_, now = kept(request, code), timezone.now()
    options: dict[str, Any] = {"round_": round_, "calendar": calendar_of(round_, round_.city)}
    if request.method != "POST":
        initial = {"step": request.GET.get("langkah", "")}
        form = ExtendForm(drafts.kept(request), initial=initial, **options)
        return render(request, "evaluation/extend.html", {"round": round_, "form": form})
    form = ExtendForm(request.POST, **options)
    if form.is_valid():
        typed = form.cleaned_data

        def deed() -> str:
            what = {"closes_at": typed["closes_at"], "reason": typed["reason"], "city": typed.get("city")}
            actions.extend(round_, Step(typed["step"]), by=signed_in(request), now=now, **what)
            return reverse("evaluation:calendar", args=[round_.code])

        try:
            outcome = submissions.once_for(request, action="evaluation.extend", deed=deed)
        except Refused as refused:
            form.say(refused)
        else:
            if not outcome.repeated:
                messages.success(request, _("The step ends later; its cities are told."))
            return redirect(outcome.address)
    return render(request, "evaluation/extend.html", {"round": round_, "form": form}, status=422)
