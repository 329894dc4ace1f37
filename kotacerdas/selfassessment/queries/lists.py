"""The self-assessments that somebody sees, and rounds that a city takes part in without having begun."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch

from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.evaluation.queries.calendars import calendar_from, prefetched
from kotacerdas.selfassessment.models import Answer, Assessment

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Listed:
    assessment: Assessment
    total: int
    delivered: int
    verified: int
    open: list[Step]
    """Steps that are open for this city now."""
    closes_at: datetime | None
    """When the last of them ends."""


def listed(user: "Someone", *, now: datetime) -> list[Listed]:
    rows = Assessment.objects.visible_to(user).select_related("city")
    rows = rows.prefetch_related(Prefetch("round", prefetched(Round.objects.all())))
    found = list(rows.order_by("-round__year", "round__code", "city__code"))
    states = _states(found)
    told = []
    for row in found:
        calendar = calendar_from(row.round, row.city)
        steps = workflow.open_steps(calendar, now)
        closes = max((calendar[step].closes_at for step in steps), default=None)
        counted = states[row.pk]
        verified = counted[Answer.Stage.VERIFIED]
        delivered = verified + counted[Answer.Stage.ANSWERED]
        told.append(Listed(row, counted.total(), delivered, verified, steps, closes))
    return told


def _states(some: list[Assessment]) -> dict[int, Counter[str]]:
    rows = Answer.objects.filter(assessment__in=some).order_by().values("assessment", "state")
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows.annotate(count=Count("pk")):
        found[row["assessment"]][row["state"]] = row["count"]
    return found


def not_begun(user: "Someone") -> list[Participation]:
    """Rounds that a city has joined and whose questions nobody has opened yet."""
    begun = Assessment.objects.filter(round=OuterRef("round"), city=OuterRef("city"))
    rows = Participation.objects.visible_to(user).filter(~Exists(begun), state=Participation.State.JOINED)
    return list(rows.exclude(round__instrument="").select_related("round", "city"))
