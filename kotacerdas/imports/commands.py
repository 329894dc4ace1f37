"""The command `import`: a workbook through the same check and the same writing as on the pages."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentence
from kotacerdas.imports import actions, intakes
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.intakes import Intake, Target
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.words import LEFT_OUT, told

_FAULTS_PRINTED = 100


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's command to the `kotacerdas` command."""
    bring = commands.add_parser(
        "import", parents=[common], help=_("bring in a workbook (XLSX, XLS, ODS, CSV)")
    )
    bring.add_argument("intake", metavar="INTAKE", help=_("such as people.organisations, or organisasi"))
    bring.add_argument("file", metavar="FILE", help=_("the workbook"))
    bring.add_argument(
        "--city", "--into", dest="into", metavar="CODE", default=settings.DEFAULT_CITY,
        help=_("where the rows go: a city such as 64.71, or a round"),
    )  # fmt: skip
    bring.add_argument("--sheet", metavar="NAME", help=_("the sheet, if not the likeliest one"))
    bring.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    bring.add_argument("--conflicts", action="store_true", help=_("write conflicts too: the file wins"))
    bring.add_argument("--clear", action="store_true", help=_("empty cells empty what is kept"))
    bring.set_defaults(run=bring_in)


def bring_in(options: Namespace) -> None:
    intake = _intake(options.intake)
    target = _target(intake, options.into)
    path = Path(options.file)
    with path.open("rb") as content:
        run = planned(content, path.name, intake, target, options)
    _print_plan(run)
    if options.dry_run:
        actions.drop(run, by=None, now=timezone.now())
        print(_("Dry run: nothing was written."))
        return
    run = written(run, takes_conflicts=options.conflicts)
    print(_("%(count)d rows written. To undo: %(address)s") % {
        "count": run.count("written"), "address": run.get_absolute_url(),
    })  # fmt: skip


def planned(content: BinaryIO, name: str, intake: Intake, target: Target, options: Namespace) -> ImportRun:
    """Checked, nothing written; `options` hold `sheet` and `clear`. Raises `Refused`."""
    now = timezone.now()
    looked = actions.look_into(content, name=name, intake=intake, target=target)
    run = actions.take_in(looked, intake=intake, target=target, by=None, now=now)
    if options.sheet:
        run = actions.look_at(run, sheet=options.sheet, header=None, by=None, now=now)
    choices = actions.Choices(
        run.sheet,
        (run.header_first, run.header_last),
        run.mapping,
        with_hidden=run.with_hidden,
        clears=options.clear or run.clears,
        numbers=run.numbers,
    )
    try:
        run = actions.choose_columns(run, choices, by=None, now=now, waits=True)
    except Refused:
        actions.drop(run, by=None, now=now)
        raise
    if run.state != State.PLANNED:
        raise Refused(run.stopped_by)
    return run


def _print_plan(run: ImportRun) -> None:
    """What was found, then every row that is not as it should be."""
    for note in run.told:
        print(sentence(note))
    counts = {change.value: run.count(change) for change in Change}
    print(
        _(
            "%(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(conflict)d in conflict, %(faulty)d faulty"
        )
        % counts
    )
    for reason, count in run.counts.get("left", {}).items():
        print(_("left out: %(count)d %(reason)s") % {"count": count, "reason": LEFT_OUT[reason]})
    for row in run.lines.exclude(faults=[]).order_by("row")[:_FAULTS_PRINTED]:
        for fault in row.blamed:
            print(told(fault))


def written(run: ImportRun, *, takes_conflicts: bool) -> ImportRun:
    """All or nothing; what is left of a failed writing is the plan, on its page."""
    now = timezone.now()
    if takes_conflicts:
        conflicts = list(run.lines.filter(change=Change.CONFLICT).values_list("pk", flat=True))
        run = actions.accept(run, shown=conflicts, chosen=conflicts, by=None, now=now)
    with transaction.atomic():
        run = actions.order_writing(run, plan=run.plan, by=None, now=now, waits=True)
    if run.state != State.WRITTEN:
        raise Refused(run.stopped_by)
    return run


def _intake(name: str) -> Intake:
    known = {each.name: each for each in intakes.everything()} | {
        each.slug: each for each in intakes.everything()
    }
    if name not in known:
        names = ", ".join(each.name for each in intakes.everything())
        raise Refused(Fault("intake-unknown", {"name": name[:60], "known": names}))
    return known[name]


def _target(intake: Intake, key: str) -> Target:
    found = intake.target(key)
    if found is None:
        known = ", ".join(each.key for each in intake.targets(None)[:20])
        raise Refused(Fault("target-unknown", {"target": key[:60], "known": known or "–"}))
    return found
