"""An agency's desk reports a month of its programme, keeps its milestones and its risks."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.masterplan.actions import progress, risks, steps
from kotacerdas.masterplan.domain import milestones as marks
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.findings import progress as findings
from kotacerdas.masterplan.forms.progress import FIELD_OF, MilestoneForm, ReportForm, RiskForm
from kotacerdas.masterplan.models import Milestone, Programme, Risk
from kotacerdas.masterplan.queries import progress as queries
from kotacerdas.masterplan.queries import risks as risk_queries
from kotacerdas.masterplan.views.finding import reported_programme
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission

_CHANGED = _("Somebody changed this after you had opened it. Look at it again before you take it away.")

# --- A month -----------------------------------------------------------------------------------------------


@requires(Permission.REPORT_PROGRESS)
@never_cache
def report(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    """`?bulan=2026-10`; without it the first month that is still to be reported."""
    found = reported_programme(request, city, edition, code)
    calendar = queries.calendar(found, request.user, asked=request.GET.get("bulan", ""), today=_today(found))
    sheet, month = calendar.sheet, calendar.month
    sent: list[ReportForm] = []

    def do(given: Any) -> str:
        form: ReportForm = given[0]
        sent.append(form)
        progress.report(
            found, year=sheet.year, month=month, **form.wanted(), expected=versions.expected(request),
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return f"{reverse('masterplan:report', args=[city, edition, code])}?bulan={sheet.year}-{month:02}"

    desk = Desk(
        "masterplan/report.html",
        "masterplan.report",
        bind=partial(ReportForm, sheet=sheet, month=month),
        do=do,
        done=_("The month is reported."),
        told=lambda stale: _told(stale, found, sheet.year, month, sent[0]),
        last_change=lambda stale: (stale.current.by, stale.current.at),  # type: ignore[attr-defined]  # a report
        context=_around(found)
        | {
            "calendar": calendar,
            "sheet": sheet,
            "month_name": findings.month_name(sheet.year, month),
            "kept": sheet.month(month),
            "finding": findings.of_year(sheet),
        },
        field_of=FIELD_OF,
    )
    return answer(request, desk)


def _told(
    stale: versions.StaleSave, programme: Programme, year: int, month: int, form: ReportForm
) -> list[versions.Difference]:
    """Words and money, each as it stands now and as it was typed."""
    stands = {each.month: each for each in queries.months_of(programme, year)}.get(month)
    typed = form.wanted()["spent"]
    money = [
        versions.Difference(findings.source_name(source), findings.rupiah(now), findings.rupiah(mine))
        for source, mine in typed.items()
        if (now := stands.spent.get(source, 0) if stands else 0) != mine
    ]
    return [*stale.differences(), *money]


# --- Milestones --------------------------------------------------------------------------------------------


@requires(Permission.REPORT_PROGRESS)
@never_cache
def milestones(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    """All of them, and a form for one more."""
    found = reported_programme(request, city, edition, code)
    rows = list(Milestone.objects.visible_to(request.user).filter(programme=found))
    known = [Step(row.title, row.weight, row.due_on, row.done_on) for row in rows]
    here = reverse("masterplan:milestones", args=[city, edition, code])

    def do(given: Any) -> str:
        steps.add_milestone(found, given[0].wanted(), by=signed_in(request), now=timezone.now())
        return here

    today = _today(found)
    desk = Desk(
        "masterplan/milestones.html",
        "masterplan.add-milestone",
        bind=MilestoneForm,
        do=do,
        done=_("The milestone is set."),
        context=_around(found)
        | {
            "rows": rows,
            "passed": {row.pk for row in rows if row.done_on is None and row.due_on and row.due_on < today},
            "finding": findings.of_milestones(
                marks.percent(known), sum(each.done_on is not None for each in known), len(known)
            ),
        },
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.REPORT_PROGRESS)
@never_cache
def milestone(request: HttpRequest, city: str, edition: str, code: str, step: str) -> HttpResponse:
    found = reported_programme(request, city, edition, code)
    kept = Milestone.objects.visible_to(request.user).filter(programme=found, code=step).first()
    if kept is None:
        raise Http404

    def do(given: Any) -> str:
        expected = versions.expected(request)
        steps.change_milestone(
            kept, given[0].wanted(), expected=expected, by=signed_in(request), now=timezone.now()
        )
        return reverse("masterplan:milestones", args=[city, edition, code])

    desk = Desk(
        "masterplan/milestones.html",
        "masterplan.change-milestone",
        bind=partial(MilestoneForm, kept=kept),
        do=do,
        done=_("The milestone is saved."),
        context=_around(found) | {"kept": kept, "finding": kept.title},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.REPORT_PROGRESS)
def drop_milestone(request: HttpRequest, city: str, edition: str, code: str, step: str) -> HttpResponse:
    found = reported_programme(request, city, edition, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    there = reverse("masterplan:milestones", args=[city, edition, code])
    kept = Milestone.objects.visible_to(request.user).filter(programme=found, code=step).first()

    def deed() -> str:
        if kept is not None:
            expected = versions.expected(request)
            steps.drop_milestone(kept, expected=expected, by=signed_in(request), now=timezone.now())
        return there

    try:
        outcome = submissions.once_for(request, action="masterplan.drop-milestone", deed=deed)
    except versions.StaleSave:
        messages.warning(request, str(_CHANGED))
        return redirect("masterplan:milestone", city, edition, code, step)
    if not outcome.repeated:
        messages.success(request, str(_("The milestone is taken away.")))
    return redirect(there)


# --- Risks -------------------------------------------------------------------------------------------------


@requires(Permission.REPORT_PROGRESS)
@never_cache
def risk_list(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    """The matrix with all of them, and a form for one more."""
    found = reported_programme(request, city, edition, code)
    shown = risk_queries.of(found, user=request.user)
    here = reverse("masterplan:risks", args=[city, edition, code])

    def do(given: Any) -> str:
        form: RiskForm = given[0]
        risks.add_risk(found, form.wanted(), **form.around(), by=signed_in(request), now=timezone.now())
        return here

    desk = Desk(
        "masterplan/risks.html",
        "masterplan.add-risk",
        bind=partial(RiskForm, programme=found),
        do=do,
        done=_("The risk is written."),
        context=_around(found)
        | {"shown": shown, "finding": findings.of_risks([each.size for each in shown.rows])},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.REPORT_PROGRESS)
@never_cache
def risk(request: HttpRequest, city: str, edition: str, code: str, danger: str) -> HttpResponse:
    found = reported_programme(request, city, edition, code)
    kept = (
        Risk.objects.visible_to(request.user)
        .filter(programme=found, code=danger)
        .select_related("owner")
        .first()
    )
    if kept is None:
        raise Http404

    def do(given: Any) -> str:
        form: RiskForm = given[0]
        risks.change_risk(
            kept, form.wanted(), **form.around(), expected=versions.expected(request),
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return reverse("masterplan:risks", args=[city, edition, code])

    desk = Desk(
        "masterplan/risks.html",
        "masterplan.change-risk",
        bind=partial(RiskForm, programme=found, kept=kept),
        do=do,
        done=_("The risk is saved."),
        context=_around(found) | {"kept": kept, "finding": kept.what},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.REPORT_PROGRESS)
def drop_risk(request: HttpRequest, city: str, edition: str, code: str, danger: str) -> HttpResponse:
    found = reported_programme(request, city, edition, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    there = reverse("masterplan:risks", args=[city, edition, code])
    kept = Risk.objects.visible_to(request.user).filter(programme=found, code=danger).first()

    def deed() -> str:
        if kept is not None:
            expected = versions.expected(request)
            risks.drop_risk(kept, expected=expected, by=signed_in(request), now=timezone.now())
        return there

    try:
        outcome = submissions.once_for(request, action="masterplan.drop-risk", deed=deed)
    except versions.StaleSave:
        messages.warning(request, str(_CHANGED))
        return redirect("masterplan:risk", city, edition, code, danger)
    if not outcome.repeated:
        messages.success(request, str(_("The risk is taken away.")))
    return redirect(there)


def _today(programme: Programme) -> Any:
    return timezone.now().astimezone(programme.edition.city.timezone).date()


def _around(programme: Programme) -> dict[str, Any]:
    return {
        "programme": programme,
        "edition": programme.edition,
        "has_samples": programme.is_sample or programme.edition.is_sample,
    }
