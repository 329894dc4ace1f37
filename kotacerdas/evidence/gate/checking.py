"""Looks at one delivered file: what it is, whether it may come in, what lies in it if it is an archive.

Slow and outside any transaction. Nothing is written but blobs.
"""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db.models import Sum

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.domain import acceptance, archives, zips
from kotacerdas.evidence.gate import antivirus, limits, sandbox
from kotacerdas.evidence.gate.antivirus import Verdict
from kotacerdas.evidence.gate.sandbox import MEGABYTE, Limits
from kotacerdas.evidence.models import Item
from kotacerdas.files import actions as files
from kotacerdas.files import blobs
from kotacerdas.files.blobs import Blob
from kotacerdas.files.domain import kinds, names
from kotacerdas.files.domain.kinds import Kind

LIMITS = Limits(memory=1536 * MEGABYTE, cpu_seconds=60, seconds=180)
UNPACKED_TIMES = 20
"""How many times the largest document all archives of a delivery may unpack to."""
_INSPECT = "kotacerdas.evidence.domain.acceptance:inspect"
_NAMED_AT_MOST = 5


@dataclass(frozen=True)
class Looked:
    """A document that may come in. `notes` are words for its page, such as that it holds scripts."""

    blob: Blob
    kind: Kind
    notes: tuple[Fault, ...] = ()
    verdict: Verdict = antivirus.UNSCANNED


@dataclass(frozen=True)
class Entry:
    """One file of an archive: stored, or refused with a reason."""

    path: str
    size: int
    blob: Blob | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Unpacked:
    """An archive. `faults` tell of what was left out as a whole."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Nothing that anybody would miss: what systems leave in folders for themselves, such as desktop.ini."""

    why: Fault


def look(item: Item) -> Looked | Unpacked | LeftOut:
    """Raises `Refused` with the reason why a file may not come in."""
    shown = names.clean(item.path)
    if archives.is_of_nobody(item.path):
        return LeftOut(Fault("evidence-of-nobody", {"name": shown}))
    kind = acceptance.of_name(item.path)
    if too_large := _size_fault(item.size, shown):
        raise Refused(too_large)
    try:
        if kind is kinds.ZIP:
            with blobs.store().open(item.sha256) as content:
                return _unpack(content, item)
        return _look(item, kind)
    except (blobs.Missing, blobs.Damaged) as trouble:
        raise Refused(Fault("evidence-bytes-gone", {"name": item.path})) from trouble


def _size_fault(size: int, name: str) -> Fault | None:
    return limits.too_large(name, size) if size else Fault("evidence-empty", {"name": name})


def _look(item: Item, kind: Kind) -> Looked:
    shown = names.clean(item.path)
    with blobs.store().as_path(item.sha256) as path:
        found = sandbox.run(_INSPECT, path, item.path, limits=LIMITS, name=shown)
    with blobs.store().open(item.sha256) as content:
        verdict = antivirus.scan(content)
    if verdict.state == "infected":
        raise Refused(Fault("evidence-virus", {"name": shown, "virus": verdict.virus}))
    notes = tuple(Fault(each, {"name": shown}) for each in found["notes"])
    return Looked(Blob(item.sha256, item.size), kind, notes, verdict)


# --- Archives --------------------------------------------------------------------------------------------------


def _unpack(content: BinaryIO, item: Item) -> Unpacked:
    """The same archive gives the same entries, however often it is unpacked: the store keeps each content once."""
    shown = {"name": names.clean(item.path), "kind": "ZIP"}
    try:
        if _depth(item) > archives.DEEPEST:
            raise Refused(Fault("evidence-archive-too-deep", {"most": archives.DEEPEST}))
        with zips.opened(content, archives.bounds(_room(item))) as package:
            _refuse_office(package)
            infos = package.infolist()
            entries = tuple(_entries(package, infos))
    except Refused as refused:
        raise Refused(Fault(each.kind, {**each.values, **shown}) for each in refused.faults) from refused
    if not entries:
        raise Refused(Fault("evidence-archive-empty", shown))
    return Unpacked(entries, tuple(_left_out(infos)))


def _depth(item: Item) -> int:
    depth, above = 1, item.inside
    while above is not None:
        depth, above = depth + 1, above.inside
    return depth


def _room(item: Item) -> int:
    """What archives of this delivery may still unpack to: one in another in a third must not multiply."""
    whole = UNPACKED_TIMES * limits.document()
    if item.intake_id is None:
        return whole
    # Those without a hash were refused by name or size, and not unpacked.
    unpacked = Item.objects.filter(intake=item.intake_id).exclude(inside=None).exclude(sha256="")
    return max(whole - (unpacked.aggregate(sum=Sum("size"))["sum"] or 0), 0)


def _refuse_office(package: zipfile.ZipFile) -> None:
    """An office document under another name would come apart into pieces that nobody can read."""
    found = set(package.namelist())
    if "[Content_Types].xml" in found or {"mimetype", "META-INF/manifest.xml"} <= found:
        raise Refused(Fault("evidence-other-kind", {"found": "DOCX, XLSX, PPTX, ODT, ODS"}))


def _entries(package: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    for info in infos:
        path = archives.name_of(info)
        if not archives.is_folder(path) and not archives.is_of_nobody(path):
            yield _entry(package, info, path)


def _entry(package: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> Entry:
    shown = archives.shown(path) or names.clean(path)
    fault = archives.trick(info, path) or _fault_of(path, info.file_size)
    if fault:
        return Entry(shown, info.file_size, fault=fault)
    try:
        with package.open(info) as part:
            return Entry(shown, info.file_size, blob=files.store(part))  # type: ignore[arg-type]  # reads like any file
    except zips.DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None:
            # The disk is full, for example: that is no fault of the file.
            raise
        return Entry(shown, info.file_size, fault=Fault("evidence-damaged", {"name": names.clean(path)}))


def _fault_of(path: str, size: int) -> Fault | None:
    """What its name and size say already: a film of four gigabytes is not unpacked to be refused."""
    try:
        acceptance.of_name(path)
    except Refused as refused:
        return refused.faults[0]
    return _size_fault(size, names.clean(path))


def _left_out(infos: Iterable[zipfile.ZipInfo]) -> Iterator[Fault]:
    paths = [archives.name_of(info) for info in infos]
    left = [path for path in paths if not archives.is_folder(path) and archives.is_of_nobody(path)]
    if left:
        counted = Counter(names.clean(path) for path in left)
        some = ", ".join(name for name, _count in counted.most_common(_NAMED_AT_MOST))
        yield Fault("evidence-archive-left-out", {"count": len(left), "names": some})
