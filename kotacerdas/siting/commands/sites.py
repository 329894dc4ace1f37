"""The command `wifi sites`: the best next sites, with what no choice can exceed. Its JSON is a promise: others script it."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number
from kotacerdas.siting.domain import reading, solving
from kotacerdas.siting.domain.problem import Problem, Rules
from kotacerdas.siting.domain.wishes import MOST_MONEY
from kotacerdas.siting.findings import gap

SECONDS = 60.0


def add_to(deeds: Any, common: ArgumentParser) -> None:
    sites = deeds.add_parser(
        "sites", parents=[common], help=_("choose the sites that cover most, with the proven bound")
    )
    sites.add_argument("--candidates", required=True, type=Path, metavar="C.csv", help=_("id,cost"))
    sites.add_argument("--demand", required=True, type=Path, metavar="D.csv", help=_("id,weight"))
    sites.add_argument(
        "--cover", required=True, type=Path, metavar="COVER.csv", help=_("site,demand: who covers whom")
    )
    sites.add_argument("--choose", required=True, type=int, metavar="N", help=_("how many sites at most"))
    sites.add_argument(
        "--budget",
        nargs="?",
        const="",
        metavar="RUPIAH",
        help=_("costs count: at most so much together; without a figure, --choose is the money"),
    )
    sites.add_argument("--seconds", type=float, default=SECONDS, help=_("time for the proof"))
    sites.add_argument("--gap", type=float, default=0.0, help=_("stop within this share of the bound"))
    sites.add_argument("--json", action="store_true", help=_("as JSON"))
    sites.set_defaults(run=run)


def run(options: Namespace) -> None:
    problem = _problem(options, _rules(options))
    stages = []
    for stage in solving.stages(problem, seconds=max(0.1, options.seconds), gap=max(0.0, options.gap)):
        stages.append(stage)
        if not options.json:
            print(_line(stage))
    if options.json:
        print(json.dumps(as_json(problem, stages), ensure_ascii=False, indent=2))
    else:
        print(
            _("Chosen: %(sites)s")
            % {"sites": ", ".join(problem.sites[at] for at in sorted(stages[-1].chosen))}
        )


def as_json(problem: Problem, stages: Sequence[solving.Stage]) -> dict[str, Any]:
    """`gap` is a share of the bound: 0.01 says that no choice covers more than a hundredth more."""
    last = stages[-1]
    return {
        "chosen": [problem.sites[site] for site in sorted(last.chosen)],
        "objective": last.objective,
        "bound": last.bound,
        "gap": last.gap,
        "seconds": round(last.seconds, 3),
        "is_proven": last.is_proven,
        "cost": problem.cost(last.chosen),
        "total": float(problem.weights.sum()),
        "stages": [
            {
                "method": each.method,
                "objective": each.objective,
                "bound": each.bound,
                "gap": each.gap,
                "seconds": round(each.seconds, 3),
            }
            for each in stages
        ],
    }


def _rules(options: Namespace) -> Rules:
    if not 1 <= options.choose <= MOST_MONEY:
        raise Refused(Fault("siting-choose", {"given": str(options.choose)}))
    if options.budget is None:
        return Rules(most=options.choose)
    if options.budget == "":
        return Rules(budget=options.choose)
    if not (
        options.budget.isascii()
        and options.budget.isdecimal()
        and len(options.budget) <= len(str(MOST_MONEY))
    ):
        raise Refused(
            Fault("siting-number", {"given": options.budget, "column": "--budget", "file": "kotacerdas"})
        )
    return Rules(most=options.choose, budget=int(options.budget))


def _problem(options: Namespace, rules: Rules) -> Problem:
    candidates, demand, cover = (_read(name) for name in (options.candidates, options.demand, options.cover))
    return reading.problem_of(candidates, demand, cover, rules)


def _read(path: Path) -> reading.File:
    try:
        with path.open("rb") as opened:
            return reading.File(path.name, opened.read(reading.MOST_BYTES + 1))
    except OSError as error:
        raise Refused(Fault("siting-file", {"file": str(path), "reason": error.strerror or ""})) from None


def _line(stage: solving.Stage) -> str:
    names = {
        "greedy": _("Greedy and exchange"),
        "lagrange": _("Lagrangian bound"),
        "highs": _("HiGHS"),
    }
    said = {
        "method": names[stage.method],
        "objective": number(stage.objective, 0),
        "seconds": number(stage.seconds, 2),
    }
    if stage.bound is None:
        return (
            _(
                "%(method)s: %(objective)s after %(seconds)s seconds; how much better is possible is not yet known"
            )
            % said
        )
    said |= {"bound": number(stage.bound, 0), "gap": gap(stage.gap)}
    return (
        _("%(method)s: %(objective)s, at most %(bound)s is possible, gap %(gap)s, after %(seconds)s seconds")
        % said
    )
