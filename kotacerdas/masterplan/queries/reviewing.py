"""Everything that was said on an edition in its review: by those who have an account, and at meetings by those who have none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from kotacerdas.discussion.models import Comment, Decision, Outcome, Stance, Thread, Vote
from kotacerdas.masterplan.models import Edition, Node, Programme, Remark
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.roles import Role

Thing = Edition | Node | Programme


@dataclass(frozen=True)
class Said:
    """One word on one thing: a remark that was written down, or a discussion that began with it."""

    about: Thing
    who: str
    organisation: str
    is_outside: bool
    on: date
    text: str
    address: str
    outcome: str
    """"open", or a decision."""
    outcome_words: str
    reason: str = ""
    support: int = 0
    against: int = 0
    answers: int = 0
    remark: Remark | None = None
    is_sample: bool = False

    @property
    def is_open(self) -> bool:
        return self.outcome == Remark.Outcome.OPEN


@dataclass(frozen=True)
class Review:
    """Open ones first, then the newest."""

    said: Sequence[Said]
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return len(self.said)

    @property
    def open_count(self) -> int:
        return self.outcomes[Remark.Outcome.OPEN]

    @property
    def outside_count(self) -> int:
        return sum(each.is_outside for each in self.said)

    @property
    def inside_count(self) -> int:
        return self.total - self.outside_count


def of(edition: Edition, *, now: datetime) -> Review:
    """Of an edition that the reader is known to see, as somebody who takes part in its city; eight queries."""
    said = [*_remarks(edition), *_discussions(edition, now)]
    said.sort(key=lambda each: (each.is_open, each.on), reverse=True)
    return Review(said, Counter(each.outcome for each in said))


def remarks_on(thing: Node | Programme) -> list[Remark]:
    """For the page of one goal or programme; one query."""
    rows = Remark.objects.filter(**{"node" if isinstance(thing, Node) else "programme": thing})
    return list(rows.select_related("edition__city", "decided_by").order_by("said_on", "pk"))


def undecided_count(edition: Edition) -> int:
    """Open remarks, and discussions in which something was said and nothing decided."""
    remarks = Remark.objects.filter(edition=edition, outcome=Remark.Outcome.OPEN).count()
    readable = Q(comments__withdrawn_at=None, comments__hidden_at=None, comments__isnull=False)
    threads = _threads(edition).filter(readable, is_closed=False).distinct().count()
    return remarks + threads


def _remarks(edition: Edition) -> list[Said]:
    rows = Remark.objects.filter(edition=edition).select_related("node", "programme", "decided_by")
    found = []
    for row in rows:
        row.edition = edition
        about = row.programme or row.node or edition
        found.append(
            Said(
                _placed(about, edition),
                row.speaker,
                row.organisation,
                row.is_outside,
                row.said_on,
                row.text,
                address_of(row),
                row.outcome,
                str(row.get_outcome_display()),
                row.reason,
                row.support,
                row.against,
                remark=row,
                is_sample=row.is_sample,
            )
        )
    return found


def _discussions(edition: Edition, now: datetime) -> list[Said]:
    threads = list(_threads(edition))
    comments: dict[int, list[Comment]] = {}
    for comment in (
        Comment.objects.readable().filter(thread__in=threads).select_related("by").order_by("at", "pk")
    ):
        comments.setdefault(comment.thread_id, []).append(comment)
    votes = {
        (thread, stance): count
        for thread, stance, count in Vote.objects.filter(thread__in=threads)
        .order_by()
        .values("thread", "stance")
        .annotate(count=Count("pk"))
        .values_list("thread", "stance", "count")
    }
    decided = {row.thread_id: row for row in Decision.objects.filter(thread__in=threads).order_by("at", "pk")}
    things = _things(edition, threads)
    outside = _outside(edition, now)
    found = []
    for thread in threads:
        about = things.get((thread.subject_kind, thread.subject_key))
        if about is None or thread.pk not in comments:
            continue
        first, *answers = comments[thread.pk]
        verdict = decided[thread.pk] if thread.is_closed and thread.pk in decided else None
        found.append(
            Said(
                about,
                str(first.by or "–"),
                "",
                first.by_id in outside,
                first.at.astimezone(edition.city.timezone).date(),
                first.text,
                thread.get_absolute_url(),
                verdict.outcome if verdict else Remark.Outcome.OPEN.value,
                str(Outcome(verdict.outcome).label if verdict else Remark.Outcome.OPEN.label),
                verdict.reason if verdict else "",
                votes.get((thread.pk, Stance.SUPPORT.value), 0),
                votes.get((thread.pk, Stance.AGAINST.value), 0),
                len(answers),
                is_sample=thread.is_sample,
            )
        )
    return found


def _threads(edition: Edition) -> "QuerySet[Thread]":
    def keys(rows: Any) -> Any:
        return rows.order_by().annotate(_key=Cast("pk", CharField())).values("_key")

    return Thread.objects.filter(
        Q(subject_kind="masterplan.edition", subject_key=str(edition.pk))
        | Q(subject_kind="masterplan.node", subject_key__in=keys(edition.nodes.all()))
        | Q(subject_kind="masterplan.programme", subject_key__in=keys(edition.programmes.all()))
    )


def _things(edition: Edition, threads: Sequence[Thread]) -> dict[tuple[str, str], Thing]:
    found: dict[tuple[str, str], Thing] = {("masterplan.edition", str(edition.pk)): edition}
    keys = {
        kind: [int(each.subject_key) for each in threads if each.subject_kind == kind] for kind in _MODELS
    }
    for node in Node.objects.filter(pk__in=keys["masterplan.node"]):
        found["masterplan.node", str(node.pk)] = _placed(node, edition)
    for programme in Programme.objects.filter(pk__in=keys["masterplan.programme"]):
        found["masterplan.programme", str(programme.pk)] = _placed(programme, edition)
    return found


_MODELS = ("masterplan.node", "masterplan.programme")


def _placed(thing: Thing, edition: Edition) -> Thing:
    """With its edition and city at hand, for its address."""
    if not isinstance(thing, Edition):
        thing.edition = edition
    return thing


def _outside(edition: Edition, now: datetime) -> set[int]:
    """Who speaks for somebody outside government today."""
    today = now.astimezone(edition.city.timezone).date()
    held = RoleAssignment.objects.active(today).filter(city=edition.city_id, role=Role.OUTSIDE_MEMBER)
    return set(held.values_list("user_id", flat=True))


def address_of(remark: Remark) -> str:
    return reverse("masterplan:remark", args=[remark.edition.city.code, remark.edition.code, remark.code])
