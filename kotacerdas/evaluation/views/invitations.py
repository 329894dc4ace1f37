"""Which cities are in an operator's round, and what a city's office answers."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import actions, guarding
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.forms import CitiesFilter, InviteForm, JoinForm, ProvinceForm
from kotacerdas.evaluation.forms.fields import say
from kotacerdas.evaluation.forms.invitations import UNASKED
from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.queries.invitations import cities_with_states, invitable, provinces_of
from kotacerdas.evaluation.views.keeping import kept
from kotacerdas.evaluation.words import told
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, reach, requires, signed_in

ROWS_PER_PAGE = 100


@requires(Permission.RUN_ROUNDS)
@never_cache
def invitations(request: HttpRequest, code: str) -> HttpResponse:
    """The cities of the operator's reach with their state; the chosen ones, or all of a province, are invited."""
    round_ = kept(request, code)
    if round_.kind != Round.Kind.RUN:
        raise Http404
    cities = invitable(round_, request.user)
    forms: dict[str, Any] = {
        "form": InviteForm(cities=cities),
        "province_form": ProvinceForm(provinces=provinces_of(cities)),
    }
    status = 200
    if request.method == "POST":
        name = "province_form" if "province" in request.POST else "form"
        forms |= {
            name: ProvinceForm(request.POST, provinces=provinces_of(cities))
            if name == "province_form"
            else InviteForm(request.POST, cities=cities)
        }
        answer = _invited(request, round_, forms[name], cities)
        if answer is not None:
            return answer
        status = 422
    return render(
        request, "evaluation/invitations.html", _listed(request, round_, cities) | forms, status=status
    )


def _listed(request: HttpRequest, round_: Round, cities: Any) -> dict[str, Any]:
    search = CitiesFilter(request.GET, provinces=provinces_of(cities))
    everywhere = cities_with_states(round_, cities)
    words, province, state = (search.asked(name) for name in ("cari", "provinsi", "status"))
    rows = (
        cities_with_states(round_, cities, words=words, province=province)
        if words or province
        else everywhere
    )
    if state:
        rows = [row for row in rows if (row.state or UNASKED) == state]
    fault = workflow.why_not(Deed.INVITE, calendar_of(round_, None), timezone.now())
    with timezone.override(formats.zone_of(round_.zone)):
        closed = sentences(told([fault])) if fault else []
    return {
        "round": round_,
        "search": search,
        "page": Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("halaman")),
        "counts": Counter(row.state for row in everywhere if row.state),
        "total": len(everywhere),
        "closed": closed,
        "address": request.GET.urlencode(),
    }


def _invited(request: HttpRequest, round_: Round, form: Any, cities: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    typed = form.cleaned_data
    chosen = typed["cities"] if "cities" in typed else cities.filter(province=typed["province"])
    counts: list[int] = []

    def deed() -> str:
        made = actions.invite(round_, chosen, by=signed_in(request), now=timezone.now())
        counts.append(len(made))
        return request.get_full_path()

    try:
        outcome = submissions.once_for(request, action="evaluation.invite", deed=deed)
    except Refused as refused:
        say(form, refused, beside={}, zone=round_.zone)
        return None
    if not outcome.repeated:
        messages.success(request, _told(counts[0], len(chosen) - counts[0]))
    return redirect(outcome.address)


def _told(made: int, known: int) -> str:
    words = ngettext("%(count)d city is invited.", "%(count)d cities are invited.", made) % {"count": made}
    if known:
        again = ngettext(
            "%(count)d was in the round already and hears nothing again.",
            "%(count)d were in the round already and hear nothing again.",
            known,
        )
        words += " " + again % {"count": known}
    return words


@requires(Permission.KEEP_ROUNDS)
@never_cache
def join(request: HttpRequest, code: str) -> HttpResponse:
    """The city's office says whether it takes part; it may change its mind while the days allow it."""
    row = _own(request, code)
    user, now = signed_in(request), timezone.now()
    with timezone.override(formats.zone_of(row.round.zone)):
        closed = sentences(guarding.refusals(Deed.JOIN, row.round, row.city, by=user, now=now))
    context = {"round": row.round, "row": row, "closed": closed}
    if request.method != "POST":
        answered = {"takes_part": {"joined": "1", "declined": "0"}.get(row.state, ""), "reason": row.reason}
        form = JoinForm(drafts.kept(request), initial=answered)
        return render(request, "evaluation/join.html", context | {"form": form})
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            outcome = submissions.once_for(request, action="evaluation.join", deed=_answer(row, form, user))
        except Refused as refused:
            say(form, refused, beside=form.beside, zone=row.round.zone)
        else:
            if not outcome.repeated:
                messages.success(request, _("Your answer is kept."))
            return redirect(outcome.address)
    return render(request, "evaluation/join.html", context | {"form": form}, status=422)


def _answer(row: Participation, form: JoinForm, user: Any) -> Callable[[], str]:
    def deed() -> str:
        reason = form.cleaned_data["reason"]
        actions.answer_invitation(row, takes_part=form.says_yes, reason=reason, by=user, now=timezone.now())
        return reverse("evaluation:calendar", args=[row.round.code])

    return deed


def _own(request: HttpRequest, code: str) -> Participation:
    """Of the city that the reader keeps; a round that a city keeps for itself invites nobody."""
    keeping = reach(request.user, Permission.KEEP_ROUNDS)
    rounds = Round.objects.visible_to(request.user).with_ranking()
    rows = Participation.objects.visible_to(request.user).filter(keeping.rows("city"), round__in=rounds)
    chosen = rows.filter(round__code=code).select_related("round", "city").order_by("city__code")
    return get_object_or_404(chosen[:1])
