"""What was recognised in a document, each thing once with its first place, and what can be proposed from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kotacerdas.evidence.domain import recognise

MOST = 200
"""Of each sort; nobody reads more."""
LONGEST_TEXT = 120
HEAD = 2_500
"""Letters at the beginning, where a document says what it is."""


@dataclass(frozen=True)
class Known:
    """Names to look for, and what the file is called."""

    agencies: Mapping[str, str] = field(default_factory=dict)
    """From each spelling ("Dishub") to the name under which it is counted."""
    cities: Sequence[str] = ()
    file_names: Sequence[str] = ()
    kind: str = ""


@dataclass
class _Sort:
    """The first place of each value, and how often it stands there."""

    found: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)

    def add(self, unit: int, text: str, start: int, end: int, **values: Any) -> None:
        key = tuple(values.values())
        if key in self.found:
            self.found[key]["count"] += 1
        elif len(self.found) < MOST:
            place = {"unit": unit, "start": start, "end": end, "text": text[start:end][:LONGEST_TEXT]}
            self.found[key] = {**place, **values, "count": 1}

    def listed(self) -> list[dict[str, Any]]:
        return list(self.found.values())


def of_units(units: Iterable[tuple[int, str]], known: Known) -> dict[str, Any]:
    """As `Content.facts` keeps it. Every entry has unit, start, end, text, count, and what it says:

    dates `first` and `last`; numbers `kind`, `number` and `year`; amounts `value`; agencies and cities `name`.
    "draft" holds the marks of a draft. "proposed" holds nature, observed_from, observed_until and valid_from, as far
    as they can be told: a person accepts them, or not.
    """
    sorts = {name: _Sort() for name in ("dates", "numbers", "amounts", "agencies", "cities", "draft")}
    head = ""
    for unit, text in units:
        head += "\n\n" + text[: max(HEAD - len(head), 0)] if len(head) < HEAD else ""
        _look(unit, text, known, sorts)
    found: dict[str, Any] = {name: sort.listed() for name, sort in sorts.items() if sort.found}
    if proposal := proposed(head, known):
        found["proposed"] = proposal
    return found


def _look(unit: int, text: str, known: Known, sorts: dict[str, _Sort]) -> None:
    numbers = list(recognise.numbers(text))
    for each in numbers:
        sorts["numbers"].add(
            unit, text, each.start, each.end, kind=each.kind, number=each.number, year=each.year
        )
    for time in _free(recognise.times(text), numbers):
        first, last = time.first.isoformat(), time.last.isoformat()
        sorts["dates"].add(unit, text, time.start, time.end, first=first, last=last)
    for amount in recognise.amounts(text):
        sorts["amounts"].add(unit, text, amount.start, amount.end, value=f"{amount.value:.2f}")
    for name in recognise.agencies(text, tuple(known.agencies)):
        sorts["agencies"].add(unit, text, name.start, name.end, name=known.agencies[name.name])
    for name in recognise.cities(text, known.cities):
        sorts["cities"].add(unit, text, name.start, name.end, name=name.name)
    for mark in recognise.drafts(text):
        sorts["draft"].add(unit, text, mark.start, mark.end, mark=text[mark.start : mark.end].upper())


def _free(times: Iterable[recognise.Time], numbers: Sequence[recognise.Number]) -> Iterator[recognise.Time]:
    """The year in "Nomor 21 Tahun 2019" is part of a name, no date."""
    taken = [(number.start, number.end) for number in numbers]
    for time in times:
        if not any(start < time.end and time.start < end for start, end in taken):
            yield time


# --- Proposals ---------------------------------------------------------------------------------------------

# In this order: minutes of a meeting about a decree are minutes.
_NATURES = (
    ("minutes", r"NOTULEN|NOTULA|NOTULENSI|RISALAH RAPAT|DAFTAR HADIR|BERITA ACARA|Notulen Rapat|Daftar Hadir|Berita Acara|notulen"),
    ("agreement", r"NOTA KESEPAHAMAN|PERJANJIAN KERJA\s?SAMA|KESEPAKATAN BERSAMA|Nota Kesepahaman|Perjanjian Kerja\s?Sama|\bM[Oo]U\b|\bPKS\b"),
    ("decree", r"KEPUTUSAN\s+(?:WALI\s?KOTA|BUPATI|KEPALA|SEKRETARIS|MENTERI|GUBERNUR)|SURAT KEPUTUSAN|\bSK\b|Keputusan Wali"),
    ("regulation", r"PERATURAN\s+(?:WALI\s?KOTA|BUPATI|DAERAH|MENTERI|PRESIDEN|GUBERNUR|PEMERINTAH)|UNDANG-UNDANG|\b(?:Perwali|PERWALI|Perda|PERDA|Perbup)\b|Peraturan (?:Wali|Daerah)"),
    ("budget", r"DOKUMEN PELAKSANAAN ANGGARAN|RENCANA KERJA DAN ANGGARAN|\b(?:DPA|RKA|APBD|DIPA)\b"),
    ("report", r"LAPORAN|Laporan|laporan|\bLKJ?IP\b|\bLKPJ\b"),
    ("plan", r"RENCANA\s+(?:INDUK|AKSI|STRATEGIS|KERJA|PEMBANGUNAN)|MASTER\s?PLAN|PETA JALAN|\b(?:RPJMD|RKPD|RENSTRA|RENJA)\b|Rencana (?:Induk|Aksi|Strategis|Kerja)|Master\s?plan"),
    ("letter", r"\b(?:Perihal|Hal)\s*:|Kepada Yth|SURAT EDARAN|SURAT TUGAS|SURAT UNDANGAN|UNDANGAN"),
)  # fmt: skip
_NATURE = [(nature, re.compile(words)) for nature, words in _NATURES]
_TABLES, _PHOTOS = {"xlsx", "xls", "ods", "csv"}, {"jpeg", "png", "tiff"}
FEW_WORDS = 80
_IN_FORCE = ("decree", "regulation")
_DECIDED = re.compile(r"(?i)pada\s+tanggal\s*:?\s*$")


def proposed(head: str, known: Known) -> dict[str, str]:
    """From the beginning of the text. A decree is in force from its day; minutes tell about a day, a report about a year."""
    nature = nature_of(head, known)
    found = {"nature": nature} if nature else {}
    times = list(_free(recognise.times(head), list(recognise.numbers(head))))
    if nature in _IN_FORCE:
        day = _decided_on(head, times)
        return found | ({"valid_from": day.isoformat()} if day else {})
    period = _day(times) if nature in {"minutes", "letter", "agreement"} else _period(times)
    if period:
        found |= {"observed_from": period[0].isoformat(), "observed_until": period[1].isoformat()}
    return found


def nature_of(head: str, known: Known) -> str:
    """What stands first counts, the name of the file before the text; a kind of file says something only at last."""
    for text in (*(name.replace("_", " ") for name in known.file_names), head):
        places = [
            (match.start(), order, nature)
            for order, (nature, words) in enumerate(_NATURE)
            if (match := words.search(text))
        ]
        if places:
            return min(places)[2]
    if known.kind in _TABLES:
        return "data"
    return "photo" if known.kind in _PHOTOS and len(head.strip()) < FEW_WORDS else ""


def _decided_on(head: str, times: Sequence[recognise.Time]) -> date | None:
    days = [time for time in times if time.is_day]
    signed = [time for time in days if _DECIDED.search(head[max(time.start - 30, 0) : time.start])]
    return signed[-1].first if signed else None


def _day(times: Sequence[recognise.Time]) -> tuple[date, date] | None:
    return next(((time.first, time.last) for time in times if time.is_day), None)


def _period(times: Sequence[recognise.Time]) -> tuple[date, date] | None:
    """The first year or month that is named; where only days are, nothing is guessed."""
    return next(((time.first, time.last) for time in times if not time.is_day), None)
