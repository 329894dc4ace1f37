"""Hands a model to HiGHS and takes the answer back. `MissingGroup` where the packages were not installed.

The solver works with floats and is not believed blindly: a choice that spends a rupiah too much is forbidden and asked for anew,
and a bound is read only where the search ended as it should.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import frexp
from time import perf_counter
from typing import Any, Literal

from kotacerdas.masterplan.domain.portfolio.rows import ENDLESS, Model, Row

_HALF = 0.5  # of a yes or no that the solver may leave at 0.9999999


class MissingGroup(Exception):
    """The optional packages are not here."""


@dataclass(frozen=True)
class Answer:
    """`status`: "optimal" (within the gap), "time" (the best found so far), "infeasible", or "nothing" (no choice found in time).
    `chosen` are columns, and keep the rows; None if there is no choice. By the solver's word no choice is worth more than `bound`."""

    status: Literal["optimal", "time", "infeasible", "nothing"]
    chosen: frozenset[int] | None
    bound: float


def is_here() -> bool:
    return find_spec("highspy") is not None


def solved(
    model: Model,
    *,
    seconds: float,
    gap: float,
    rows: Sequence[Row] | None = None,
    fixed: Mapping[int, int] | None = None,
) -> Answer:
    """The best choice under `rows` (all rows of the model if None), with the columns of `fixed` held at 0 or 1."""
    if not is_here():
        raise MissingGroup
    ends = perf_counter() + seconds
    asked = list(model.rows if rows is None else rows)
    while True:
        answer = _run(model, asked, fixed or {}, seconds=max(0.0, ends - perf_counter()), gap=gap)
        if answer.chosen is None:
            return answer
        chosen = answer.chosen
        broken = [row for row in asked if not row.allows(chosen)]
        if not broken:
            return answer
        # The solver keeps rows to a millionth of their limit. A cover takes no honest choice away.
        covers = [row.limit.cover(chosen) for row in broken if row.limit is not None]
        if len(covers) < len(broken):
            return Answer("nothing", None, ENDLESS)
        if perf_counter() > ends:
            return Answer("nothing", None, answer.bound)
        asked += covers


def _run(
    model: Model, rows: Sequence[Row], fixed: Mapping[int, int], *, seconds: float, gap: float
) -> Answer:
    import highspy

    solver = highspy.Highs()
    solver.silent()
    for name, value in {
        "time_limit": seconds, "mip_rel_gap": gap, "mip_abs_gap": 0.0, "random_seed": 7,
    }.items():  # fmt: skip
        solver.setOptionValue(name, value)
    scale = _scale(model)
    solver.passModel(_model(highspy, model, rows, fixed, scale))
    solver.run()
    status, info, ends = solver.getModelStatus(), solver.getInfo(), highspy.HighsModelStatus
    if status in (ends.kInfeasible, ends.kUnboundedOrInfeasible):  # a choice has no end that is open
        return Answer("infeasible", None, -ENDLESS)
    if status not in (ends.kOptimal, ends.kTimeLimit):
        return Answer("nothing", None, ENDLESS)
    bound = info.mip_dual_bound / scale
    if info.primal_solution_status != 2:  # kSolutionStatusFeasible
        return Answer("nothing", None, bound)
    values = solver.getSolution().col_value[: len(model.columns)]
    chosen = frozenset(at for at, value in enumerate(values) if value > _HALF)
    return Answer("optimal" if status == ends.kOptimal else "time", chosen, bound)


def _scale(model: Model) -> float:
    """Brings the largest worth to some 500 to 1000: below a ten-millionth the solver takes worth for nothing. A power of two
    changes no digit."""
    most = max(
        [0.0, *(each.value for each in model.columns), *(worth for _code, worth, _room in model.questions)]
    )
    return 2.0 ** (10 - frexp(most)[1])


def _model(highspy: Any, model: Model, rows: Sequence[Row], fixed: Mapping[int, int], scale: float) -> Any:
    lp = highspy.HighsLp()
    n_ways, n_questions = len(model.columns), len(model.questions)
    worth = [*(each.value for each in model.columns), *(worth for _code, worth, _room in model.questions)]
    lp.num_col_, lp.num_row_ = n_ways + n_questions, len(rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = [each * scale for each in worth]
    lp.col_lower_ = [float(fixed.get(at, 0)) for at in range(n_ways)] + [0.0] * n_questions
    lp.col_upper_ = [float(fixed.get(at, 1)) for at in range(n_ways)] + [
        room for *_rest, room in model.questions
    ]
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger] * n_ways + [kinds.kContinuous] * n_questions
    lp.row_lower_ = [max(row.low, -highspy.kHighsInf) for row in rows]
    lp.row_upper_ = [min(row.high, highspy.kHighsInf) for row in rows]
    starts: list[int] = [0]
    indices: list[int] = []
    numbers: list[float] = []
    for row in rows:
        indices += row.terms.keys()
        numbers += row.terms.values()
        starts.append(len(indices))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, indices, numbers
    return lp
