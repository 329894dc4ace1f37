"""Pages of operators: load results of a round after a look at what would change, publish it or take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused
from kotacerdas.evaluation import actions, planning
from kotacerdas.evaluation.forms import LoadForm, told
from kotacerdas.evaluation.models import Round
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.LOAD_RESULTS)
def load(request: HttpRequest, code: str) -> HttpResponse:
    """First the plan, city by city; then, confirmed, all of it or nothing. What was typed stays through both."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user).with_ranking(), code=code)
    if request.method != "POST":
        return render(
            request,
            "evaluation/load.html",
            {"round": round_, "form": LoadForm(drafts.kept(request), round_=round_)},
        )
    form = LoadForm(request.POST, request.FILES, round_=round_)
    context = {"round": round_, "form": form}
    if not form.is_valid():
        return render(request, "evaluation/load.html", context, status=422)
    try:
        if "confirm" in request.POST:
            return _confirmed(request, round_, form)
        options = {"by": signed_in(request), "replace_all": form.cleaned_data["replace_all"]}
        plan = planning.plan_results(round_, form.cleaned_data["rows"], **options)
    except Refused as refused:
        for words in told(refused):
            form.add_error(None, words)
        return render(request, "evaluation/load.html", context, status=422)
    return render(request, "evaluation/load_plan.html", context | {"plan": plan})


def _confirmed(request: HttpRequest, round_: Round, form: LoadForm) -> HttpResponse:
    counts: list[int] = []

    def deed() -> str:
        plan = actions.load_results(
            round_,
            form.cleaned_data["rows"],
            by=signed_in(request),
            now=timezone.now(),
            replace_all=form.cleaned_data["replace_all"],
        )
        counts.append(plan.count("added") + plan.count("changed"))
        return round_.get_absolute_url()

    outcome = submissions.once_for(request, action="evaluation.load", deed=deed)
    if not outcome.repeated:
        words = ngettext("%(count)d result written.", "%(count)d results written.", counts[0])
        messages.success(request, words % {"count": counts[0]})
    return redirect(outcome.address)


@requires(Permission.PUBLISH_ROUND)
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publishes or takes back; saying the same twice changes nothing."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user).with_ranking(), code=code)
    if request.POST.get("terbit") == "1":
        try:
            actions.publish(round_, by=signed_in(request), now=timezone.now())
        except Refused as refused:
            for words in told(refused):
                messages.error(request, words)
        else:
            messages.success(request, _("The round is published: everyone can see it."))
    else:
        actions.take_back(round_, by=signed_in(request), now=timezone.now())
        messages.success(request, _drafted(round_))
    return redirect(round_)


def _drafted(round_: Round) -> str:
    if round_.kind == Round.Kind.RUN:
        return _("The results are a draft again: only operators see them.")
    return _("The round is a draft again: only operators and the cities in it see it.")
