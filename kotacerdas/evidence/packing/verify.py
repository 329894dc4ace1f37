"""Memeriksa paket bukti KotaCerdas tanpa KotaCerdas. / Checks a KotaCerdas evidence pack without KotaCerdas.

    python3 verify.py                  folder tempat berkas ini berada / the folder in which this file lies
    python3 verify.py pack.zip         arsip utuh / the whole archive
    python3 verify.py pack.zip --seal 0123...   segel yang diketahui / a seal that is known otherwise

Python 3.8 ke atas sudah cukup, tanpa pustaka lain. / Python 3.8 or later is enough, no other library is needed.

What is checked: every file by its SHA-256 and size; no file is missing, none too many; the manifest by its own digest
(the "seal"); of an archive every byte between the files too; every citation: its file, its words in the text of the
page, and that somebody else than the citer and the uploader has confirmed it.

Exit codes: 0 whole, 1 faults were found, 2 this is no pack that can be read.

What it cannot know: whether somebody has made the whole pack anew, this program included. So compare the seal, and the
SHA-256 of this program, with those that the city told you by another way.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

FORMAT = "kotacerdas-evidence-pack/1"
MANIFEST, CITATIONS, PROGRAM = "manifest.json", "citations.json", "verify.py"
FILES, TEXTS = "files/", "texts/"
PIECE = 1024 * 1024
WHOLE, FAULTY, UNREADABLE = 0, 1, 2


class Finding(NamedTuple):
    """What is wrong, at which file or citation, in Indonesian and in English."""

    place: str
    id: str
    en: str


class Report(NamedTuple):
    faults: list[Finding]
    seal: str
    files: int
    citations: int
    about: dict[str, Any]


class NoPack(Exception):
    """Nothing here can be read as a pack."""


def canonical(value: Any) -> bytes:
    """The one way in which a manifest is written, so that no byte of it can differ unseen."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def digest_of(manifest: dict[str, Any]) -> str:
    """The seal: SHA-256 over everything else that the manifest says."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(canonical(rest)).hexdigest()


# --- The layout of the archive: stored, without times, so that the same files give the same bytes -------------

LIMIT = 0xFFFFFFFF
MOST_ENTRIES = 0xFFFF
DOS_DAY = 0x0021  # 1 January 1980, the first day that a ZIP knows
UTF8_NAMES = 0x0800


class Entry(NamedTuple):
    name: str
    size: int
    crc: int
    offset: int


def local_header(name: str, size: int, crc: int) -> bytes:
    """What stands before the bytes of a file."""
    raw = name.encode("utf-8")
    is_large = size >= LIMIT
    extra = struct.pack("<HHQQ", 1, 16, size, size) if is_large else b""
    shown = LIMIT if is_large else size
    version = 45 if is_large else 20
    head = struct.pack(
        "<4sHHHHHLLLHH",
        b"PK\x03\x04",
        version,
        UTF8_NAMES,
        0,
        0,
        DOS_DAY,
        crc,
        shown,
        shown,
        len(raw),
        len(extra),
    )
    return head + raw + extra


def directory_record(entry: Entry) -> bytes:
    """What stands of a file in the directory at the end."""
    raw = entry.name.encode("utf-8")
    large = [entry.size, entry.size] if entry.size >= LIMIT else []
    far = [entry.offset] if entry.offset >= LIMIT else []
    numbers = large + far
    extra = struct.pack(f"<HH{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""
    size = LIMIT if large else entry.size
    version = 45 if numbers else 20
    head = struct.pack(
        "<4sHHHHHHLLLHHHHHLL",
        b"PK\x01\x02", 0x0300 | version, version, UTF8_NAMES, 0, 0, DOS_DAY, entry.crc, size, size,
        len(raw), len(extra), 0, 0, 0, 0o100644 << 16, LIMIT if far else entry.offset,
    )  # fmt: skip
    return head + raw + extra


def directory_end(count: int, size: int, offset: int) -> bytes:
    """The last bytes of the archive."""
    large = b""
    if count >= MOST_ENTRIES or size >= LIMIT or offset >= LIMIT:
        large = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 0x032D, 45, 0, 0, count, count, size, offset)
        large += struct.pack("<4sLQL", b"PK\x06\x07", 0, offset + size, 1)
    few = min(count, MOST_ENTRIES)
    return large + struct.pack(
        "<4sHHHHLLH", b"PK\x05\x06", 0, 0, few, few, min(size, LIMIT), min(offset, LIMIT), 0
    )


# --- Where the files lie: a folder, or the archive -------------------------------------------------------------


class Folder:
    """A pack that was unpacked."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.found = dict(self._walk())

    def _walk(self) -> Iterator[tuple[str, str]]:
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                inside = os.path.relpath(path, self.root).replace(os.sep, "/")
                # Some disks take the letters of a name apart.
                yield unicodedata.normalize("NFC", inside), path

    def names(self) -> list[str]:
        return list(self.found)

    def manifest(self) -> bytes:
        if MANIFEST not in self.found:
            raise NoPack(self.root)
        with open(self.found[MANIFEST], "rb") as opened:
            return opened.read()

    def pieces(self, name: str) -> Iterator[bytes]:
        path = self.found[unicodedata.normalize("NFC", name)]
        if os.path.islink(path):
            return
        with open(path, "rb") as opened:
            while True:
                piece = opened.read(PIECE)
                if not piece:
                    return
                yield piece

    def layout_faults(self, manifest: dict[str, Any]) -> Iterator[Finding]:
        return iter(())


class Archive:
    """A pack as one ZIP. Where each file lies follows from the manifest; every byte between them is known."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as opened:
                self.listed = opened.namelist()
                info = opened.getinfo(MANIFEST)
                self.at, self.size = info.header_offset, info.file_size
        except (
            zipfile.BadZipFile,
            KeyError,
            NotImplementedError,
            ValueError,
            OSError,
            struct.error,
        ) as error:
            raise NoPack(path) from error
        if self.at < 0 or self.at + self.size > os.path.getsize(path):
            raise NoPack(path)
        self.entries: dict[str, Entry] = {}

    def names(self) -> list[str]:
        return self.listed

    def manifest(self) -> bytes:
        with open(self.path, "rb") as opened:
            opened.seek(self.at + len(local_header(MANIFEST, self.size, 0)))
            return opened.read(self.size)

    def pieces(self, name: str) -> Iterator[bytes]:
        entry = self.entries[name]
        with open(self.path, "rb") as opened:
            opened.seek(entry.offset + len(local_header(name, entry.size, entry.crc)))
            left = entry.size
            while left > 0:
                piece = opened.read(min(PIECE, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece

    def layout_faults(self, manifest: dict[str, Any]) -> Iterator[Finding]:
        """Also learns where each file lies."""
        entries, end = self._laid_out(manifest)
        self.entries = {entry.name: entry for entry in entries}
        tail = b"".join(directory_record(entry) for entry in entries)
        tail += directory_end(len(entries), len(tail), end)
        with open(self.path, "rb") as opened:
            for entry in entries:
                if not _has(opened, entry.offset, local_header(entry.name, entry.size, entry.crc)):
                    yield Finding(
                        entry.name,
                        "kepala berkas ini di dalam arsip berubah",
                        "the head of this file inside the archive was changed",
                    )
            if not _has(opened, end, tail) or opened.read(1):
                yield Finding(
                    "(ZIP)",
                    "daftar isi di akhir arsip berubah",
                    "the table of contents at the end of the archive was changed",
                )

    def _laid_out(self, manifest: dict[str, Any]) -> tuple[list[Entry], int]:
        own = self.manifest()
        rows = [(row["path"], row["size"], int(row["crc32"], 16)) for row in manifest["files"]]
        rows.append((MANIFEST, len(own), zlib.crc32(own)))
        entries, at = [], 0
        for name, size, crc in rows:
            entries.append(Entry(name, size, crc, at))
            at += len(local_header(name, size, crc)) + size
        return entries, at


def _has(opened: BinaryIO, at: int, wanted: bytes) -> bool:
    opened.seek(at)
    return opened.read(len(wanted)) == wanted


# --- The checks ------------------------------------------------------------------------------------------------


def check(path: str, *, seal: str = "") -> Report:
    """Everything that is wrong with the pack at `path`, a folder or a ZIP; raises `NoPack` where there is none."""
    place: Any = Folder(path) if os.path.isdir(path) else Archive(path)
    raw = place.manifest()
    manifest = _read_manifest(raw, path)
    faults = list(_manifest_faults(manifest, raw, seal))
    faults += place.layout_faults(manifest)
    known = {row["path"]: row for row in manifest["files"]}
    faults += _name_faults(place.names(), known)
    bad = {fault.place for fault in faults}
    faults += _content_faults(place, known)
    cited: list[Any] = []
    if CITATIONS in known and CITATIONS not in bad:
        cited, wrong = _citations(place, known)
        faults += wrong
    return Report(faults, str(manifest.get("seal", "")), len(known), len(cited), manifest.get("about", {}))


def _read_manifest(raw: bytes, path: str) -> dict[str, Any]:
    """Raises `NoPack` where it cannot even be read: then a byte of it is wrong, and nothing else can be known."""
    try:
        manifest = json.loads(raw.decode("utf-8"))
        for row in manifest["files"]:
            numbers = (int(row["crc32"], 16), int(row["size"]))
            if not (
                str(row["path"]) and len(row["sha256"]) == 64 and 0 <= numbers[0] <= LIMIT and numbers[1] >= 0
            ):
                raise ValueError(row)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoPack(path) from error
    return dict(manifest)


def _manifest_faults(manifest: dict[str, Any], raw: bytes, seal: str) -> Iterator[Finding]:
    if manifest.get("format") != FORMAT:
        yield Finding(MANIFEST, "bentuk paket ini tidak dikenal", "the format of this pack is not known")
    if raw != canonical(manifest) or manifest.get("seal") != digest_of(manifest):
        yield Finding(MANIFEST, "isinya tidak cocok dengan segelnya", "its content does not match its seal")
    if seal and manifest.get("seal") != seal.lower():
        yield Finding(MANIFEST, "segelnya bukan yang disebutkan", "its seal is not the one that was told")


def _name_faults(names: list[str], known: dict[str, Any]) -> Iterator[Finding]:
    wanted = {unicodedata.normalize("NFC", name) for name in known} | {MANIFEST}
    for name in sorted(wanted - set(names)):
        yield Finding(name, "berkas ini hilang", "this file is missing")
    for name in sorted(set(names) - wanted):
        yield Finding(name, "berkas ini tidak termasuk paket", "this file does not belong to the pack")


def _content_faults(place: Any, known: dict[str, Any]) -> Iterator[Finding]:
    here = set(place.names())
    for name, row in known.items():
        if unicodedata.normalize("NFC", name) not in here:
            continue
        digest, size = hashlib.sha256(), 0
        for piece in place.pieces(name):
            digest.update(piece)
            size += len(piece)
        if size != row["size"] or digest.hexdigest() != row["sha256"]:
            yield Finding(name, "isinya bukan yang dikemas", "its content is not what was packed")


def _read_json(place: Any, name: str) -> Any:
    """None where it is missing or cannot be read, which its hash has told already."""
    try:
        return json.loads(b"".join(place.pieces(name)).decode("utf-8"))
    except (ValueError, KeyError, OSError):
        return None


def _citations(place: Any, known: dict[str, Any]) -> tuple[list[Any], list[Finding]]:
    read = _read_json(place, CITATIONS)
    rows = read.get("citations") if isinstance(read, dict) else None
    if not isinstance(rows, list):
        return [], [Finding(CITATIONS, "tidak dapat dibaca", "cannot be read")]
    faults, used, texts = [], set(), {}
    for row in rows:
        try:
            name = row["text"]
            if name not in texts:
                texts[name] = _read_json(place, name) if name in known else None
            used |= {row["file"], name}
            faults += [
                Finding(f"citation {row['code']}", *words) for words in _citation(row, known, texts[name])
            ]
        except (KeyError, TypeError, AttributeError, IndexError):
            faults.append(Finding(CITATIONS, "satu kutipan tidak lengkap", "a citation is not complete"))
    for name in known:
        if name.startswith((FILES, TEXTS)) and name not in used:
            faults.append(Finding(name, "tidak dikutip satu kali pun", "is not cited anywhere"))
    return rows, faults


def _citation(row: dict[str, Any], known: dict[str, Any], text: Any) -> Iterator[tuple[str, str]]:
    file = known.get(row["file"])
    if file is None or file["sha256"] != row["sha256"]:
        yield "berkasnya bukan yang dikutip", "its file is not the one that was cited"
    if row["span"]["end"] - row["span"]["start"] != len(row["quote"]):
        yield "panjang kutipan tidak cocok dengan letaknya", "the length of the quote does not fit its place"
    people = [row["brought"]["person"], row["cited"]["person"]]
    if row["checked"]["person"] is None or row["checked"]["person"] in people:
        yield "tidak diperiksa oleh orang kedua", "it was not checked by a second person"
    for use in row["uses"]:
        # Packs of before do not say who has checked each use.
        checked = use["checked"]["person"] if "checked" in use else row["checked"]["person"]
        if checked is None or checked in [*people, use["person"]]:
            yield (
                f"untuk {use['key']} tidak diperiksa oleh orang kedua",
                f"for {use['key']} it was not checked by a second person",
            )
    found = row["found"]
    if found is None:
        return
    unit = _unit(text, row)
    if unit is None or unit["text"][found["start"] : found["end"]].split() != row["quote"].split():
        yield "kata-katanya tidak ada di halaman itu", "its words do not stand on that page"


def _unit(text: Any, row: dict[str, Any]) -> dict[str, Any] | None:
    if not isinstance(text, dict) or text.get("sha256") != row["sha256"]:
        return None
    return next((unit for unit in text["units"] if unit["number"] == row["unit"]["number"]), None)


# --- What a person reads ---------------------------------------------------------------------------------------


def sha256_of(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as opened:
        for piece in iter(lambda: opened.read(PIECE), b""):
            digest.update(piece)
    return digest.hexdigest()


def _lines(report: Report) -> Iterator[str]:
    about = report.about
    yield f"{about.get('city', '')} · {about.get('title', '')} · {about.get('made_at', '')}"
    yield f"Segel / Seal: {report.seal}"
    if not report.faults:
        yield f"UTUH: {report.files} berkas dan {report.citations} kutipan cocok."
        yield f"WHOLE: {report.files} files and {report.citations} citations are as they should be."
        return
    yield f"RUSAK: {len(report.faults)} kesalahan. Yang pertama: {report.faults[0].place}"
    yield f"FAULTY: {len(report.faults)} faults. The first: {report.faults[0].place}"
    for fault in report.faults:
        yield f"- {fault.place}: {fault.id} / {fault.en}"


def main(arguments: list[str]) -> int:
    seal = ""
    if "--seal" in arguments:
        at = arguments.index("--seal")
        seal = "".join(arguments[at + 1 : at + 2])
        arguments = arguments[:at] + arguments[at + 2 :]
    path = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    try:
        report = check(path, seal=seal)
    except (NoPack, OSError):
        _say(
            f"TIDAK TERBACA: di sini tidak ada paket yang dapat dibaca; {MANIFEST} atau arsipnya rusak: {path}"
        )
        _say(f"UNREADABLE: no pack can be read here; {MANIFEST} or the archive is damaged: {path}")
        return UNREADABLE
    _say(f"SHA-256 {PROGRAM}: {sha256_of(os.path.abspath(__file__))}")
    if not os.path.isdir(path):
        _say(f"SHA-256 {os.path.basename(path)}: {sha256_of(path)}")
    for line in _lines(report):
        _say(line)
    return FAULTY if report.faults else WHOLE


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
