"""Forecasts: time and memory of one, and how well the chosen model does on figures it has not seen, beside each model alone.

The series are invented and the same in every run: people that grow by steps, shares that come back to a level, a saturating
coverage, and months with a season. The last years are held back; errors are divided by the mean step of the past, so
that series of all sizes count alike (MASE).
"""

import math
import random
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from benchmarks.measure import Line, hand_over
from kotacerdas.indicators.domain.forecasting import apart
from kotacerdas.indicators.domain.forecasting.foreseeing import Outcome

YEARS, HELD_BACK, EACH = 20, 4, 4
MONTHS, MONTHS_HELD_BACK, MONTHLY = 72, 12, 2
SEED = 64_71


def grown(drawn: random.Random) -> list[float]:
    """People: a steady growth with steps of its own."""
    value, found = 500_000.0, []
    for _year in range(YEARS + HELD_BACK):
        value += drawn.gauss(11_000, 3_500)
        found.append(value)
    return found


def levelled(drawn: random.Random) -> list[float]:
    """An index that wanders and comes back."""
    value, found = 0.0, []
    for _year in range(YEARS + HELD_BACK):
        value = 0.5 * value + drawn.gauss(0, 2)
        found.append(70 + value)
    return found


def saturating(drawn: random.Random) -> list[float]:
    """A coverage that grows ever more slowly."""
    return [95 - 60 * math.exp(-year / 8) + drawn.gauss(0, 0.6) for year in range(YEARS + HELD_BACK)]


def monthly(drawn: random.Random) -> list[float]:
    """A slow growth with the months of the year."""
    return [
        400 + 0.8 * month + 25 * math.sin(month * math.pi / 6) + drawn.gauss(0, 4)
        for month in range(MONTHS + MONTHS_HELD_BACK)
    ]


KINDS: Mapping[str, Callable[[random.Random], list[float]]] = {
    "growing": grown,
    "coming back": levelled,
    "saturating": saturating,
}


@dataclass(frozen=True)
class Seen:
    """One series, foreseen without its last figures. `errors` by model, and what the chosen one's bands held."""

    outcome: Outcome
    errors: Mapping[str, float]
    held80: int
    held95: int
    trials: int


def look(values: Sequence[float], held_back: int, label: Callable[[int], str]) -> Seen:
    past, later = values[:-held_back], values[-held_back:]
    outcome = apart.foresee([(label(at), value) for at, value in enumerate(past)], held_back)
    scale = fmean(abs(after - before) for before, after in pairwise(past))
    errors = {
        line.key: fmean(abs(step.middle - value) for step, value in zip(line.path, later, strict=True))
        / scale
        for line in outcome.lines
    }
    pairs = list(zip(outcome.chosen.path, later, strict=True))
    held = {level: sum(step.holds(value, level) for step, value in pairs) for level in (80, 95)}
    return Seen(outcome, errors, held[80], held[95], len(later))


def lines() -> list[Line]:
    drawn = random.Random(SEED)
    yearly = {
        kind: [look(make(drawn), HELD_BACK, lambda at: str(2000 + at)) for _each in range(EACH)]
        for kind, make in KINDS.items()
    }
    time_of_year = timed(grown(drawn)[:YEARS], HELD_BACK, lambda at: str(2000 + at))
    seasonal = [look(monthly(drawn), MONTHS_HELD_BACK, _month) for _each in range(MONTHLY)]
    time_of_months = timed(monthly(drawn)[:MONTHS], MONTHS_HELD_BACK, _month)
    every = [each for kind in yearly.values() for each in kind] + seasonal
    return [
        Line(f"{YEARS} yearly figures, all models and their back-test", *time_of_year, goal="< 30 s", met=time_of_year[1] < 30_000),
        Line(f"{MONTHS} monthly figures, the same", *time_of_months),
        *(compared(f"{kind}, {EACH} series", seen) for kind, seen in yearly.items()),
        compared(f"months with a season, {MONTHLY} series", seasonal),
        _beaten(every),
        _held(every),
    ]  # fmt: skip


def timed(
    values: Sequence[float], horizon: int, label: Callable[[int], str]
) -> tuple[float, float, None, float]:
    """CPU and wall time, and the memory of the largest child so far."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    apart.foresee([(label(at), value) for at, value in enumerate(values)], horizon)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1000, wall * 1000, None, after.ru_maxrss / 1024


def compared(what: str, seen: Sequence[Seen]) -> Line:
    """The error of the chosen model and of each model alone, in mean steps of the past."""
    keys = list(dict.fromkeys(key for each in seen for key in each.errors))
    alone = ", ".join(f"{key} {_mean(seen, key):.2f}" for key in keys)
    return Line(f"{what}: chosen {_chosen(seen):.2f}; {alone}")


def _chosen(seen: Sequence[Seen]) -> float:
    return fmean(each.errors[each.outcome.choice.key] for each in seen)


def _mean(seen: Sequence[Seen], key: str) -> float:
    found = [each.errors[key] for each in seen if key in each.errors]
    return fmean(found) if found else math.nan


def _beaten(seen: Sequence[Seen]) -> Line:
    chosen = _chosen(seen)
    simple = {key: _mean(seen, key) for key in ("naive", "drift")}
    said = ", ".join(f"{key} {value:.2f}" for key, value in simple.items())
    return Line(
        f"All {len(seen)} series: chosen {chosen:.2f}; {said}",
        goal="no worse than naive and than drift",
        met=chosen <= min(simple.values()),
    )


def _held(seen: Sequence[Seen]) -> Line:
    trials = sum(each.trials for each in seen)
    in80, in95 = sum(each.held80 for each in seen), sum(each.held95 for each in seen)
    return Line(
        f"Of {trials} figures not seen, the 80% band held {in80 / trials:.0%}, the 95% band {in95 / trials:.0%}"
    )


def _month(at: int) -> str:
    return f"{2010 + at // 12}-{at % 12 + 1:02d}"


if __name__ == "__main__":
    hand_over(lines())
