"""Appoints assessors to the panel of a city, takes their declarations, ends appointments."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.panel import reminding, telling
from kotacerdas.panel.actions.shared import allow, is_assessor, locked, locked_seat, require_running, works_in
from kotacerdas.panel.domain import seating
from kotacerdas.panel.domain.seating import SITTING, State
from kotacerdas.panel.models import Panel, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.models import City, User


@transaction.atomic
def appoint(
    round_: "Round",
    city: "City",
    people: "Iterable[User]",
    *,
    by: "User | None",
    now: datetime,
    is_sample: bool = False,
) -> list[Seat]:
    """All of them or none; the panel of the city is made with its first seats. Raises `Refused` with every reason."""
    if not round_.participations.filter(city=city, state="joined").exists():
        raise Refused(Fault("round-city-not-in-it", {"city": str(city)}))
    guarding.require(Deed.APPOINT, round_, city, by=by, now=now)
    made, _new = Panel.objects.get_or_create(round=round_, city=city, defaults={"is_sample": is_sample})
    panel = locked(made)
    require_running(panel)
    if panel.is_open:
        raise Refused(Fault("panel-open"))
    people = list({each.pk: each for each in people}.values())
    if faults := _refusals(panel, people):
        raise Refused(faults)
    last = panel.seats.order_by("-number").values_list("number", flat=True).first() or 0
    seats = [
        Seat.objects.create(panel=panel, user=each, number=number, state_at=now)
        for number, each in enumerate(people, start=last + 1)
    ]
    for seat in seats:
        telling.appointed(seat, by=by, now=now)
    note = {"count": len(seats)}
    audit.record("panel.appointed", on=panel, by=by, city=round_.city, now=now, note=note)
    return seats


def _refusals(panel: Panel, people: "list[User]") -> list[Fault]:
    sitting = set(panel.seats.sitting().values_list("user", flat=True))
    found: list[Fault] = []
    for number, each in enumerate(people):
        person = seating.Person(
            name=str(each),
            is_assessor=is_assessor(each),
            works_in_city=works_in(each, panel.city),
            has_seat=each.pk in sitting,
        )
        found += seating.refusals(person, taken=len(sitting) + number, is_rehearsal=panel.is_rehearsal)
    return found


@transaction.atomic
def declare(
    seat: Seat, *, is_independent: bool, by: "User | None", now: datetime, statement: str = ""
) -> Seat:
    """The assessor says in writing that nothing stands against the seat, or what does; with a conflict the seat is empty.

    What was declared stays: somebody who finds a conflict later says so, and scores no more.
    """
    kept = locked_seat(seat)
    allow(kept.panel, Deed.DECLARE, by=by, now=now)
    require_running(kept.panel)
    if by is not None and kept.user_id != by.pk:
        raise Refused(Fault("seat-of-another"))
    if kept.stands not in SITTING:
        raise Refused(Fault("seat-over"))
    if is_independent and not kept.panel.is_rehearsal and works_in(kept.user, kept.panel.city):
        raise Refused(Fault("seat-works-in-city", {"who": str(kept.user)}))
    if not is_independent and not statement.strip():
        raise Refused(Fault("conflict-without-words"))
    kept.state = State.DECLARED if is_independent else State.RECUSED
    kept.state_at, kept.statement = now, statement.strip()
    kept.save(update_fields=["state", "state_at", "statement"])
    if is_independent:
        reminding.begin(kept, now=now)
    else:
        reminding.end(kept, now=now)
        telling.recused(kept, by=by, now=now)
    word = "declared" if is_independent else "recused"
    note = {"number": kept.number}
    audit.record(f"panel.{word}", on=kept.panel, by=by, city=kept.panel.round.city, now=now, note=note)
    return kept


@transaction.atomic
def end(seat: Seat, *, reason: str, by: "User | None", now: datetime) -> Seat:
    """Takes an appointment back: the marks stay as a record and count no more."""
    kept = locked_seat(seat)
    allow(kept.panel, Deed.APPOINT, by=by, now=now)
    require_running(kept.panel)
    if kept.stands not in SITTING:
        raise Refused(Fault("seat-over"))
    if not reason.strip():
        raise Refused(Fault("seat-ended-without-reason"))
    kept.state, kept.state_at, kept.reason = State.ENDED, now, reason.strip()
    kept.save(update_fields=["state", "state_at", "reason"])
    reminding.end(kept, now=now)
    note = {"number": kept.number, "reason": kept.reason}
    audit.record("panel.ended", on=kept.panel, by=by, city=kept.panel.round.city, now=now, note=note)
    return kept
