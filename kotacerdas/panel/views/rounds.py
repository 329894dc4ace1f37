"""The panels of a round, for whoever keeps it, and one appointment to many of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.formats import number
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.domain.standing import Standing
from kotacerdas.panel.forms.seats import BatchForm
from kotacerdas.panel.queries import candidates, rounds
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


@requires(Permission.SET_DAYS)
@never_cache
def of_round(request: HttpRequest, code: str) -> HttpResponse:
    """Counts only before a panel is open. Sent, it appoints the chosen people to the panels of all ticked cities."""
    user, now = signed_in(request), timezone.now()
    round_ = rounds.kept(user, code)
    if round_ is None:
        raise Http404
    board = rounds.of_round(round_, user, now=now)
    cities = City.objects.filter(pk__in=[line.city.pk for line in board.lines])
    people = candidates.candidates(round_, now=now)
    typed = request.POST if request.method == "POST" else drafts.kept(request)
    form = BatchForm(typed, people=people, cities=cities)
    status = 200
    if request.method == "POST":
        answer = _appointed(request, round_, form)
        if answer is not None:
            return answer
        status = 422
    context = {
        "round": round_,
        "board": board,
        "form": form,
        "candidates": candidates.told(people),
        "counts": [(each, board.counts[each]) for each in Standing if board.counts[each]],
        "has_batch": sum(line.may_appoint for line in board.lines) > 1,
        "may_publish": round_.kind == Round.Kind.RUN and board.is_all_done,
        "has_samples": round_.is_sample,
    }
    return render(request, "panel/round.html", context, status=status)


def _appointed(request: HttpRequest, round_: Round, form: BatchForm) -> HttpResponse | None:
    """All panels or none; what stands against it is told city by city."""
    if not form.is_valid():
        return None
    cities, people = list(form.cleaned_data["cities"]), list(form.cleaned_data["people"])
    against: list[str] = []

    def deed() -> str:
        for city in cities:
            try:
                actions.appoint(round_, city, people, by=signed_in(request), now=timezone.now())
            except Refused as refused:
                against.extend(f"{city.name}: {words}" for words in sentences(refused))
        if against:
            raise Refused([])
        return reverse("panel:round", args=[round_.code])

    try:
        outcome = submissions.once_for(request, action="panel.appoint", deed=deed)
    except Refused as refused:
        for words in against or sentences(refused):
            form.add_error(None, words)
        return None
    if not outcome.repeated:
        messages.success(request, _told(len(people), len(cities)))
    return redirect(outcome.address)


def _told(people: int, cities: int) -> str:
    words = ngettext(
        "%(people)s people are appointed to the panel of %(count)s city. They are told.",
        "%(people)s people are appointed to the panels of %(count)s cities. They are told.",
        cities,
    )
    return words % {"people": number(people), "count": number(cities)}
