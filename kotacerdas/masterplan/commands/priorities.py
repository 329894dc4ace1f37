"""The command `priority`: the best portfolio of a scenario, and the schema of its file."""

import json
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number, percent
from kotacerdas.masterplan.domain.portfolio import margins, scenario, solving, telling
from kotacerdas.masterplan.domain.portfolio.highs import MissingGroup
from kotacerdas.masterplan.domain.portfolio.solving import Portfolio

MOST_BYTES = 32 * 1024 * 1024


def add_to(deeds: Any, common: ArgumentParser) -> None:
    solve = deeds.add_parser(
        "solve",
        parents=[common],
        help=_("choose the best portfolio that money and work allow, with its bound"),
    )
    solve.add_argument("file", metavar="SCENARIO.json", help=_("see `kotacerdas priority schema`"))
    solve.add_argument("--json", action="store_true", help=_("as JSON"))
    solve.add_argument(
        "--margins",
        action="store_true",
        help=_("also what a little more and less of each source would change"),
    )
    solve.set_defaults(run=run_solve)
    schema = deeds.add_parser("schema", parents=[common], help=_("the JSON schema of a scenario"))
    schema.set_defaults(run=run_schema)


def run_solve(options: Namespace) -> None:
    given = scenario.read(_read(Path(options.file)))
    try:
        best = solving.solve(given)
        around = list(margins.margins(best)) if options.margins else []
    except MissingGroup:
        raise Refused(Fault("portfolio-no-solver")) from None
    if options.json:
        print(json.dumps(telling.as_json(best, around), ensure_ascii=False, indent=2))
    else:
        _print(best, around)


def run_schema(options: Namespace) -> None:
    print(json.dumps(scenario.Scenario.model_json_schema(), ensure_ascii=False, indent=2))


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(_("it is too large"))
        # Numbers stay decimals: a budget is compared to the rupiah.
        return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal, parse_constant=_no_number)
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(Fault("scenario-file", {"file": path.name, "reason": error})) from None


def _no_number(text: str) -> None:
    raise ValueError(_("%(text)s is no number") % {"text": text})


def _print(best: Portfolio, around: list[margins.Margin]) -> None:
    for programme, way in best.chosen:
        print(f"{programme.code:<24} {programme.title}{f' ({way.code})' if programme.ways else ''}")
    print()
    said = {"count": number(len(best.chosen)), "all": number(len(best.scenario.programmes)),
            "worth": number(best.objective.normalize())}  # fmt: skip
    print(_("%(count)s of %(all)s programmes, together worth %(worth)s.") % said)
    bound = {
        "bound": number(Decimal(str(round(best.bound, 6))).normalize()),
        "gap": percent(Decimal(str(best.gap)), 2),
    }
    if best.is_proven:
        print(_("Proven: no other choice is worth more than %(bound)s.") % bound)
    else:
        print(_("Time ran out: another choice may be worth up to %(bound)s, %(gap)s more.") % bound)
    for each in best.spent():
        line = {
            "name": each.name[0],
            "year": each.name[1],
            "taken": number(each.taken),
            "there": number(each.there),
        }
        print(_("%(name)s %(year)s: %(taken)s of %(there)s") % line)
    for margin in around:
        print(_margin(margin))


def _margin(margin: margins.Margin) -> str:
    said = {
        "source": margin.source, "change": number(margin.change.normalize()),
        "comes": ", ".join(margin.comes) or "-", "goes": ", ".join(margin.goes) or "-",
    }  # fmt: skip
    if margin.worth is None:
        return _("%(source)s %(change)s: nothing holds together any more.") % said
    said["worth"] = number(margin.worth.normalize())
    return _("%(source)s %(change)s: worth %(worth)s; comes: %(comes)s; goes: %(goes)s.") % said
