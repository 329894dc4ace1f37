"""The sentence that a page opens with: what its figures say, never more than they do."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.evaluation.models import RankInterval, Result, Round
from kotacerdas.evaluation.queries import (
    CityProfile,
    RankedCity,
    Ranking,
    Scorecard,
    improvement,
)
from kotacerdas.evaluation.queries.intervals import Basis
from kotacerdas.instruments.domain.ranking import median
from kotacerdas.instruments.words import text


def of_ranking(listing: Ranking) -> str:
    """Who leads and by how much; without a lead to speak of, how much of the round is known."""
    ranked = listing.ranked
    if not ranked:
        return _("No score of this round is known here yet")
    if not listing.is_whole and len(ranked) < 3:
        return _("Results of this round known here: %(count)s") % {"count": _share(listing)}
    leaders = [row for row in ranked if row.place == 1]
    words = {"first": leaders[0].city.name, "score": number(leaders[0].index, 2)}
    if len(ranked) == 1:
        return _("%(first)s, the only city of this round, has %(score)s") % words
    if len(leaders) == 2:
        return _("%(first)s and %(second)s share the top with %(score)s") % (
            words | {"second": leaders[1].city.name}
        )
    if len(leaders) > 2:
        return _("%(count)d share the top with %(score)s") % (words | {"count": len(leaders)})
    second = next(row for row in ranked if row.place == 2)
    words |= {"second": second.city.name, "lead": number(_gap(leaders[0], second), 2)}
    if listing.is_whole:
        return _("%(first)s at the top, %(lead)s ahead of %(second)s") % words
    return _("Of the results known, %(first)s is highest, %(lead)s ahead of %(second)s") % words


def extent(listing: Ranking) -> str:
    """How many of how many cities the rows are, and what their places therefore mean."""
    words = {"count": _share(listing)}
    if listing.is_whole:
        absent = len(listing.absent)
        if not absent:
            return _("All %(count)s cities that were scored.") % {"count": len(listing.ranked)}
        return ngettext(
            "All %(count)s cities that were scored; %(absent)d more did not take part.",
            "All %(count)s cities that were scored; %(absent)d more did not take part.",
            absent,
        ) % {"count": len(listing.ranked), "absent": absent}
    return (
        _(
            "Cities of this round shown here: %(count)s. A place is the place among these rows, not a national rank."
        )
        % words
    )


def _share(listing: Ranking) -> str:
    """ "3 of 191", or "3 of an unknown number"."""
    return known_of(len(listing.ranked), listing.round)


def known_of(rows: int, round_: Round) -> str:
    total = round_.cities_scored or round_.cities_invited
    if total is None:
        return _("%(rows)d of an unknown number") % {"rows": rows}
    return _("%(rows)d of %(total)d") % {"rows": rows, "total": total}


def of_interval(interval: RankInterval | None) -> list[str]:
    """The same of one city's."""
    if interval is None:
        return []
    count = interval.assessors
    who = ngettext(
        "This city was scored by %(count)d assessor.", "This city was scored by %(count)d assessors.", count
    ) % {"count": count}
    return [who, *_how_drawn(interval.draws)]


def of_intervals(basis: Basis) -> list[str]:
    """What the range of a place means and how little it may be leant on, in plain words."""
    if basis.fewest == basis.most:
        who = ngettext(
            "Each city was scored by %(count)d assessor.",
            "Each city was scored by %(count)d assessors.",
            basis.most,
        ) % {"count": basis.most}
    else:
        words = {"fewest": basis.fewest, "most": basis.most}
        who = _("Each city was scored by %(fewest)d to %(most)d assessors.") % words
    return [who, *_how_drawn(basis.draws)]


def _how_drawn(draws: int) -> list[str]:
    how = _(
        "The assessors were drawn anew %(draws)s times: for every city as many as it had, from its own, so that some counted "
        "twice and others not at all. All cities were ranked each time. In nine of ten draws the place "
        "lies between the two numbers."
    ) % {"draws": number(draws)}
    caveat = _(
        "With so few assessors this is a rough guide. It shows how much a place hangs on who assessed, not what other "
        "assessors would have said. Cities whose ranges overlap are hardly told apart by their places."
    )
    return [how, caveat]


def of_spread(listing: Ranking) -> str:
    """In which part the cities differ most, and which part is weakest."""
    columns = {
        node.code: [row.parts[node.code].score for row in listing.ranked if row.parts]
        for node in listing.parts
    }
    columns = {code: scores for code, scores in columns.items() if scores}
    if not columns or len(listing.ranked) < 3:
        return ""
    titles = {node.code: text(node.title) for node in listing.parts}
    widest = max(columns, key=lambda code: max(columns[code]) - min(columns[code]))
    weakest = min(columns, key=lambda code: median(columns[code]) or Decimal(0))
    return _("The cities lie furthest apart in %(widest)s; the lowest middle score is in %(weakest)s.") % {
        "widest": titles[widest],
        "weakest": titles[weakest],
    }


def of_weights(moved: Sequence[tuple[RankedCity, int]], before: dict[int, int]) -> str:
    """How many cities another set of weights would move, and who furthest."""
    shifts = [(before[row.result.pk] - place, row) for row, place in moved]
    changed = [(shift, row) for shift, row in shifts if shift]
    if not changed:
        return _("Nobody would move.")
    shift, row = max(changed, key=lambda each: abs(each[0]))
    words = {"moved": len(changed), "total": len(moved), "city": row.city.name, "places": abs(shift)}
    if shift > 0:
        return _("%(moved)d of %(total)d cities would move; %(city)s most, %(places)d up.") % words
    return _("%(moved)d of %(total)d cities would move; %(city)s most, %(places)d down.") % words


def of_scorecard(card: Scorecard) -> str:
    """Against last year where both are computed, else what is known."""
    if card.row.index is None and card.row.published_rank is None:
        return _("This city did not take part.") if not card.row.participated else _("No figure is public.")
    if card.row.index is None:
        return _("Only the place in the list is public; the score and what it is made of are not.")
    if card.computed is None:
        return _("Only the final score is public; what it is made of is not.")
    weakest = _weakest(card)
    compared = [
        (after, before)
        for node in card.computed.edition.root.children
        if (after := card.computed.shown(node.code)) is not None
        and (before := card.earlier_score(node.code)) is not None
    ]
    if not compared:
        return _("%(part)s is the weakest part.") % {"part": weakest}
    words = {"up": sum(after > before for after, before in compared), "total": len(compared), "part": weakest}
    return _("Up in %(up)d of %(total)d parts that can be compared. %(part)s is the weakest.") % words


def of_comparison(left: Result, right: Result) -> str:
    """Which of two is higher and by how much, or how one city moved between two years."""
    if left.index is None or right.index is None:
        return _("Compare two results")
    gap = right.index - left.index
    if left.city_id == right.city_id:
        gap = improvement(left, right) or gap
        words = {
            "city": right.city.name,
            "from": left.round.year,
            "to": right.round.year,
            "gap": number(abs(gap), 2),
        }
        if gap > 0:
            return _("%(city)s up %(gap)s from %(from)s to %(to)s") % words
        if gap < 0:
            return _("%(city)s down %(gap)s from %(from)s to %(to)s") % words
        return _("%(city)s unchanged from %(from)s to %(to)s") % words
    if not gap:
        return _("%(left)s and %(right)s are equal") % {"left": left.city.name, "right": right.city.name}
    higher, lower = (right, left) if gap > 0 else (left, right)
    words = {"higher": higher.city.name, "lower": lower.city.name, "gap": number(abs(gap), 2)}
    return _("%(higher)s %(gap)s above %(lower)s") % words


def of_city(profile: CityProfile) -> str:
    """How much of the city's results is public."""
    scored = [result for result in profile.results if result.index is not None]
    if scored:
        latest = scored[0]
        words = {"year": latest.round.year, "score": number(latest.index, 2)}
        return _("Latest public final score: %(score)s in %(year)s.") % words
    placed = next((result for result in profile.results if result.published_rank), None)
    if placed:
        words = {"rank": placed.published_rank, "of": placed.published_rank_of, "year": placed.round.year}
        return _("Rank %(rank)s of %(of)s in %(year)s; the scores behind it are not public.") % words
    return _("No result of this city is known here yet.")


def _weakest(card: Scorecard) -> str:
    """The part with the lowest score, or all that share it."""
    lowest = min((part.score for part in card.parts if part.score is not None), default=None)
    titles = [text(part.node.title) for part in card.parts if part.score == lowest]
    return get_text_list(titles, _("and"))


def _gap(first: RankedCity, second: RankedCity) -> Decimal:
    return (first.index or Decimal(0)) - (second.index or Decimal(0))
