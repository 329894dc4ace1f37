"""What there is to choose from: the programmes of a plan with what they cost and bring, as the solver takes them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kotacerdas.masterplan.domain.portfolio.candidates import (
    Candidate,
    Choices,
    Openness,
    WayCosts,
    sorted_out,
)
from kotacerdas.masterplan.domain.ways import capital_of
from kotacerdas.masterplan.gains import Gains, gains
from kotacerdas.masterplan.models import Budget, Edition, Effort, Programme, Relation, Scale, Way
from kotacerdas.masterplan.queries.priorities import Standing, standing_of

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

_FINE = Decimal("0.000001")
_STANDINGS: dict[str, Openness] = {Programme.State.DONE: "done", Programme.State.STOPPED: "stopped"}


@dataclass(frozen=True)
class Offer:
    """All programmes of an edition with what is known of them, whoever could be chosen."""

    standing: Standing
    candidates: tuple[Candidate, ...]
    gains: Gains

    def choices(self, first_year: int) -> Choices:
        return sorted_out(self.candidates, first_year)

    def wanted(self, first_year: int) -> Mapping[str, Mapping[int, int]]:
        """What all that can be chosen would take together, by source and year; of several ways the dearest."""
        found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for each in self.choices(first_year).programmes:
            dearest: dict[tuple[str, int], int] = {}
            for costs in [way.costs for way in each.ways] or [each.costs]:
                for source, years in costs.items():
                    for year, amount in years.items():
                        dearest[source, year] = max(amount, dearest.get((source, year), 0))
            for (source, year), amount in dearest.items():
                if year >= first_year:
                    found[source][year] += amount
        return found

    def agencies(self, first_year: int) -> Mapping[str, Mapping[int, Decimal]]:
        """The work that all would take together, by agency and year."""
        found: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for each in self.choices(first_year).programmes:
            for year, months in each.effort.items():
                if each.agency and year >= first_year:
                    found[each.agency][year] += months
        return found


def offer_of(scale: Scale, user: "Someone") -> Offer:
    """Nine queries and those of whoever tells the gains, however many programmes."""
    edition = scale.edition
    standing = standing_of(scale)
    priorities = {each.programme.code: _decimal(each.score) for each in standing.ranked}
    rows = Programme.objects.filter(edition=edition).select_related("lead").order_by("code")
    budgets, efforts = _budgets(edition), _efforts(edition)
    ways, (requires, excludes) = _ways(edition), _relations(edition)
    candidates = tuple(
        Candidate(
            code=each.code, title=each.title, agency=each.lead.code if each.lead else "",
            standing=_STANDINGS.get(each.state, "open"),
            priority=priorities.get(each.code, Decimal(0)), lifts=tuple(each.questions),
            costs=budgets.get(each.code, {}), ways=ways.get(each.code, ()), effort=efforts.get(each.code, {}),
            requires=frozenset(requires.get(each.code, ())), excludes=frozenset(excludes.get(each.code, ())),
        )
        for each in rows
    )  # fmt: skip
    return Offer(standing, candidates, gains(edition.city, user))


def _decimal(score: Any) -> Decimal:
    return (Decimal(score.numerator) / Decimal(score.denominator)).quantize(_FINE)


def _budgets(edition: Edition) -> Mapping[str, Mapping[str, Mapping[int, int]]]:
    found: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in Budget.objects.filter(programme__edition=edition).select_related("programme"):
        found[row.programme.code][row.source][row.year] = row.effective
    return found


def _efforts(edition: Edition) -> Mapping[str, Mapping[int, Decimal]]:
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    rows = Effort.objects.filter(programme__edition=edition)
    for code, year, months in rows.values_list("programme__code", "year", "months"):
        found[code][year] = months
    return found


def _ways(edition: Edition) -> Mapping[str, tuple[WayCosts, ...]]:
    """Those whose cost is known, of programmes of which none is chosen yet: once chosen, its capital is the budget."""
    found: dict[str, list[Way]] = defaultdict(list)
    for way in Way.objects.filter(programme__edition=edition).select_related("programme").order_by("code"):
        found[way.programme.code].append(way)
    return {
        code: tuple(
            WayCosts(each.code, capital_of(each.capital), each.brings) for each in ways if each.capital
        )
        for code, ways in found.items()
        if not any(each.is_chosen for each in ways)
    }


def _relations(edition: Edition) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Requires and excludes by code; the latter both ways."""
    requires: dict[str, set[str]] = defaultdict(set)
    excludes: dict[str, set[str]] = defaultdict(set)
    rows = Relation.objects.filter(programme__edition=edition)
    for kind, code, other in rows.values_list("kind", "programme__code", "other__code"):
        if kind == Relation.Kind.REQUIRES:
            requires[code].add(other)
        else:
            excludes[code].add(other)
            excludes[other].add(code)
    return requires, excludes
