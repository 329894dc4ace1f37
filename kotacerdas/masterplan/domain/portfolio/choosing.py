"""The whole answer for a kept portfolio: the best choice and what the last rupiah buys, or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain.portfolio import margins, scenario, solving, telling
from kotacerdas.masterplan.domain.portfolio.highs import MissingGroup

SECONDS = 10.0
_MARGIN_SECONDS = 4.0


def chosen(given: Mapping[str, Any], *, check: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """`result` as `telling.as_json` writes it, or `faults` as pairs of kind and values. `check` is asked between two searches."""
    try:
        best = solving.solve(scenario.read(given))
        shorter = best.scenario.model_copy(update={"seconds": _MARGIN_SECONDS})
        around = []
        for each in margins.margins(replace(best, scenario=shorter)):
            check()
            around.append(each)
    except MissingGroup:
        return {"faults": [["portfolio-no-solver", {}]]}
    except Refused as refused:
        return {"faults": [[fault.kind, _plain(fault)] for fault in refused.faults]}
    return {"result": telling.as_json(best, around)}


def _plain(fault: Fault) -> dict[str, Any]:
    return {
        name: value if isinstance(value, int | float) else str(value) for name, value in fault.values.items()
    }
