"""Chosen sites are proposed to a plan: one form."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission
from kotacerdas.siting.actions import proposing as deeds
from kotacerdas.siting.domain.parcels import parcels
from kotacerdas.siting.exports import facts
from kotacerdas.siting.forms.proposing import FIELD_OF, ProposeForm
from kotacerdas.siting.queries import proposals
from kotacerdas.siting.queries.answers import shown_of
from kotacerdas.siting.views.finding import scenario_of


@requires(Permission.KEEP_PLANS)
@never_cache
def propose(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """404 as long as there is nothing to propose, and for who keeps no plans of that city."""
    found = scenario_of(request, city, code)
    shown = shown_of(found)
    if shown is None or not may(request.user, Permission.KEEP_PLANS, found.city):
        raise Http404
    editions = proposals.open_editions(found.city, request.user)
    address = request.build_absolute_uri(found.get_absolute_url())

    def bind(typed: Any) -> ProposeForm:
        """Whoever sends it again has seen the answer that stands here now."""
        if typed is not None:
            typed = typed.copy()
            typed["answer"] = shown.mark
        return ProposeForm(typed, editions=editions, leads=proposals.leads(found.city), initial=initial)

    def do(sent: Any) -> str:
        form = sent[0]
        if request.POST.get("answer") != shown.mark:
            raise Refused(Fault("propose-other-answer"))
        edition = form.chosen()
        made = deeds.propose(
            shown, edition=edition, how=form.how(address), by=signed_in(request), now=timezone.now()
        )
        if len(made) == 1:
            made[0].edition = edition
            return made[0].get_absolute_url()
        return reverse("masterplan:board", args=[found.city.code, edition.code])

    today = timezone.localdate(timezone=found.city.timezone)
    initial = {"grouping": "all", "year": str(today.year + 1), "answer": shown.mark}
    desk = Desk(
        "siting/propose.html",
        "siting.propose",
        bind=bind,
        do=do,
        done=_("The sites are proposed to the plan. Go over the words of the programmes there."),
        context={
            "city": found.city, "scenario": found, "answer": shown, "editions": editions, "finding": facts.finding(shown),
            "notes": facts.notes(shown, found), "parcels": parcels(shown.chosen, by_kecamatan=True),
            "proposed": proposals.proposals_of(found, request.user), "back": found.get_absolute_url(),
            "has_samples": facts.is_sample(shown, found),
        },
        field_of=FIELD_OF,
    )  # fmt: skip
    return answer(request, desk)
