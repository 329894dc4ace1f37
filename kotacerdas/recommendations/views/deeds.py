"""One recommendation: what was advised, the three states, and the deeds of whoever may do them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.people import drafts
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations.queries import desk
from kotacerdas.recommendations.templatetags.recommendations import in_words, page_of
from kotacerdas.recommendations.views.finding import recommendation_of
from kotacerdas.recommendations.views.offers import OFFERS
from kotacerdas.recommendations.words import FIELDS


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def recommendation(request: HttpRequest, slug: str) -> HttpResponse:
    """Text, three states side by side, proof, tasks and history."""
    return _page(request, recommendation_of(request, slug))


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def deed(request: HttpRequest, slug: str, deed: str) -> HttpResponse:
    """Does one deed; opened instead of sent, the page with the form of that deed open."""
    if deed not in OFFERS:
        raise Http404
    offer, at = OFFERS[deed], recommendation_of(request, slug)
    if request.method != "POST":
        return _page(request, at, opened=deed, typed=drafts.kept(request))
    user, now = signed_in(request), timezone.now()
    form = offer.form(request.POST, care=desk.of(at, user, now=now).row.care, user=user)
    if not form.is_valid():
        return _page(request, at, opened=deed, bound=form, status=422)

    def do() -> str:
        offer.do(at, form, {"by": user, "now": now, "expected": versions.expected(request)})
        return page_of(at)

    try:
        outcome = submissions.once_for(request, action=f"recommendations.{deed}", deed=do)
    except versions.StaleSave as stale:
        return _both(request, at, deed, stale)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _page(request, at, opened=deed, bound=form, status=422)
    if not outcome.repeated:
        messages.success(request, str(offer.done))
    return redirect(outcome.address)


def _page(
    request: HttpRequest,
    at: Recommendation,
    *,
    opened: str = "",
    typed: Any = None,
    bound: Any = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    found = desk.of(at, user, now=now)
    care = found.row.care
    forms = {
        each.slug: each.form(typed if each.slug == opened else None, care=care, user=user)
        for each in OFFERS.values()
        if each.needs & found.possible
    }
    if bound is not None:
        forms[opened] = bound
    context = {
        "recommendation": at,
        "city": at.city,
        "desk": found,
        "row": found.row,
        "care": care,
        "forms": forms,
        "opened": opened,
        "zone": at.city.zone,
        "cites": may(user, Permission.ADD_EVIDENCE, at.city) and bool(at.text_id),
        "gives": may(user, Permission.ASSIGN_TASKS, at.city),
        "has_samples": found.row.is_sample or any(task.is_sample for task in found.tasks),
        **more,
    }
    return render(request, "recommendations/recommendation.html", context, status=status)


def _both(request: HttpRequest, at: Recommendation, deed: str, stale: versions.StaleSave) -> HttpResponse:
    """What is stored now beside what was typed, in a form whose next save is meant against what is stored."""
    user = signed_in(request)
    care = desk.of(at, user, now=timezone.now()).row.care
    last = care.steps.select_related("by").last()
    beside = {
        "differences": _differences(stale),
        "stale_by": (last and last.by) or _("Somebody"),
        "stale_at": formats.moment(last.at if last else timezone.now(), at.city.zone),
    }
    form = OFFERS[deed].form(request.POST, care=care, user=user)
    return _page(request, at, opened=deed, bound=form, status=409, **beside)


def _differences(stale: versions.StaleSave) -> list[versions.Difference]:
    """In words, and only of what people write: who and when is said above."""
    return [
        versions.Difference(
            str(FIELDS[name]), in_words(name, getattr(stale.current, name)), in_words(name, typed)
        )
        for name, typed in stale.typed.items()
        if name in FIELDS and getattr(stale.current, name) != typed
    ]
