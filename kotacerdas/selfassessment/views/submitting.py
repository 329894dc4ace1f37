"""Submits a self-assessment, and opens it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.forms.submitting import ReopenForm, SubmitForm
from kotacerdas.selfassessment.models import Assessment
from kotacerdas.selfassessment.queries import submitting as queries
from kotacerdas.selfassessment.views.finding import assessment_of
from kotacerdas.selfassessment.views.keeping import kept_assessment


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """What is missing, whether the days allow it, who signs; afterwards what was submitted. Others of the city read it."""
    assessment, user = assessment_of(request, code), signed_in(request)
    departure = queries.of(assessment, user, now=timezone.now())
    if request.method != "POST":
        form = SubmitForm(drafts.kept(request), departure=departure)
        return _page(request, departure, form)
    form = SubmitForm(request.POST, departure=departure)
    if not form.is_valid():
        return _page(request, departure, form, status=409 if form.is_stale else 422)

    def deed() -> str:
        gaps = form.cleaned_data.get("gaps", "")
        actions.submit(assessment, form.signature, by=user, now=timezone.now(), gaps=gaps)
        return address(assessment)

    try:
        outcome = submissions.once_for(request, action="selfassessment.submit", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _page(request, departure, form, status=422)
    if not outcome.repeated:
        messages.success(request, _("Submitted. The answers are frozen under the hash below."))
    return redirect(outcome.address)


@requires(Permission.KEEP_ROUNDS)
@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """The answers can be written again; what was submitted stays."""
    assessment, user, now = kept_assessment(request, code), signed_in(request), timezone.now()
    form = ReopenForm(request.POST)

    def deed() -> str:
        actions.reopen(assessment, reason=form.cleaned_data["reason"], by=user, now=now)
        return address(assessment)

    if form.is_valid():
        try:
            outcome = submissions.once_for(request, action="selfassessment.reopen", deed=deed)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            if not outcome.repeated:
                messages.success(request, _("The answers are open again. What was submitted stays as it is."))
            return redirect(outcome.address)
    departure = queries.of(assessment, user, now=now)
    return _page(request, departure, SubmitForm(departure=departure), reopen_form=form, status=422)


def address(assessment: Assessment) -> str:
    return reverse("selfassessment:submit", args=[assessment.round.code]) + f"?kota={assessment.city.code}"


def _page(
    request: HttpRequest,
    departure: queries.Departure,
    form: SubmitForm,
    *,
    reopen_form: ReopenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    assessment = departure.assessment
    context = {
        "assessment": assessment,
        "departure": departure,
        "count": departure.count,
        "form": form,
        "reopen_form": reopen_form or ReopenForm(),
        "refusals": sentences(departure.refusals),
        "zone": assessment.city.zone,
        "has_samples": assessment.is_sample,
    }
    return render(request, "selfassessment/submit.html", context, status=status)
