"""The command `evidence add`: files and folders of this machine, taken in at once, without the worker."""

import json
import os
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence import findings
from kotacerdas.evidence.actions import deliveries, taking_in
from kotacerdas.evidence.commands.shared import city_of, show_progress
from kotacerdas.evidence.domain.deliveries import unseen_in
from kotacerdas.evidence.gate.limits import too_large
from kotacerdas.evidence.models import Confidentiality, Intake, Item
from kotacerdas.evidence.queries import intakes as queries
from kotacerdas.files import actions as files
from kotacerdas.people.models import City, Organisation

SOME_REFUSED = 2


def add_to(deeds: Any, common: ArgumentParser, where: ArgumentParser) -> None:
    add = deeds.add_parser("add", parents=[common, where], help=_("take files and folders in as evidence"))
    add.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=_("files, ZIPs or folders"))
    add.add_argument("--agency", metavar="CODE", default="", help=_("the organisation that owns them"))
    add.add_argument(
        "--confidentiality",
        choices=Confidentiality.values,
        default=Confidentiality.INTERNAL.value,
        help=_("who may read them (default: internal)"),
    )
    add.add_argument("--personal-data", action="store_true", help=_("they hold personal data"))
    add.add_argument("--json", action="store_true", help=_("the result as JSON"))
    add.set_defaults(run=run)


def run(options: Namespace) -> None:
    """Ends with 2 if any file was refused; each of them is a line on standard error."""
    city = city_of(options.city)
    agency = _agency(options.agency, city)
    if missing := [path for path in options.paths if not path.exists()]:
        raise Refused(Fault("evidence-no-such-path", {"name": str(path)}) for path in missing)
    intake = deliveries.open_intake(
        city=city,
        agency=agency,
        by=None,
        now=timezone.now(),
        way=Intake.Way.COMMAND,
        confidentiality=options.confidentiality,
        has_personal_data=options.personal_data,
    )
    _send(intake, list(found(options.paths)))
    intake = deliveries.finish(intake, by=None, now=timezone.now(), waits=True)
    taking_in.take_in(intake, clock=timezone.now, tell=partial(show_progress, words=_("Taken in")))
    _report(intake, as_json=options.json)


def _agency(code: str, city: City) -> Organisation | None:
    if not code:
        return None
    agency = Organisation.objects.filter(city=city, code=code).first()
    if agency is None:
        raise Refused(Fault("evidence-agency-unknown", {"code": code[:60], "city": city.name}))
    return agency


# --- What lies below the paths ---------------------------------------------------------------------------------


def found(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with the path that it is known by: from the given folder on. Links are not followed."""
    for path in paths:
        if path.is_symlink() or not path.is_dir():
            yield path, path.name
            continue
        base = path.resolve()
        for folder, folders, names in os.walk(base):
            folders.sort()
            for name in sorted(names):
                file = Path(folder, name)
                yield file, f"{base.name}/{file.relative_to(base).as_posix()}"


def _send(intake: Intake, chosen: list[tuple[Path, str]]) -> None:
    if not chosen:
        deliveries.cancel(intake, by=None, now=timezone.now())
        raise Refused(Fault("evidence-nothing-sent"))
    tell = partial(show_progress, words=_("Copied"))
    for count, (path, name) in enumerate(chosen):
        tell(count, len(chosen))
        _send_one(intake, path, _printable(name))
    tell(len(chosen), len(chosen))


def _send_one(intake: Intake, path: Path, name: str) -> None:
    size = 0
    try:
        seen = path.lstat()
        size = seen.st_size
        if fault := _why_not(seen, name):
            raise Refused(fault)
        with path.open("rb") as content:
            blob = files.store(content)
    except OSError as error:
        if path.exists() and os.access(path, os.R_OK):
            # It is not the file: the disk of the system is full, or gone.
            raise
        fault = Fault("evidence-cannot-be-read", {"name": name, "reason": error.strerror or ""})
    except Refused as refused:
        fault = refused.faults[0]
    else:
        deliveries.add_item(intake, blob, path=name, by=None, now=timezone.now())
        return
    deliveries.refuse_item(intake, path=name, size=size, fault=fault, by=None, now=timezone.now())


def _why_not(seen: os.stat_result, name: str) -> Fault | None:
    if not stat.S_ISREG(seen.st_mode):
        return Fault("evidence-no-regular-file", {"name": name})
    return unseen_in(name) or too_large(name, seen.st_size)


def _printable(name: str) -> str:
    """A name in no known encoding comes with marks in its place; the database takes nothing else."""
    return (
        name.encode(errors="surrogateescape")
        .decode(errors="replace")
        .replace("\0", "\N{REPLACEMENT CHARACTER}")
    )


# --- What is said ----------------------------------------------------------------------------------------------


def _report(intake: Intake, *, as_json: bool) -> None:
    refused = list(intake.items.filter(state=Item.State.REFUSED).order_by("pk"))
    for item in refused:
        print(f"{item.path}: {' '.join(sentences(item.why))}", file=sys.stderr)
    counted = queries.counts(intake)
    if as_json:
        print(json.dumps(_as_json(intake, counted, refused), ensure_ascii=False))
    else:
        intake.refresh_from_db()
        print(f"{findings.intakes.finding(intake, counted)}. {findings.intakes.more(counted)}".strip())
        print(intake.get_absolute_url())
    if refused:
        sys.stdout.flush()
        raise SystemExit(SOME_REFUSED)


def _as_json(intake: Intake, counted: dict[Item.State, int], refused: list[Item]) -> dict[str, Any]:
    documents = intake.items.filter(state__in=(Item.State.ADDED, Item.State.KNOWN)).order_by("pk")
    return {
        "intake": intake.code,
        "files": sum(counted.values()),
        **{state.value: count for state, count in counted.items() if count or state in taking_in.COUNTED},
        "documents": [
            {"path": path, "document": code, "state": state, "sha256": sha256}
            for path, code, state, sha256 in documents.values_list(
                "path", "document__code", "state", "sha256"
            )
        ],
        "refused_files": [
            {"path": item.path, "reasons": sentences(item.why), "kinds": [fault.kind for fault in item.why]}
            for item in refused
        ],
    }
