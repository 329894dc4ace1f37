"""Starts and stops ladders, and climbs those that are due; a step is sent once, whatever runs twice."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from kotacerdas.common import subjects
from kotacerdas.common.calendars import national
from kotacerdas.notices import ladders
from kotacerdas.notices.actions.telling import notify
from kotacerdas.notices.domain.ladders import Ladder, Receiver, Standing, standing
from kotacerdas.notices.domain.values import read
from kotacerdas.notices.models import Climb
from kotacerdas.notices.texts import stored, zone_of
from kotacerdas.people.queries import heads_of, programme_office_of

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User

AT_A_TIME = 200


@transaction.atomic
def climb(
    *,
    ladder: str,
    about: models.Model,
    owner: "User | None",
    city: "City | None",
    due_at: datetime,
    now: datetime,
    organisation: "Organisation | None" = None,
    values: Mapping[str, Any] | None = None,
    url: str = "",
) -> Climb:
    """Begin to remind, or go on with another owner. A new due moment begins anew: its steps are others.

    The head is that of `organisation`. The words of the reminders know %(what)s, which is `str(about)` unless `values`
    says otherwise, %(due)s and %(owner)s.
    """
    known = ladders.named(ladder)
    at = subjects.reference(about)
    going = (
        Climb.objects.select_for_update()
        .going()
        .filter(ladder=ladder, subject_kind=at.kind, subject_key=at.key)
        .first()
    )
    if going and going.due_at != due_at:
        _stop(going, now)
        going = None
    row = going or Climb(
        ladder=ladder, subject_kind=at.kind, subject_key=at.key, due_at=due_at, started_at=now
    )
    row.owner, row.city, row.organisation, row.url = owner, city, organisation, url
    row.values = stored({"what": str(about), **(values or {})})
    row.next_at = _standing(known, row, now).next_at if going is None else row.next_at
    row.save()
    return row


@transaction.atomic
def step_down(*, about: models.Model, now: datetime, ladder: str = "") -> int:
    """Stop reminding of this thing: it is done, or gone. How many ladders stopped."""
    at = subjects.reference(about)
    going = Climb.objects.going().filter(subject_kind=at.kind, subject_key=at.key)
    return (going.filter(ladder=ladder) if ladder else going).update(stopped_at=now, next_at=None)


def climb_due(*, now: datetime) -> int:
    """Climb every ladder whose next step is due, each in a transaction of its own. How many sent something."""
    due = Climb.objects.due(now).values_list("pk", flat=True)[:AT_A_TIME]
    return sum(_climb_one(key, now) for key in list(due))


@transaction.atomic
def _climb_one(key: int, now: datetime) -> bool:
    row = Climb.objects.select_for_update().due(now).filter(pk=key).first()
    if row is None:
        return False
    ladder = ladders.named(row.ladder)
    here = _standing(ladder, row, now)
    told = here.step is not None and _remind(ladder, row, here.step, now)
    row.reached, row.next_at = here.reached, here.next_at
    row.save(update_fields=["reached", "next_at"])
    return told


def _standing(ladder: Ladder, row: Climb, now: datetime) -> Standing:
    return standing(
        ladder,
        due_at=row.due_at,
        started_at=row.started_at,
        reached=row.reached,
        now=now,
        calendar=national(),
        zone=zone_of(row.city),
    )


def _remind(ladder: Ladder, row: Climb, at: int, now: datetime) -> bool:
    """A step whose receivers are all missing goes to those of the next one, so that no reminder is lost on nobody."""
    people = next((found for step in ladder.steps[at:] if (found := list(_receivers(step.to, row, now)))), [])
    due = row.due_at.astimezone(zone_of(row.city)).date()
    owner = str(row.owner or row.organisation or "–")
    notices = notify(
        ladder.steps[at].kind,
        to=people,
        about=row.subject,
        by=None,
        city=row.city,
        now=now,
        values={name: read(value) for name, value in row.values.items()} | {"due": due, "owner": owner},
        url=row.url,
        key=f"climb {row.pk} step {at}",
    )
    return bool(notices)


def _receivers(to: tuple[Receiver, ...], row: Climb, now: datetime) -> "Iterator[User]":
    for each in to:
        match each:
            case Receiver.OWNER if row.owner and row.owner.may_sign_in:
                yield row.owner
            case Receiver.HEAD if row.organisation:
                yield from heads_of(row.organisation, now=now)
            case Receiver.PROGRAMME_OFFICE if row.city:
                yield from programme_office_of(row.city, now=now)


def _stop(row: Climb, now: datetime) -> None:
    row.stopped_at, row.next_at = now, None
    row.save(update_fields=["stopped_at", "next_at"])
