"""What the last rupiah buys: the best portfolio once more with a little more, and a little less, of each source."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain.portfolio.scenario import Scenario
from kotacerdas.masterplan.domain.portfolio.solving import Portfolio, solve


@dataclass(frozen=True)
class Margin:
    """`change` of the money of one source in every year; what the best choice is then worth more (or less), and who comes and
    goes. `worth` is None where nothing can hold together with so little."""

    source: str
    change: Decimal
    worth: Decimal | None
    comes: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    is_proven: bool = True


def margins(best: Portfolio, *, share: Decimal = Decimal("0.05")) -> Iterator[Margin]:
    """For each source, `share` of its money more and less; nothing where no choice was found in time."""
    for source in sorted(best.scenario.budget):
        for sign in (1, -1):
            if (found := _margin(best, source, sign * share)) is not None:
                yield found


def _margin(best: Portfolio, source: str, share: Decimal) -> Margin | None:
    scenario = best.scenario
    years = {year: amount * (1 + share) for year, amount in scenario.budget[source].items()}
    change = sum(scenario.budget[source].values(), Decimal(0)) * share
    moved: Scenario = scenario.model_copy(update={"budget": {**scenario.budget, source: years}})
    try:
        other = solve(moved, known=best.codes_and_ways, explains=False)
    except Refused as refused:
        cannot_hold = refused.faults[0].kind == "portfolio-infeasible"
        return Margin(source, change, None) if cannot_hold else None
    comes, goes = other.codes - best.codes, best.codes - other.codes
    worth = other.objective - best.objective
    return Margin(
        source, change, worth, tuple(sorted(comes)), tuple(sorted(goes)), other.is_proven and best.is_proven
    )
