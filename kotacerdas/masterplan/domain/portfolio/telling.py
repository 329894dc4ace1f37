"""The answer of the solver as JSON: what the command prints, and what a kept portfolio shows years later."""

from collections.abc import Sequence
from typing import Any

from kotacerdas.masterplan.domain.portfolio.margins import Margin
from kotacerdas.masterplan.domain.portfolio.solving import Portfolio


def as_json(best: Portfolio, around: Sequence[Margin] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {
        "chosen": [
            {"code": programme.code, "way": way.code} if programme.ways else {"code": programme.code}
            for programme, way in best.chosen
        ],
        "objective": float(best.objective),
        "bound": best.bound,
        "gap": best.gap,
        "proven": best.is_proven,
        "seconds": round(best.seconds, 3),
        "spent": [
            {"kind": each.kind, "name": each.name[0], "year": each.name[1], "there": float(each.there),
             "taken": float(each.taken)}
            for each in best.spent()
        ],
    }  # fmt: skip
    if around:
        found["margins"] = [
            {"source": each.source, "change": float(each.change), "comes": list(each.comes), "goes": list(each.goes),
             "worth": None if each.worth is None else float(each.worth), "proven": each.is_proven}
            for each in around
        ]  # fmt: skip
    return found
