"""Periods of observations, written as in SDMX: 2024, 2024-S1, 2024-Q3, 2024-07; as text they sort in time within one kind."""

import re
from dataclasses import dataclass
from typing import Literal

from kotacerdas.common.domain.faults import Fault, Refused

Frequency = Literal["year", "half", "quarter", "month"]
PARTS: dict[Frequency, int] = {"year": 1, "half": 2, "quarter": 4, "month": 12}
FIRST_YEAR, LAST_YEAR = 1900, 2200

_WRITTEN = re.compile(r"(\d{4})(?:-(?:S([12])|Q([1-4])|(0[1-9]|1[0-2])))?")
_MARKS: dict[Frequency, str] = {"half": "-S{}", "quarter": "-Q{}", "month": "-{:02d}"}


@dataclass(frozen=True, order=True)
class Period:
    """`part` counts from 1 within the year; that of a year is 1."""

    year: int
    part: int = 1
    frequency: Frequency = "year"

    def __str__(self) -> str:
        mark = _MARKS.get(self.frequency, "")
        return f"{self.year:04d}" + mark.format(self.part)

    @property
    def steps(self) -> int:
        """Counted through all years, so that neighbours differ by one."""
        return self.year * PARTS[self.frequency] + self.part - 1

    def after(self, steps: int) -> "Period":
        whole, rest = divmod(self.steps + steps, PARTS[self.frequency])
        return Period(whole, rest + 1, self.frequency)


def read(text: str) -> Period:
    """Raises `Refused` for what is no period."""
    found = _WRITTEN.fullmatch(text.strip().upper())
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Refused(Fault("period-unreadable", {"given": text.strip()[:40]}))
    year, half, quarter, month = int(found[1]), found[2], found[3], found[4]
    if half:
        return Period(year, int(half), "half")
    if quarter:
        return Period(year, int(quarter), "quarter")
    if month:
        return Period(year, int(month), "month")
    return Period(year)
