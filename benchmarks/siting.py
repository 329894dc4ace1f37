"""Where next: 20,000 places that wait, 2,000 candidates, 30 to choose, over hills.

The relief is invented (noise whose power falls with the cube of the frequency, 0 to 350 m over 36 km, cells of 30 m); people live
where it is low and near a dozen middles; who sees whom is told by the exact ray walk from masts of 10 m. The easy case reaches
500 m, the hard one 1,500 m, with heavy overlap. CBC is asked through PuLP for the same model with two threads, and PySAL's spopt, which is
only reported.
"""

import argparse
import time
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.measure import Line, hand_over, median_of
from kotacerdas.siting.domain import greedy, lagrange, solving
from kotacerdas.siting.domain.problem import Problem, Rules, problem
from kotacerdas.terrain.domain.looking import Look, disc
from kotacerdas.terrain.kernels import exact

CELLS, SITES, CHOOSE, PEOPLE = 20_000, 2_000, 30, 1_500_000
SIDE, CELL = 1_200, 30.0
MAST, PHONE = 10.0, 1.5
SPOPT_SECONDS = 120
CASES = (("easy, 500 m", 500.0, 5.0, 0.0), ("hard, 1,500 m", 1_500.0, 120.0, 0.015))


def relief(chance: np.random.Generator) -> Any:
    waves = np.hypot(np.fft.fftfreq(SIDE)[:, None], np.fft.rfftfreq(SIDE)[None, :])
    waves[0, 0] = np.inf
    noise = np.fft.rfft2(chance.normal(size=(SIDE, SIDE))) / waves**1.7
    ground = np.fft.irfft2(noise, s=(SIDE, SIDE))
    ground = (ground - ground.min()) / np.ptp(ground) * 350
    return np.round(ground * 8).astype(np.float32) / 8


def invented(radius: float, seed: int = 1) -> Problem:
    chance = np.random.default_rng(seed)
    ground = relief(chance)
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    density = np.zeros((SIDE, SIDE))
    for row, column in chance.uniform(0.1 * SIDE, 0.9 * SIDE, (12, 2)):
        density += np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / (2 * 90.0**2))
    density = (density + 0.02) * np.exp(-ground / 120)
    likely = (density / density.sum()).ravel()
    wait = chance.choice(SIDE * SIDE, CELLS, replace=False, p=likely)
    sites = chance.choice(SIDE * SIDE, SITES, replace=False, p=likely)
    weights = chance.lognormal(0, 0.7, CELLS)
    return problem(
        [550_000] * SITES,
        np.round(weights / weights.sum() * PEOPLE).tolist(),
        _pairs(ground, sites, wait, radius),
        Rules(most=CHOOSE),
    )


def _pairs(ground: Any, sites: Any, wait: Any, radius: float) -> Iterator[tuple[int, int]]:
    number = np.full((SIDE, SIDE), -1)
    number.flat[wait] = np.arange(len(wait))
    look = Look(radius, PHONE)
    reaches = disc(radius, CELL, SIDE).reaches
    reach = len(reaches)
    for site, place in enumerate(sites.tolist()):
        row, column = divmod(place, SIDE)
        top, left = max(0, row - reach), max(0, column - reach)
        part = np.ascontiguousarray(ground[top : row + reach + 1, left : column + reach + 1])
        seen = np.zeros(part.shape, np.uint16)
        exact.count(
            part, seen, np.array([[row - top, column - left]]), np.array([MAST]), PHONE, look.bend, reaches
        )
        there = number[top : row + reach + 1, left : column + reach + 1]
        yield from ((site, demand) for demand in there[(seen > 0) & (there >= 0)].tolist())


def by_cbc(of: Problem, seconds: float) -> tuple[float, float]:
    """What CBC reaches, and its seconds without the building of the model."""
    import pulp

    model = pulp.LpProblem("sites", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"x{at}", cat="Binary") for at in range(len(of.sites))]
    reached = [at for at in range(len(of.weights)) if of.covered_by.lengths[at]]
    covered = {at: pulp.LpVariable(f"z{at}", 0, 1) for at in reached}
    model += pulp.lpSum(float(of.weights[at]) * covered[at] for at in reached)
    model += pulp.lpSum(chosen) <= CHOOSE
    for at in reached:
        model += covered[at] <= pulp.lpSum(chosen[site] for site in of.covered_by.row(at).tolist())
    began = time.perf_counter()
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=2))
    picked = [at for at, each in enumerate(chosen) if (each.value() or 0) > 0.5]
    return of.value(picked), time.perf_counter() - began


def by_spopt(of: Problem) -> tuple[float, float]:
    """What PySAL's spopt reaches, and its seconds with the building of its model from a matrix of ways, which is most of them."""
    import pulp
    from spopt.locate import MCLP

    ways = np.ones((len(of.weights), len(of.sites)), np.float32)
    for site in range(len(of.sites)):
        ways[of.covers.row(site), site] = 0
    began = time.perf_counter()
    model = MCLP.from_cost_matrix(ways, np.asarray(of.weights, float), 0.5, p_facilities=CHOOSE)
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=SPOPT_SECONDS, threads=2))
    picked = [at for at, each in enumerate(model.fac_vars) if (each.value() or 0) > 0.5]
    return of.value(picked), time.perf_counter() - began


def lines(*, with_cbc: bool) -> list[Line]:
    found = []
    for name, radius, seconds, gap in CASES:
        of = invented(radius)
        instant = median_of(partial(greedy.chosen, of), 5)
        first = of.value(greedy.chosen(of))
        ceiling = median_of(partial(lagrange.bound, of, first), 3)
        cpu, wall = time.process_time(), time.perf_counter()
        _instant, *later = solving.stages(of, seconds=seconds)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        bounded, last = later[0], later[-1]  # the same where the first bound proves it
        assert bounded.bound is not None
        assert last.bound is not None
        assert last.gap is not None
        best, pairs = last.objective, f"{len(of.covers.values):,}".replace(",", " ")
        found += [
            Line(
                f"{name}, {pairs} pairs: greedy and exchange, {first / best - 1:+.2%} against the last answer",
                instant.cpu, instant.wall, goal="<= 50 ms", met=instant.cpu <= 50,
            ),
            Line(
                f"{name}: Lagrangian bound, {bounded.bound / last.bound - 1:+.2%} against the last bound",
                ceiling.cpu, ceiling.wall, goal="<= 1 s", met=ceiling.cpu <= 1000,
            ),
            Line(
                f"{name}: all of it, gap {last.gap:.2%}{', proven' if last.is_proven else ''}",
                cpu * 1000, wall * 1000,
                goal=f"gap <= {gap:.1%} in {seconds:.0f} s" if gap else f"proven in {seconds:.0f} s",
                met=last.gap <= gap if gap else last.is_proven,
            ),
        ]  # fmt: skip
        if with_cbc and find_spec("pulp") is None:
            found.append(Line(f"{name}: CBC through PuLP: not installed (group peers), so not measured"))
        elif with_cbc:
            found.append(_beside_spopt(name, of, best))
            cbc, took = by_cbc(of, seconds)
            found.append(
                Line(
                    f"{name}: the same by CBC through PuLP, {cbc / best - 1:+.2%} against ours",
                    wall=took * 1000,
                )
            )
    return found


def _beside_spopt(name: str, of: Problem, best: float) -> Line:
    if find_spec("spopt") is None:
        return Line(f"{name}: PySAL spopt: not installed (group peers), so not measured")
    found, took = by_spopt(of)
    return Line(
        f"{name}: the same by PySAL spopt, with CBC, {found / best - 1:+.2%} against ours", wall=took * 1000
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without-cbc", action="store_true")
    hand_over(lines(with_cbc=not options.parse_args().without_cbc))
