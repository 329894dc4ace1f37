"""The awards of a round: the list for all, once it is published, and the form of its operator."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation import actions, guarding, queries
from kotacerdas.evaluation.forms import AwardForm
from kotacerdas.evaluation.models import Award, Round
from kotacerdas.evaluation.templatetags.evaluation import part_name
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, public, requires, signed_in


@public
def awards(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever brings in the round's results sees, too, who is highest where nobody was honoured yet."""
    rounds = Round.objects.visible_to(request.user).with_ranking()
    round_ = get_object_or_404(rounds, code=code)
    groups = queries.awards_of(round_, request.user)
    context: dict[str, Any] = {
        "round": round_,
        "groups": groups,
        "count": sum(len(rows) for _part, rows in groups),
        "may_record": guarding.may_load_whole(round_, request.user),
    }
    if context["may_record"]:
        given = [award for _part, rows in groups for award in rows]
        context["proposals"] = queries.proposals(queries.ranking_of(round_, request.user), given)
    return render(request, "evaluation/awards.html", context)


@requires(Permission.LOAD_RESULTS)
@never_cache
def give(request: HttpRequest, code: str) -> HttpResponse:
    """The form; `?kota=...&bagian=...` fills it in from a proposal."""
    round_ = _own(request, code)
    context: dict[str, Any] = {"round": round_}
    if request.method != "POST":
        form = AwardForm(drafts.kept(request), round_=round_, initial=_proposed(request, round_))
        return render(request, "evaluation/award_give.html", context | {"form": form})
    form = AwardForm(request.POST, round_=round_)
    if form.is_valid():

        def deed() -> str:
            actions.give_award(round_, form.new(), by=signed_in(request), now=timezone.now())
            return reverse("evaluation:awards", args=[round_.code])

        try:
            outcome = submissions.once_for(request, action="evaluation.award_give", deed=deed)
        except Refused as refused:
            form.refuse(refused)
        else:
            if not outcome.repeated:
                messages.success(request, _("The award is recorded."))
            return redirect(outcome.address)
    return render(request, "evaluation/award_give.html", context | {"form": form}, status=422)


@requires(Permission.LOAD_RESULTS)
@require_POST
def remove(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One that somebody else has just removed is gone as well."""
    round_ = _own(request, code)
    award = get_object_or_404(
        Award.objects.visible_to(request.user).select_related("round", "city"), round=round_, pk=number
    )

    def deed() -> str:
        actions.remove_award(award, by=signed_in(request), now=timezone.now())
        return reverse("evaluation:awards", args=[round_.code])

    outcome = submissions.once_for(request, action="evaluation.award_remove", deed=deed)
    if not outcome.repeated:
        messages.success(request, _("The award is removed; what it was stands in the trail."))
    return redirect(outcome.address)


def _own(request: HttpRequest, code: str) -> Round:
    """A round all of whose results the reader brings in; for everybody else this page is not here."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user).with_ranking(), code=code)
    if not guarding.may_load_whole(round_, request.user):
        raise Http404
    return round_


def _proposed(request: HttpRequest, round_: Round) -> dict[str, str]:
    """A title in both languages to begin with, which the operator changes into the official one."""
    part = request.GET.get("bagian")
    if part is None:
        return {}
    found = {"city": request.GET.get("kota", ""), "part": part}
    for language in ("id", "en"):
        with translation.override(language):
            found[f"title_{language}"] = _("Highest score: %(part)s") % {"part": part_name(part, round_)}
    return found
