"""Periods as tables and people write them: Triwulan II 2024, Semester 1-2024, Juli 2024; what cannot be one is refused."""

import re
from typing import NamedTuple

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.domain.periods import Frequency, Period

_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = (
    ("januari", "january", "jan"), ("februari", "pebruari", "february", "feb", "peb"), ("maret", "march", "mar"),
    ("april", "apr"), ("mei", "may"), ("juni", "june", "jun"), ("juli", "july", "jul"),
    ("agustus", "august", "agu", "agt", "aug"), ("september", "sept", "sep"), ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"), ("desember", "december", "des", "dec"),
)  # fmt: skip
_MONTH_OF = {name: at for at, names in enumerate(_MONTHS, start=1) for name in names}
_HALF = re.compile(r"(?:semester|smt|sem|half)[\s.\-]*(i{1,2}|[12])")
_QUARTER = re.compile(r"(?:triwulan|kuartal|quarter|tw|trw|q)[\s.\-]*(iv|i{1,3}|[1-4])")
_YEAR_APART = re.compile(r"(?:(\d{4})[\s,\-/.]+(.+?)|(.+?)[\s,\-/.]+(?:tahun[\s]+)?(\d{4}))")
_EXCEL_MONTH = re.compile(r"(\d{4}-\d{2})-01")


class Part(NamedTuple):
    """What a half year, quarter or month is within its year."""

    frequency: Frequency
    number: int


def part(text: str) -> Part | None:
    """Of a word such as “Triwulan II” or “Juli”; None for any other."""
    bare = text.strip().strip(".").casefold()
    if bare in _MONTH_OF:
        return Part("month", _MONTH_OF[bare])
    if found := _HALF.fullmatch(bare):
        return Part("half", _NUMBERS[found[1]])
    if found := _QUARTER.fullmatch(bare):
        return Part("quarter", _NUMBERS[found[1]])
    return None


def year(text: str) -> int | None:
    """Of “2024” and “Tahun 2024”; None for any other."""
    bare = text.strip().casefold().removeprefix("tahun").strip()
    if (
        len(bare) == 4
        and bare.isascii()
        and bare.isdigit()
        and periods.FIRST_YEAR <= int(bare) <= periods.LAST_YEAR
    ):
        return int(bare)
    return None


def read(text: str) -> Period:
    """Raises `Refused` for what is no period. A cell that a spreadsheet has made the first day of a month is that month."""
    bare = " ".join(text.split()).casefold()
    if found := _EXCEL_MONTH.fullmatch(bare):
        bare = found[1]
    try:
        return periods.read(bare)
    except Refused:
        pass
    if (alone := year(bare)) is not None:
        return Period(alone)
    if found := _YEAR_APART.fullmatch(bare):
        when, within = year(found[1] or found[4]), part(found[2] or found[3])
        if when is not None and within is not None:
            return Period(when, within.number, within.frequency)
    raise Refused(Fault("period-unreadable", {"given": text.strip()[:40]}))
