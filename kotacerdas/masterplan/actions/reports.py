"""Months of one programme or of thousands are written, in a constant number of queries a chunk; the only writer of reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.imports import bulk
from kotacerdas.masterplan.domain import progress as rules
from kotacerdas.masterplan.domain.progress import Monthly
from kotacerdas.masterplan.models import Budget, Edition, Programme, Report, Spent
from kotacerdas.masterplan.models.choices import Money

if TYPE_CHECKING:
    from kotacerdas.people.models import User

AT_ONCE = 400
WORDS = ("physical", "note", "obstacle", "correction")
_MOST_FAULTS = 500
Changes = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Said:
    """What is said of a month: `physical` is cumulative within the year, `spent` the whole of what this month adds, by source;
    None leaves the money alone."""

    physical: Decimal
    spent: Mapping[str, int] | None = None
    note: str = ""
    obstacle: str = ""
    correction: str = ""

    @property
    def typed(self) -> dict[str, Any]:
        words = {name: getattr(self, name).strip() for name in WORDS if name != "physical"}
        return {"physical": self.physical, **words}


@dataclass(frozen=True)
class YearRow:
    """Months of a programme's year; None takes the report of a month away with its money. `expected` is the version from which
    they were edited; 0: there was none; None: whatever is there."""

    code: str
    year: int
    months: Mapping[int, Said | None]
    expected: int | None = None


@dataclass
class _Year:
    """A programme's year as it stands, and what becomes of it."""

    row: YearRow
    programme: Programme
    reports: dict[int, Report] = field(default_factory=dict)
    spent: dict[int, dict[str, Spent]] = field(default_factory=dict)
    ceilings: dict[str, int] = field(default_factory=dict)
    changes: dict[int, Changes] = field(default_factory=dict)
    money: dict[int, dict[str, int]] = field(default_factory=dict)
    """What the money of the changed months shall be."""

    def kept_money(self, month: int) -> dict[str, int]:
        return {source: each.amount for source, each in self.spent.get(month, {}).items()}

    def after(self) -> dict[int, Monthly]:
        """Every reported month as it would be."""
        found = {
            month: Monthly(month, each.physical, self.kept_money(month), each.correction)
            for month, each in self.reports.items()
        }
        for month, said in self.row.months.items():
            if said is None:
                found.pop(month, None)
            elif month in self.changes:
                found[month] = Monthly(month, said.physical, self.money[month], said.correction.strip())
        return found


@transaction.atomic
def write_months(
    edition: Edition,
    rows: Iterable[YearRow],
    *,
    by: "User | None",
    now: datetime,
    as_it_was: bool = False,
) -> int:
    """All or none; answers how many months changed. The first work reported on a planned programme sets it running.

    `as_it_was` brings back what stood there before, whatever rules it would break today. Raises `Refused` and `StaleSave`.
    """
    wanted, count = list(rows), 0
    for at in range(0, len(wanted), AT_ONCE):
        count += _write(edition, wanted[at : at + AT_ONCE], by=by, now=now, as_it_was=as_it_was)
    return count


def _write(
    edition: Edition, rows: Sequence[YearRow], *, by: "User | None", now: datetime, as_it_was: bool
) -> int:
    years = _loaded(edition, rows)
    for each in years:
        _compare(each)
    if not as_it_was:
        today = now.astimezone(edition.city.timezone).date()
        faults = [fault for each in years for fault in _faults(each, edition, today)]
        if faults:
            raise Refused(faults[:_MOST_FAULTS])
    touched = [each for each in years if each.changes]
    _write_reports(touched, by=by, now=now)
    _write_money(touched)
    if not as_it_was:
        _start(touched)
    _tell(edition, touched, by=by, now=now)
    return sum(len(each.changes) for each in touched)


def _loaded(edition: Edition, rows: Sequence[YearRow]) -> list[_Year]:
    locked = Programme.objects.select_for_update(of=("self",)).filter(edition=edition)
    programmes = {each.code: each for each in locked.filter(code__in=[row.code for row in rows])}
    found = {(programmes[row.code].pk, row.year): _Year(row, programmes[row.code]) for row in rows}
    there: dict[str, Any] = {"programme__in": [each.pk for each in programmes.values()]}
    there["year__in"] = {row.year for row in rows}
    for report in Report.objects.filter(**there):
        if year := found.get((report.programme_id, report.year)):
            year.reports[report.month] = report
    for spent in Spent.objects.filter(**there):
        if year := found.get((spent.programme_id, spent.year)):
            year.spent.setdefault(spent.month, {})[spent.source] = spent
    for budget in Budget.objects.filter(**there):
        if year := found.get((budget.programme_id, budget.year)):
            year.ceilings[budget.source] = budget.effective
    return list(found.values())


def _compare(year: _Year) -> None:
    for month, said in year.row.months.items():
        report, before = year.reports.get(month), year.kept_money(month)
        # A source of which nothing was spent is left out: the report itself says that it is nothing.
        given = {} if said is None else before if said.spent is None else said.spent
        money = {source: amount for source, amount in given.items() if amount}
        changes = _changes(report, said) | _money_changes(before, money)
        if not changes and (report is not None or said is None):
            continue
        year.changes[month], year.money[month] = changes, money
        expected = year.row.expected
        if expected is not None and expected != (report.version if report else 0):
            current = report or Report(programme=year.programme, year=year.row.year, month=month, version=0)
            raise StaleSave(current, said.typed if said else {})


def _changes(report: Report | None, said: Said | None) -> Changes:
    before = {name: getattr(report, name) if report else None for name in WORDS}
    after = said.typed if said else dict.fromkeys(WORDS)
    return {name: (before[name], after[name]) for name in WORDS if before[name] != after[name]}


def _money_changes(before: Mapping[str, int], money: Mapping[str, int]) -> Changes:
    names = dict.fromkeys([*before, *money])
    return {
        f"spent {name}": (before.get(name), money.get(name))
        for name in names
        if before.get(name) != money.get(name)
    }


def _faults(year: _Year, edition: Edition, today: Any) -> Iterator[Fault]:
    row = year.row
    if row.year not in edition.years:
        years = {"first": str(edition.first_year), "last": str(edition.last_year)}
        yield Fault("year-outside-edition", {"programme": row.code, "year": str(row.year), **years})
        return
    after = year.after()
    for month in year.changes:
        if month in after:
            found = rules.faults(after[month], after.values(), year.ceilings, year=row.year, today=today)
            yield from map(named, found)


def named(fault: Fault) -> Fault:
    """With the name of the source, for people to read."""
    if "source" not in fault.values:
        return fault
    label = Money[str(fault.values["source"]).upper()].label
    return replace(fault, values={**fault.values, "source": label})


# --- writing -----------------------------------------------------------------------------------------------


def _write_reports(years: Sequence[_Year], *, by: "User | None", now: datetime) -> None:
    new: list[Report] = []
    changed: list[Report] = []
    gone: list[int] = []
    for year in years:
        for month in year.changes:
            report, said = year.reports.get(month), year.row.months[month]
            if said is None:
                gone += [report.pk] if report else []
                continue
            if report is None:
                report = Report(programme=year.programme, year=year.row.year, month=month, version=0)
                new.append(report)
            else:
                changed.append(report)
            for name, value in {**said.typed, "by": by, "at": now, "version": report.version + 1}.items():
                setattr(report, name, value)
    Report.objects.filter(pk__in=gone).delete()
    Report.objects.bulk_create(new, batch_size=AT_ONCE)
    bulk.update(Report, changed, [*WORDS, "by", "at", "version"])


def _write_money(years: Sequence[_Year]) -> None:
    new, changed, gone = [], [], []
    for year in years:
        for month, money in year.money.items():
            kept = year.spent.get(month, {})
            gone += [each.pk for source, each in kept.items() if source not in money]
            for source, amount in money.items():
                row = kept.get(source)
                if row is None:
                    place = {"year": year.row.year, "month": month, "source": source}
                    new.append(Spent(programme=year.programme, amount=amount, **place))
                elif row.amount != amount:
                    row.amount = amount
                    changed.append(row)
    for at in range(0, len(gone), AT_ONCE):
        Spent.objects.filter(pk__in=gone[at : at + AT_ONCE]).delete()
    Spent.objects.bulk_create(new, batch_size=AT_ONCE)
    bulk.update(Spent, changed, ["amount"])


def _start(years: Sequence[_Year]) -> None:
    """Work or money on a programme that was only planned."""
    state = Programme.State
    started = []
    for year in years:
        after = [each for month, each in year.after().items() if month in year.changes]
        if year.programme.state == state.PLANNED and any(each.physical or each.spent for each in after):
            year.programme.state, year.programme.version = state.RUNNING, year.programme.version + 1
            started.append(year.programme)
            year.changes[min(year.changes)]["state"] = state.PLANNED.value, state.RUNNING.value
    bulk.update(Programme, started, ["state", "version"])


def _tell(edition: Edition, years: Sequence[_Year], *, by: "User | None", now: datetime) -> None:
    """One month leaves its figures in the trail; many leave how many they were, for the import keeps the rest."""
    months = [(year, month) for year in years for month in year.changes]
    if len(months) == 1:
        ((year, month),) = months
        said = {"month": f"{year.row.year}-{month:02}"}
        audit.record(
            "masterplan.report",
            on=year.programme,
            by=by,
            city=edition.city,
            now=now,
            changes=year.changes[month],
            note=said,
        )
    elif months:
        note = {"months": len(months), "programmes": len(years)}
        audit.record("masterplan.write-reports", on=edition, by=by, city=edition.city, now=now, note=note)
