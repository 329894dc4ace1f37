"""A year of the programmes of an adopted edition, as the import of workbooks asks for it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports.domain.comparing import differing
from kotacerdas.imports.intakes import Current, Entry, Store, Values, Wanted
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.actions import reports
from kotacerdas.masterplan.actions.reports import Said, YearRow
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.intakes.realisation import keys
from kotacerdas.masterplan.intakes.realisation.judging import Judge
from kotacerdas.masterplan.intakes.realisation.standing import Standing, spent_in, standings
from kotacerdas.masterplan.intakes.rows import as_long_text
from kotacerdas.masterplan.models import Edition, Programme

_AT_ONCE = 400


class RealisationStore(Store):
    """`leads`: only programmes of these agencies; None is all."""

    def __init__(self, edition: Edition, year: int, *, leads: frozenset[int] | None, clears: bool) -> None:
        self._edition, self._year, self._leads = edition, year, leads
        today = timezone.now().astimezone(edition.city.timezone).date()
        self._judge = Judge(edition, year, Names(edition, today), today, leads=leads, clears=clears)

    # --- planning ------------------------------------------------------------------------------------------

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._judge.read(entry)
        kept = self._standings([entry.key for entry in entries if entry.key])
        for entry in entries:
            self._judge.judge(entry, kept.get(entry.key))

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        return {code: each.current for code, each in self._standings(keys, lock=lock).items()}

    def everything(self) -> Iterator[Current]:
        codes = list(self._programmes().by_code().values_list("code", flat=True))
        for at in range(0, len(codes), _AT_ONCE):
            found = self._standings(codes[at : at + _AT_ONCE])
            yield from (found[code].current for code in codes[at : at + _AT_ONCE] if code in found)

    def _programmes(self) -> Any:
        rows = Programme.objects.filter(edition=self._edition)
        return rows if self._leads is None else rows.filter(lead__in=self._leads)

    def _standings(self, codes: Sequence[str], *, lock: bool = False) -> dict[str, Standing]:
        rows = self._programmes().filter(code__in=codes).select_related("lead")
        return standings(rows.select_for_update(of=("self",)) if lock else rows, self._year)

    # --- writing -------------------------------------------------------------------------------------------

    def lock(self) -> None:
        Edition.objects.select_for_update(of=("self",)).get(pk=self._edition.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        """First the ceilings, which say what may be spent."""
        kept = self._standings([row.key for row in rows])
        records, months = [], []
        for row in rows:
            before = row.before.values if row.before else {}
            names = set(differing(before, row.after))
            if record := self._record(kept[row.key], row.after, names):
                records.append(deeds.Row(row.key, record))
            rest = row.before.rest if row.before else {}
            if said := _months(row.after, names, rest):
                months.append(YearRow(row.key, self._year, said))
        deeds.write_all(self._edition, records, by=by, now=now)
        reports.write_months(self._edition, months, by=by, now=now)
        return {}

    def _record(self, standing: Standing, after: Values, names: set[str]) -> Record | None:
        changed = {
            place[1]: int(after[key]) if after.get(key) else None
            for key in names
            if (place := keys.ceiling_of(key)) and place[0] == "changed"
        }
        if not changed and "realised" not in names:
            return None
        value = after.get("realised", "")
        return Record(
            realised={self._year: Decimal(value) if value else None} if "realised" in names else None,
            budgets=standing.budgets_with(changed) if changed else None,
        )

    # --- undoing -------------------------------------------------------------------------------------------

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        kept = self._standings([row.key for row in rows])
        records, months = [], []
        for row in rows:
            now_kept = kept[row.key].current
            names = set(differing(now_kept.values, row.values)) | set(differing(row.values, now_kept.values))
            record = self._record(kept[row.key], row.values, names) or Record()
            if row.rest["state"] != now_kept.rest["state"]:
                record = Record(
                    {"state": row.rest["state"]}, realised=record.realised, budgets=record.budgets
                )
            records.append(deeds.Row(row.key, record))
            if said := _months(row.values, names, row.rest):
                months.append(YearRow(row.key, self._year, said))
        reports.write_months(self._edition, months, by=by, now=now, as_it_was=True)
        deeds.write_all(self._edition, records, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        """No row of such a workbook is ever a new programme."""
        return {}


def _months(values: Values, names: set[str], rest: Mapping[str, Any]) -> dict[int, Said | None]:
    """The months that these columns speak of, each whole; one without work is none."""
    wanted = {place[1] for key in names if (place := keys.of_month(key))}
    wanted |= {int(spent.month) for key in names if (spent := keys.spent_of(key))}
    return {month: _said(values, month, rest.get("words", {})) for month in sorted(wanted)}


def _said(values: Values, month: int, exact: Mapping[str, str]) -> Said | None:
    physical = values.get(keys.month_key("physical", month), "")
    if not physical:
        return None
    texts = {}
    for part in keys.TEXTS:
        key = keys.month_key(part, month)
        kept = exact.get(key, "")
        texts[part] = kept if kept and as_long_text(kept) == values.get(key, "") else values.get(key, "")
    return Said(Decimal(physical), spent_in(values, month), **texts)
