"""Whether a proof speaks about the year that a round evaluates, and whether it is still in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Freshness(StrEnum):
    FITS = "fits"
    """Observed in the evaluated year, or in force during it."""
    EARLIER = "earlier"
    LATER = "later"
    EXPIRED = "expired"
    """Was in force, but no longer in the evaluated year."""
    UNKNOWN = "unknown"
    """Neither observation nor validity is known: nothing is guessed from the day of the upload."""


@dataclass(frozen=True)
class Times:
    """What is known of a document's time; each end may be missing. `observed` is what it tells about, `valid` how
    long it is in force (a decree without end is in force until it is repealed)."""

    observed_from: date | None = None
    observed_until: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None


NO_TIMES = Times()


def of_year(times: Times, year: int) -> Freshness:
    """Against an evaluated year. In force wins over observed: a decree of 2019 proves 2023 if it still holds."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if times.valid_from or times.valid_until:
        if times.valid_until and times.valid_until < first:
            return Freshness.EXPIRED
        if times.valid_from and times.valid_from > last:
            return Freshness.LATER
        return Freshness.FITS
    begins = times.observed_from or times.observed_until
    ends = times.observed_until or times.observed_from
    if begins is None or ends is None:
        return Freshness.UNKNOWN
    if ends < first:
        return Freshness.EARLIER
    if begins > last:
        return Freshness.LATER
    return Freshness.FITS


def expires_within(times: Times, today: date, days: int) -> bool:
    """Whether its force ends within so many days, or has ended."""
    return times.valid_until is not None and (times.valid_until - today).days <= days
