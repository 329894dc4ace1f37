"""A choice at once, without the solver: what must be, then whatever brings most for what it takes and still fits.

It is rarely the best, but it is there: who says that nothing holds together, or that nothing is worth as much, is wrong.
"""

from collections import defaultdict
from decimal import Decimal

from kotacerdas.masterplan.domain.portfolio.rows import Model


def chosen(model: Model) -> frozenset[int] | None:
    """None where what must be met a dead end, which proves nothing."""
    standing = _Standing(model)
    for programme in model.scenario.programmes:
        if programme.must and not any(map(standing.takes, standing.cheapest_first(programme.code))):
            return None
    for at in sorted(range(len(model.columns)), key=lambda at: (-_worth(model, at) / standing.load[at], at)):
        if _worth(model, at) > 0:
            standing.takes(at)
    return frozenset(standing.chosen)


class _Standing:
    """What is chosen so far, and what it leaves."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.chosen: set[int] = set()
        self.codes: set[str] = set()
        limits = [row.limit for row in model.rows if row.limit is not None]
        self.left = [limit.there for limit in limits]
        self.needs: dict[int, list[tuple[int, Decimal]]] = defaultdict(list)
        for number, limit in enumerate(limits):
            for at, amount in limit.takes.items():
                self.needs[at].append((number, amount))
        self.load = [1e-9] * len(model.columns)
        for row in model.rows:
            if row.limit is not None:
                for at, share in row.terms.items():
                    self.load[at] += share
        self.beside: dict[str, set[str]] = defaultdict(set)
        for each in model.scenario.programmes:
            for other in each.excludes:
                self.beside[each.code].add(other)
                self.beside[other].add(each.code)

    def cheapest_first(self, code: str) -> list[int]:
        return sorted(self.model.of_programme[code], key=lambda at: (self.load[at], at))

    def takes(self, at: int) -> bool:
        """Chooses it with what it requires, if all of that still fits; whether its programme is chosen then."""
        if self.model.columns[at].programme.code in self.codes:
            return True
        new = self._with_required(at)
        taken: dict[int, Decimal] = defaultdict(Decimal)
        for number, amount in (need for each in new.values() for need in self.needs[each]):
            taken[number] += amount
        codes = self.codes | new.keys()
        if any(amount > self.left[number] for number, amount in taken.items()):
            return False
        if any(self.beside[code] & codes for code in new):
            return False
        for number, amount in taken.items():
            self.left[number] -= amount
        self.chosen.update(new.values())
        self.codes = codes
        return True

    def _with_required(self, at: int) -> dict[str, int]:
        """Columns by programme: it, and of what it requires and lacks the cheapest ways."""
        found, waiting = dict[str, int](), [at]
        while waiting:
            column = waiting.pop()
            programme = self.model.columns[column].programme
            found[programme.code] = column
            lacking = set(programme.requires) - found.keys() - self.codes
            waiting += [self.cheapest_first(code)[0] for code in sorted(lacking)]
        return found


def _worth(model: Model, at: int) -> float:
    column, questions = model.columns[at], model.scenario.questions
    if model.scenario.objective == "priority":
        return column.value
    levels = sum(amount * questions[code].per_level for code, amount in column.programme.lifts.items())
    return column.value + float(levels * column.way.brings)
