"""Agencies report: a month of work and money, what a year reached. Goes on after the edition was adopted."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.masterplan.actions import programmes
from kotacerdas.masterplan.actions.reports import Said, YearRow, write_months
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.models import Edition, Programme, Report

if TYPE_CHECKING:
    from kotacerdas.people.models import User


def report(
    programme: Programme,
    *,
    year: int,
    month: int,
    physical: Decimal,
    spent: Mapping[str, int] | None = None,
    note: str = "",
    obstacle: str = "",
    correction: str = "",
    by: "User | None",
    now: datetime,
    expected: int | None = None,
) -> Report:
    """`physical` is cumulative within the year, `spent` the whole of what this month adds, by source; None leaves the money
    alone. The first work reported on a planned programme sets it running. The same report again changes nothing.

    `expected` is the version it was written from; 0: there was none. Raises `Refused` and `StaleSave`.
    """
    edition = Edition.objects.select_related("city").get(pk=programme.edition_id)
    said = Said(physical, spent, note, obstacle, correction)
    write_months(edition, [YearRow(programme.code, year, {month: said}, expected)], by=by, now=now)
    return Report.objects.get(programme=programme, year=year, month=month)


def reached(
    programme: Programme,
    *,
    year: int,
    value: Decimal | None,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
) -> None:
    """What the programme's measure reached in a year; `expected` is the version of the programme."""
    row = programmes.Row(programme.code, Record(realised={year: value}), expected)
    programmes.write_all(programme.edition, [row], by=by, now=now)
