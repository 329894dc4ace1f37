"""Dates, numbers of decrees, amounts, agencies, cities and marks of drafts in a text, each with where it stands.

What is recognised is a proposal: it helps to find and to sort, and nothing is decided by it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1945, 2099
MOST_NAMES = 2_000

_MONTHS = {
    "januari": 1, "january": 1, "jan": 1, "februari": 2, "pebruari": 2, "february": 2, "feb": 2, "maret": 3, "march": 3,
    "mar": 3, "april": 4, "apr": 4, "mei": 5, "may": 5, "juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7,
    "agustus": 8, "august": 8, "agu": 8, "agt": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10,
    "october": 10, "okt": 10, "oct": 10, "november": 11, "nopember": 11, "nov": 11, "desember": 12, "december": 12,
    "des": 12, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))


@dataclass(frozen=True)
class Time:
    """A day, a month or a year: from the first day to the last."""

    start: int
    end: int
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Number:
    """Of a decree or regulation. `kind` is what it is called in the text; both may be empty."""

    start: int
    end: int
    kind: str
    number: str
    year: int | None


@dataclass(frozen=True)
class Amount:
    """In rupiah."""

    start: int
    end: int
    value: Decimal


@dataclass(frozen=True)
class Name:
    """Of an agency or a city, as it was given to look for."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Mark:
    """A word that says that this is not the final text."""

    start: int
    end: int


# --- Dates -------------------------------------------------------------------------------------------------

_DATES = re.compile(
    rf"""(?<![\w/.,-])(?:
      (?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})
    | (?P<iso_year>\d{{4}})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})
    | (?P<day_2>\d{{1,2}})(?P<between>[/.-])(?P<month_2>\d{{1,2}})(?P=between)(?P<year_2>\d{{4}})
    | (?P<month_3>{_MONTH})\.?\s+(?P<year_3>\d{{4}})
    | (?:tahun(?:\s+anggaran|\s+pelajaran)?|TA\.?|th\.?)\s*(?P<year_4>(?:19|20)\d{{2}})
    )(?!\w|[/.-]\d)""",
    re.IGNORECASE | re.VERBOSE,
)


def times(text: str) -> Iterator[Time]:
    """ "22 Mei 2025", "22/05/2025", "2025-05-22", "Mei 2025", "Tahun 2023". Days come before months, as here."""
    for match in _DATES.finditer(text):
        found = _interval(match)
        if found is not None:
            yield Time(*match.span(), *found)


def _interval(match: re.Match[str]) -> tuple[date, date] | None:
    given = match.groupdict()
    year = int(given["year"] or given["iso_year"] or given["year_2"] or given["year_3"] or given["year_4"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    word = given["month"] or given["month_3"]
    month = _MONTHS[word.lower()] if word else int(given["iso_month"] or given["month_2"] or 0)
    day = int(given["day"] or given["iso_day"] or given["day_2"] or 0)
    if not month:
        return (date(year, 1, 1), date(year, 12, 31)) if given["year_4"] else None
    if month > 12:
        return None
    longest = monthrange(year, month)[1]
    if word and given["month_3"]:
        return date(year, month, 1), date(year, month, longest)
    return (date(year, month, day),) * 2 if 1 <= day <= longest else None


# --- Numbers of decrees ------------------------------------------------------------------------------------

_KINDS = (
    r"(?:rancangan\s+)?(?:undang-undang|peraturan|keputusan|instruksi|surat\s+(?:edaran|keputusan|perintah|tugas)|maklumat"
    r"|perda|perwali|perbup|perwal|perpres|permen\w*|kepwal|kepwali|kepbup|kepmen\w*|sk|se|pp|uu)\b"
)
_NUMBERS = re.compile(
    rf"""\b(?:(?P<kind>{_KINDS}[^\n\d:;]{{0,90}}?)[\s,]{{0,5}})?
    (?:nomor|no)\b\s{{0,5}}[.:]?\s{{0,5}}:?\s{{0,5}}
    (?P<number>(?=[\w./-]{{0,30}}\d)[A-Z0-9][\w./-]{{0,59}})
    (?:\s{{0,5}},?\s{{0,5}}(?:tahun|th)\b\.?\s{{0,5}}(?P<year>\d{{4}}))?""",
    re.IGNORECASE | re.VERBOSE,
)
_YEAR_IN_NUMBER = re.compile(r"[/-]((?:19|20)\d{2})$")


def numbers(text: str) -> Iterator[Number]:
    """ "Keputusan Wali Kota Balikpapan Nomor 188.45-123/2023", "Nomor 21 Tahun 2019", "No. 5 Th. 2020".

    A bare "No. 3" (of a list, of a house) is none: there must be a year, a kind or the strokes of a file number.
    """
    for match in _NUMBERS.finditer(text):
        number = match["number"].rstrip("./-")
        end = match.end() if match["year"] else match.start("number") + len(number)
        inside = _YEAR_IN_NUMBER.search(number)
        year = match["year"] or (inside[1] if inside else None)
        kind = " ".join((match["kind"] or "").split())
        if kind or year or "/" in number:
            yield Number(match.start(), end, kind, number, int(year) if year else None)


# --- Amounts -----------------------------------------------------------------------------------------------

_STEPS = {
    "ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "m": 9, "triliun": 12, "trilyun": 12, "t": 12,
    "billion": 9, "million": 6, "trillion": 12, "thousand": 3,
}  # fmt: skip
_FIGURES = (
    r"\d{1,3}(?:\.\d{3}){1,6}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){2,6}(?:\.\d{1,2})?|\d{1,15}(?:[,.]\d{1,3})?"
)
# "2 juta jiwa" are people.
_COUNTED = r"(?:orang|jiwa|penduduk|warga|ton|meter|m2|m²|km|liter|unit|pengguna|pelanggan|kali|dolar|dollar|USD|watt|kWh)\b"
_AMOUNTS = re.compile(
    rf"""(?<![\w.,])(?:
      (?:Rp|IDR)\.?\s{{0,3}}(?P<figures>{_FIGURES})(?:\s?(?P<step>(?:ribu|rb|juta|jt|miliar|milyar|triliun|trilyun|billion|million|M|T)\b))?
    | (?P<figures_2>\d{{1,15}}(?:[,.]\d{{1,3}})?)\s(?P<step_2>(?:juta|miliar|milyar|triliun|trilyun))\b(?:\s+rupiah)?(?!\s+{_COUNTED})
    | (?P<figures_3>{_FIGURES})\s+rupiah\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def amounts(text: str) -> Iterator[Amount]:
    """ "Rp 1.385.437.875,00", "Rp25 juta", "2,5 miliar", "500.000 rupiah"."""
    for match in _AMOUNTS.finditer(text):
        figures = match["figures"] or match["figures_2"] or match["figures_3"]
        step = (match["step"] or match["step_2"] or "").lower()
        value = _decimal(figures).scaleb(_STEPS.get(step, 0))
        if value < Decimal(10) ** 18:
            yield Amount(*match.span(), value)


def _decimal(figures: str) -> Decimal:
    """Points set thousands apart and a comma the cents, unless the figures can only be English."""
    points, commas = figures.count("."), figures.count(",")
    if commas > 1:  # 1,385,437,875.00
        return Decimal(figures.replace(",", ""))
    if points == 1 and not commas:
        behind = len(figures.rpartition(".")[2])
        # "Rp 25.000" is thousands; "2.5 miliar" is English for two and a half.
        if behind != 3:
            return Decimal(figures)
    return Decimal(figures.replace(".", "").replace(",", "."))


# --- Names and drafts --------------------------------------------------------------------------------------

_DRAFT = re.compile(
    r"^[ \t]*RANCANGAN[ \t]*$|\b(?:RANCANGAN\s+(?:PERATURAN|KEPUTUSAN|PERWALI|PERDA|AKHIR|AWAL|INSTRUKSI|SURAT)|RANPERDA|RAPERDA|RAPERWALI|RANPERWALI"
    r"|[Rr]ancangan\s+(?:[Pp]eraturan|[Kk]eputusan|[Aa]khir|[Aa]wal)|DRAFT?|Draft?\s+(?:[Ll]aporan|SK|[Kk]eputusan|[Pp]eraturan|[Ff]inal|[Aa]wal)"
    r"|KONSEP\s+(?:SURAT|KEPUTUSAN|SK|PERATURAN))\b",
    re.MULTILINE,
)
_BEFORE_A_CITY = (
    r"(?:Kota|Kabupaten|Kab\.|Pemkot|Pemkab|Wali\s?[Kk]ota|Bupati|KOTA|KABUPATEN|KAB\.|WALI\s?KOTA|BUPATI)"
)


def drafts(text: str) -> Iterator[Mark]:
    """ "RANCANGAN PERATURAN", "DRAF", "Raperwali". A design ("rancangan aplikasi") is no draft."""
    return (Mark(*match.span()) for match in _DRAFT.finditer(text))


def agencies(text: str, names: Sequence[str]) -> Iterator[Name]:
    """Names as they were given, whatever their capitals; short ones ("DLH") only as they are written."""
    known = {_key(name): name for name in names}
    for pattern in _patterns(tuple(names)):
        for match in pattern.finditer(text):
            yield Name(*match.span(), known[_key(match.group())])


def cities(text: str, names: Sequence[str]) -> Iterator[Name]:
    """Given "Kota Balikpapan" or "Kab. Malang": found too as "Wali Kota Balikpapan" or "Kabupaten Malang".

    A bare name is none: Batu is a stone and malang is ill fate.
    """
    bare: dict[str, dict[bool, str]] = {}
    for name in names[:MOST_NAMES]:
        kind, _blank, rest = name.partition(" ")
        if rest:
            bare.setdefault(_key(rest), {})[kind.lower().startswith("kota")] = name
    pattern = _cities(tuple(sorted(bare)))
    for match in pattern.finditer(text) if pattern else ():
        found = bare[_key(match["name"])]
        is_city = match["kind"].lower().startswith(("kota", "pemkot", "wali"))
        if is_city in found:
            yield Name(*match.span(), found[is_city])


def _key(name: str) -> str:
    return " ".join(name.lower().split())


@lru_cache(maxsize=8)
def _patterns(names: tuple[str, ...]) -> list[re.Pattern[str]]:
    long = [name for name in names[:MOST_NAMES] if len(name) > 6]
    short = [name for name in names[:MOST_NAMES] if 2 < len(name) <= 6]
    found = []
    if long:
        found.append(re.compile(rf"\b(?:{_either(long)})\b", re.IGNORECASE))
    if short:
        found.append(re.compile(rf"\b(?:{_either(short)})\b"))
    return found


@lru_cache(maxsize=8)
def _cities(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(
        rf"\b(?P<kind>{_BEFORE_A_CITY})\s+(?P<name>(?i:{_either(names)}))\b(?!\s+(?i:Barat|Timur|Utara|Selatan|Tengah)\b)"
    )


def _either(names: Sequence[str]) -> str:
    """The longest first, blanks and line breaks counting alike."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in ordered)
