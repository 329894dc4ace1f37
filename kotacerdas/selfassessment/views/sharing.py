"""Begins a self-assessment, and shares its questions out to organisations."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.formats import number
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.models import Participation
from kotacerdas.people import access, drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.forms.sharing import BulkForm, SharingForm, as_before
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.queries import sharing as queries
from kotacerdas.selfassessment.views.keeping import kept_assessment

MEANWHILE = "answer-given-meanwhile"
GIVE, AS_BEFORE, COPY = "beri", "seperti-lalu", "salin"


@requires(Permission.KEEP_ROUNDS)
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Of a round that the city has joined; leads to the page that shares its questions out."""
    user = signed_in(request)
    rows = Participation.objects.visible_to(user).select_related("round", "city").filter(round__code=code)
    rows = rows.filter(access.reach(user, Permission.KEEP_ROUNDS).rows("city")).order_by("city__code")
    if wanted := request.GET.get("kota"):
        rows = rows.filter(city__code=wanted)
    found = rows.first()
    if found is None:
        raise Http404

    def deed() -> str:
        made = actions.open_assessment(found.round, found.city, by=user, now=timezone.now())
        return _address(made)

    try:
        outcome = submissions.once_for(request, action="selfassessment.open", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect("selfassessment:assessments")
    if not outcome.repeated:
        messages.success(request, _("The questions are open. Now give them to those who answer them."))
    return redirect(outcome.address)


@requires(Permission.KEEP_ROUNDS)
@never_cache
def share(request: HttpRequest, code: str) -> HttpResponse:
    """All questions with who answers each; several at once, as the last time, or with the words of the last time."""
    assessment, now = kept_assessment(request, code), timezone.now()
    desk = queries.of(assessment, request.user, today=now.astimezone(assessment.city.timezone).date())
    if request.method != "POST":
        return _page(request, desk, SharingForm(desk, drafts.kept(request)), BulkForm(desk=desk))
    what = request.POST.get("tugas", "")
    if what in {AS_BEFORE, COPY} and desk.earlier is not None:
        return _take_over(request, desk, desk.earlier, what, now=now)
    return _give(request, desk, is_bulk=what == GIVE, now=now)


def _give(request: HttpRequest, desk: queries.Sharing, *, is_bulk: bool, now: datetime) -> HttpResponse:
    """What was changed in the rows; with the button for several, what was ticked besides."""
    form = SharingForm(desk, request.POST)
    bulk = BulkForm(request.POST, desk=desk) if is_bulk else BulkForm(desk=desk)
    if is_bulk and bulk.is_valid() and not form.chosen:
        bulk.add_error(None, _("Tick the questions first, or a whole part of the form."))
    if is_bulk and bulk.errors:
        return _page(request, desk, form, bulk, status=422)
    try:
        wanted = form.wanted()
        if is_bulk:
            wanted |= {each: bulk.given(form.stored[each]) for each in form.chosen}
        seen, by = form.seen(), signed_in(request)
        outcome, count = _carried_out(
            request,
            desk.assessment,
            lambda: actions.share(desk.assessment, wanted, seen=seen, by=by, now=now),
        )
    except Refused as refused:
        form.blame(refused)
        stale = any(fault.kind == MEANWHILE for fault in refused.faults)
        return _page(request, desk, form, bulk, status=409 if stale else 422)
    if not outcome.repeated:
        messages.success(request, _shared(count))
    return redirect(outcome.address)


def _take_over(
    request: HttpRequest, desk: queries.Sharing, earlier: queries.Earlier, what: str, *, now: datetime
) -> HttpResponse:
    """From the last self-assessment: who answers what, or the words as drafts."""
    by, into = signed_in(request), desk.assessment
    deeds: dict[str, Callable[[], int]] = {
        AS_BEFORE: lambda: actions.share(into, as_before(desk), by=by, now=now),
        COPY: lambda: actions.copy_from(earlier.assessment, into, by=by, now=now),
    }
    try:
        outcome, count = _carried_out(request, into, deeds[what])
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(_address(into))
    if not outcome.repeated:
        messages.success(request, _copied(count) if what == COPY else _shared(count))
    return redirect(outcome.address)


def _carried_out(
    request: HttpRequest, assessment: Assessment, do: Callable[[], int]
) -> tuple[submissions.Outcome, int]:
    count = 0

    def deed() -> str:
        nonlocal count
        count = do()
        return _address(assessment)

    return submissions.once_for(request, action="selfassessment.share", deed=deed), count


def _page(
    request: HttpRequest, desk: queries.Sharing, form: SharingForm, bulk: BulkForm, *, status: int = 200
) -> HttpResponse:
    assessment = desk.assessment
    reasons = guarding.refusals(
        Deed.SHARE_OUT, assessment.round, assessment.city, by=signed_in(request), now=timezone.now()
    )
    if assessment.is_submitted:
        reasons = [Fault("assessment-locked")]
    context = {
        "assessment": assessment,
        "desk": desk,
        "form": form,
        "bulk": bulk,
        "groups": list(desk.groups),
        "refusals": sentences(reasons),
        "has_samples": assessment.is_sample,
    }
    return render(request, "selfassessment/share.html", context, status=status)


def _address(assessment: Assessment) -> str:
    """With the city, as a round that an operator runs has a self-assessment of each."""
    return reverse("selfassessment:share", args=[assessment.round.code]) + f"?kota={assessment.city.code}"


def _shared(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    words = ngettext(
        "%(count)s question was given. The organisation sees it in its tasks.",
        "%(count)s questions were given. The organisations see them in their tasks.",
        count,
    )
    return words % {"count": number(count)}


def _copied(count: int) -> str:
    if not count:
        return _("There was nothing to take over: no empty answer has an earlier one.")
    words = ngettext(
        "%(count)s answer was begun with the words of the last time. It still has to be read and handed in.",
        "%(count)s answers were begun with the words of the last time. They still have to be read and handed in.",
        count,
    )
    return words % {"count": number(count)}
