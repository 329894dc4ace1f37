"""How numbers, money, dates and hours are written in Indonesian and in English, and how a typed number is read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
NOTHING = DASH

Number = Decimal | int | float

_MONTHS = {
    "id": "Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
_DAYS = {
    "id": "Senin,Selasa,Rabu,Kamis,Jumat,Sabtu,Minggu",
    "en": "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday",
}
_SINCE = {"id": "sejak", "en": "since"}
_UNTIL = {"id": "sampai", "en": "until"}

# Indonesia's three zones have had no daylight saving since 1964, so a fixed distance from UTC is the whole
# truth and the machine needs no time zone files.
WIB, WITA, WIT = (timezone(timedelta(hours=7 + i), name) for i, name in enumerate(("WIB", "WITA", "WIT")))
_ZONES = {
    "Asia/Jakarta": WIB,
    "Asia/Pontianak": WIB,
    "Asia/Makassar": WITA,
    "Asia/Ujung_Pandang": WITA,
    "Asia/Jayapura": WIT,
    "WIB": WIB,
    "WITA": WITA,
    "WIT": WIT,
    "UTC": UTC,
}

# --- Numbers -----------------------------------------------------------------------------------------------


def exact(value: Number) -> Decimal:
    """The decimal that the reader of the figure has in mind: 0.1 is a tenth, not its binary neighbour."""
    figure = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not figure.is_finite():
        raise ValueError("not a finite number")
    return figure


def number(value: Number | None, places: int | None = None, *, language: str) -> str:
    """4,22 or 4.22; with `places` the figure is rounded half up for the eye, without it is written in full."""
    if value is None:
        return NOTHING
    figure = exact(value)
    if places is not None:
        figure = _rounded(figure, places)
    written = f"{figure.copy_abs():,f}"
    if language == "id":
        written = written.translate({ord(","): ".", ord("."): ","})
    return f"{MINUS}{written}" if figure < 0 else written


def signed(value: Number | None, places: int = 2, *, language: str) -> str:
    """A change: +0,03, −0,17, and 0,00 without a sign."""
    if value is None:
        return NOTHING
    written = number(value, places, language=language)
    return f"+{written}" if _rounded(exact(value), places) > 0 else written


def percent(value: Number | None, places: int | None = None, *, language: str) -> str:
    """A share of one as percent: 0.125 is 12,5%."""
    if value is None:
        return NOTHING
    figure = exact(value).scaleb(2)
    if places is None:
        figure = figure.normalize()
    return f"{number(figure, places, language=language)}%"


def rupiah(value: Number | None, places: int | None = None, *, language: str) -> str:
    """Rp 25.000.000; sen are written only where there are any, or as `places` asks."""
    if value is None:
        return NOTHING
    figure = exact(value)
    if places is None:
        places = 0 if figure == figure.to_integral_value() else 2
    written = number(figure, places, language=language)
    return f"{MINUS}Rp {written[1:]}" if written.startswith(MINUS) else f"Rp {written}"


def ordinal(value: int, *, language: str) -> str:
    """A place in a list: ke-3 or 3rd."""
    if language == "id":
        return f"ke-{number(value, language=language)}"
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{number(value, language=language)}{ending}"


def file_size(octets: int, *, language: str) -> str:
    """1,4 MB, in steps of a thousand as on the shelf and in file managers."""
    size, unit = Decimal(octets), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    places = 0 if unit == "B" or size >= 100 else 1
    return f"{number(size, places, language=language)} {unit}"


def _rounded(figure: Decimal, places: int) -> Decimal:
    # Money of a nation times a hundred has more digits than the default context keeps.
    return figure.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=60))


# --- Dates and hours ---------------------------------------------------------------------------------------


def zone_of(zone: str | tzinfo) -> tzinfo:
    """One of Indonesia's zones by its name (Asia/Makassar) or its letters (WITA)."""
    known = _ZONES.get(str(zone))
    if known is not None:
        return known
    if not isinstance(zone, str):
        return zone
    raise ValueError(f"unknown zone {zone!r}")


def local(at: datetime, zone: str | tzinfo) -> datetime:
    """The same moment on the wall clock of a zone; a moment without a zone is refused."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(zone_of(zone))


def day(value: date | None, *, language: str) -> str:
    """12 Juni 2025. A moment must be brought to a wall clock first, else the day could be the wrong one."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return f"{value.day} {_month_name(value, language)} {value.year}"


def _month_name(value: date, language: str) -> str:
    return _MONTHS[language].split(",")[value.month - 1]


def weekday(value: date, *, language: str) -> str:
    return f"{_DAYS[language].split(',')[value.weekday()]}, {day(value, language=language)}"


def month(value: date, *, language: str) -> str:
    return f"{_month_name(value, language)} {value.year}"


def clock(at: datetime, zone: str | tzinfo, *, language: str) -> str:
    """14.30 WITA or 14:30 WITA."""
    here = local(at, zone)
    between = "." if language == "id" else ":"
    return f"{here:%H}{between}{here:%M} {here.tzname()}"


def moment(at: datetime | None, zone: str | tzinfo, *, language: str) -> str:
    """12 Juni 2025 14.30 WITA."""
    if at is None:
        return NOTHING
    return f"{day(local(at, zone), language=language)} {clock(at, zone, language=language)}"


def period(start: date | None, end: date | None, *, language: str) -> str:
    """12–14 Juni 2025; what both days share is written once; an open end is said in words."""
    if start is None and end is None:
        return NOTHING
    if end is None and start is not None:
        return f"{_SINCE[language]} {day(start, language=language)}"
    if start is None:
        return f"{_UNTIL[language]} {day(end, language=language)}"
    assert end is not None
    last = day(end, language=language)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{DASH}{last}"
    if start.year == end.year:
        return f"{start.day} {_month_name(start, language)} {DASH} {last}"
    return f"{day(start, language=language)} {DASH} {last}"


# --- Reading a number that a person or a sheet wrote -------------------------------------------------------


class Reason(StrEnum):
    """Why a text is not taken for a number."""

    EMPTY = "empty"
    FORMULA = "formula"
    NOT_A_NUMBER = "not-a-number"
    NOT_FINITE = "not-finite"
    TOO_LONG = "too-long"
    TWO_SEPARATORS = "two-separators"
    THOUSANDS = "thousands"
    AMBIGUOUS = "ambiguous"


class Unreadable(ValueError):
    """A text that is not, or not surely, one number."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(f"{reason}: {text[:40]!r}")
        self.reason = reason
        self.text = text


_LONGEST = 40
_PLAIN = re.compile(r"([+-]?)([0-9]+)(?:([.,])([0-9]+))?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})")
_BOTH = re.compile(r"[+-]?[0-9][0-9.,]*")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|snan)", re.IGNORECASE)


def looks_like_formula(text: str) -> bool:
    """Would a spreadsheet run this cell? A plain signed number is not a formula."""
    bare = text.strip()
    if bare[:1] in {"=", "@"}:
        return True
    return bare[:1] in {"+", "-"} and len(bare) > 1 and not _PLAIN.fullmatch(bare)


def parse_number(text: str, language: str | None = None, *, most: Number | None = None) -> Decimal:
    """Read `2,56` and `2.56` alike; whatever could mean two numbers is refused with a `Reason`.

    A sole separator before exactly three digits (`1.234`) is thousands to one reader and a fraction to another.
    It is taken for a fraction only when thousands are impossible: a leading zero, or a value above `most`, the top
    of the scale. `language` settles it where the writer's language is known for sure, as in a form of that language.
    """
    bare = text.strip().replace(MINUS, "-")
    if not bare:
        raise Unreadable(Reason.EMPTY, text)
    if len(bare) > _LONGEST:
        raise Unreadable(Reason.TOO_LONG, text)
    plain = _PLAIN.fullmatch(bare)
    if plain is None:
        raise Unreadable(_why_not_plain(bare), text)
    sign, whole, separator, fraction = plain.groups()
    if separator is None:
        return Decimal(bare)
    value = Decimal(f"{sign}{whole}.{fraction}")
    could_be_thousands = len(fraction) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if not could_be_thousands or (most is not None and Decimal(whole + fraction) > exact(most)):
        return value
    if language is None:
        raise Unreadable(Reason.AMBIGUOUS, text)
    if separator == ("," if language == "id" else "."):
        return value
    raise Unreadable(Reason.THOUSANDS, text)


def _why_not_plain(bare: str) -> Reason:
    if _NOT_FINITE.fullmatch(bare):
        return Reason.NOT_FINITE
    if _GROUPED.fullmatch(bare):
        return Reason.THOUSANDS
    if _BOTH.fullmatch(bare) and "." in bare and "," in bare:
        return Reason.TWO_SEPARATORS
    return Reason.FORMULA if looks_like_formula(bare) else Reason.NOT_A_NUMBER
