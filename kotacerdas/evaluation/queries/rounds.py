"""The rounds that one may see, and how much of each is here."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from kotacerdas.evaluation.models import Result, Round

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class ListedRound:
    """A round with the number of cities that we have a figure of."""

    round: Round
    rows: int


def rounds(user: "Someone") -> list[ListedRound]:
    """The rounds that one may see and whose cities are compared, the newest first; one that still runs here once it is
    published or has figures."""
    figures = Result.objects.visible_to(user).filter(index__isnull=False).values_list("round")
    rows = dict(figures.annotate(Count("pk")))
    compared = ~Q(kind=Round.Kind.RUN) | Q(is_published=True) | Q(pk__in=rows)
    found = Round.objects.visible_to(user).with_ranking().filter(compared).order_by("-year", "code")
    return [ListedRound(round_, rows.get(round_.pk, 0)) for round_ in found]
