"""Which programme a row means, and everything that is wrong with it, each at its cell; reads, writes nothing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports.intakes import Current, Entry
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.domain import record as rules
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.intakes import funding, keys, lists, rows
from kotacerdas.masterplan.intakes.identity import Identity
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.intakes.records import budgets_of
from kotacerdas.masterplan.intakes.resolving import Resolver
from kotacerdas.masterplan.models import Edition

_COLUMN_OF = {
    "programme-code": "code",
    "programme-without-title": "title",
    "programme-without-dimension": "dimension",
    "programme-stopped-without-reason": "stop_reason",
    "programme-ends-before-start": "ends_on",
}
"""Where a fault of the rules is told."""


class Judge:
    def __init__(self, edition: Edition, names: Names, identity: Identity, *, clears: bool) -> None:
        self._edition, self._identity, self._clears = edition, identity, clears
        self._resolver = Resolver(names)

    def read(self, entry: Entry) -> None:
        """Brings what the cells say to its one form and finds out which programme is meant."""
        funding.explain_words(entry)
        self._take_years(entry)
        self._take_baseline(entry)
        self._take_dimension(entry)
        self._identity.settle(entry)

    def judge(self, entry: Entry, kept: Current | None) -> None:
        """`kept` is the programme as it stands now."""
        self._keep_days(entry, kept)
        self._resolver.resolve(entry, kept)
        self._take_workplans(entry)
        funding.place_money(entry)
        funding.check_totals(entry, self._edition.years)
        self._drop_empty(entry, kept)
        after = self._after(entry, kept)
        funding.check_ceilings(entry, after)
        self._check_record(entry, after)

    # --- what workbooks say otherwise ----------------------------------------------------------------------

    def _take_years(self, entry: Entry) -> None:
        for year, column, at in (("first_year", "starts_on", "01-01"), ("last_year", "ends_on", "12-31")):
            text = entry.values.pop(year, "")
            if text and not entry.values.get(column):
                entry.values[column] = f"{text}-{at}"
                _place(entry, column, year)

    def _keep_days(self, entry: Entry, kept: Current | None) -> None:
        """A year says less than the day that is kept."""
        for year, column in (("first_year", "starts_on"), ("last_year", "ends_on")):
            before = kept.values.get(column, "") if kept else ""
            is_only_year = year in entry.cells and entry.cells.get(column) == entry.cells[year]
            if before and is_only_year and entry.values.get(column, "")[:4] == before[:4]:
                entry.values[column] = before

    def _take_baseline(self, entry: Entry) -> None:
        for key in [key for key in entry.values if key.startswith("baseline_") and key != "baseline_year"]:
            text = entry.values.pop(key)
            if text and not entry.values.get("baseline"):
                entry.values |= {"baseline": text, "baseline_year": key.removeprefix("baseline_")}
                _place(entry, "baseline", key)

    def _take_dimension(self, entry: Entry) -> None:
        sub = subdimensions().get(entry.values.get("subdimension", ""))
        if sub is None:
            return
        told = entry.values.setdefault("dimension", "")
        if told and told != sub.dimension:
            entry.blame("plan-subdimension-elsewhere", "subdimension", title=sub.title)
        elif not told:
            entry.values["dimension"] = sub.dimension

    def _take_workplans(self, entry: Entry) -> None:
        """To years a line each; one outside the period is told at its cell."""
        for document in keys.WORKPLANS:
            key = keys.workplan_key(document)
            if not (text := entry.values.get(key)):
                continue
            years = lists.years(text)
            if years is None:
                entry.blame("plan-years-unreadable", key, text=text[:60])
            for fault in rules.outside(years or (), self._edition.years, {}):
                entry.blame(fault.kind, key, **_told(fault, entry))
            entry.values[key] = lists.joined(map(str, years or ()))

    # --- the whole -----------------------------------------------------------------------------------------

    def _drop_empty(self, entry: Entry, kept: Current | None) -> None:
        """An empty cell empties what is kept, if that was asked, but never a title or a choice that must be made."""
        before: Mapping[str, str] = kept.values if kept else {}
        for key in [key for key, text in entry.values.items() if not text]:
            if key in rows.DEFAULTS or key == "title" or (keys.is_by_year(key) and key not in before):
                del entry.values[key]
        if self._clears and kept and "title" in entry.cells and "title" not in entry.values:
            entry.blame("cell-empty", "title")

    def _after(self, entry: Entry, kept: Current | None) -> dict[str, str]:
        said = {name: text for name, text in entry.values.items() if text or self._clears}
        return {**(kept.values if kept else rows.DEFAULTS), **said}

    def _check_record(self, entry: Entry, after: Mapping[str, str]) -> None:
        """The rules of the record, each fault at the cell that it is about."""
        fields: dict[str, Any] = {name: after.get(name, "") for name in (*rows.WORDS, *rows.CHOICES)}
        fields |= {name: _day(after.get(name, "")) for name in ("starts_on", "ends_on")}
        unread = {fault.column for fault in entry.faults}
        for fault in rules.faults(entry.key, fields, Record(), years=self._edition.years):
            column = _COLUMN_OF.get(fault.kind) or _column_of_day(fault.values.get("day"), fields)
            if column == "stop_reason" and column not in entry.cells:
                column = "state"
            # A cell that could not be read is told already, and so is a row that does not say which programme it means.
            is_told = entry.titles.get(column) in unread or column == "title" or not entry.key
            if not is_told:
                entry.blame(fault.kind, column, **_told(fault, entry))
        unit = {"title": "-", "unit": fields["unit"]}
        self._check_figures(entry, after, unit)
        self._check_money(entry, after)

    def _check_figures(self, entry: Entry, after: Mapping[str, str], fields: Mapping[str, Any]) -> None:
        years = self._edition.years
        for key, text in after.items():
            place = keys.figure_of(key)
            if not text or not (place or key == "baseline"):
                continue
            year = place[1] if place else int(after.get("baseline_year") or years[0])
            record = Record(targets={year: Decimal(text)})
            for fault in rules.faults("x", fields, record, years=years if place else range(year, year + 1)):
                entry.blame(fault.kind, key, **_told(fault, entry))

    def _check_money(self, entry: Entry, after: Mapping[str, str]) -> None:
        for (year, source), money in budgets_of(after).items():
            record = Record(budgets={(year, source): money})
            for fault in rules.faults("x", {"title": "-"}, record, years=self._edition.years):
                parts = keys.QUARTERS if fault.kind == "quarters-above-ceiling" else ("ceiling",)
                at = next(
                    (key for part in parts if (key := keys.money_key(part, year, source)) in entry.cells),
                    None,
                )
                entry.blame(fault.kind, at or keys.money_key("ceiling", year, source), **_told(fault, entry))


def _told(fault: Fault, entry: Entry) -> dict[str, object]:
    """A year is no quantity: it gets no separators."""
    years = {name: str(fault.values[name]) for name in ("year", "first", "last") if name in fault.values}
    return {**fault.values, **years, "programme": entry.key[:40]}


def _place(entry: Entry, column: str, cell_of: str) -> None:
    """What one column says in the place of another is blamed at its own cell."""
    entry.cells = {**entry.cells, column: entry.cells[cell_of]}
    entry.titles = {**entry.titles, column: entry.titles[cell_of]}


def _column_of_day(day: object, fields: Mapping[str, Any]) -> str:
    return "starts_on" if day == fields["starts_on"] else "ends_on"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
