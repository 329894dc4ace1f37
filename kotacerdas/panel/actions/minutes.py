"""The log of an interview: appended, struck out rather than changed; promises become tasks of who keeps them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.panel import parts, tasking
from kotacerdas.panel.actions.interviewing import locked_interview
from kotacerdas.panel.domain import interviewing as rules
from kotacerdas.panel.models import Interview, LogEntry
from kotacerdas.panel.queries import interviews as queries

if TYPE_CHECKING:
    from kotacerdas.panel.queries.interviews import Rights
    from kotacerdas.people.models import Organisation, User


@transaction.atomic
def log(
    interview: Interview,
    key: str,
    kind: str,
    words: str,
    *,
    by: "User | None",
    now: datetime,
    code: str = "",
    who: str = "",
    at: datetime | None = None,
    due_at: datetime | None = None,
    organisation: "Organisation | None" = None,
) -> LogEntry:
    """One line of it. The same `key` sent again, as after a lost line, is the same entry. `at` is the minute, else now.

    A promise is due at the end of the completion window unless `due_at` says otherwise, and becomes a task of
    `organisation`, else of the one that speaks to the question.
    """
    kept = locked_interview(interview)
    rights = _allow(kept, by=by, now=now)
    said_before = kept.entries.filter(key=key).select_related("interview").first()
    if said_before is not None:
        return said_before
    minute = rules.minute(at or now)
    if faults := _faults(kind, words, minute, due_at, now=now):
        raise Refused(faults)
    code = parts.named(kept.round, code)
    is_promise = kind == LogEntry.Kind.PROMISE
    made = LogEntry.objects.create(
        interview=kept,
        key=key,
        at=minute,
        kind=kind,
        code=code,
        who=who.strip(),
        words=words.strip(),
        due_at=(due_at or _usual_due(kept, max(minute, now))) if is_promise else None,
        by=by,
    )
    if is_promise:
        giver = by if rights.seat is None else None
        _give(made, organisation or queries.speaks_to(kept, code), by=giver, now=now)
    _record("logged", made, rights, by=by, now=now)
    return made


def _usual_due(interview: Interview, at: datetime) -> datetime:
    return queries.usual_due(interview, queries.calendar(interview), at=at)


def _faults(
    kind: str, words: str, minute: datetime, due_at: datetime | None, *, now: datetime
) -> list[Fault]:
    faults = []
    if kind not in LogEntry.Kind.values:
        faults.append(Fault("entry-kind-unknown"))
    if not words.strip():
        faults.append(Fault("entry-without-words"))
    if minute > now + rules.AHEAD:
        faults.append(Fault("entry-ahead"))
    if kind == LogEntry.Kind.PROMISE and due_at is not None and due_at <= minute:
        faults.append(Fault("promise-due-past"))
    return faults


@transaction.atomic
def strike(entry: LogEntry, *, by: "User | None", now: datetime) -> LogEntry:
    """It stays, struck out, and its task is cancelled. By whoever wrote it or keeps the round; done twice it is one."""
    interview = locked_interview(entry.interview)
    rights = _allow(interview, by=by, now=now)
    kept = _locked(entry, interview)
    if not rights.keeps and (by is None or kept.by_id != by.pk):
        raise Refused(Fault("entry-of-another"))
    if kept.struck_at is not None:
        return kept
    kept.struck_at = now
    kept.save(update_fields=["struck_at"])
    tasking.struck(kept, now=now)
    _record("struck", kept, rights, by=by, now=now)
    return kept


@transaction.atomic
def give_promise(
    entry: LogEntry, organisation: "Organisation", *, by: "User | None", now: datetime
) -> LogEntry:
    """The programme office says which organisation keeps a promise, or gives it to another."""
    interview = locked_interview(entry.interview)
    guarding.require(Deed.PREPARE_INTERVIEW, interview.round, interview.city, by=by, now=now)
    kept = _locked(entry, interview)
    if kept.kind != LogEntry.Kind.PROMISE or kept.struck_at is not None:
        raise Refused(Fault("promise-not-there"))
    if organisation.city_id not in {None, interview.city_id}:
        raise Refused(Fault("speaker-elsewhere", {"organisation": str(organisation)}))
    if kept.task_id is None:
        _give(kept, organisation, by=by, now=now)
    else:
        tasking.handed_over(kept, organisation, by=by, now=now)
    note = {"organisation": str(organisation), "words": kept.words}
    audit.record("panel.promise_given", on=interview, by=by, city=interview.city, now=now, note=note)
    return kept


def _give(entry: LogEntry, organisation: "Organisation | None", *, by: "User | None", now: datetime) -> None:
    entry.task = tasking.promised(entry, organisation, by=by, now=now)
    entry.save(update_fields=["task"])


def _allow(interview: Interview, *, by: "User | None", now: datetime) -> "Rights":
    """Whoever keeps the round, prepares for the city, or sits in the panel; on the days on which interviews are held."""
    rights = queries.rights_of(interview, by)
    if not rights.writes:
        raise Refused(Fault("interview-not-yours"))
    guarding.require_days(Deed.HOLD_INTERVIEW, interview.round, interview.city, now=now)
    return rights


def _locked(entry: LogEntry, interview: Interview) -> LogEntry:
    kept = LogEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    kept.interview = interview
    return kept


def _record(word: str, entry: LogEntry, rights: "Rights", *, by: "User | None", now: datetime) -> None:
    """An assessor stands in the trail of the city by the number of the seat."""
    interview = entry.interview
    note: dict[str, object] = {"words": entry.words}
    if rights.seat is None:
        audit.record(f"panel.{word}", on=interview, by=by, city=interview.city, now=now, note=note)
        return
    note["number"] = rights.seat.number
    audit.record(f"panel.{word}_by_seat", on=interview, by=None, city=interview.city, now=now, note=note)
