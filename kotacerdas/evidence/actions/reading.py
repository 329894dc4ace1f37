"""The deed of reading: outside any transaction the file is opened, in one transaction all that it says is written.

Nobody did it and it is no city's alone, so it leaves no line in a trail; the row says when and with what it was read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence import signatures
from kotacerdas.evidence.domain import facts, languages
from kotacerdas.evidence.domain.nameless import without_name
from kotacerdas.evidence.gate import sandbox
from kotacerdas.evidence.models import Content, Reading, Scan, Unit
from kotacerdas.evidence.reading import files as readers
from kotacerdas.evidence.reading import programs
from kotacerdas.files import blobs
from kotacerdas.imports import kept
from kotacerdas.people.models import City, Organisation

log = structlog.get_logger()

READER = "1"
"""Counted up when the same bytes would be read to another text."""
MOST_LOOKED_AT = 1_000
"""Pictures of one file; some twenty minutes."""
LIMITS = sandbox.Limits()
# LibreOffice reserves far more than it uses, and opens a file for each of its parts.
OF_OLD_FILES = sandbox.Limits(
    memory=4096 * sandbox.MEGABYTE, cpu_seconds=90, seconds=100, open_files=1024, listens=True
)
TO_LOOK = sandbox.Limits(cpu_seconds=90, seconds=90)
_MODULE = "kotacerdas.evidence.reading"
Tell = Callable[[int, int], None]


@dataclass
class _Found:
    """What a file says, before it is written."""

    units: list[Unit] = field(default_factory=list)
    wants_eyes: list[Unit] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    recognised_by: str = ""
    signatures: list[dict[str, Any]] | None = None

    @property
    def state(self) -> Reading:
        if not self.faults:
            return Reading.READ
        return Reading.PARTLY if self.units else Reading.UNREADABLE

    @property
    def confidence(self) -> int | None:
        """Of all that was recognised, each letter counting alike."""
        seen = [(len(unit.text), unit.confidence) for unit in self.units if unit.confidence is not None]
        letters = sum(length for length, _sure in seen)
        return round(sum(length * sure for length, sure in seen) / letters) if letters else None


def read_content(content: Content, *, now: datetime, tell: Tell = lambda done, of: None) -> Content:
    """Read anew, with the same end each time. What cannot be read says why. `tell(done, of)` counts pictures that were
    looked at; it may raise, and then nothing is written. A machine that lacks something (memory, open files, room on the
    disk) raises `OSError` or `MemoryError`: that is no fault of the file, and another try may go well."""
    name = _name_of(content)
    found = _Found()
    try:
        _read(content, name, found, tell)
    except Refused as refused:
        found.faults += refused.faults
    except (blobs.Missing, blobs.Damaged):
        return leave(content, [Fault("evidence-bytes-gone", {})])
    except (LookupError, ValueError):
        log.exception("evidence.not-read", sha256=content.sha256, kind=content.kind)
        return leave(content, [Fault("evidence-not-read", {})])
    if not found.units and found.faults and content.scan != Scan.INFECTED and content.units.exists():
        # The same bytes could be read before: today the machine was too busy, for example.
        return leave(content, found.faults)
    return _write(content, found, _recognised(content, found), now=now)


@transaction.atomic
def leave(content: Content, why: Iterable[Fault]) -> Content:
    """Not read this time: what was read of these bytes before stays."""
    content = Content.objects.select_for_update().get(pk=content.pk)
    content.reading = Reading.PARTLY if content.units.exists() else Reading.UNREADABLE
    content.faults, content.reader, content.tries = kept.as_json(without_name(why)), READER, 0
    content.save(update_fields=["reading", "faults", "reader", "tries"])
    return content


@transaction.atomic
def _write(content: Content, found: _Found, recognised: dict[str, Any], *, now: datetime) -> Content:
    content = Content.objects.select_for_update().get(pk=content.pk)
    content.units.all().delete()
    for unit in found.units:
        unit.content = content
    Unit.objects.bulk_create(found.units, batch_size=200)
    content.reading, content.faults = found.state, kept.as_json(without_name(found.faults))
    content.reader = f"{READER}, tesseract {found.recognised_by}"[:60] if found.recognised_by else READER
    content.read_at, content.confidence, content.facts = now, found.confidence, recognised
    content.language, content.signatures = languages.of_text(_beginning(found)), found.signatures
    content.tries = 0
    content.save(
        update_fields=[
            "reading", "faults", "reader", "read_at", "confidence", "facts", "language", "signatures", "tries",
        ]
    )  # fmt: skip
    return content


# --- Reading -----------------------------------------------------------------------------------------------


def _read(content: Content, name: str, found: _Found, tell: Tell) -> None:
    if content.scan == Scan.INFECTED:
        raise Refused(Fault("evidence-infected", {"name": name}))
    if content.kind not in readers.KINDS:
        raise Refused(Fault("evidence-kind-not-read", {"name": name}))
    with blobs.store().as_path(content.sha256) as path:
        if content.kind == "pdf":
            found.signatures = signatures.looked_at(path, name=name)
        _read_text(path, content.kind, name, found)
        _look_at_pictures(path, content.kind, name, found, tell)


def _read_text(path: Path, kind: str, name: str, found: _Found) -> None:
    limits = OF_OLD_FILES if kind == "doc" else LIMITS
    at: int | None = 0
    while at is not None:
        part = sandbox.run(f"{_MODULE}.files:read", path, kind, at, limits=limits, name=name)
        for each in part["units"]:
            unit = Unit(
                number=len(found.units) + 1, kind=each["kind"], label=each["label"], text=each["text"]
            )
            found.units.append(unit)
            if each["wants_eyes"]:
                found.wants_eyes.append(unit)
        found.faults += [Fault(each["kind"], {"name": name, **each["values"]}) for each in part["faults"]]
        at = part["next"]


def _look_at_pictures(path: Path, kind: str, name: str, found: _Found, tell: Tell) -> None:
    """Page by page, so that one that fails costs only itself."""
    wanted = found.wants_eyes
    failed: list[str] = []
    for done, unit in enumerate(wanted[:MOST_LOOKED_AT]):
        tell(done, len(wanted))
        try:
            text, confidence, boxes = sandbox.run(
                f"{_MODULE}.recognition:recognise", path, kind, unit.number, limits=TO_LOOK, name=name
            )
        except Refused as refused:
            if refused.faults[0].kind == "evidence-no-recognition":
                found.faults += refused.faults
                return
            failed.append(unit.label)
            continue
        found.recognised_by = found.recognised_by or programs.version_of_tesseract()
        # A page number in letters is no reason to lose a page of them.
        if len(text) > len(unit.text):
            unit.text, unit.confidence, unit.boxes, unit.is_recognised = text, confidence, boxes, True
    if failed:
        found.faults.append(
            Fault("evidence-pages-not-recognised", {"name": name, "pages": ", ".join(failed[:20])})
        )
    if len(wanted) > MOST_LOOKED_AT:
        found.faults.append(Fault("evidence-recognised-so-far", {"name": name, "count": MOST_LOOKED_AT}))


# --- What it is about --------------------------------------------------------------------------------------


def _recognised(content: Content, found: _Found) -> dict[str, Any]:
    revisions = list(content.revisions.select_related("document"))
    cities = {revision.document.city_id for revision in revisions}
    names = Organisation.objects.filter(city__in=cities).values_list("name", "short_name")
    known = facts.Known(
        agencies={spelled: name for name, short in names for spelled in (name, short) if spelled},
        cities=tuple(City.objects.values_list("name", flat=True)),
        file_names=tuple(revision.name for revision in revisions[:5]),
        kind=content.kind,
    )
    return facts.of_units(((unit.number, unit.text) for unit in found.units), known)


def _beginning(found: _Found) -> str:
    text = ""
    for unit in found.units:
        if len(text) > languages.MOST_LETTERS:
            break
        text += unit.text + "\n"
    return text


def _name_of(content: Content) -> str:
    revision = content.revisions.order_by("pk").first()
    return revision.name if revision else content.sha256[:12]
