"""Names what cannot hold together: a smallest set of demands of which each is needed for the clash.

QuickXplain (Junker, AAAI 2004), which asks the solver about halves instead of single rows: some k log(n/k) questions for k
clashing rows among n.
"""

from collections.abc import Iterator, Sequence

from kotacerdas.common.domain import clashes
from kotacerdas.common.domain.faults import Fault
from kotacerdas.masterplan.domain.portfolio import highs
from kotacerdas.masterplan.domain.portfolio.rows import Model, Row

SECONDS_EACH = 5.0


def found(model: Model) -> Iterator[Fault]:
    """Beginning with the sentence that says so; then one fault for each demand of the clash."""
    yield Fault("portfolio-infeasible")
    for row in smallest(model):
        yield Fault(f"clash-{row.kind}", dict(zip(_NAMES[row.kind], row.of, strict=True)))


_NAMES = {
    "must": ("programme",),
    "requires": ("programme", "other"),
    "excludes": ("programme", "other"),
    "budget": ("source", "year"),
    "capacity": ("agency", "year"),
}


def smallest(model: Model) -> list[Row]:
    """In the order of `_NAMES`: a clash is told by what must be, and then by the limits that this breaks."""
    order = list(_NAMES)
    demands = sorted((row for row in model.rows if row.kind in _NAMES), key=lambda row: order.index(row.kind))
    return clashes.needed(demands, lambda some: holds(model, some))


def holds(model: Model, demands: Sequence[Row]) -> bool:
    """Whether these demands can be kept together, with what is no demand (one way at most, levels as far as they go)."""
    always = [row for row in model.rows if row.kind not in _NAMES]
    return highs.solved(model, seconds=SECONDS_EACH, gap=0.5, rows=[*always, *demands]).status != "infeasible"
