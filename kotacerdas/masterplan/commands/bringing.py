"""The command `plan import`: a workbook of programmes into an edition, or of what they reached, spent and did in a year; whole or
not at all. Its words and JSON are a promise."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.imports import actions, intakes
from kotacerdas.imports.commands import planned, written
from kotacerdas.imports.domain import comparing
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.intakes import Intake, Target
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.queries import preview
from kotacerdas.imports.words import LEFT_OUT, told
from kotacerdas.masterplan.intakes import realisation
from kotacerdas.masterplan.intakes.programmes import NAME, key_of
from kotacerdas.masterplan.models import Edition
from kotacerdas.people.domain.names import NameProblem
from kotacerdas.people.queries import CityDirectory

if TYPE_CHECKING:
    from kotacerdas.people.models import City

Told = dict[str, Any]


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas plan`."""
    bring = deeds.add_parser(
        "import", parents=[common], help=_("bring programmes into an edition from a workbook")
    )
    bring.add_argument("file", metavar="FILE", help=_("the workbook (XLSX, XLS, ODS, CSV)"))
    bring.add_argument("--edition", metavar="CODE", required=True, help=_("code of the edition"))
    bring.add_argument(
        "--city", metavar="CODE", default=settings.DEFAULT_CITY, help=_("the city, by code or name")
    )
    bring.add_argument(
        "--realisation",
        action="store_true",
        help=_("what was reached, spent and done; of an adopted edition"),
    )
    bring.add_argument(
        "--year",
        type=int,
        metavar="YEAR",
        help=_("the year of the realisation, if not the last one that has begun"),
    )
    bring.add_argument("--sheet", metavar="NAME", help=_("the sheet, if not the likeliest one"))
    bring.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
    bring.add_argument("--conflicts", action="store_true", help=_("write conflicts too: the file wins"))
    bring.add_argument("--clear", action="store_true", help=_("empty cells empty what is kept"))
    bring.add_argument("--json", action="store_true", help=_("as JSON"))
    bring.set_defaults(run=bring_in)


def bring_in(options: Namespace) -> None:
    """Where one row cannot be taken nothing is written, so that no plan is half in."""
    edition, path = _edition(_city(options.city), options.edition), Path(options.file)
    intake, target, more = (
        _realisation(edition, options) if options.realisation else _programmes(edition, options)
    )
    with path.open("rb") as content:
        run = planned(content, path.name, intake, target, options)
    found = _as_json(run, edition, path.name) | more
    stopping = list(_stopping(run, takes_conflicts=options.conflicts))
    wants = (
        not options.dry_run
        and not stopping
        and bool(found["added"] or found["changed"] or found["conflicts"])
    )
    if wants:
        run = written(run, takes_conflicts=options.conflicts)
        found |= {"written": run.count("written"), "undo": run.get_absolute_url()}
    else:
        actions.drop(run, by=None, now=timezone.now())
    _print(found, options)
    if stopping and not options.dry_run:
        raise Refused([*stopping, Fault("plan-import-stopped", {"count": len(stopping)})])


def _city(name: str) -> "City":
    try:
        return CityDirectory.load().find(name)
    except NameProblem:
        raise Refused(Fault("plan-city-unknown", {"name": name[:60]})) from None


def _edition(city: "City", code: str) -> Edition:
    rows = Edition.objects.filter(city=city).select_related("city")
    found = rows.filter(code=code).first()
    if found is None:
        known = ", ".join(rows.order_by("code").values_list("code", flat=True)) or "–"
        raise Refused(Fault("plan-unknown", {"city": city.name, "code": code[:60], "known": known}))
    return found


def _programmes(edition: Edition, options: Namespace) -> tuple[Intake, Target, Told]:
    if options.year is not None:
        raise Refused(Fault("plan-year-of-realisation"))
    if edition.is_frozen:
        status = str(edition.get_status_display())
        raise Refused(Fault("edition-frozen", {"edition": edition.title, "status": status}))
    intake = intakes.named(NAME)
    target = intake.target(key_of(edition))
    assert target is not None
    return intake, target, {}


def _realisation(edition: Edition, options: Namespace) -> tuple[Intake, Target, Told]:
    """Of the year that was asked for, else of the last one that has begun."""
    if not edition.is_frozen:
        status = str(edition.get_status_display())
        raise Refused(Fault("plan-not-adopted", {"edition": edition.title, "status": status}))
    intake = intakes.named(realisation.NAME)
    found = {target.key: target for target in intake.targets(None)}
    begun = [year for year in edition.years if realisation.key_of(edition, year) in found]
    year = options.year if options.year is not None else max(begun, default=edition.first_year)
    if year not in begun:
        known = ", ".join(map(str, begun)) or "–"
        raise Refused(
            Fault("plan-year-not-begun", {"year": str(year), "edition": edition.title, "known": known})
        )
    return intake, found[realisation.key_of(edition, year)], {"year": year}


def _stopping(run: ImportRun, *, takes_conflicts: bool) -> Iterator[Fault]:
    """Everything for which the workbook is not written, at most `ENOUGH`."""
    rows = run.lines.filter(change__in=(Change.FAULTY, Change.CONFLICT)).order_by("row", "pk")
    for row in rows[:ENOUGH]:
        if row.change == Change.CONFLICT and takes_conflicts:
            continue
        yield from (_in_words(fault) for fault in row.blamed)
        if not row.blamed:
            yield Fault("plan-import-conflict", {"row": str(row.row), "name": row.name[:60]})


def _in_words(fault: Fault) -> Fault:
    """As the pages of an import tell it, with its cell in front."""
    return Fault("plan-import-cell", {"words": told(fault)})


# --- what is printed ---------------------------------------------------------------------------------------


def _as_json(run: ImportRun, edition: Edition, name: str) -> Told:
    codes: dict[str, list[str]] = {change.value: [] for change in Change}
    fields: dict[str, list[str]] = {}
    rows = run.lines.exclude(change=Change.FAULTY).order_by("row", "pk")
    for row in rows.iterator(chunk_size=500):
        codes[row.change].append(row.key)
        if row.change in (Change.CHANGED, Change.CONFLICT):
            fields[row.key] = comparing.differing(row.before, row.after)
    return {
        "edition": edition.code,
        "city": edition.city.code,
        "file": name,
        "sheet": run.sheet,
        "added": codes[Change.ADDED],
        "changed": [{"code": code, "columns": fields[code]} for code in codes[Change.CHANGED]],
        "same": codes[Change.UNCHANGED],
        "conflicts": [{"code": code, "columns": fields[code]} for code in codes[Change.CONFLICT]],
        "faults": list(_faults(run)),
        "left_out": run.counts.get("left", {}),
        "not_read": _not_read(run),
        "written": 0,
        "undo": None,
    }


def _faults(run: ImportRun) -> Iterator[Told]:
    rows = run.lines.exclude(faults=[]).order_by("row", "pk")
    for row in rows.iterator(chunk_size=500):
        for fault in row.blamed:
            cell = str(fault.values.get("cell", ""))
            yield {"cell": cell, "row": row.row, "kind": fault.kind, "words": told(fault)}


def _not_read(run: ImportRun) -> list[str]:
    """Titles of columns that nothing was taken from."""
    taken = set(run.mapping.values())
    return [title for at, _letters, title in preview(run).titles if at not in taken]


def _print(found: Told, options: Namespace) -> None:
    if options.json:
        is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() == "utf-8"
        print(json.dumps(found, ensure_ascii=not is_utf8, indent=2))
        return
    counts = {name: len(found[name]) for name in ("added", "changed", "same", "conflicts")}
    counts["faulty"] = len({fault["row"] for fault in found["faults"]})
    words = _(
        "%(added)d added, %(changed)d changed, %(same)d the same, %(conflicts)d in conflict, %(faulty)d rows with faults"
    )
    print(words % counts)
    for reason, count in found["left_out"].items():
        print(_("left out: %(count)d %(reason)s") % {"count": count, "reason": LEFT_OUT[reason]})
    if found["not_read"]:
        print(_("Columns from which nothing was read: %(titles)s") % {"titles": "; ".join(found["not_read"])})
    if options.dry_run:
        for fault in found["faults"]:
            print(fault["words"])
        print(_("Dry run: nothing was written."))
    elif found["undo"]:
        print(
            _("%(count)d rows written. To undo: %(address)s")
            % {"count": found["written"], "address": found["undo"]}
        )
    elif not found["faults"]:
        print(_("There is nothing to write: the edition says the same."))
