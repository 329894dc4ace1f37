"""Questions to a city: those of a panel, those that wait in a city, and who may reply to one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.panel import parts
from kotacerdas.panel.models import Clarification, Panel
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import rights
from kotacerdas.selfassessment.models import Answer

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import Organisation

# Those that wait first, the most urgent of them first; then what was replied to, the newest first.
_TURN = Case(
    When(withdrawn_at__isnull=False, then=Value(2)), When(replied_at__isnull=False, then=Value(1)), default=Value(0)
)  # fmt: skip
_DUE_WHILE_WAITING = Case(When(replied_at=None, then=F("due_at")))


@dataclass(frozen=True)
class Row:
    """A question as a list shows it at this moment."""

    clarification: Clarification
    organisation: "Organisation | None"
    """Whose answer it is about."""
    title: str
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.clarification.is_late(self.now)


@dataclass(frozen=True)
class Counted:
    waiting: int
    late: int
    replied: int


def listed(user: "Someone", *, round_code: str = "") -> "QuerySet[Clarification]":
    """All that the reader sees, of one round or of all."""
    rows = Clarification.objects.visible_to(user)
    if round_code:
        rows = rows.filter(panel__round__code=round_code)
    return rows.order_by(_TURN, _DUE_WHILE_WAITING, "-replied_at", "-pk")


def counted(rows: "QuerySet[Clarification]", *, now: datetime) -> Counted:
    waiting = Q(replied_at=None, withdrawn_at=None)
    found = rows.order_by().aggregate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_at__lte=now)),
        replied=Count("pk", filter=Q(replied_at__isnull=False)),
    )
    return Counted(**found)


def rows_of(found: "Iterable[Clarification]", *, now: datetime) -> list[Row]:
    """With the organisation that answers each; one query more, however many rows."""
    found = list(found)
    answers = _answerers(found)
    return [
        Row(
            each,
            answers.get((each.panel.round_id, each.panel.city_id, each.code)),
            parts.title(each.panel.round, each.code),
            now,
        )
        for each in found
    ]


def of_panel(panel: Panel, user: "Someone", *, now: datetime | None = None) -> list[Row]:
    """What the panel has asked, for its page; in two queries."""
    return rows_of(with_rows(listed(user).filter(panel=panel)), now=now or timezone.now())


def of_question(panel: Panel, code: str, user: "Someone", *, now: datetime | None = None) -> list[Row]:
    """What was asked about one question, the oldest first, for the reading room; in two queries."""
    rows = Clarification.objects.visible_to(user).filter(panel=panel, code=code)
    return rows_of(with_rows(rows.order_by("asked_at", "pk")), now=now or timezone.now())


def with_rows(rows: "QuerySet[Clarification]") -> "QuerySet[Clarification]":
    """With everything that a row or a page shows of each."""
    return rows.select_related("panel__round", "panel__city", "seat", "replied_by", "task", "file")


def _answerers(found: "list[Clarification]") -> "dict[tuple[int, int, str], Organisation | None]":
    if not found:
        return {}
    wanted = Q(
        assessment__round__in={each.panel.round_id for each in found},
        assessment__city__in={each.panel.city_id for each in found},
        code__in={each.code for each in found},
    )
    rows = Answer.objects.filter(wanted).select_related("assessment", "organisation")
    return {(row.assessment.round_id, row.assessment.city_id, row.code): row.organisation for row in rows}


def answerer(clarification: Clarification) -> "Organisation | None":
    """The organisation that answers the question in the city's self-assessment."""
    return _answerers([clarification]).get(
        (clarification.panel.round_id, clarification.panel.city_id, clarification.code)
    )


def may_reply(clarification: Clarification, user: "Someone | None") -> bool:
    """That organisation, or the programme office. `user` None is the system."""
    if user is None or access.may(user, Permission.KEEP_ROUNDS, clarification.panel.city):
        return True
    organisation = answerer(clarification)
    return organisation is not None and organisation.pk in rights.desks(user, clarification.panel.city)


def until(panel: Panel, *, now: datetime) -> datetime | None:
    """When the last open step in which the city may reply is over; None where none is open."""
    return workflow.until(Deed.REPLY, calendar_of(panel.round, panel.city), now)
