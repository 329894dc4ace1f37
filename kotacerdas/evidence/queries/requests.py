"""Requests for evidence as pages show them: the list, one of them with what came, and what a guest may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from kotacerdas.evidence.domain.requests import REPORTED, Standing, standing
from kotacerdas.evidence.models import EvidenceRequest, Item
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Wanted:
    """What narrows the list; empty means all. `standing` "open" is all that is not closed."""

    words: str = ""
    agency: int | None = None
    standing: str = ""


@dataclass(frozen=True)
class Row:
    request: EvidenceRequest
    standing: Standing
    questions: int
    files: int
    days_late: int


OPEN = "open"


def listing(user: "Someone", city: "City", wanted: Wanted, *, today: date) -> Any:
    """By day; those that are closed stand last."""
    rows: Any = EvidenceRequest.objects.visible_to(user).filter(city=city).with_names()
    rows = rows.annotate(
        on=Coalesce("task__due_on", "due_on"),
        questions=Count("asked_for", distinct=True),
        files=Count("intakes__items", distinct=True, filter=Q(intakes__items__inside=None)),
    )
    if wanted.words:
        named = Q(what__icontains=wanted.words) | Q(code__iexact=wanted.words)
        rows = rows.filter(named | Q(agency__name__icontains=wanted.words))
    if wanted.agency:
        rows = rows.filter(agency=wanted.agency)
    rows = _in_state(rows, wanted.standing, today)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "on", "pk")


def _in_state(rows: Any, wanted: str, today: date) -> Any:
    came = Q(task__state=REPORTED)
    match wanted:
        case "open":
            return rows.open()
        case Standing.CAME:
            return rows.open().filter(came)
        case Standing.LATE:
            return rows.open().exclude(came).filter(on__lt=today)
        case Standing.WAITS:
            return rows.open().exclude(came).filter(on__gte=today)
        case Standing.ENOUGH | Standing.DROPPED:
            return rows.filter(outcome=wanted)
    return rows


def standing_of(request: EvidenceRequest, today: date) -> Standing:
    return standing(
        outcome=request.outcome,
        task_state=request.task.state if request.task else "",
        day=request.day,
        today=today,
    )


def rows_of(requests: Iterable[Any], today: date) -> list[Row]:
    """Of a page of `listing`."""
    return [
        Row(
            each,
            standing_of(each, today),
            each.questions,
            each.files,
            max((today - each.day).days, 0) if each.is_open else 0,
        )
        for each in requests
    ]


@dataclass(frozen=True)
class Counts:
    open: int
    late: int
    came: int
    all: int


def counts(user: "Someone", city: "City", *, today: date) -> Counts:
    """Of everything that the reader sees in this city, whatever the list is narrowed to."""
    rows = EvidenceRequest.objects.visible_to(user).filter(city=city)
    rows = rows.annotate(on=Coalesce("task__due_on", "due_on"))
    is_open, came = Q(closed_at=None), Q(task__state=REPORTED)
    found = rows.aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(on__lt=today) & ~came),
        came=Count("pk", filter=is_open & came),
        all=Count("pk"),
    )
    return Counts(**found)


@dataclass(frozen=True)
class Came:
    """One file that came; of an archive, the files in it."""

    item: Item
    by: Any
    at: datetime


def came_for(request: EvidenceRequest, *, most: int = 200) -> list[Came]:
    """The newest delivery first. One query; the documents that they became are for `visible_documents`."""
    items = Item.objects.filter(intake__request=request).select_related("intake__by", "document__agency")
    return [Came(each, each.intake.by, each.intake.at) for each in items.order_by("-intake__at", "pk")[:most]]


def agencies_asked(user: "Someone", city: "City") -> Any:
    """For the filter: those that were asked at least once."""
    asked = EvidenceRequest.objects.visible_to(user).filter(city=city).values("agency")
    return Organisation.objects.visible_to(user).filter(pk__in=asked).order_by("name")
