"""Deeds of a discussion: say, mend, withdraw, hide, vote, decide, open again. Nothing else writes its tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import formats, subjects, versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.discussion import places, queries, telling
from kotacerdas.discussion.domain import manners
from kotacerdas.discussion.models import (
    CODE_LENGTH,
    Comment,
    Decision,
    Mention,
    Outcome,
    Stance,
    Thread,
    Vote,
)
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.files.queries import files_of_many
from kotacerdas.people.domain.codes import random_code

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@dataclass(frozen=True)
class Attachment:
    """A file whose bytes are on the disk already: `files.actions.store` before the transaction."""

    blob: Blob
    name: str
    media_type: str


# --- Saying ------------------------------------------------------------------------------------------------


@transaction.atomic
def comment(
    thing: models.Model,
    *,
    text: str,
    by: "User",
    now: datetime,
    parent: Comment | None = None,
    mentions: "Iterable[User]" = (),
    attachments: Iterable[Attachment] = (),
    is_sample: bool = False,
    code: str = "",
) -> Comment:
    """Says something on an object; an answer to an answer joins the same row of answers.

    A `code` is given only to samples, whose addresses do not change.
    """
    _require(thing, by, writing=True)
    words = _words(text)
    thread = _open_thread(thing, now=now, is_sample=is_sample)
    _not_too_much(by, thread, now)
    called, attached = _called(thing, mentions), list(attachments)
    if len(attached) > manners.MOST_FILES:
        raise Refused(Fault("files-too-many", {"most": manners.MOST_FILES}))
    above = _above(thread, parent)
    said = Comment.objects.create(
        thread=thread, code=code or random_code(CODE_LENGTH), parent=above, by=by, at=now, text=words
    )
    Mention.objects.bulk_create(Mention(comment=said, user=each) for each in called)
    for each in attached:
        files.keep(
            each.blob,
            name=each.name,
            media_type=each.media_type,
            about=said,
            by=by,
            city=thread.city,
            now=now,
        )
    telling.commented(said, thing, called=called, by=by, now=now)
    _record("commented", thread, thing, on=said, by=by, now=now)
    return said


@transaction.atomic
def mend(said: Comment, *, text: str, expected: int, by: "User", now: datetime) -> Comment:
    """Corrects an own comment while it is fresh. Raises `versions.StaleSave` if it was changed in between."""
    found, thing = _own(said, by)
    if not manners.may_mend(found.at, now):
        minutes = int(manners.MENDING_TIME.total_seconds() // 60)
        raise Refused(Fault("comment-too-late", {"minutes": minutes}))
    if found.thread.is_closed:
        raise Refused(Fault("discussion-closed"))
    typed = {"text": _words(text)}
    try:
        versions.save(found, expected=expected, changes=typed | {"mended_at": now})
    except versions.StaleSave as stale:
        raise versions.StaleSave(stale.current, typed) from None
    _record("mended", found.thread, thing, on=found, by=by, now=now)
    return found


@transaction.atomic
def withdraw(said: Comment, *, by: "User", now: datetime) -> Comment:
    """The words and files go, the place stays, so that answers do not hang in the air."""
    found, thing = _own(said, by)
    versions.save(found, expected=found.version, changes={"text": "", "withdrawn_at": now})
    found.mentions.all().delete()
    for file in files_of_many([found])[subjects.reference(found)]:
        files.give_up(file, about=found, by=by, now=now)
    _record("withdrew", found.thread, thing, on=found, by=by, now=now)
    return found


@transaction.atomic
def hide(said: Comment, *, reason: str, by: "User", now: datetime) -> Comment:
    """Whoever decides here takes a comment out of sight; author, time and reason stay to be seen."""
    found, thing = _locked(said), _thing_of(said, by)
    _require(thing, by, deciding=True)
    if not reason.strip():
        raise Refused(Fault("decision-without-reason"))
    if not found.is_readable:
        raise Refused(Fault("comment-gone"))
    changes = {"hidden_at": now, "hidden_by": by, "hidden_because": reason.strip()}
    versions.save(found, expected=found.version, changes=changes)
    _record("hid", found.thread, thing, on=found, by=by, now=now, reason=reason.strip())
    return found


@transaction.atomic
def show(said: Comment, *, by: "User", now: datetime) -> Comment:
    """A hidden comment comes back."""
    found, thing = _locked(said), _thing_of(said, by)
    _require(thing, by, deciding=True)
    if found.hidden_at is None:
        raise Refused(Fault("comment-gone"))
    versions.save(
        found, expected=found.version, changes={"hidden_at": None, "hidden_by": None, "hidden_because": ""}
    )
    _record("showed", found.thread, thing, on=found, by=by, now=now)
    return found


# --- Voting and deciding -----------------------------------------------------------------------------------


@transaction.atomic
def vote(thing: models.Model, *, stance: str, by: "User", now: datetime) -> Vote | None:
    """One vote each; the same again changes nothing, "" takes it back."""
    _require(thing, by, writing=True)
    thread = _open_thread(thing, now=now)
    cast = Vote.objects.filter(thread=thread, user=by).first()
    if (cast.stance if cast else "") == stance:
        return cast
    if not stance:
        Vote.objects.filter(thread=thread, user=by).delete()
        cast = None
    else:
        fields = {"stance": Stance(stance), "at": now}
        cast, _is_new = Vote.objects.update_or_create(thread=thread, user=by, defaults=fields)
    telling.event("voted", thing, thread, by=by, now=now)
    _record("voted", thread, thing, on=thread, by=by, now=now)
    return cast


@transaction.atomic
def decide(thing: models.Model, *, outcome: str, reason: str, by: "User", now: datetime) -> Decision:
    """Closes the discussion with what was decided and why."""
    _require(thing, by, deciding=True)
    if not reason.strip():
        raise Refused(Fault("decision-without-reason"))
    if outcome == Outcome.REOPENED:
        raise Refused(Fault("discussion-open"))
    thread = _open_thread(thing, now=now)
    made = Decision.objects.create(
        thread=thread, outcome=Outcome(outcome), reason=reason.strip(), by=by, at=now
    )
    _close(thread, True)
    telling.decided(made, thing, by=by, now=now)
    words = {"outcome": made.get_outcome_display(), "reason": made.reason}
    _record("decided", thread, thing, on=thread, by=by, now=now, **words)
    return made


@transaction.atomic
def reopen(thing: models.Model, *, reason: str, by: "User", now: datetime) -> Decision:
    """What was decided stays in the record; the talk goes on."""
    _require(thing, by, deciding=True)
    if not reason.strip():
        raise Refused(Fault("decision-without-reason"))
    thread = _thread(thing)
    if thread is None or not thread.is_closed:
        raise Refused(Fault("discussion-open"))
    made = Decision.objects.create(
        thread=thread, outcome=Outcome.REOPENED, reason=reason.strip(), by=by, at=now
    )
    _close(thread, False)
    telling.decided(made, thing, by=by, now=now)
    _record("reopened", thread, thing, on=thread, by=by, now=now, reason=made.reason)
    return made


# --- What they share ---------------------------------------------------------------------------------------


def _require(thing: models.Model, user: "User", *, writing: bool = False, deciding: bool = False) -> None:
    """Checked against the roles of today, wherever the deed was asked for."""
    place = places.of(thing)
    asked: list[Callable[[Any, Any], bool]] = []
    if place is not None:
        asked = [
            rule for rule, is_asked in ((place.may_write, writing), (place.may_decide, deciding)) if is_asked
        ]
    if place is None or not queries.sees(user, thing) or not all(rule(user, thing) for rule in asked):
        raise Refused(Fault("discussion-not-here"))


def _thread(thing: models.Model) -> Thread | None:
    at = subjects.reference(thing)
    rows = Thread.objects.select_for_update(of=("self",)).select_related("city")
    return rows.filter(subject_kind=at.kind, subject_key=at.key).first()


def _open_thread(thing: models.Model, *, now: datetime, is_sample: bool = False) -> Thread:
    """Locked, and begun if this is the first word on the object. Two first words at once find the same thread."""
    thread = _thread(thing)
    if thread is None:
        at = subjects.reference(thing)
        begun = {"city": places.city_of(thing), "begun_at": now, "is_sample": is_sample}
        Thread.objects.get_or_create(subject_kind=at.kind, subject_key=at.key, defaults=begun)
        thread = _thread(thing)
        assert thread is not None  # made just now, and threads are never deleted
    if thread.is_closed:
        raise Refused(Fault("discussion-closed"))
    return thread


def _close(thread: Thread, is_closed: bool) -> None:
    thread.is_closed = is_closed
    thread.save(update_fields=["is_closed"])


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise Refused(Fault("comment-empty"))
    if len(words) > manners.LONGEST:
        raise Refused(Fault("comment-too-long", {"most": manners.LONGEST, "given": len(words)}))
    return words


def _not_too_much(by: "User", thread: Thread, now: datetime) -> None:
    since = now - max(limit.within for limit in manners.LIMITS)
    written = list(Comment.objects.filter(by=by, at__gt=since).values_list("at", flat=True))
    until = manners.wait_until(written, now)
    if until is not None:
        raise Refused(Fault("comments-too-many", {"until": formats.clock(until, thread.city.timezone)}))


def _called(thing: models.Model, mentions: "Iterable[User]") -> "list[User]":
    called = list({each.pk: each for each in mentions}.values())
    if len(called) > manners.MOST_MENTIONS:
        raise Refused(Fault("mentions-too-many", {"most": manners.MOST_MENTIONS}))
    unseen = [
        Fault("mention-unseen", {"person": str(each)}) for each in called if not queries.sees(each, thing)
    ]
    if unseen:
        raise Refused(unseen)
    return called


def _above(thread: Thread, parent: Comment | None) -> Comment | None:
    """The comment that an answer stands below: one level only."""
    if parent is None:
        return None
    if parent.thread_id != thread.pk:
        raise Refused(Fault("comment-gone"))
    return parent.parent or parent


def _locked(said: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("thread__city")
    return rows.get(pk=said.pk)


def _own(said: Comment, by: "User") -> tuple[Comment, models.Model]:
    found = _locked(said)
    if found.by_id != by.pk:
        raise Refused(Fault("comment-not-yours"))
    if not found.is_readable:
        raise Refused(Fault("comment-gone"))
    return found, _thing_of(found, by)


def _thing_of(said: Comment, by: "User") -> models.Model:
    thing = places.find(said.thread.subject_kind, said.thread.subject_key, seen_by=by)
    if thing is None:
        raise Refused(Fault("discussion-not-here"))
    return thing


def _record(
    deed: str,
    thread: Thread,
    thing: models.Model,
    *,
    on: models.Model,
    by: "User",
    now: datetime,
    **words: Any,
) -> None:
    note = {"about": str(thing), **words}
    audit.record(f"discussion.{deed}", on=on, by=by, city=thread.city, now=now, note=note)
