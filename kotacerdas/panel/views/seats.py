"""Pages of seats: who is appointed, what an assessor declares, and the end of an appointment."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.forms.fields import say
from kotacerdas.evaluation.models import Participation
from kotacerdas.panel import actions
from kotacerdas.panel.domain import seating
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.forms.seats import CONFLICT, INDEPENDENT, AppointForm, DeclareForm, EndForm, SearchForm
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.panel.queries import candidates
from kotacerdas.panel.queries.panels import kept_cities
from kotacerdas.panel.views.finding import kept_panel, own_seat
from kotacerdas.panel.views.panels import page_of
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.domain.names import fold
from kotacerdas.people.permissions import Permission


@requires(Permission.SET_DAYS)
@never_cache
def appoint(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """The first seats make the panel. `?cari=` narrows the people; those that are ticked stay in the list."""
    row = _kept_city(request, code, city)
    people = candidates.candidates(row.round, now=timezone.now())
    if request.method != "POST":
        return _appoint_page(request, row, AppointForm(drafts.kept(request), people=people))
    form = AppointForm(request.POST, people=people)
    if form.is_valid():
        chosen = list(form.cleaned_data["people"])

        def deed() -> str:
            actions.appoint(row.round, row.city, chosen, by=signed_in(request), now=timezone.now())
            return reverse("panel:panel", args=[row.round.code, row.city.code])

        try:
            outcome = submissions.once_for(request, action="panel.appoint", deed=deed)
        except Refused as refused:
            say(form, refused, beside={}, zone=row.round.zone)
        else:
            if not outcome.repeated:
                messages.success(request, _appointed(len(chosen)))
            return redirect(outcome.address)
    return _appoint_page(request, row, form, status=422)


def _kept_city(request: HttpRequest, code: str, city: str) -> Participation:
    """A city that takes part in a round which the reader keeps there."""
    rows = kept_cities(signed_in(request)).select_related("round__city", "city__province")
    kinds = ("run", "trial")
    return get_object_or_404(rows, round__code=code, city__code=city, round__kind__in=kinds)


def _appointed(count: int) -> str:
    words = ngettext(
        "%(count)s assessor is appointed and told.", "%(count)s assessors are appointed and told.", count
    )
    return words % {"count": formats.number(count)}


def _appoint_page(
    request: HttpRequest, row: Participation, form: AppointForm, *, status: int = 200
) -> HttpResponse:
    search = SearchForm(request.GET)
    wanted = fold(search.asked())
    everybody = candidates.told(candidates.free_for(row.round, row.city, now=timezone.now()))
    ticked = form.ticked
    found = [
        each
        for each in everybody
        if wanted in fold(f"{each.person} {each.person.email}") or str(each.person.pk) in ticked
    ]
    seats = Seat.objects.filter(panel__round=row.round, panel__city=row.city)
    seats = seats.filter(state__in=sorted(seating.SITTING)).select_related("user").order_by("number")
    with timezone.override(formats.zone_of(row.round.zone)):
        closed = sentences(
            guarding.refusals(Deed.APPOINT, row.round, row.city, by=signed_in(request), now=timezone.now())
        )
    is_rehearsal = row.round.kind == "trial"
    context = {
        "round": row.round,
        "city": row.city,
        "form": form,
        "search": search,
        "candidates": found,
        "total": len(everybody),
        "seats": seats,
        "least": seating.least(is_rehearsal=is_rehearsal),
        "most": seating.MOST,
        "is_rehearsal": is_rehearsal,
        "closed": closed,
        "has_samples": row.round.is_sample,
    }
    return render(request, "panel/appoint.html", context, status=status)


@requires(Permission.ASSESS)
@never_cache
def declare(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """Before anything is scored; somebody who finds a conflict later says so here, too."""
    seat = own_seat(request, code, city)
    if request.method != "POST":
        stance = INDEPENDENT if seat.stands is State.DECLARED else ""
        initial = {"stance": stance, "statement": seat.statement}
        return _declare_page(request, seat, DeclareForm(drafts.kept(request), initial=initial))
    form = DeclareForm(request.POST)
    if form.is_valid():

        def deed() -> str:
            given = {"is_independent": form.is_independent, "statement": form.cleaned_data["statement"]}
            actions.declare(seat, by=signed_in(request), now=timezone.now(), **given)
            return seat.panel.get_absolute_url() if form.is_independent else reverse("panel:panels")

        try:
            outcome = submissions.once_for(request, action="panel.declare", deed=deed)
        except Refused as refused:
            say(form, refused, beside=form.beside, zone=seat.panel.round.zone)
        else:
            if not outcome.repeated:
                messages.success(request, _declared(form))
            return redirect(outcome.address)
    return _declare_page(request, seat, form, status=422)


def _declared(form: DeclareForm) -> str:
    if form.is_independent:
        return _("Your declaration is kept. You can score now.")
    return _("You have given up this seat. Whoever keeps the round appoints somebody else.")


def _declare_page(request: HttpRequest, seat: Seat, form: DeclareForm, *, status: int = 200) -> HttpResponse:
    panel: Panel = seat.panel
    with timezone.override(formats.zone_of(panel.round.zone)):
        closed = sentences(
            guarding.refusals(
                Deed.DECLARE, panel.round, panel.city, by=signed_in(request), now=timezone.now()
            )
        )
    context: dict[str, Any] = {
        "panel": panel,
        "seat": seat,
        "form": form,
        "closed": closed,
        "conflict": CONFLICT,
        "has_samples": panel.is_sample,
    }
    return render(request, "panel/declare.html", context, status=status)


@requires(Permission.SET_DAYS)
@require_POST
def end(request: HttpRequest, code: str, city: str, number: int) -> HttpResponse:
    """Takes an appointment back, with the reason."""
    panel = kept_panel(request, code, city)
    seat = panel.seats.filter(number=number).first()
    if seat is None:
        raise Http404
    seat.panel = panel
    form = EndForm(request.POST, auto_id="akhiri_%s")
    if form.is_valid():

        def deed() -> str:
            reason = form.cleaned_data["reason"]
            actions.end(seat, reason=reason, by=signed_in(request), now=timezone.now())
            return panel.get_absolute_url()

        try:
            outcome = submissions.once_for(request, action="panel.end", deed=deed)
        except Refused as refused:
            say(form, refused, beside={}, zone=panel.round.zone)
        else:
            if not outcome.repeated:
                messages.success(
                    request, _("The appointment is taken back. Another person can be appointed.")
                )
            return redirect(outcome.address)
    return page_of(request, panel, status=422, end_form=form, ending=number)
