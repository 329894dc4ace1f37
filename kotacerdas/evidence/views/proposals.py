"""Evidence that was found: over many questions, and for one question with everything that speaks for and against it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence import actions, findings, targets
from kotacerdas.evidence.domain.board import Standing
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.forms.proposals import AcceptForm, RejectProposalForm
from kotacerdas.evidence.models import Revision
from kotacerdas.evidence.queries import board as boards
from kotacerdas.evidence.queries import found as queries
from kotacerdas.evidence.targets import Target
from kotacerdas.evidence.views.board import agencies_of, chosen_scope
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

QUESTIONS_PER_PAGE = 10
SHOWN_EACH = 3
LONGEST_KEY = 19
VIEWS = {
    "": Standing.PROPOSED,
    "periksa": Standing.WAITING,
    "terima": Standing.CONFIRMED,
    "kosong": Standing.MISSING,
}


@requires(Permission.ADD_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """`?lihat=`: to decide (first), waiting for a second person, confirmed, not dug up; `?lingkup=` names the round."""
    city = city_with(request, Permission.ADD_EVIDENCE)
    known = targets.scopes(request.user, city)
    scope = chosen_scope(known, request.GET.get("lingkup", ""))
    if scope is None:
        return render(request, "evidence/board_empty.html", {"city": city})
    found = boards.of_scope(request.user, city, scope)
    view = request.GET.get("lihat", "")
    standing = VIEWS.get(view, Standing.PROPOSED)
    some = [each for each in found.questions if each.standing is standing]
    page = Paginator(some, QUESTIONS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = _desk(request, city) | {
        "scope": scope,
        "scopes": known,
        "finding": findings.board.of_proposals(found),
        "views": [(key, each, found.count(each)) for key, each in VIEWS.items()],
        "view": view if view in VIEWS else "",
        "page": page,
        "questions": queries.of_questions(page, user=request.user, city=city, most=SHOWN_EACH),
        "back": "daftar",
    }
    return render(request, "evidence/proposals.html", context)


@requires(Permission.SEE_EVIDENCE)
@never_cache
def question(request: HttpRequest, scope: str, code: str) -> HttpResponse:
    """All that was found for one question; `?mirip=CODE.UNIT` looks for pages like that one."""
    city = city_with(request, Permission.SEE_EVIDENCE)
    chosen = chosen_scope(targets.scopes(request.user, city), scope)
    target = _target(city, chosen, code)
    found = boards.of_target(request.user, city, target)
    alike = queries.alike(request.GET.get("mirip", ""), target, user=request.user, city=city)
    context = _desk(request, city) | {
        "scope": chosen,
        "question": queries.of_questions([found], user=request.user, city=city, most=queries.MOST)[0],
        "citations": queries.citations_of(target, user=request.user, city=city),
        "alike": alike,
        "back": "",
    }
    return render(request, "evidence/question.html", context)


def _desk(request: HttpRequest, city: City) -> dict[str, Any]:
    """Who reads proposals, and what he or she may do with one."""
    return {
        "city": city,
        "reject_form": RejectProposalForm(auto_id=False),
        "cites": access.may(request.user, Permission.ADD_EVIDENCE, city),
        "asks": access.may(request.user, Permission.MANAGE_EVIDENCE, city),
        "mine": agencies_of(request.user, city),
    }


@requires(Permission.ADD_EVIDENCE)
@require_POST
def decide(request: HttpRequest, scope: str, code: str) -> HttpResponse:
    """`putusan=terima` cites the proposed sentence, anything else rejects the page with a reason. Done once."""
    city = city_with(request, Permission.ADD_EVIDENCE)
    chosen = chosen_scope(targets.scopes(request.user, city), scope)
    target = _target(city, chosen, code)
    accepts = request.POST.get("putusan") == "terima"
    form = AcceptForm(request.POST) if accepts else RejectProposalForm(request.POST)
    seen = Revision.objects.visible_to(request.user).filter(document__city=city)
    revision = get_object_or_404(seen.select_related("document__city", "content"), pk=_key(request))
    back = _back(request, scope, code)
    if not form.is_valid():
        messages.error(request, _("Say why it does not prove this, then reject it."))
        return redirect(back)
    given = form.cleaned_data

    def deed() -> str:
        who, now = signed_in(request), timezone.now()
        if accepts:
            span = Span(given["dari"], given["sampai"])
            actions.accept_proposal(target, revision, unit=given["satuan"], span=span, by=who, now=now)
        else:
            reason = given["alasan"]
            actions.reject_proposal(target, revision, unit=given["satuan"], reason=reason, by=who, now=now)
        return back

    try:
        outcome = submissions.once_for(request, action="evidence.decide", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(back)
    if not outcome.repeated:
        done = (
            _("Cited. Somebody else confirms it.")
            if accepts
            else _("Rejected; it is proposed last from now on.")
        )
        messages.success(request, done)
    return redirect(outcome.address)


def _target(city: City, scope: targets.Scope | None, code: str) -> Target:
    some = targets.of_scope(city, scope) if scope else []
    found = next((each for each in some if each.code == code), None)
    if found is None:
        raise Http404
    return found


def _key(request: HttpRequest) -> int:
    given = request.POST.get("revisi", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < LONGEST_KEY else 0


def _back(request: HttpRequest, scope: str, code: str) -> str:
    """To the list or the question, where the decision was made."""
    if request.POST.get("dari-daftar"):
        return f"{reverse('evidence:proposals')}?lingkup={scope}"
    return reverse("evidence:question", args=[scope, code])
