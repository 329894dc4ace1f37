"""Reads of discussions for pages and other apps; the number of queries never grows with what was said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from kotacerdas.common import subjects
from kotacerdas.common.subjects import Reference
from kotacerdas.discussion import places
from kotacerdas.discussion.domain import manners
from kotacerdas.discussion.models import Comment, Decision, Mention, Outcome, Stance, Thread, Vote
from kotacerdas.files.queries import files_of_many
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES

if TYPE_CHECKING:
    from django.db import models

    from kotacerdas.files.models import File
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

_SPEAKERS = [role for role, duty in ROLES.items() if Permission.DISCUSS in duty.permissions]


@dataclass
class Said:
    """A comment as its reader sees it, with the answers to it."""

    comment: Comment
    files: "list[File]"
    called: "list[User]"
    is_own: bool
    may_mend: bool
    answers: "list[Said]" = field(default_factory=list)

    @property
    def may_withdraw(self) -> bool:
        return self.is_own and self.comment.is_readable


@dataclass(frozen=True)
class Tally:
    """The votes by stance, with the names of those who gave them."""

    stance: Stance
    names: list[str]

    @property
    def count(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Talk:
    """Everything that is shown of one discussion."""

    thing: "models.Model"
    at: Reference
    thread: Thread | None
    said: list[Said]
    comment_count: int
    tallies: list[Tally]
    own_vote: str
    decisions: list[Decision]
    may_write: bool
    may_decide: bool

    @property
    def is_closed(self) -> bool:
        return self.thread is not None and self.thread.is_closed

    @property
    def latest(self) -> Decision | None:
        """The decision that holds, if the discussion is closed."""
        return self.decisions[-1] if self.is_closed and self.decisions else None

    @property
    def is_empty(self) -> bool:
        return not (self.said or self.decisions or any(tally.count for tally in self.tallies))


def talk(thing: "models.Model", *, seen_by: "User", now: datetime) -> Talk:
    """The discussion of an object that the reader is known to see."""
    at = subjects.reference(thing)
    place = places.of(thing)
    may_write = place is not None and place.may_write(seen_by, thing)
    may_decide = place is not None and place.may_decide(seen_by, thing)
    thread = Thread.objects.filter(subject_kind=at.kind, subject_key=at.key).first()
    said: list[Said] = []
    votes: list[Vote] = []
    decisions: list[Decision] = []
    if thread is not None:
        said = _said(thread, seen_by, now)
        votes = list(thread.votes.select_related("user"))
        decisions = list(thread.decisions.select_related("by"))
    return Talk(
        thing,
        at,
        thread,
        said,
        sum(1 + len(each.answers) for each in said),
        [Tally(stance, [str(vote.user) for vote in votes if vote.stance == stance]) for stance in Stance],
        next((vote.stance for vote in votes if vote.user_id == seen_by.pk), ""),
        decisions,
        may_write,
        may_decide,
    )


def _said(thread: Thread, reader: "User", now: datetime) -> list[Said]:
    comments = list(thread.comments.select_related("by", "hidden_by"))
    files = files_of_many(comments)
    called: dict[int, list[User]] = {}
    for mention in Mention.objects.filter(comment__thread=thread).select_related("user"):
        called.setdefault(mention.comment_id, []).append(mention.user)
    told: dict[int, Said] = {}
    for each in comments:
        each.thread = thread
        is_own = each.by_id == reader.pk
        told[each.pk] = Said(
            each,
            files[subjects.reference(each)],
            called.get(each.pk, []),
            is_own=is_own,
            may_mend=is_own and each.is_readable and not thread.is_closed and manners.may_mend(each.at, now),
        )
    for one in told.values():
        if one.comment.parent_id in told:
            told[one.comment.parent_id].answers.append(one)
    return [one for one in told.values() if one.comment.parent_id is None]


def counts(references: Iterable[Reference]) -> dict[Reference, int]:
    """How many comments stand at each of these objects, which the reader is known to see; one query."""
    wanted: dict[str, set[str]] = {}
    for each in references:
        wanted.setdefault(each.kind, set()).add(each.key)
    here = Q(pk__in=[])
    for kind, keys in wanted.items():
        here |= Q(subject_kind=kind, subject_key__in=keys)
    readable = Q(comments__withdrawn_at=None, comments__hidden_at=None)
    threads = Thread.objects.filter(here).annotate(count=Count("comments", filter=readable))
    return {
        Reference(kind, key): count
        for kind, key, count in threads.values_list("subject_kind", "subject_key", "count")
    }


def verdicts(references: Iterable[Reference]) -> dict[Reference, Outcome]:
    """What was decided on each of these objects, where a decision holds; one query."""
    keys: dict[str, set[str]] = {}
    for each in references:
        keys.setdefault(each.kind, set()).add(each.key)
    here = Q(pk__in=[])
    for kind, some in keys.items():
        here |= Q(thread__subject_kind=kind, thread__subject_key__in=some)
    found: dict[Reference, Outcome] = {}
    for each_decision in Decision.objects.filter(here, thread__is_closed=True).select_related("thread"):
        found[each_decision.thread.subject] = Outcome(each_decision.outcome)
    return found


def speakers(city: "City", now: datetime) -> "QuerySet[User]":
    """Those who take part in the city's discussions today and can be called by name."""
    today = now.astimezone(city.timezone).date()
    held = RoleAssignment.objects.active(today).filter(city=city, role__in=_SPEAKERS, user__is_active=True)
    return User.objects.get_queryset().filter(pk__in=held.values("user")).order_by("display_name", "pk")


def participants(thread: Thread) -> "QuerySet[User]":
    """Whoever has said something or was called."""
    comments = thread.comments.filter(withdrawn_at=None)
    here = Q(pk__in=comments.values("by")) | Q(
        pk__in=Mention.objects.filter(comment__in=comments).values("user")
    )
    return User.objects.get_queryset().filter(here, is_active=True).order_by("pk")


def sees(user: "Someone", thing: Any) -> bool:
    at = subjects.reference(thing)
    return places.find(at.kind, at.key, seen_by=user) is not None


def address_of(thing: Any) -> str:
    """The page of its discussion, also before anything was said."""
    at = subjects.reference(thing)
    return reverse("discussion:thread", args=[at.kind, at.key])
