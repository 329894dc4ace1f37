"""What speaks against a page that was found: the wrong year, only a draft, another city. It is ranked down and marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kotacerdas.evidence.domain.freshness import NO_TIMES, Freshness, Times, of_year
from kotacerdas.evidence.domain.stems import words


class Mark(StrEnum):
    DRAFT = "draft"
    OTHER_CITY = "other-city"
    OTHER_YEAR = "other-year"
    """Neither document nor person says which year, but only other years stand on the page or in the title."""


OF_FRESHNESS = {
    Freshness.FITS: 1.0,
    Freshness.UNKNOWN: 0.96,
    Freshness.EARLIER: 0.82,
    Freshness.LATER: 0.82,
    Freshness.EXPIRED: 0.78,
}
OF_MARK = {Mark.DRAFT: 0.8, Mark.OTHER_CITY: 0.6, Mark.OTHER_YEAR: 0.9}
MANY_TIMES = 3
"""Another city counts as the subject if it is named so many times as often as one's own."""


@dataclass(frozen=True)
class Standing:
    freshness: Freshness
    is_recognised: bool
    """The period was recognised in the text; nobody has confirmed it."""
    marks: tuple[Mark, ...]
    period: Times = NO_TIMES

    def is_of(self, year: int) -> bool:
        """Whether the document is known to speak of it."""
        return of_year(self.period, year) is Freshness.FITS

    @property
    def factor(self) -> float:
        """By which the score is lowered."""
        factor = OF_FRESHNESS[self.freshness]
        for mark in self.marks:
            factor *= OF_MARK[mark]
        return factor


def of_page(
    facts: Mapping[str, Any], unit: int, *, times: Times, names: Iterable[str], year: int, city: str
) -> Standing:
    """`facts` as `Content.facts` keeps them; `names` are title and names of the file; `city` without "Kota"."""
    is_known = times != NO_TIMES
    period = times if is_known else _recognised(facts)
    freshness = of_year(period, year)
    called = [word for name in names for word in words(name)]
    marks = []
    if _is_draft(facts, unit):
        marks.append(Mark.DRAFT)
    if _is_of_another_city(facts, called, city):
        marks.append(Mark.OTHER_CITY)
    if freshness is Freshness.UNKNOWN and _names_other_years(facts, unit, called, year):
        marks.append(Mark.OTHER_YEAR)
    return Standing(freshness, not is_known and period != NO_TIMES, tuple(marks), period)


def _recognised(facts: Mapping[str, Any]) -> Times:
    told = facts.get("proposed") or {}
    names = ("observed_from", "observed_until", "valid_from", "valid_until")
    return Times(*(_date(told.get(name)) for name in names))


def _date(told: Any) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _is_draft(facts: Mapping[str, Any], unit: int) -> bool:
    """Said on its first page, or on this one."""
    return any(each.get("unit") in (1, unit) for each in facts.get("draft") or ())


def _is_of_another_city(facts: Mapping[str, Any], called: list[str], city: str) -> bool:
    own = words(city)
    if not own or set(own) <= set(called):
        return False
    mine = others = 0
    for each in facts.get("cities") or ():
        count = int(each.get("count") or 1)
        if set(own) <= set(words(str(each.get("name", "")))):
            mine += count
        else:
            others = max(others, count)
    return others > 0 and others >= MANY_TIMES * mine


def _names_other_years(facts: Mapping[str, Any], unit: int, called: list[str], year: int) -> bool:
    years = {int(word) for word in called if len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")}
    for each in facts.get("dates") or ():
        if each.get("unit") == unit:
            first, last = _date(each.get("first")), _date(each.get("last"))
            if first and last:
                years.update(range(first.year, min(last.year, first.year + 30) + 1))
    return bool(years) and year not in years
