"""Reads of deliveries: whose agency one may bring for, counts by state, the files with what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from kotacerdas.evidence.models import Document, Intake, Item
from kotacerdas.evidence.models.documents import organisations_of
from kotacerdas.evidence.models.intakes import IntakeQuerySet, ItemQuerySet
from kotacerdas.jobs.domain.estimate import time_left
from kotacerdas.jobs.models import Attempt
from kotacerdas.people import access
from kotacerdas.people.models import Organisation
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

# What somebody has to look at comes first.
_FIRST = Case(
    When(state=Item.State.REFUSED, then=Value(0)),
    When(state=Item.State.WAITING, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Row:
    """A file of a delivery; `document` only where the reader sees it."""

    item: Item
    document: Document | None


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    left: timedelta | None


def agencies_for(user: "Someone", city: "City") -> "QuerySet[Organisation]":
    """One's own; for those who manage the evidence of a city, all of its organisations."""
    of_city = Organisation.objects.filter(city=city).order_by("name")
    if access.may(user, Permission.MANAGE_EVIDENCE, city):
        return of_city
    return of_city.filter(pk__in=organisations_of(user))


def seen_by(user: "Someone") -> IntakeQuerySet:
    """For the list: the newest first, with how many files came and were refused."""
    return (
        Intake.objects.visible_to(user)
        .select_related("city", "agency", "by", "job")
        .annotate(
            n_files=Count("items"),
            n_refused=Count("items", filter=Q(items__state=Item.State.REFUSED)),
        )
        .order_by("-at", "-pk")
    )


def counts(intake: Intake) -> dict[Item.State, int]:
    """How many files in each state; those without one are there with nought."""
    counted = dict(intake.items.order_by().values_list("state").annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in Item.State}


def size_of(intake: Intake) -> int:
    return int(intake.items.filter(inside=None).aggregate(sum=Sum("size"))["sum"] or 0)


def items(intake: Intake, state: str = "") -> ItemQuerySet:
    rows = intake.items.order_by(_FIRST, "pk")
    return rows.filter(state=state) if state in Item.State.values else rows


def rows(items: Iterable[Item], *, user: "Someone") -> list[Row]:
    """In two queries, however many."""
    items = list(items)
    keys = {item.document_id for item in items if item.document_id is not None}
    seen = Document.objects.visible_to(user).in_bulk(keys) if keys else {}
    return [Row(item, seen.get(item.document_id) if item.document_id else None) for item in items]


def progress(intake: Intake, counted: dict[Item.State, int], *, now: datetime) -> Progress:
    """How far the taking-in is; the files of archives count as soon as they are unpacked."""
    total = sum(counted.values())
    done = total - counted[Item.State.WAITING]
    return Progress(done, total, _left(intake.job, done, total, now))


def _left(job: Any, done: int, total: int, now: datetime) -> timedelta | None:
    last = Attempt.objects.filter(job=job).order_by("-number").first() if job is not None else None
    if last is None:
        return None
    return time_left(passed=now - last.started_at, done=done, total=total)
