"""Hands a model to HiGHS and takes the answer back. `MissingGroup` where the packages were not installed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from kotacerdas.masterplan.domain.portfolio.rows import Model, Row


class MissingGroup(Exception):
    """The optional packages are not here."""


@dataclass(frozen=True)
class Answer:
    """`values` are those of the columns of ways; empty if there is no solution."""

    status: str
    values: tuple[float, ...]
    objective: float
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
    """The best choice under `rows` (all rows of the model if None), with the columns of `fixed` held at 0 or 1.

    Status "optimal" (within `gap`), "time" (the best found so far), "infeasible", or "nothing" (no choice found in time).
    """
    if not is_here():
        raise MissingGroup
    import highspy

    solver = highspy.Highs()
    solver.silent()
    for name, value in {
        "time_limit": seconds, "mip_rel_gap": gap, "mip_abs_gap": 0.0, "random_seed": 7,
    }.items():  # fmt: skip
        solver.setOptionValue(name, value)
    solver.passModel(_model(highspy, model, model.rows if rows is None else rows, fixed or {}))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer("infeasible", (), 0.0, 0.0)
    has_choice = info.primal_solution_status == 2  # kSolutionStatusFeasible
    if not has_choice:
        return Answer("nothing", (), 0.0, info.mip_dual_bound)
    values = tuple(solver.getSolution().col_value[: len(model.columns)])
    word = "optimal" if status == highspy.HighsModelStatus.kOptimal else "time"
    bound = info.mip_dual_bound if model.columns else info.objective_function_value
    return Answer(word, values, info.objective_function_value, bound)


def _model(highspy: Any, model: Model, rows: Sequence[Row], fixed: Mapping[int, int]) -> Any:
    lp = highspy.HighsLp()
    n_ways, n_all = len(model.columns), len(model.columns) + len(model.questions)
    lp.num_col_, lp.num_row_ = n_all, len(rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = [each.value for each in model.columns] + [worth for _code, worth, _room in model.questions]
    lp.col_lower_ = [float(fixed.get(at, 0)) for at in range(n_ways)] + [0.0] * len(model.questions)
    lp.col_upper_ = [float(fixed.get(at, 1)) for at in range(n_ways)] + [
        room for *_rest, room in model.questions
    ]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * n_ways + [highspy.HighsVarType.kContinuous] * len(
        model.questions
    )
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
