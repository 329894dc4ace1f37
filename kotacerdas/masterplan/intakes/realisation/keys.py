"""Names of the columns of realisation: `physical_03`, `spent_03_apbd`, `until_03_apbd`, `spent_q1_csr`, `changed_apbd`.

Without a month (`spent__apbd`) a column means the month that the row names; without a source (`spent_03_`) the source that it
names. `unsaid` is money of which the title does not say whether it is that of the month or the running total.
"""

import re
from functools import lru_cache
from typing import NamedTuple

MONTHS = tuple(f"{month:02}" for month in range(1, 13))
QUARTERS = ("q1", "q2", "q3", "q4")
WAYS = ("spent", "until", "unsaid")
TEXTS = ("note", "obstacle", "correction")
CEILINGS = ("ceiling", "changed")
_SPENT = re.compile(r"(spent|until|unsaid)_(\d\d|q[1-4]|)_([a-z]*)")
_CEILING = re.compile(r"(ceiling|changed)_([a-z]*)")
_OF_MONTH = re.compile(r"(physical|note|obstacle|correction)_(\d\d)")


class Place(NamedTuple):
    """Which money a column holds: in which way, of which month or quarter, from which source; "" is not said."""

    way: str
    month: str
    source: str


def spent_key(way: str, month: str = "", source: str = "") -> str:
    return f"{way}_{month}_{source}"


@lru_cache(maxsize=4096)
def spent_of(key: str) -> Place | None:
    found = _SPENT.fullmatch(key)
    return Place(*found.groups()) if found else None


def ceiling_key(part: str, source: str = "") -> str:
    return f"{part}_{source}"


@lru_cache(maxsize=4096)
def ceiling_of(key: str) -> tuple[str, str] | None:
    found = _CEILING.fullmatch(key)
    return (found[1], found[2]) if found else None


def month_key(part: str, month: int | str) -> str:
    """ "physical_03"; of a month by its number or its two digits."""
    return f"{part}_{month:02}" if isinstance(month, int) else f"{part}_{month}"


@lru_cache(maxsize=4096)
def of_month(key: str) -> tuple[str, int] | None:
    found = _OF_MONTH.fullmatch(key)
    return (found[1], int(found[2])) if found else None


def is_money(key: str) -> bool:
    return spent_of(key) is not None or ceiling_of(key) is not None
