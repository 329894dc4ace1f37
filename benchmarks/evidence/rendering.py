"""The pile of an office as real files: written pages, pages made to mislead, routine letters; a third of it scans.

`plan` says what the pile holds, the same at every run; `write` makes the files and a manifest beside the folder.
"""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path

import yaml

from benchmarks.evidence import filler, judged, render_distractors, render_names, render_scans
from benchmarks.evidence.judged import Judged, Page
from benchmarks.evidence.render_files import WRITERS, zipped

FILES = 500
LEAST_SCANS = 0.30
SEED = 500
COPIES, IN_CHAT, IN_ARCHIVE = 6, 12, 14
LONGEST_SCAN = 3
"""Pages; longer files of the filler are typed, or recognising them would be all that is measured."""
FILLER, COPY, CHAT = "filler", "copy", "chat"
CHAT_FOLDER = "WhatsApp Chat - Tim Smart City OPD/"
ARCHIVE = "Unduhan Drive/drive-download-20251103T021400Z-001.zip"
_LETTER = {"pdf": 60, "docx": 28, "odt": 12}
KINDS: Mapping[str, Mapping[str, int]] = {
    "tabel": {"xlsx": 55, "csv": 25, "pdf": 20},
    "lembar-data": {"xlsx": 35, "pdf": 45, "docx": 20},
    "paparan": {"pptx": 75, "pdf": 25},
    "notulen": {"docx": 25, "txt": 40, "pdf": 10, "html": 15, "odt": 10},
    "siaran-pers": {"html": 30, "docx": 25, "pdf": 25, "txt": 10, "odt": 10},
    "daftar-hadir": {"xlsx": 40, "docx": 30, "pdf": 30},
}
"""By genre, of a hundred typed ones; all others are letters."""
SCANNED = {
    "sk": 0.6, "perwali": 0.5, "surat": 0.55, "laporan": 0.4, "notulen": 0.4, "undangan": 0.5, "formulir": 0.5,
    "daftar-hadir": 0.7, "tabel": 0.15, "paparan": 0.1, FILLER: 0.8,
}  # fmt: skip
"""Share of scans by genre."""
_OTHERWISE = 0.3
_PICTURES = {"pdf": 50, "jpg": 25, "png": 12, "tif": 13}


@dataclass(frozen=True)
class Entry:
    """One file of the pile."""

    path: str
    """Below the folder; in the archive, with the archive's path before it."""
    kind: str
    """By its ending."""
    keys: tuple[str, ...]
    """Of its pages, in their order."""
    agency: str
    grade: str = ""
    """Of a scan; empty for what was typed."""
    why: str = ""
    """It answers nothing though it may look so: "draft", "other city", "previous year", "filler"; or it is a "copy"."""
    of: str = ""
    """The key of the page that it was made of, or the path of which it is a copy."""

    @property
    def is_scan(self) -> bool:
        return bool(self.grade)


@dataclass(frozen=True)
class Plan:
    pages: Mapping[str, Page]
    entries: Sequence[Entry]

    def texts(self, entry: Entry) -> list[str]:
        return [self.pages[key].text for key in entry.keys]


@dataclass(frozen=True)
class _File:
    pages: Sequence[Page]
    genre: str
    why: str = ""
    of: str = ""


def plan(set_: Judged, *, seed: int = SEED) -> Plan:
    genres = _genres()
    files = [_File([page], genres[page.key]) for page in set_.pages]
    for each in render_distractors.of(render_distractors.originals(set_, genres)):
        files.append(_File([each.page], genres[each.of], each.why, each.of))
    files += _filler(FILES - len(files) - COPIES - 1)
    entries = [_entry(file, seed) for file in files]
    entries = _apart(_moved(entries, random.Random(seed)))
    entries += _copies([entry for entry in entries if not entry.why], random.Random(seed))
    chat = Page("chat", "_chat", _chat(entries), "")
    entries.append(Entry(f"{CHAT_FOLDER}_chat.txt", "txt", (chat.key,), "", why=CHAT))
    pages = {page.key: page for file in files for page in file.pages} | {chat.key: chat}
    share = sum(entry.is_scan for entry in entries) / len(entries)
    if len(entries) != FILES or share < LEAST_SCANS:
        raise SystemExit(f"a pile of {len(entries)} files, {share:.0%} scans, is not what was promised")
    return Plan(pages, entries)


def _genres() -> dict[str, str]:
    paths = sorted((judged.HERE / "pages").glob("*.yaml"))
    rows = (row for path in paths for row in yaml.safe_load(path.read_text(encoding="utf-8")))
    return {row["id"]: row["genre"] for row in rows}


def _filler(count: int) -> list[_File]:
    pages = filler.pages(count * filler.LONGEST_FILE)
    files = [_File(list(some), FILLER, FILLER) for _name, some in groupby(pages, lambda page: page.file)]
    return files[:count]


def _entry(file: _File, seed: int) -> Entry:
    first = file.pages[0]
    dice = random.Random(f"{seed} {first.key}")
    is_scan = len(file.pages) <= LONGEST_SCAN and dice.random() < SCANNED.get(file.genre, _OTHERWISE)
    if is_scan:
        grade = render_scans.choose(dice)
        is_paper = grade.has_typed_line or len(file.pages) > 1
        kind = "pdf" if is_paper else _drawn(_PICTURES, dice)
        name = render_names.scan(first.file, kind, dice)
    else:
        kind = _drawn(KINDS.get(file.genre, _LETTER), dice)
        name = render_names.typed(first.file, kind, dice)
    return Entry(
        render_names.folder(first.agency, dice) + name, kind, tuple(page.key for page in file.pages), first.agency,
        grade.name if is_scan else "", file.why, file.of,
    )  # fmt: skip


def _drawn(shares: Mapping[str, int], dice: random.Random) -> str:
    return dice.choices(list(shares), list(shares.values()))[0]


def _moved(entries: list[Entry], dice: random.Random) -> list[Entry]:
    """Some scans went through a chat, where they lost their names; some files come in an archive."""
    scans = dice.sample([at for at, entry in enumerate(entries) if entry.is_scan], IN_CHAT)
    rest = [at for at, entry in enumerate(entries) if at not in scans and len(entry.keys) == 1]
    for number, at in enumerate(scans, 1):
        name = render_names.whatsapp(entries[at].kind, number, dice)
        entries[at] = replace(entries[at], path=CHAT_FOLDER + name)
    for at in dice.sample(rest, IN_ARCHIVE):
        entries[at] = replace(entries[at], path=f"{ARCHIVE}/{entries[at].path.rpartition('/')[2]}")
    return entries


def _apart(entries: Sequence[Entry]) -> list[Entry]:
    """No two at one place, whatever the case of their letters."""
    found: dict[str, Entry] = {}
    for entry in entries:
        path, number = entry.path, 2
        while path.lower() in found:
            stem, _dot, ending = entry.path.rpartition(".")
            path, number = f"{stem} ({number}).{ending}", number + 1
        found[path.lower()] = replace(entry, path=path)
    return list(found.values())


def _copies(entries: Sequence[Entry], dice: random.Random) -> Iterator[Entry]:
    for number, entry in enumerate(dice.sample(list(entries), COPIES), 1):
        path = f"Kiriman Sekretariat/Salinan {number} {entry.path.rpartition('/')[2]}"
        yield replace(entry, path=path, why=COPY, of=entry.path)


def _chat(entries: Sequence[Entry]) -> str:
    """Who sent what, as the telephone writes it."""
    names = sorted(
        entry.path.removeprefix(CHAT_FOLDER) for entry in entries if entry.path.startswith(CHAT_FOLDER)
    )
    lines = [
        f"{number + 2:02}/11/25 09.{number + 10} - {filler.NAMES[number % len(filler.NAMES)]}: {name} (file terlampir)"
        for number, name in enumerate(names)
    ]
    return "\n".join(["02/11/25 09.01 - Sdri. Contoh C: mohon berkasnya dikirim ke sini ya", *lines])


# --- Writing -----------------------------------------------------------------------------------------------


def write(made: Plan, folder: Path, *, seed: int = SEED) -> None:
    """`folder` is new. The manifest stands beside it, so that nobody takes it in."""
    contents: dict[str, bytes] = {}
    for entry in made.entries:
        contents[entry.path] = contents[entry.of] if entry.why == COPY else content(made, entry, seed)
    inside = f"{ARCHIVE}/"
    members = [
        (path.removeprefix(inside), each) for path, each in contents.items() if path.startswith(inside)
    ]
    outside = {path: each for path, each in contents.items() if not path.startswith(inside)}
    for path, each in (outside | {ARCHIVE: zipped(members)}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(each)
    told = [asdict(entry) | {"is_scan": entry.is_scan} for entry in made.entries]
    manifest = json.dumps(told, ensure_ascii=False, indent=1)
    folder.with_suffix(".json").write_text(manifest, encoding="utf-8")


def content(made: Plan, entry: Entry, seed: int = SEED) -> bytes:
    dice = random.Random(f"{seed} {entry.keys[0]} content")
    texts = made.texts(entry)
    if entry.is_scan:
        return render_scans.write(texts, entry.kind, render_scans.GRADES[entry.grade], dice)
    return WRITERS[entry.kind](texts, dice)
