"""The command `results load`: a round's results from a CSV file, all of them or none."""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.formats import number
from kotacerdas.evaluation import actions, planning
from kotacerdas.evaluation.models import Round
from kotacerdas.instruments.commands import read_file
from kotacerdas.instruments.domain.answers import by_city

CHANGES = {"added": gettext_lazy("added"), "changed": gettext_lazy("changed")}


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    results = commands.add_parser("results", help=_("results of a round"))
    deeds = results.add_subparsers(dest="deed", required=True, metavar="load")
    load = deeds.add_parser("load", parents=[common], help=_("load results from a CSV file"))
    load.add_argument("file", metavar="FILE.csv", help=_("city and one column per code, or city,code,score"))
    load.add_argument("--round", required=True, metavar="CODE", help=_("such as smartcity-2022-kppn"))
    load.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    load.add_argument("--replace", action="store_true", help=_("forget what these cities had before"))
    load.set_defaults(run=load_results)


def load_results(options: Namespace) -> None:
    round_ = _round(options.round)
    edition = round_.edition
    if edition is None:
        raise Refused(Fault("round-without-instrument", {"round": round_.code}))
    rows = by_city(edition, read_file(options.file))
    if options.dry_run:
        plan = planning.plan_results(round_, rows, replace_all=options.replace)
    else:
        plan = actions.load_results(round_, rows, by=None, now=timezone.now(), replace_all=options.replace)
    for planned in plan.cities:
        if planned.change != "unchanged":
            before = "–" if planned.before is None else number(planned.before, edition.places)
            after = "–" if planned.result.index is None else number(planned.result.index, edition.places)
            print(f"{CHANGES[planned.change]:<9} {planned.city}: {before} > {after}")
    counts = {change: plan.count(change) for change in ("added", "changed", "unchanged")}
    print(_("%(added)d added, %(changed)d changed, %(unchanged)d unchanged") % counts, end="")
    print(_(" (dry run: nothing was written)") if options.dry_run else "")


def _round(code: str) -> Round:
    try:
        return Round.objects.get(code=code)
    except Round.DoesNotExist:
        known = ", ".join(Round.objects.values_list("code", flat=True))
        raise Refused(Fault("round-unknown", {"round": code, "known": known or "–"})) from None
