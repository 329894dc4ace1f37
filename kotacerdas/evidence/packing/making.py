"""Writes a pack: the cited bytes, the texts of the cited pages, the citations, the index, and the program that checks."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.utils import translation

from kotacerdas import __version__
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.models import Citation, Unit
from kotacerdas.evidence.packing import index, naming, verify
from kotacerdas.evidence.packing.archive import Writer, program
from kotacerdas.evidence.packing.gathering import Gathered, found_in, units_of
from kotacerdas.evidence.packing.naming import Placed
from kotacerdas.evidence.targets import Target
from kotacerdas.files import blobs

INDEX, README = "index.pdf", "BACA-DULU-README.txt"
Tell = Callable[[int, int], None]

_README = """PAKET BUKTI KOTACERDAS / KOTACERDAS EVIDENCE PACK

index.pdf       daftar bukti menurut pertanyaan / the proofs by question
files/          berkas yang dikutip, apa adanya / the cited files, byte by byte
citations.json  kutipan: berkas, tempat, kata-kata, siapa, kapan / citations: file, place, words, who, when
texts/          teks halaman yang dikutip / the texts of the cited pages
manifest.json   hash SHA-256 setiap berkas / the SHA-256 of every file
verify.py       memeriksa semuanya / checks all of it:  python3 verify.py

Bandingkan segel yang dicetak verify.py dengan segel yang disampaikan kota.
Compare the seal that verify.py prints with the one that the city told you.
"""


@dataclass(frozen=True)
class Made:
    """What the row of a pack keeps."""

    seal: str
    sha256: str
    size: int
    counts: dict[str, int]
    revisions: tuple[int, ...]


def make(
    opened: BinaryIO,
    gathered: Gathered,
    *,
    made_at: datetime,
    language: str,
    with_secret: bool,
    tell: Tell = lambda done, of: None,
) -> Made:
    """Into a file that is open for writing and reading. Raises `Refused` with every document whose bytes are damaged.

    The same rows, time and language give the same bytes.
    """
    with translation.override(language):
        writer = Writer(opened)
        files = _add_files(writer, gathered, tell)
        placed = _add_texts(writer, gathered, files)
        rows = [_row(each, gathered) for each in placed]
        head = {"scope": gathered.scope.key, "title": gathered.scope.title, "citations": rows}
        writer.add_bytes(verify.CITATIONS, verify.canonical(head))
        counts = _counts(gathered, files)
        pdf = index.pdf(gathered, placed, counts, made_at=made_at, language=language)
        writer.add_bytes(INDEX, pdf)
        writer.add_bytes(README, _README.encode())
        writer.add_bytes(verify.PROGRAM, program())
        about = {
            "city": gathered.city.name,
            "city_code": gathered.city.code,
            "scope": gathered.scope.key,
            "title": gathered.scope.title,
            "year": gathered.scope.year,
            "made_at": made_at.isoformat(timespec="seconds"),
            "software": f"KotaCerdas {__version__}",
            "language": language,
            "with_secret": with_secret,
            "counts": counts,
            "personal_data": sorted({each.file for each in placed if _holds_persons(each.citation)}),
        }
        seal = writer.close(about)
    revisions = sorted({each.revision_id for each in gathered.citations})
    return Made(seal, *_measured(opened), counts, tuple(revisions))


def _holds_persons(citation: Citation) -> bool:
    return citation.document.has_personal_data


def _counts(gathered: Gathered, files: dict[str, str]) -> dict[str, int]:
    return {
        "targets": len(gathered.proven),
        "proven": sum(1 for row in gathered.proven if row.citations),
        "citations": len(gathered.citations),
        "files": len(files),
        "left_secret": gathered.left_secret,
        "left_infected": gathered.left_infected,
    }


def _add_files(writer: Writer, gathered: Gathered, tell: Tell) -> dict[str, str]:
    """Each content once, under the first question that uses it. The paths by hash."""
    given = naming.Names()
    wanted: dict[str, tuple[Citation, str]] = {}
    for citation, target in _in_order(gathered):
        wanted.setdefault(citation.sha256, (citation, given.of(citation, target)))
    troubles = []
    for done, (citation, path) in enumerate(wanted.values()):
        tell(done, len(wanted))
        try:
            is_whole = citation.sha256 == writer.add(
                path, _pieces(citation.sha256), size=citation.revision.content.size
            )
        except (blobs.Missing, blobs.Damaged, ValueError):
            is_whole = False
        if not is_whole:
            troubles.append(Fault("evidence-pack-damaged", {"title": citation.document.title, "name": path}))
    if troubles:
        raise Refused(troubles)
    return given.paths


def _in_order(gathered: Gathered) -> Iterator[tuple[Citation, Target]]:
    for row in gathered.proven:
        for citation in row.citations:
            yield citation, row.target


def _pieces(sha256: str) -> Iterator[bytes]:
    """The store compares with the hash before it hands anything out."""
    with blobs.store().open(sha256) as opened:
        while piece := opened.read(blobs.PIECE):
            yield piece


def _add_texts(writer: Writer, gathered: Gathered, files: dict[str, str]) -> list[Placed]:
    """One file for each content; only the units that are cited. In the order of the form."""
    by_content: dict[str, list[Citation]] = {}
    for citation in gathered.citations:
        by_content.setdefault(citation.sha256, []).append(citation)
    placed: dict[int, Placed] = {}
    for sha256, citations in by_content.items():
        path = f"{verify.TEXTS}{sha256}.json"
        units = units_of(citations)
        content = citations[0].revision.content
        text = {"sha256": sha256, "reader": content.reader, "units": [_unit(u) for u in units.values()]}
        writer.add_bytes(path, verify.canonical(text))
        for citation in citations:
            found = found_in(citation, units.get(citation.unit))
            placed[citation.pk] = Placed(citation, files[sha256], path, found)
    return [placed[each.pk] for each in gathered.citations]


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "number": unit.number,
        "kind": unit.kind,
        "label": unit.label,
        "is_recognised": unit.is_recognised,
        "text": unit.text,
    }


def _row(placed: Placed, gathered: Gathered) -> dict[str, Any]:
    """A citation as it stands in citations.json. Persons are offices and numbers."""
    one, people = placed.citation, gathered.people
    document = one.document
    return {
        "code": one.code,
        "file": placed.file,
        "sha256": one.sha256,
        "text": placed.text,
        "document": {
            "code": document.code,
            "title": document.title,
            "agency": document.agency.name if document.agency else "",
            "nature": document.nature,
            "confidentiality": document.confidentiality,
            "has_personal_data": document.has_personal_data,
            "observed": _days(document.observed_from, document.observed_until),
            "valid": _days(document.valid_from, document.valid_until),
            "is_sample": document.is_sample,
        },
        "revision": one.revision.number,
        "unit": {"number": one.unit, "kind": one.unit_kind, "label": one.unit_label},
        "span": {"start": one.start, "end": one.end},
        "found": {"start": placed.found.start, "end": placed.found.end} if placed.found else None,
        "quote": one.quote,
        "claim": one.claim,
        "uses": [
            {
                "kind": use.target_kind,
                "key": use.target_key,
                **people.told(use.by_id, use.at),
                "checked": people.told(use.reviewed_by_id, use.reviewed_at),
            }
            for use in gathered.uses.get(one.pk, ())
        ],
        "brought": people.told(one.uploaded_by_id, one.revision.at),
        "cited": people.told(one.by_id, one.at),
        "checked": people.told(one.reviewed_by_id, one.reviewed_at),
    }


def _days(first: Any, last: Any) -> list[str | None]:
    return [each.isoformat() if each else None for each in (first, last)]


def _measured(opened: BinaryIO) -> tuple[str, int]:
    opened.flush()
    size = opened.seek(0, 2)
    opened.seek(0)
    digest = hashlib.sha256()
    while piece := opened.read(blobs.PIECE):
        digest.update(piece)
    return digest.hexdigest(), size
