"""What was found of points that would be missed least, as plain JSON: sums, every point, and who loses in which kelurahan."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kotacerdas.coverage.settled import Settled
from kotacerdas.siting.domain.demand import Demand
from kotacerdas.siting.domain.problem import Problem
from kotacerdas.siting.domain.sparing import Spared, overlaps
from kotacerdas.wifi.queries.points import WifiPoint


def figures(
    problem: Problem, points: Sequence[WifiPoint], answer: Spared, monthly: Mapping[str, int | None]
) -> dict[str, Any]:
    feeds = {hub for relays in problem.rules.hangs_on.values() for hub in relays}
    saved = [monthly.get(points[at].code) for at in sorted(answer.gone)]
    all_costs = [monthly.get(each.code) for each in points]
    return {
        "points": len(points),
        "people": round(problem.value(range(len(problem.sites)))),
        "gone": len(answer.gone),
        "lost": round(answer.lost),
        "least": round(answer.lost) if answer.is_proven else math.floor(answer.least),
        "is_proven": answer.is_proven,
        "seconds": round(answer.seconds, 2),
        "monthly": sum(each for each in all_costs if each is not None),
        "unknown_costs": sum(each is None for each in all_costs),
        "saved": sum(each for each in saved if each is not None),
        "saved_unknown": sum(each is None for each in saved),
        "rows": [
            {
                "code": point.code,
                "name": point.name,
                "unit": point.unit_code,
                "lon": point.lon,
                "lat": point.lat,
                "covered": round(each.covered),
                "alone": round(each.alone),
                "monthly": monthly.get(point.code),
                "is_gone": each.site in answer.gone,
                "is_must": each.site in problem.rules.musts,
                "is_hub": each.site in feeds,
                "is_sample": point.is_sample,
            }
            for each in overlaps(problem)
            for point in [points[each.site]]
        ],
    }


def areas(problem: Problem, waiting: Demand, live: Settled, answer: Spared) -> list[dict[str, Any]]:
    """People who lose their point, by kelurahan, the most first."""
    stays = frozenset(range(len(problem.sites))) - answer.gone
    lost = problem.covered(answer.gone) & ~problem.covered(stays)
    sums = np.bincount(waiting.area[lost], weights=waiting.weights[lost], minlength=len(live.codes))
    found = [
        {"code": code, "lost": round(people)}
        for code, people in zip(live.codes, sums.tolist(), strict=True)
        if round(people)
    ]
    return sorted(found, key=lambda each: (-int(each["lost"]), str(each["code"])))
