"""Deeds about personal data: ask, answer, carry out; destroy what has had its time; keep the breach notebook."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import personal, versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.notices.actions import notify
from kotacerdas.people.queries.giving import home_of
from kotacerdas.privacy import queries
from kotacerdas.privacy.domain import clock
from kotacerdas.privacy.domain.workflow import State, may_follow
from kotacerdas.privacy.models import Breach, Deletion, Request

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

log = structlog.get_logger()

TELL_AGAIN_BEFORE = timedelta(hours=24)


# --- Requests ----------------------------------------------------------------------------------------------


@transaction.atomic
def ask(*, kind: str, words: str, by: "User", now: datetime) -> Request:
    """A person's own wish. The same kind cannot be asked twice while the first is open."""
    if Request.objects.open().filter(person=by, kind=kind).exists():
        raise Refused(Fault("request-open-already"))
    made = Request.objects.create(
        person=by,
        city=home_of(by, now=now),
        kind=kind,
        words=words,
        received_at=now,
        due_at=clock.due(now),
    )
    audit.record("privacy.asked", on=made, by=by, city=made.city, now=now)
    _tell_handlers(made, "privacy.asked", by=by, now=now)
    return made


@transaction.atomic
def note_request(
    *,
    kind: str,
    name: str,
    contact: str,
    words: str,
    received_at: datetime,
    city: "City | None",
    by: "User",
    now: datetime,
    person: "User | None" = None,
) -> Request:
    """A wish that came by letter or at the desk; the clock runs from when it came in."""
    if received_at > now:
        raise Refused(Fault("moment-in-the-future"))
    made = Request.objects.create(
        person=person,
        name=name,
        contact=contact,
        city=city,
        kind=kind,
        words=words,
        received_at=received_at,
        due_at=clock.due(received_at),
    )
    audit.record("privacy.request_noted", on=made, by=by, city=city, now=now)
    return made


@transaction.atomic
def begin(request: Request, *, by: "User", now: datetime) -> Request:
    found = _to(request, State.IN_WORK)
    found.save(update_fields=["state"])
    audit.record("privacy.begun", on=found, by=by, city=found.city, now=now)
    return found


@transaction.atomic
def answer(request: Request, *, words: str, by: "User", now: datetime) -> Request:
    """Done: the person reads the answer. An erasure is carried out by `erase`, not by words."""
    if request.kind == Request.Kind.ERASE and request.person_id:
        raise Refused(Fault("erasure-needs-its-deed"))
    return _close(request, State.DONE, words, by=by, now=now)


@transaction.atomic
def refuse(request: Request, *, words: str, by: "User", now: datetime) -> Request:
    """With the ground in words; the law knows few (Pasal 33)."""
    if not words.strip():
        raise Refused(Fault("reason-needed"))
    return _close(request, State.REFUSED, words, by=by, now=now)


@transaction.atomic
def withdraw(request: Request, *, by: "User", now: datetime) -> Request:
    return _close(request, State.WITHDRAWN, "", by=by, now=now)


@transaction.atomic
def erase(request: Request, *, words: str, by: "User", now: datetime) -> Request:
    """Take away what can go of the person, in every app, and write down how much; then the request is done.

    Nobody erases themselves: a second person looks first at what would be lost.
    """
    person = request.person
    if person is None or request.kind != Request.Kind.ERASE:
        raise Refused(Fault("nobody-to-erase"))
    if person.pk == by.pk:
        raise Refused(Fault("not-oneself"))
    found = _to(request, State.DONE)
    for holding in personal.holdings():
        if holding.erase and (count := holding.erase(person, now)):
            Deletion.objects.create(holding=holding.name, count=count, why="erasure", request=found, at=now)
    of_person = queries.trail_of(person)
    audit.erase_values(of_person, because=str(found.code), now=now)
    return _end(found, State.DONE, words, by=by, now=now)


def _to(request: Request, state: State) -> Request:
    """The request, locked; refused if somebody was faster."""
    found = (
        Request.objects.select_for_update(of=("self",)).select_related("city", "person").get(pk=request.pk)
    )
    if not may_follow(State(found.state), state):
        raise Refused(Fault("request-is-over", {"state": found.get_state_display()}))
    found.state = state.value
    return found


def _close(request: Request, state: State, words: str, *, by: "User", now: datetime) -> Request:
    return _end(_to(request, state), state, words, by=by, now=now)


def _end(found: Request, state: State, words: str, *, by: "User", now: datetime) -> Request:
    found.answer, found.ended_at = words, now
    found.save(update_fields=["state", "answer", "ended_at"])
    in_time = not clock.left(found.due_at, now=now).is_late
    audit.record(
        f"privacy.{state.value}", on=found, by=by, city=found.city, now=now, note={"in_time": in_time}
    )
    if found.person is not None and found.person.may_sign_in and by != found.person:
        notify(
            "privacy.answered",
            to=[found.person],
            about=found,
            by=by,
            city=found.city,
            now=now,
            values={"what": found.get_kind_display()},
            url=found.get_absolute_url(),
        )
    return found


# --- Retention ---------------------------------------------------------------------------------------------


@transaction.atomic
def retain(holding: personal.Holding, *, now: datetime) -> int:
    """Destroy what has had its time, and leave a record of how much. Nothing is recorded where nothing was due."""
    rule = holding.retention
    if rule is None:
        return 0
    before = now - rule.age
    due = rule.due(before)
    if rule.destroy:
        count = rule.destroy(due, now)
    else:
        count = due.count()
        due.delete()
    if count:
        Deletion.objects.create(holding=holding.name, count=count, why="retention", older_than=before, at=now)
        log.info("privacy.retained", holding=holding.name, rows=count)
    return count


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Tell the handlers once of each clock that has a day left or less."""
    soon = now + TELL_AGAIN_BEFORE
    requests = Request.objects.open().filter(due_at__lte=soon, reminded_at=None)
    breaches = Breach.objects.filter(ended_at=None, due_at__lte=soon, reminded_at=None)
    told = 0
    for thing in (*requests.select_for_update(), *breaches.select_for_update()):
        thing.reminded_at = now
        thing.save(update_fields=["reminded_at"])
        _tell_handlers(thing, "privacy.clock", by=None, now=now)
        told += 1
    return told


def _tell_handlers(thing: "Request | Breach", kind: str, *, by: "User | None", now: datetime) -> None:
    notify(
        kind,
        to=queries.handlers(thing.city, now=now),
        about=thing,
        by=by,
        city=thing.city,
        now=now,
        values={"what": str(thing), "until": thing.due_at},
        url=thing.get_absolute_url(),
    )


# --- The breach notebook -----------------------------------------------------------------------------------


@transaction.atomic
def note_breach(*, city: "City | None", by: "User", now: datetime, **fields: Any) -> Breach:
    if fields["known_at"] > now:
        raise Refused(Fault("moment-in-the-future"))
    made = Breach.objects.create(city=city, due_at=clock.due(fields["known_at"]), **fields)
    audit.record("privacy.breach_noted", on=made, by=by, city=city, now=now)
    return made


@transaction.atomic
def write_breach(
    breach: Breach, *, expected: int, changes: Mapping[str, Any], by: "User", now: datetime
) -> Breach:
    """Raises `StaleSave` if somebody wrote in between. The clock stops when both have been told."""
    before = {name: getattr(breach, name) for name in changes}
    late = [value for name, value in changes.items() if name.endswith("_at") and value and value > now]
    if late:
        raise Refused(Fault("moment-in-the-future"))
    versions.save(breach, expected=expected, changes=changes)
    breach.due_at, breach.ended_at = clock.due(breach.known_at), breach.told_at
    breach.save(update_fields=["due_at", "ended_at"])
    written = {name: (before[name], value) for name, value in changes.items() if before[name] != value}
    audit.record("privacy.breach_written", on=breach, by=by, city=breach.city, now=now, changes=written)
    return breach
