"""The rounds that one may see, and how much of each is here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from kotacerdas.evaluation.models import Result, Round

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class ListedRound:
    """A round with the number of cities that we have a figure of."""

    round: Round
    rows: int


def rounds(user: "Someone") -> list[ListedRound]:
    """The rounds that one may see, the newest first."""
    figures = Result.objects.visible_to(user).filter(index__isnull=False).values_list("round")
    rows = dict(figures.annotate(Count("pk")))
    found = Round.objects.visible_to(user).order_by("-year", "code")
    return [ListedRound(round_, rows.get(round_.pk, 0)) for round_ in found]
