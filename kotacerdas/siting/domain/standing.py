"""A choice while it is being made: what is covered how often, and what each further site would add."""

from collections.abc import Iterable

import numpy as np

from kotacerdas.siting.domain.problem import Flags, Floats, Indices, Problem, sums


class Standing:
    """`counts` says how many chosen sites cover each demand, `gains` what each site would add to what is covered now; `barred` how
    many chosen sites exclude each site, `carried` how many chosen relays each may hang on."""

    def __init__(self, problem: Problem, chosen: Iterable[int] = ()) -> None:
        self.problem = problem
        self.counts = np.zeros(len(problem.weights), np.int32)
        self.gains = problem.alone.copy()
        self.chosen = np.zeros(len(problem.sites), bool)
        self.barred = np.zeros(len(problem.sites), np.int32)
        self.carried = np.zeros(len(problem.sites), np.int32)
        self.cost = 0
        for site in chosen:
            self.add(site)

    @property
    def sites(self) -> frozenset[int]:
        return frozenset(np.flatnonzero(self.chosen).tolist())

    def add(self, site: int) -> None:
        cells = self.problem.covers.row(site)
        fresh = cells[self.counts[cells] == 0]
        self.counts[cells] += 1
        self.gains -= self._reached(fresh)
        self._mark(site, 1)
        self.chosen[site] = True
        self.cost += int(self.problem.costs[site])

    def remove(self, site: int) -> None:
        cells = self.problem.covers.row(site)
        self.counts[cells] -= 1
        freed = cells[self.counts[cells] == 0]
        self.gains += self._reached(freed)
        self._mark(site, -1)
        self.chosen[site] = False
        self.cost -= int(self.problem.costs[site])

    def only_by(self, site: int) -> Indices:
        """The demands that would be lost without this chosen site."""
        cells = self.problem.covers.row(site)
        lonely: Indices = cells[self.counts[cells] == 1]
        return lonely

    def gains_without(self, lost: Indices) -> Floats:
        """What each site would add if these demands were uncovered, too."""
        return self.gains + self._reached(lost)

    def _reached(self, cells: Indices) -> Floats:
        sites, lengths = self.problem.covered_by.entries(cells)
        return sums(sites, np.repeat(self.problem.weights[cells], lengths), len(self.problem.sites))

    def allowed(self, without: int | None = None) -> Flags:
        """Which sites may be added under every rule but `least`, after `without` was taken away."""
        problem, rules = self.problem, self.problem.rules
        number = int(self.chosen.sum()) - (without is not None)
        if rules.most is not None and number >= rules.most:
            return np.zeros(len(problem.sites), bool)
        free = ~self.chosen
        if rules.budget is not None:
            spent = self.cost - (int(problem.costs[without]) if without is not None else 0)
            free &= problem.costs <= rules.budget - spent
        barred, carried = self.barred, self.carried
        if without is not None:
            barred, carried = barred.copy(), carried.copy()
            barred[problem.excluded_by.row(without)] -= 1
            carried[problem.carries.row(without)] -= 1
        found: Flags = free & (barred == 0) & (~problem.hangs | (carried > 0))
        return found

    def is_needed(self, site: int) -> bool:
        """Whether it must stay: it was demanded, or another chosen site hangs on it alone."""
        fed = self.problem.carries.row(site)
        return site in self.problem.rules.musts or bool((self.chosen[fed] & (self.carried[fed] == 1)).any())

    def _mark(self, site: int, by: int) -> None:
        self.barred[self.problem.excluded_by.row(site)] += by
        self.carried[self.problem.carries.row(site)] += by
