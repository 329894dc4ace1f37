"""Asks the city something before scoring, and replies for it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.files import actions as files
from kotacerdas.panel import tasking, telling_talk
from kotacerdas.panel.actions.shared import allow, locked_seat, require_own, require_running
from kotacerdas.panel.domain import asking
from kotacerdas.panel.models import Clarification, Seat
from kotacerdas.panel.queries import asking as queries
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.actions import Attached

if TYPE_CHECKING:
    from kotacerdas.files.models import File
    from kotacerdas.people.models import User


@transaction.atomic
def ask(
    seat: Seat, code: str, words: str, *, due_at: datetime, by: "User | None", now: datetime
) -> Clarification:
    """One question about one question of the form; the organisation that answers it there gets a task.

    The trail of the city knows the number of the seat and not who sits in it.
    """
    kept = locked_seat(seat)
    panel = kept.panel
    allow(panel, Deed.ASK, by=by, now=now)
    require_running(panel)
    require_own(kept, by=by)
    questionnaire.question(panel.round, code)
    if not words.strip():
        raise Refused(Fault("clarification-without-words"))
    until = queries.until(panel, now=now)
    if until is not None and (faults := asking.due_faults(due_at, now=now, until=until)):
        raise Refused(faults)
    made = Clarification.objects.create(
        panel=panel, seat=kept, code=code, words=words.strip(), asked_at=now, due_at=due_at
    )
    organisation = queries.answerer(made)
    made.task = tasking.asked(made, organisation, now=now)
    made.save(update_fields=["task"])
    telling_talk.asked(made, by=by, now=now)
    note = {"number": kept.number, "code": code, "due": due_at}
    audit.record("panel.asked", on=made, by=None, city=panel.city, now=now, note=note)
    return made


@transaction.atomic
def reply(
    clarification: Clarification,
    words: str,
    *,
    expected: int,
    by: "User | None",
    now: datetime,
    file: Attached | None = None,
) -> Clarification:
    """What the city says to it; the same said twice is one reply. Until its moment it can be corrected; after that a first
    reply is still taken as long as the days allow it, and is late.

    Raises `Refused`, and `versions.StaleSave` with both where somebody else has replied meanwhile.
    """
    kept = _locked(clarification)
    allow(kept.panel, Deed.REPLY, by=by, now=now)
    if not queries.may_reply(kept, by):
        raise Refused(Fault("clarification-not-yours"))
    if kept.withdrawn_at is not None:
        raise Refused(Fault("clarification-withdrawn"))
    text, before = words.strip(), kept.reply
    if not text:
        raise Refused(Fault("reply-without-words"))
    if kept.replied_at is not None and text == before and file is None:
        return kept
    if kept.version != expected:
        raise versions.StaleSave(kept, {"reply": text})
    if kept.replied_at is not None and kept.due_at <= now:
        raise Refused(Fault("reply-final", {"at": kept.due_at}))
    _write(kept, text, file, by=by, now=now)
    tasking.replied(kept, now=now)
    telling_talk.replied(kept, by=by, now=now)
    audit.record(
        "panel.replied",
        on=kept,
        by=by,
        city=kept.panel.city,
        now=now,
        changes={"reply": (before or None, text)},
        note={"number": kept.seat.number, "code": kept.code},
    )
    return kept


def _write(
    kept: Clarification, text: str, file: Attached | None, *, by: "User | None", now: datetime
) -> None:
    """A new file takes the place of the one before."""
    before: File | None = kept.file
    changes: dict[str, object] = {"reply": text, "replied_at": now, "replied_by": by}
    if file is not None:
        changes["file"] = files.keep(
            file.blob,
            name=file.name,
            media_type=file.media_type,
            about=kept,
            by=by,
            city=kept.panel.city,
            now=now,
        )
    versions.save(kept, expected=kept.version, changes=changes)
    if file is not None and before is not None:
        files.give_up(before, about=kept, by=by, now=now)


@transaction.atomic
def withdraw(clarification: Clarification, *, by: "User | None", now: datetime) -> Clarification:
    """By whoever asked, as long as nobody has replied. Done twice it is one withdrawal."""
    seat = locked_seat(clarification.seat)
    kept = _locked(clarification)
    allow(seat.panel, Deed.ASK, by=by, now=now)
    require_own(seat, by=by)
    if kept.replied_at is not None:
        raise Refused(Fault("clarification-replied"))
    if kept.withdrawn_at is not None:
        return kept
    versions.save(kept, expected=kept.version, changes={"withdrawn_at": now})
    tasking.withdrawn(kept, now=now)
    note = {"number": seat.number, "code": kept.code}
    audit.record("panel.question_withdrawn", on=kept, by=None, city=seat.panel.city, now=now, note=note)
    return kept


def _locked(clarification: Clarification) -> Clarification:
    rows = Clarification.objects.select_for_update(of=("self",))
    return rows.select_related("panel__round", "panel__city", "seat__user", "file").get(pk=clarification.pk)
