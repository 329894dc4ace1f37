"""Agencies report: a month of work and money, what a year reached. Goes on after the edition was adopted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.masterplan.actions import programmes
from kotacerdas.masterplan.domain import progress as rules
from kotacerdas.masterplan.domain.progress import Monthly
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.models import Programme, Report, Spent
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.masterplan.queries.progress import ceilings_of, months_of

if TYPE_CHECKING:
    from kotacerdas.people.models import User

WORDS = ("physical", "note", "obstacle", "correction")


@transaction.atomic
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
    kept = Programme.objects.select_for_update(of=("self",)).select_related("edition__city").get(pk=programme.pk)  # fmt: skip
    edition = kept.edition
    if year not in edition.years:
        years = {"first": str(edition.first_year), "last": str(edition.last_year)}
        raise Refused(Fault("year-outside-edition", {"programme": kept.code, "year": str(year), **years}))
    row = Report.objects.filter(programme=kept, year=year, month=month).first()
    months = {each.month: each for each in months_of(kept, year)}
    before = months.get(month)
    money = _money(spent, before)
    typed = {"physical": physical, "note": note.strip(), "obstacle": obstacle.strip(), "correction": correction.strip()}  # fmt: skip
    changes = _changes(row, typed) | _money_changes(before, money)
    if row and not changes:
        return row
    if expected is not None and expected != (row.version if row else 0):
        raise StaleSave(row or Report(programme=kept, year=year, month=month, version=0), typed)
    new = Monthly(month, physical, money, correction.strip())
    today = now.astimezone(edition.city.timezone).date()
    found = [*rules.faults(new, months.values(), ceilings_of(kept, year), year=year, today=today)]
    if found:
        raise Refused(map(_named, found))
    row = row or Report(programme=kept, year=year, month=month, version=0)
    for name, value in {**typed, "by": by, "at": now, "version": row.version + 1}.items():
        setattr(row, name, value)
    row.save()
    _write_money(kept, year, month, money)
    changes |= _started(kept, new)
    said = {"month": f"{year}-{month:02}"}
    audit.record("masterplan.report", on=kept, by=by, city=edition.city, now=now, changes=changes, note=said)
    return row


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


def _named(fault: Fault) -> Fault:
    """With the name of the source, for people to read."""
    if "source" not in fault.values:
        return fault
    label = Money[str(fault.values["source"]).upper()].label
    return replace(fault, values={**fault.values, "source": label})


def _money(spent: Mapping[str, int] | None, before: Monthly | None) -> dict[str, int]:
    """A source of which nothing was spent is left out: the report itself says that it is nothing."""
    given = (before.spent if before else {}) if spent is None else spent
    return {source: amount for source, amount in given.items() if amount}


def _changes(row: Report | None, typed: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    before = {name: getattr(row, name) if row else None for name in WORDS}
    return {name: (before[name], typed[name]) for name in WORDS if before[name] != typed[name]}


def _money_changes(before: Monthly | None, money: Mapping[str, int]) -> dict[str, tuple[Any, Any]]:
    kept = before.spent if before else {}
    names = [*dict.fromkeys([*kept, *money])]
    return {
        f"spent {name}": (kept.get(name), money.get(name)) for name in names if kept.get(name) != money.get(name)
    }  # fmt: skip


def _write_money(programme: Programme, year: int, month: int, money: Mapping[str, int]) -> None:
    rows = Spent.objects.filter(programme=programme, year=year, month=month)
    rows.exclude(source__in=money).delete()
    for source, amount in money.items():
        rows.update_or_create(
            programme=programme, year=year, month=month, source=source, defaults={"amount": amount}
        )


def _started(programme: Programme, new: Monthly) -> dict[str, tuple[Any, Any]]:
    """Work or money on a programme that was only planned."""
    if programme.state != Programme.State.PLANNED or not (new.physical or new.spent):
        return {}
    programme.state, programme.version = Programme.State.RUNNING, programme.version + 1
    programme.save(update_fields=["state", "version"])
    return {"state": (Programme.State.PLANNED.value, Programme.State.RUNNING.value)}
