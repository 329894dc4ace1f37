"""Three answers one after the other: at once, with a bound, with a proof. Each says how far it may be from the best."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread
from time import perf_counter
from typing import Literal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.siting.domain import clashes, greedy, highs, lagrange, searching
from kotacerdas.siting.domain.problem import Problem

Method = Literal["greedy", "lagrange", "highs"]
MOST_REPAIRS = 25
NONE = 2.5e-9
"""A gap below this share of the bound is none: a billionth was added to the bound for the rounding of sums (`lagrange.SAFE`)."""
LOOK_EVERY = 0.2  # seconds
SEARCH_FIRST, PATIENCE = 1.0, 60  # seconds; rounds without anything better


@dataclass(frozen=True)
class Stage:
    """`objective` is what the choice covers, exactly; no choice covers more than `bound` (None where nothing is known yet)."""

    method: Method
    chosen: frozenset[int]
    objective: float
    bound: float | None
    seconds: float
    """Since the beginning."""

    @property
    def is_proven(self) -> bool:
        """No choice is better at all, whatever gap was asked for."""
        return self.bound is not None and _is_close(self.objective, self.bound, 0.0)

    @property
    def gap(self) -> float | None:
        """How far the choice may lie below the best one, as a share of the best one."""
        if self.bound is None:
            return None
        return max(0.0, (self.bound - self.objective) / self.bound) if self.bound > 0 else 0.0


def stages(
    problem: Problem,
    *,
    seconds: float = 60.0,
    gap: float = 0.0,
    proves: bool = True,
    stopped: Callable[[], bool] | None = None,
) -> Iterator[Stage]:
    """Raises `Refused` naming what clashes if no choice keeps the rules, or if none was found in time. Once `stopped` says so,
    the proof ends with what it has."""
    began = perf_counter()
    _refuse_if(clashes.plain(problem))
    try:
        best = greedy.chosen(problem)
    except greedy.Stuck:
        best = _searched(problem, seconds, stopped)
    worth = problem.value(best)
    yield Stage("greedy", best, worth, None, perf_counter() - began)

    repaired = _Repairs(problem, best)
    bound = lagrange.bound(problem, worth, seconds=min(1.0, seconds), seen=repaired.see)
    best, worth = repaired.best, repaired.worth
    ceiling = max(bound.value, worth)
    yield Stage("lagrange", best, worth, ceiling, perf_counter() - began)

    if not proves or _is_close(worth, ceiling, gap) or not highs.is_here():
        return
    left = max(0.5, seconds - (perf_counter() - began))
    best, ceiling = _searched_beside(problem, best, bound, ceiling, seconds=left, gap=gap, stopped=stopped)
    yield Stage("highs", best, problem.value(best), ceiling, perf_counter() - began)


def solve(problem: Problem, *, seconds: float = 60.0, gap: float = 0.0) -> Stage:
    """The last of the stages."""
    *_before, last = stages(problem, seconds=seconds, gap=gap)
    return last


def _searched_beside(
    problem: Problem,
    best: frozenset[int],
    bound: lagrange.Bound,
    ceiling: float,
    *,
    seconds: float,
    gap: float,
    stopped: Callable[[], bool] | None,
) -> tuple[frozenset[int], float]:
    """A little search first, for whatever it finds settles more sites; then the proof, with the search going on beside it. The best
    choice, and what no choice exceeds."""
    best = searching.improved(problem, best, seconds=min(SEARCH_FIRST, seconds / 4), patience=PATIENCE)
    worth, over = problem.value(best), Event()
    with ThreadPoolExecutor(1) as beside:
        walk = beside.submit(searching.improved, problem, best, seconds=seconds, over=over)
        try:
            proof = partial(
                highs.solved,
                problem,
                seconds=max(0.5, seconds - SEARCH_FIRST),
                gap=gap,
                known=best,
                never=bound.never(worth),
                always=bound.always(worth),
                stopped=over.is_set,
            )
            answer = proof() if stopped is None else _unless(stopped, proof)
        finally:
            over.set()
        return judged(problem, answer, walk.result(), settled_at=worth, ceiling=ceiling)


def _unless(stopped: Callable[[], bool], proof: Callable[[], highs.Answer]) -> highs.Answer:
    """The solver hears of it only between some of its steps, which may last for minutes; so nobody waits for it. It ends by itself,
    at the latest after its seconds."""
    found: Future[highs.Answer] = Future()
    Thread(target=_into, args=(found, proof), daemon=True).start()
    while not stopped():
        try:
            return found.result(timeout=LOOK_EVERY)
        except TimeoutError:
            continue
    return highs.Answer("time", frozenset(), highs.ENDLESS)


def _into(found: "Future[highs.Answer]", proof: Callable[[], highs.Answer]) -> None:
    try:
        found.set_result(proof())
    except BaseException as error:  # noqa: BLE001 - it is raised again where the answer is waited for
        found.set_exception(error)


def judged(
    problem: Problem, answer: highs.Answer, best: frozenset[int], *, settled_at: float, ceiling: float
) -> tuple[frozenset[int], float]:
    """The better of the solver's choice and `best`, and what no choice exceeds. Sites were settled against a choice worth
    `settled_at`: what they leave out is worth no more."""
    if answer.chosen and problem.is_kept(answer.chosen):
        best = max((best, answer.chosen), key=problem.value)
    worth = problem.value(best)
    said = settled_at if answer.status == "infeasible" else max(settled_at, answer.bound)
    if worth > said * (1 + NONE):
        said = ceiling  # the solver denies a choice that is there: what it said counts for nothing
    return best, max(worth, min(ceiling, said))


def _searched(problem: Problem, seconds: float, stopped: Callable[[], bool] | None = None) -> frozenset[int]:
    """Where the greedy way met a dead end, the solver says whether there is any way."""
    if not highs.is_here():
        raise Refused(Fault("siting-no-solver"))
    search = partial(highs.solved, problem, seconds=seconds, stopped=stopped)
    answer = search() if stopped is None else _unless(stopped, search)
    if answer.status == "infeasible":
        raise Refused(clashes.smallest(problem))
    if not problem.is_kept(answer.chosen):
        raise Refused(Fault("siting-no-time", {"seconds": seconds}))
    return answer.chosen


class _Repairs:
    """Inner choices of the bound, mended into choices: the best of them."""

    def __init__(self, problem: Problem, best: frozenset[int]) -> None:
        self.problem, self.best, self.worth, self.left = problem, best, problem.value(best), MOST_REPAIRS

    def see(self, inner: frozenset[int]) -> None:
        if not self.left or not self.problem.is_kept(inner):
            return
        worth = self.problem.value(inner)
        if worth < 0.97 * self.worth:
            return
        self.left -= 1
        better = greedy.improved(self.problem, inner)
        if (worth := self.problem.value(better)) > self.worth and self.problem.is_kept(better):
            self.best, self.worth = better, worth


def _refuse_if(faults: Iterator[Fault]) -> None:
    if found := tuple(faults):
        raise Refused(found)


def _is_close(worth: float, bound: float, gap: float) -> bool:
    return bound - worth <= max(gap, NONE) * max(bound, 1e-12)
