"""Whether a programme ran in a year.

What was reported of that year decides: work done, or money spent. Without it the state and the days of the programme do, and
where they do not tell, nobody knows: a state says how a programme stands today, not how it stood two years ago.
"""

from collections.abc import Iterable
from datetime import date

from kotacerdas.masterplan.domain.answering.material import Asked, Programme, Row

REPORTED, DATED = "reported", "dated"


def of(programme: Programme, year: int, today: date) -> Row:
    """`why` is reported, dated, planned, stopped, outside, idle (only reports of no work), future or undated."""
    physical, spent = programme.physical.get(year), programme.spent.get(year, 0)
    if (physical or 0) > 0 or spent > 0:
        return Row(programme.key, True, REPORTED, {"physical": physical, "spent": spent})
    counts, why = _without_reports(programme, year, today)
    if counts is not False and physical is not None and year < today.year:
        counts, why = False, "idle"
    return Row(programme.key, counts, why)


def planned_for(programme: Programme, year: int) -> bool:
    """By its days; where one is not kept, the years of its edition stand for it."""
    first = programme.starts_on.year if programme.starts_on else programme.years[0]
    last = programme.ends_on.year if programme.ends_on else programme.years[-1]
    return first <= year <= last


def rows(asked: Asked, programmes: Iterable[Programme], year: int, today: date) -> list[Row]:
    """Those that the question speaks of and that were planned for the year or ran in it; what counts stands first."""
    found = []
    for each in programmes:
        if asked.speaks_of(each):
            row = of(each, year, today)
            if row.counts or planned_for(each, year):
                found.append(row)
    return sorted(found, key=order)


def order(row: Row) -> int:
    return {True: 0, None: 1, False: 2}[row.counts]


def _without_reports(programme: Programme, year: int, today: date) -> tuple[bool | None, str]:
    if year > today.year:
        return None, "future"
    if programme.state == "planned":
        return False, "planned"
    if programme.state == "running" and year == today.year:
        return True, DATED
    if _excluded(programme, year):
        return False, "outside"
    if programme.state == "stopped":
        return (None if year < today.year else False), "stopped"
    is_open = programme.state == "running"
    if programme.starts_on is None or (programme.ends_on is None and not is_open):
        return None, "undated"
    return True, DATED


def _excluded(programme: Programme, year: int) -> bool:
    """By the days that are kept. What runs today did not end on its day."""
    if programme.starts_on is not None and programme.starts_on.year > year:
        return True
    is_over = programme.ends_on is not None and programme.ends_on.year < year
    return is_over and programme.state != "running"
