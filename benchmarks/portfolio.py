"""The best portfolio of a large city: 500 programmes, 5 years, 4 sources, 36 agencies; the same model by three.

The scenario is invented: costs log-normal, three tenths of them from two sources, priorities follow costs loosely (the hard case),
two fifths of the money and three fifths of the work that all would take, some dependencies, exclusions and must-haves. The
greedy heuristic takes the programme with the most priority for the share of the limits that it uses, again and again (the best
of three such shares). CBC is asked through PuLP for the same rows with two threads.
"""

import argparse
import random
import time
from collections import defaultdict
from typing import Any

from benchmarks.measure import Line, hand_over
from kotacerdas.masterplan.domain.portfolio import scenario, solving
from kotacerdas.masterplan.domain.portfolio.rows import Model, built
from kotacerdas.masterplan.domain.portfolio.scenario import Scenario

PROGRAMMES, AGENCIES, QUESTIONS = 500, 36, 60
YEARS = [str(2026 + at) for at in range(5)]
SOURCES = ["APBD", "APBN", "CSR", "KPBU"]
SECONDS, PROMISED_GAP = 10, 0.005
MONEY, WORK = 0.4, 0.6


def invented(seed: int, objective: str) -> Scenario:
    chance = random.Random(seed)
    money: dict[str, dict[str, float]] = {source: dict.fromkeys(YEARS, 0.0) for source in SOURCES}
    work: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(YEARS, 0.0))
    rows = [_programme(at, chance) for at in range(PROGRAMMES)]
    for row in rows:
        for source, years in row["costs"].items():
            for year, amount in years.items():
                money[source][year] += amount
        for year, effort in row["effort"].items():
            work[row["agency"]][year] += effort
    return scenario.read(
        {
            "objective": objective,
            "seconds": SECONDS,
            "programmes": rows,
            "budget": {name: {year: round(all_ * MONEY, 2) for year, all_ in years.items()}
                       for name, years in money.items()},
            "capacity": {name: {year: max(8, round(all_ * WORK)) for year, all_ in years.items()}
                         for name, years in work.items()},
            "questions": {f"C{at}": {"per_level": round(chance.uniform(0.001, 0.01), 4), "room": chance.choice([1, 2, 3])}
                          for at in range(QUESTIONS)},
        }
    )  # fmt: skip


def _programme(at: int, chance: random.Random) -> dict[str, Any]:
    first = chance.randrange(len(YEARS))
    years = YEARS[first : first + chance.randint(1, len(YEARS) - first)]
    size = chance.lognormvariate(7, 1.1)
    sources = {chance.choices(SOURCES, [7, 1.5, 1, 0.5])[0]: None}
    if chance.random() < 0.3:
        sources[chance.choice(SOURCES)] = None
    row: dict[str, Any] = {
        "code": f"P{at}",
        "agency": f"OPD {chance.randrange(AGENCIES)}",
        "priority": round(size**0.6 * chance.uniform(0.4, 1.6), 3),
        "costs": {source: {year: round(size * chance.uniform(0.5, 1.5) / len(years), 2) for year in years}
                  for source in sources},
        "effort": {year: chance.randint(1, 8) for year in years},
        "must": chance.random() < 0.02,
        "lifts": {f"C{chance.randrange(QUESTIONS)}": chance.choice([0.5, 1, 2])} if chance.random() < 0.5 else {},
    }  # fmt: skip
    before = (
        [f"P{other}" for other in (chance.randrange(at), chance.randrange(at))]
        if at > PROGRAMMES // 10
        else []
    )
    if before and chance.random() < 0.08:
        row["requires"] = before[:1]
    elif before and chance.random() < 0.04:
        row["excludes"] = before[1:]
    return row


def greedy(model: Model) -> float:
    """The best that the ratio heuristic reaches with the shares of money, of work, or of both; what is taken brings along what
    it requires."""
    return max(_greedy(model, kinds) for kinds in ({"budget"}, {"capacity"}, {"budget", "capacity"}))


def _greedy(model: Model, kinds: set[str]) -> float:
    use = [0.0] * len(model.columns)
    for row in model.rows:
        if row.kind in kinds:
            for at, share in row.terms.items():
                use[at] += share
    order = sorted(range(len(use)), key=lambda at: _alone(model, at) / (use[at] + 1e-9), reverse=True)
    chosen: set[int] = set()
    for at in [*(at for at in order if model.columns[at].programme.must), *order]:
        wanted = chosen | _with_required(model, at)
        if _fits(model, wanted):
            chosen = wanted
    return float(model.value(chosen))


def _alone(model: Model, at: int) -> float:
    return float(model.value([at]))


def _with_required(model: Model, at: int) -> set[int]:
    found, waiting = set(), [at]
    while waiting:
        if (each := waiting.pop()) not in found:
            found.add(each)
            waiting += [model.of_programme[code][0] for code in model.columns[each].programme.requires]
    return found


def _fits(model: Model, chosen: set[int]) -> bool:
    return all(
        row.low - 1e-9 <= sum(share for at, share in row.terms.items() if at in chosen) <= row.high + 1e-9
        for row in model.rows
        if row.kind != "lift" and (row.kind != "must" or set(row.terms) & chosen)
    )


def by_cbc(model: Model) -> tuple[float, float]:
    """The value that CBC reaches and its seconds; its bound is only in its log."""
    import pulp

    problem = pulp.LpProblem("portfolio", pulp.LpMaximize)
    ways = [pulp.LpVariable(f"x{at}", cat="Binary") for at in range(len(model.columns))]
    lifts = [pulp.LpVariable(f"y{at}", 0, room) for at, (_code, _worth, room) in enumerate(model.questions)]
    columns = [*ways, *lifts]
    problem += pulp.lpSum(
        [each.value * way for each, way in zip(model.columns, ways, strict=True)]
        + [worth * lift for (_code, worth, _room), lift in zip(model.questions, lifts, strict=True)]
    )
    for row in model.rows:
        most = max(map(abs, row.terms.values()), default=1.0)  # rows in plain shares suit it best
        total = pulp.lpSum(share / most * columns[at] for at, share in row.terms.items())
        if row.high < float("inf"):
            problem += total <= row.high / most
        if row.low > -float("inf"):
            problem += total >= row.low / most
    began = time.perf_counter()
    problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=SECONDS, threads=2))
    return float(pulp.value(problem.objective) or 0), time.perf_counter() - began


def lines(seeds: int) -> list[Line]:
    found = []
    for objective in ("priority", "gain"):
        for seed in range(1, seeds + 1):
            of = invented(seed, objective)
            model = built(of)
            cpu, wall = time.process_time(), time.perf_counter()
            best = solving.solve(of)
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            ratio, (cbc, took) = greedy(model), by_cbc(model)
            name = f"{objective}, scenario {seed}: {len(best.chosen)} of {PROGRAMMES} chosen"
            found.append(
                Line(
                    f"{name}, gap {best.gap:.2%}{', proven' if best.is_proven else ''}",
                    cpu * 1000, wall * 1000,
                    goal=f"optimal or gap <= {PROMISED_GAP:.1%} in {SECONDS} s",
                    met=best.is_proven or best.gap <= PROMISED_GAP,
                )
            )  # fmt: skip
            worth = float(best.objective)
            found.append(
                Line(f"the same by CBC through PuLP: {cbc / worth - 1:+.2%} against ours", wall=took * 1000)
            )
            found.append(Line(f"the same by the ratio heuristic: {ratio / worth - 1:+.2%} against ours"))
    return found


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=2)
    hand_over(lines(options.parse_args().seeds))
