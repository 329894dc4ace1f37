"""Tells people something. Writes rows only; a job hands them over after the deed has been committed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from kotacerdas.common import subjects
from kotacerdas.common.calendars import national
from kotacerdas.jobs.actions import enqueue
from kotacerdas.notices import kinds
from kotacerdas.notices.domain import timing
from kotacerdas.notices.domain.values import one_line
from kotacerdas.notices.models import Delivery, Notice, Preferences, Target, Unsubscribed
from kotacerdas.notices.texts import stored, zone_of

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

SEND = "notices.send"


@transaction.atomic
def notify(
    kind: str,
    *,
    to: "Iterable[User]",
    about: models.Model | subjects.Reference | None,
    by: "User | None",
    city: "City | None",
    now: datetime,
    values: Mapping[str, Any] | None = None,
    url: str = "",
    key: str = "",
) -> list[Notice]:
    """Tell each person once, and the channels of groups that want to hear of it. Part of the deed's transaction.

    `values` fill the kind's words: text, whole numbers, decimals, days, moments, lazy words, `{"id": ..., "en": ...}`.
    With a `key`, somebody who was told under it before is not told again.
    """
    known = kinds.named(kind)
    known.check(values or {})
    draft = _Draft(known, about, by, city, now, stored(values or {}), url)
    people = list({person.pk: person for person in to}.values())
    told = _not_yet_told(people, key)
    rows = [draft.notice(person=person, key=_key(key, person.pk)) for person in told]
    groups = Target.objects.hearing(kind, city)
    fresh = [each for each in groups if not _is_told(_key(key, f"group{each.pk}"))]
    rows += [draft.notice(target=each, key=_key(key, f"group{each.pk}")) for each in fresh]
    Notice.objects.bulk_create(rows)
    _deliver_to_people(known, [row for row in rows if row.person_id], now=now)
    _deliver([row for row in rows if row.target_id], Delivery.Channel.GROUP, draft.slot(timing.DEFAULTS))
    return rows


@transaction.atomic
def notify_address(
    kind: str,
    *,
    address: str,
    about: models.Model | subjects.Reference | None,
    by: "User | None",
    city: "City | None",
    now: datetime,
    name: str = "",
    language: str = "id",
    values: Mapping[str, Any] | None = None,
    url: str = "",
    key: str = "",
) -> Notice:
    """Tell an e-mail address that has no account, such as that of somebody who is invited."""
    known = kinds.named(kind)
    known.check(values or {})
    draft = _Draft(known, about, by, city, now, stored(values or {}), url)
    if key and (told := Notice.objects.filter(key=key).first()):
        return told
    address = address.strip().lower()
    notice = draft.notice(address=address, name=one_line(name)[:200], language=language, key=key)
    notice.save()
    is_wanted = not (
        known.may_unsubscribe and Unsubscribed.objects.filter(address=address, kind=kind).exists()
    )
    if is_wanted:
        _deliver([notice], Delivery.Channel.EMAIL, draft.slot(timing.DEFAULTS))
    return notice


class _Draft:
    """What all notices of one deed share."""

    def __init__(
        self,
        kind: kinds.Kind,
        about: models.Model | subjects.Reference | None,
        by: "User | None",
        city: "City | None",
        now: datetime,
        values: dict[str, Any],
        url: str,
    ) -> None:
        self.kind, self.by, self.city, self.now, self.values, self.url = kind, by, city, now, values, url
        self.subject = about if isinstance(about, subjects.Reference) else subjects.reference(about)

    def notice(self, **receiver: Any) -> Notice:
        return Notice(
            kind=self.kind.name,
            city=self.city,
            by=self.by,
            created_at=self.now,
            values=self.values,
            url=self.url,
            subject_kind=self.subject.kind,
            subject_key=self.subject.key,
            **receiver,
        )

    def slot(self, wishes: timing.Wishes) -> timing.Slot:
        return timing.when(
            wishes,
            now=self.now,
            calendar=national(),
            zone=zone_of(self.city),
            is_urgent=self.kind.is_urgent,
            may_digest=self.kind.may_digest,
        )


# --- Who was told, and who wants what ----------------------------------------------------------------------


def _key(key: str, receiver: object) -> str:
    return f"{key}:{receiver}" if key else ""


def _is_told(key: str) -> bool:
    return bool(key) and Notice.objects.filter(key=key).exists()


def _not_yet_told(people: "list[User]", key: str) -> "list[User]":
    if not key:
        return people
    keys = {_key(key, person.pk): person for person in people}
    told = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
    return [person for each, person in keys.items() if each not in told]


def _deliver_to_people(kind: kinds.Kind, rows: list[Notice], *, now: datetime) -> None:
    """Three queries however many people, and two more for each digest."""
    if not kind.by_email:
        return
    persons = [row.person_id for row in rows]
    known = {each.person_id: each for each in Preferences.objects.filter(person__in=persons)}
    gone = set(
        Unsubscribed.objects.filter(person__in=persons, kind=kind.name).values_list("person_id", flat=True)
        if kind.may_unsubscribe
        else ()
    )
    alone: dict[timing.Slot, list[Notice]] = {}
    for row in rows:
        preferences = known.get(row.person_id or 0)
        if row.person_id in gone or (preferences and not preferences.by_email and not kind.is_urgent):
            continue
        slot = _slot(kind, row, preferences)
        if slot.is_digest:
            _add_to_digest(row, slot.at)
        else:
            alone.setdefault(slot, []).append(row)
    for slot, some in alone.items():
        _deliver(some, Delivery.Channel.EMAIL, slot)


def _slot(kind: kinds.Kind, row: Notice, preferences: Preferences | None) -> timing.Slot:
    return timing.when(
        preferences.wishes if preferences else timing.DEFAULTS,
        now=row.created_at,
        calendar=national(),
        zone=zone_of(row.city),
        is_urgent=kind.is_urgent,
        may_digest=kind.may_digest,
    )


# --- Deliveries --------------------------------------------------------------------------------------------


def _deliver(rows: list[Notice], channel: Delivery.Channel, slot: timing.Slot) -> None:
    """One delivery for each notice."""
    if not rows:
        return
    made = [
        Delivery(
            city=row.city,
            channel=channel,
            person_id=row.person_id,
            address=row.address,
            target_id=row.target_id,
            created_at=row.created_at,
            due_at=slot.at,
        )
        for row in rows
    ]
    Delivery.objects.bulk_create(made)
    carried = Delivery.notices.through
    carried.objects.bulk_create(
        carried(delivery=delivery, notice=row) for delivery, row in zip(made, rows, strict=True)
    )
    if slot.at <= rows[0].created_at:
        wake()


def _add_to_digest(row: Notice, at: datetime) -> None:
    """Into the digest that waits for that hour. The lock keeps the sender from taking it before we have committed."""
    digest, _is_new = Delivery.objects.select_for_update().get_or_create(
        person_id=row.person_id,
        due_at=at,
        is_digest=True,
        state=Delivery.State.WAITING,
        channel=Delivery.Channel.EMAIL,
        defaults={"city": row.city, "created_at": row.created_at},
    )
    digest.notices.add(row)


def wake() -> None:
    """The sender starts as soon as the deed is committed; without this, within a minute."""
    enqueue(SEND, key=SEND, is_routine=True)
