"""Programmes are written, one from a form or thousands from a workbook, in a constant number of queries a chunk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.domain import record as rules
from kotacerdas.masterplan.domain.record import FIELDS, LIVING, Money, Record
from kotacerdas.masterplan.models import Budget, Edition, Partner, Programme, WorkplanYear, YearFigure

if TYPE_CHECKING:
    from kotacerdas.people.models import User

AT_ONCE = 400
_COLUMNS = (*(name.removesuffix("_id") for name in FIELDS), "version")


@dataclass(frozen=True)
class Row:
    """`expected` is the version from which it was edited; 0: it was not there; None: whatever is there."""

    code: str
    record: Record
    expected: int | None = None


@dataclass
class _Change:
    row: Row
    programme: Programme
    is_new: bool
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def add(edition: Edition, code: str, record: Record, *, by: "User | None", now: datetime) -> Programme:
    """Raises `Refused`, also where the code is taken."""
    if edition.programmes.filter(code=code).exists():
        raise Refused(Fault("programme-code-taken", {"programme": code[:40]}))
    write_all(edition, [Row(code, record, 0)], by=by, now=now)
    return edition.programmes.get(code=code)


def change(
    programme: Programme, record: Record, *, expected: int, by: "User | None", now: datetime
) -> Programme:
    """Raises `Refused` and `versions.StaleSave`. After adoption only living parts are written (`domain.record.LIVING`, what was
    reached, the budget after its change, the plan by quarter)."""
    write_all(programme.edition, [Row(programme.code, record, expected)], by=by, now=now)
    return Programme.objects.select_related("edition__city", "lead").get(pk=programme.pk)


@transaction.atomic
def write_all(edition: Edition, rows: Iterable[Row], *, by: "User | None", now: datetime) -> int:
    """All or none; answers how many changed."""
    kept = Edition.objects.select_for_update(of=("self",)).select_related("city").get(pk=edition.pk)
    wanted, count = list(rows), 0
    for at in range(0, len(wanted), AT_ONCE):
        count += _write(kept, wanted[at : at + AT_ONCE], by=by, now=now)
    return count


@transaction.atomic
def remove(programme: Programme, *, expected: int | None = None, by: "User | None", now: datetime) -> None:
    """Only while the edition is open; what was reported on it goes along. A second click finds nothing to do."""
    require_open(programme.edition)
    found = Programme.objects.select_for_update(of=("self",)).select_related("edition__city")
    row = found.filter(pk=programme.pk).first()
    if row is None:
        return
    if expected is not None and expected != row.version:
        raise versions.StaleSave(row, {})
    name, city, edition = str(row), row.edition.city, row.edition
    row.delete()
    audit.record("masterplan.drop-programme", on=edition, by=by, city=city, now=now, note={"programme": name})


def _write(edition: Edition, rows: Sequence[Row], *, by: "User | None", now: datetime) -> int:
    present = {each.code: each for each in edition.programmes.filter(code__in=[row.code for row in rows])}
    found = [_planned(edition, row, present.get(row.code)) for row in rows]
    faults = [fault for each in found for fault in _faults(edition, each)]
    if faults:
        raise Refused(faults[:500])
    Programme.objects.bulk_create([each.programme for each in found if each.is_new])
    parts = _Parts(edition, found)
    parts.write()
    changed = [each for each in found if each.changes and not each.is_new]
    for each in changed:
        each.programme.version += 1
    bulk.update(Programme, [each.programme for each in changed], _COLUMNS)
    touched = [each for each in found if each.is_new or each.changes]
    _tell(edition, touched, by=by, now=now)
    return len(touched)


def _planned(edition: Edition, row: Row, kept: Programme | None) -> _Change:
    version = kept.version if kept else 0
    if row.expected is not None and row.expected != version:
        current = kept or Programme(edition=edition, code=row.code, version=0)
        raise versions.StaleSave(current, dict(row.record.fields))
    programme = kept or Programme(edition=edition, code=row.code)
    planned = _Change(row, programme, kept is None)
    for name, value in row.record.fields.items():
        if name not in FIELDS:
            raise TypeError(f"a programme has no {name}")
        before = getattr(programme, name)
        if before != value:
            planned.changes[name] = (before, value)
            setattr(programme, name, value)
    return planned


def _faults(edition: Edition, planned: _Change) -> Iterable[Fault]:
    whole = {name: getattr(planned.programme, name) for name in FIELDS}
    row = planned.row
    yield from rules.faults(row.code, whole, row.record, years=edition.years)
    if not edition.is_frozen:
        return
    record = row.record
    is_touched = (
        planned.is_new
        or not LIVING.issuperset(planned.changes)
        or any(part is not None for part in (record.supporting, record.partners, record.targets))
    )
    if is_touched:
        status = str(edition.get_status_display())
        yield Fault("edition-frozen", {"edition": edition.title, "status": status})


class _Parts:
    """What hangs on programmes: organisations, partners, figures, money, yearly plans. Reads all of it once and writes what differs."""

    def __init__(self, edition: Edition, found: Sequence[_Change]) -> None:
        self._edition, self._found = edition, found
        self._keys = [each.programme.pk for each in found]

    def write(self) -> None:
        records = [each.row.record for each in self._found]
        if any(each.supporting is not None for each in records):
            self._supporting()
        if any(each.partners is not None for each in records):
            self._partners()
        if any(each.targets is not None or each.realised is not None for each in records):
            self._figures()
        if any(each.budgets is not None for each in records):
            self._budgets()
        if any(each.workplans for each in records):
            self._workplans()

    def _supporting(self) -> None:
        through = Programme.supporting.through
        kept: dict[int, set[int]] = {}
        for programme, organisation in through.objects.filter(programme__in=self._keys).values_list(
            "programme_id", "organisation_id"
        ):
            kept.setdefault(programme, set()).add(organisation)
        new, gone = [], []
        for each in self._found:
            if each.row.record.supporting is None:
                continue
            before, after = kept.get(each.programme.pk, set()), set(each.row.record.supporting)
            if before != after:
                each.changes["supporting"] = (sorted(before), sorted(after))
                gone += [(each.programme.pk, key) for key in before - after]
                new += [
                    through(programme_id=each.programme.pk, organisation_id=key)
                    for key in sorted(after - before)
                ]
        for programme, organisation in gone:
            through.objects.filter(programme=programme, organisation=organisation).delete()
        through.objects.bulk_create(new)

    def _partners(self) -> None:
        kept: dict[int, dict[str, Partner]] = {}
        for row in Partner.objects.filter(programme__in=self._keys):
            kept.setdefault(row.programme_id, {})[row.name] = row
        new, changed, gone = [], [], []
        for each in self._found:
            if each.row.record.partners is None:
                continue
            before, after = kept.get(each.programme.pk, {}), dict(each.row.record.partners)
            if {name: row.kind for name, row in before.items()} == after:
                continue
            each.changes["partners"] = (sorted(before), sorted(after))
            gone += [row.pk for name, row in before.items() if name not in after]
            for name, kind in after.items():
                if name not in before:
                    new.append(Partner(programme=each.programme, name=name, kind=kind))
                elif before[name].kind != kind:
                    before[name].kind = kind
                    changed.append(before[name])
        Partner.objects.filter(pk__in=gone).delete()
        Partner.objects.bulk_create(new)
        bulk.update(Partner, changed, ["kind"])

    def _figures(self) -> None:
        kept = {
            (row.programme_id, row.year): row for row in YearFigure.objects.filter(programme__in=self._keys)
        }
        new: dict[tuple[int, int], YearFigure] = {}
        changed: dict[tuple[int, int], YearFigure] = {}
        for each in self._found:
            for name, given in (("target", each.row.record.targets), ("realised", each.row.record.realised)):
                for year, value in (given or {}).items():
                    key = each.programme.pk, year
                    row = kept.get(key) or new.get(key)
                    before = getattr(row, name) if row else None
                    if before == value:
                        continue
                    each.changes[f"{name} {year}"] = (before, value)
                    if row is None:
                        row = new[key] = YearFigure(programme=each.programme, year=year)
                    elif key in kept:
                        changed[key] = row
                    setattr(row, name, value)
        YearFigure.objects.bulk_create(new.values())
        bulk.update(YearFigure, changed.values(), ["target", "realised"])

    def _budgets(self) -> None:
        kept = {
            (row.programme_id, row.year, row.source): row
            for row in Budget.objects.filter(programme__in=self._keys)
        }
        new, changed, gone = [], [], []
        for each in self._found:
            given = each.row.record.budgets
            if given is None:
                continue
            mine = {key[1:]: row for key, row in kept.items() if key[0] == each.programme.pk}
            for place, money in given.items():
                row = mine.pop(place, None)
                before = Money(row.ceiling, row.changed, row.plan) if row else None
                if before == money:
                    continue
                self._require_unfrozen(rules.differs(before, money))
                each.changes[f"budget {place[0]} {place[1]}"] = (_said(before), _said(money))
                if row is None:
                    year, source = place
                    row = Budget(programme=each.programme, year=year, source=source)
                    new.append(row)
                else:
                    changed.append(row)
                row.ceiling, row.changed = money.ceiling, money.changed
                row.plan_q1, row.plan_q2, row.plan_q3, row.plan_q4 = money.plan
            for (year, source), row in mine.items():
                self._require_unfrozen(True)
                before = Money(row.ceiling, row.changed, row.plan)
                each.changes[f"budget {year} {source}"] = (_said(before), None)
                gone.append(row.pk)
        Budget.objects.filter(pk__in=gone).delete()
        Budget.objects.bulk_create(new)
        columns = ["ceiling", "changed", "plan_q1", "plan_q2", "plan_q3", "plan_q4"]
        bulk.update(Budget, changed, columns)

    def _workplans(self) -> None:
        """Goes on after adoption: each year the agency and the city write their plan of that year anew."""
        kept: dict[tuple[int, str], dict[int, int]] = {}
        for row in WorkplanYear.objects.filter(programme__in=self._keys):
            kept.setdefault((row.programme_id, row.document), {})[row.year] = row.pk
        new, gone = [], []
        for each in self._found:
            for document, years in (each.row.record.workplans or {}).items():
                before, after = kept.get((each.programme.pk, document), {}), set(years)
                if set(before) == after:
                    continue
                each.changes[document] = (sorted(before), sorted(after))
                gone += [key for year, key in before.items() if year not in after]
                new += [
                    WorkplanYear(programme=each.programme, document=document, year=year)
                    for year in sorted(after - set(before))
                ]
        WorkplanYear.objects.filter(pk__in=gone).delete()
        WorkplanYear.objects.bulk_create(new)

    def _require_unfrozen(self, is_planned: bool) -> None:
        if is_planned and self._edition.is_frozen:
            status = str(self._edition.get_status_display())
            raise Refused(Fault("edition-frozen", {"edition": self._edition.title, "status": status}))


def _said(money: Money | None) -> str | None:
    return None if money is None else f"{money.ceiling} / {money.changed} / {money.plan}"


def _tell(edition: Edition, touched: Sequence[_Change], *, by: "User | None", now: datetime) -> None:
    """One programme leaves its fields in the trail; many leave how many they were, for the import keeps the rest."""
    if len(touched) == 1:
        (each,) = touched
        kind = "masterplan.add-programme" if each.is_new else "masterplan.change-programme"
        audit.record(kind, on=each.programme, by=by, city=edition.city, now=now, changes=each.changes)
    elif touched:
        new = sum(each.is_new for each in touched)
        note = {"new": new, "changed": len(touched) - new}
        audit.record("masterplan.write-programmes", on=edition, by=by, city=edition.city, now=now, note=note)


__all__ = ["Money", "Record", "Row", "add", "change", "remove", "write_all"]
