"""The awards of a round as its page lists them, and who would be next by the figures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.evaluation.domain import dimensions
from kotacerdas.evaluation.models import Award, Round
from kotacerdas.evaluation.queries.orders import by_dimension
from kotacerdas.evaluation.queries.rankings import RankedCity, Ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kotacerdas.people.access import Someone

MOST_TIED = 3
"""More cities than that at the top of a part are no winners of it."""


@dataclass(frozen=True)
class Proposal:
    """The highest of all in a part, in a dimension or, with "", in the whole."""

    part: str
    row: RankedCity
    figure: Decimal


def awards_of(round_: Round, user: "Someone") -> list[tuple[str, list[Award]]]:
    """By what they are for: the whole, the parts, the dimensions, each in the order of the form; one query."""
    visible = Award.objects.visible_to(user).filter(round=round_)
    rows = list(visible.select_related("city__province", "source").order_by("awarded_on", "city__name", "pk"))
    order = ["", *dimensions.parts_to_honour(round_.edition)]
    # Loaded before the form was changed, say: whatever stands there is shown.
    order += sorted({row.part for row in rows} - set(order))
    return [(part, found) for part in order if (found := [row for row in rows if row.part == part])]


def proposals(listing: Ranking, given: "Iterable[Award]" = ()) -> list[Proposal]:
    """From the ranking, without those whose city has an award for the same already; one query for the dimensions."""
    figures: dict[str, Mapping[int, Decimal]] = {
        "": {row.result.pk: row.index for row in listing.ranked if row.index is not None}
    }
    for node in listing.parts:
        figures[node.code] = {
            row.result.pk: row.parts[node.code].score for row in listing.ranked if node.code in row.parts
        }
    figures |= by_dimension(listing)
    rows = {row.result.pk: row for row in listing.ranked}
    honoured = {(award.part, award.city_id) for award in given}
    found = []
    for part, scores in figures.items():
        highest = max(scores.values(), default=None)
        best = [rows[key] for key, score in scores.items() if score == highest]
        if highest is None or len(best) > MOST_TIED or len(scores) < 2:
            continue
        found += [Proposal(part, row, highest) for row in best if (part, row.city.pk) not in honoured]
    return found
