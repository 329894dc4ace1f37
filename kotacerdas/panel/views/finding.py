"""Which panel and which seat an address means, for this reader; what he or she does not see is 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kotacerdas.evaluation import guarding
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.people import access
from kotacerdas.people.access import signed_in


def panel_of(request: HttpRequest, code: str, city: str) -> Panel:
    rows = Panel.objects.visible_to(request.user).for_rows()
    return get_object_or_404(rows, round__code=code, city__code=city)


def seat_of(request: HttpRequest, panel: Panel) -> Seat:
    """The reader's own; whoever keeps the round has none."""
    seat = seat_or_none(request, panel)
    if seat is None:
        raise Http404
    return seat


def seat_or_none(request: HttpRequest, panel: Panel) -> Seat | None:
    seat = Seat.objects.of(signed_in(request)).filter(panel=panel).select_related("user").first()
    if seat is not None:
        seat.panel = panel
    return seat


def own_seat(request: HttpRequest, code: str, city: str) -> Seat:
    """The reader's seat with its panel, in one query; 404 for everybody else."""
    rows = Seat.objects.of(signed_in(request)).select_related("user", "panel__round", "panel__city")
    return get_object_or_404(rows, panel__round__code=code, panel__city__code=city)


def keeps(request: HttpRequest, panel: Panel) -> bool:
    """Whether the reader keeps the round in the city of this panel."""
    return access.may(request.user, guarding.keeper_of(panel.round), panel.city)


def kept_panel(request: HttpRequest, code: str, city: str) -> Panel:
    """One that the reader keeps; for whoever sits in it alone it is 404."""
    panel = panel_of(request, code, city)
    if not keeps(request, panel):
        raise Http404
    return panel
