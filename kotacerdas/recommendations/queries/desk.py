"""One recommendation as its owner, its judge and the office need it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Recommendation, Round
from kotacerdas.evaluation.queries.cities import tasks_of
from kotacerdas.evaluation.targets import RECOMMENDATION
from kotacerdas.evidence.models import Citation
from kotacerdas.recommendations import rights
from kotacerdas.recommendations.domain import caring
from kotacerdas.recommendations.domain.caring import Deed
from kotacerdas.recommendations.models import Care, CareStep
from kotacerdas.recommendations.queries import proofs
from kotacerdas.recommendations.queries.board import Row, untouched

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.followup.models import Task
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Desk:
    row: Row
    citations: list[Citation]
    """Living ones that the reader may see, each with `use_state`: whether it was confirmed for this recommendation."""
    steps: list[CareStep]
    tasks: "list[Task]"
    possible: frozenset[Deed]
    """What the table of deeds allows this reader now."""
    is_own: bool
    """Claimed by this reader, or proven with what he or she brought."""

    @property
    def judges(self) -> bool:
        return bool(caring.JUDGING & self.possible)


def of(recommendation: Recommendation, user: "Someone", *, now: datetime) -> Desk:
    """`recommendation` must be of a city whose drafts the reader sees. A fixed number of queries."""
    care = Care.objects.visible_to(user).with_names().filter(recommendation=recommendation).first()
    care = care or untouched(recommendation)
    present = proofs.counting([recommendation]).get(recommendation.pk, frozenset())
    shown = proofs.shown([recommendation], user).get(recommendation.pk, [])
    row = Row(recommendation, care, now.astimezone(care.city.timezone).date(), present, shown)
    sides, is_own = rights.sides(care, user), rights.is_own(care, user)
    cited = Citation.objects.visible_to(user).living().with_names()
    return Desk(
        row=row,
        citations=list(cited.for_target(RECOMMENDATION, str(recommendation.pk)).order_by("at", "pk")),
        steps=list(care.steps.select_related("by").order_by("-at", "-pk")) if care.pk else [],
        tasks=tasks_of([recommendation], user).get(recommendation.pk, []),
        possible=caring.possible(row.standing, sides, is_own=is_own),
        is_own=is_own,
    )


def rounds_of(city: "City", user: "Someone") -> "QuerySet[Round]":
    """Those that can have given a verdict about this city: the shared ones and its own, the newest first."""
    seen = Round.objects.visible_to(user)
    return (seen.filter(city=None) | seen.filter(city=city)).distinct().order_by("-year", "code")
