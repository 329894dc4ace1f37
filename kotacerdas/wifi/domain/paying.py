"""Which points a contract pays for, as one cell or field says it: "WIFI-001, WIFI-002: 550000"."""

import re
from collections.abc import Mapping

_ITEM = re.compile(r"([A-Za-z0-9_-]+)(?:\s*[:=]\s*(?:Rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+))?")
_BETWEEN = re.compile(r"[,;\n]")

Costs = Mapping[str, int | None]
"""By the code of a point its own cost a month in rupiah; None where it costs what the contract says."""


def read(text: str) -> tuple[dict[str, int | None], list[str]]:
    """The points, and the parts that are none or contradict an earlier one. A dot in a cost stands between thousands, and
    rupiah have no decimals."""
    costs: dict[str, int | None] = {}
    wrong = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        found = _ITEM.fullmatch(part)
        if found is None:
            wrong.append(part)
            continue
        cost = int(found[2].replace(".", "")) if found[2] else None
        if costs.setdefault(found[1], cost) != cost:
            wrong.append(part)
    return costs, wrong


def written(costs: Costs, *, between: str = ", ") -> str:
    """In the order of codes, so that the same points are the same text."""
    return between.join(code if cost is None else f"{code}: {cost}" for code, cost in sorted(costs.items()))
