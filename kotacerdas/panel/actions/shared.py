"""What all deeds share: the locked panel, the seat of whoever acts, and the table of the round."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.models import Round
from kotacerdas.panel.domain.seating import SITTING, State
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User


def locked(panel: Panel) -> Panel:
    """As it is now; nobody opens or concludes it before this transaction ends."""
    rows = Panel.objects.select_for_update(of=("self",)).for_rows()
    return rows.get(pk=panel.pk)


def locked_seat(seat: Seat) -> Seat:
    """Its panel first, always in this order, so that two deeds never wait for each other."""
    panel = locked(Panel(pk=seat.panel_id))
    kept = Seat.objects.select_for_update(of=("self",)).select_related("user").get(pk=seat.pk)
    kept.panel = panel
    return kept


def allow(panel: Panel, deed: workflow.Deed, *, by: "User | None", now: datetime) -> None:
    guarding.require(deed, panel.round, panel.city, by=by, now=now)


def require_running(panel: Panel) -> None:
    """Nothing that a result is made of changes once it is entered, or once all can read the results of the round."""
    if panel.round.is_published:
        raise Refused(Fault("panel-published"))
    if panel.concluded_at is not None:
        raise Refused(Fault("panel-concluded"))


def hold_back_publication(panel: Panel) -> None:
    """Nobody publishes the round before this transaction ends; refused where somebody just has."""
    if Round.objects.select_for_update().get(pk=panel.round_id).is_published:
        raise Refused(Fault("panel-published"))


def require_own(seat: Seat, *, by: "User | None") -> None:
    """The seat is that of whoever acts, who has declared, and whom nothing binds to the city that he or she scores.

    `by` None is the system: replays and samples act for people.
    """
    if by is not None and seat.user_id != by.pk:
        raise Refused(Fault("seat-of-another"))
    if seat.stands not in SITTING:
        raise Refused(Fault("seat-over"))
    if seat.stands is not State.DECLARED:
        raise Refused(Fault("seat-undeclared"))
    if not seat.panel.is_rehearsal and works_in(seat.user, seat.panel.city):
        raise Refused(Fault("seat-works-in-city", {"who": str(seat.user)}))


def works_in(user: "User", city: "City") -> bool:
    """Whether somebody holds any office in a city, or in all of its province, today."""
    return any(
        each.city_id == city.pk or (each.province_id is not None and each.province_id == city.province_id)
        for each in access.assignments(user)
    )


def is_assessor(user: "User") -> bool:
    """Of the whole country: roles in a city that may take part in rehearsals do not count."""
    return access.reach(user, Permission.ASSESS).is_everywhere
