"""The absorption of a year's budget (serapan): planned by quarter against spent by month, by source and in all.

Plans and spending come as increments; both lines are cumulative. A quarter is planned only where every budget of the line
plans it: a line from a part of the budgets would promise less than the city means to spend.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from kotacerdas.masterplan.domain.progress import financial

QUARTERS, MONTHS = 4, 12
ALL = ""


@dataclass(frozen=True)
class Ceiling:
    """One source of one programme in the year: what may be spent now, and the plan by quarter (None: not planned)."""

    source: str
    effective: int
    plan: tuple[int | None, ...] = (None,) * QUARTERS

    @property
    def is_planned(self) -> bool:
        return None not in self.plan


@dataclass(frozen=True)
class Curve:
    """Cumulative rupiah of one source, or of all (`source` empty). `planned` has four ends of quarters, `spent` twelve ends of
    months; None is what is not planned or not reported yet. `with_plan` of `budgets` have a whole plan."""

    source: str
    ceiling: int
    planned: tuple[int | None, ...]
    spent: tuple[int | None, ...]
    with_plan: int
    budgets: int

    @property
    def has_plan(self) -> bool:
        return self.planned[0] is not None

    @property
    def latest(self) -> int | None:
        """What was spent so far."""
        return next((each for each in reversed(self.spent) if each is not None), None)

    @property
    def share(self) -> Fraction | None:
        """Percent of the ceiling that was spent so far."""
        return None if self.latest is None else financial(self.latest, self.ceiling)

    def planned_by(self, month: int) -> int | None:
        """Only quarters are planned, so only their last months are known."""
        return None if month % 3 else self.planned[month // 3 - 1]


@dataclass(frozen=True)
class Absorption:
    total: Curve
    sources: tuple[Curve, ...]
    through: int | None
    """The last month of which anything was reported."""


def absorption(
    ceilings: Iterable[Ceiling], spent: Mapping[tuple[str, int], int], *, through: int | None
) -> Absorption:
    """`spent` are increments by source and month, from all programmes; `through` is the last reported month."""
    every = list(ceilings)
    last = max([*(month for _, month in spent), through or 0], default=0)
    named = dict.fromkeys(each.source for each in every) | dict.fromkeys(source for source, _ in spent)
    curves = [
        _curve(
            source,
            [each for each in every if each.source == source],
            {month: amount for (of, month), amount in spent.items() if of == source},
            last,
        )
        for source in named
    ]
    together: dict[int, int] = {}
    for (_, month), amount in spent.items():
        together[month] = together.get(month, 0) + amount
    return Absorption(_curve(ALL, every, together, last), tuple(curves), last or None)


def _curve(source: str, rows: Sequence[Ceiling], spent: Mapping[int, int], last: int) -> Curve:
    running = [*accumulate(spent.get(month, 0) for month in range(1, last + 1))]
    money = [each for each in rows if each.effective]
    return Curve(
        source,
        sum(each.effective for each in rows),
        _planned(money),
        (*running, *[None] * (MONTHS - last)),
        sum(each.is_planned for each in money),
        len(money),
    )


def _planned(rows: Sequence[Ceiling]) -> tuple[int | None, ...]:
    """Up to the first quarter that somebody leaves open."""
    found: list[int | None] = []
    running = 0
    for quarter in range(QUARTERS):
        parts = [each.plan[quarter] for each in rows]
        known = [each for each in parts if each is not None]
        if not parts or len(known) < len(parts):
            break
        running += sum(known)
        found.append(running)
    return (*found, *[None] * (QUARTERS - len(found)))
