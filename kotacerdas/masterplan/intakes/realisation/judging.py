"""Which programme a row means, and everything that is wrong with it, each at its cell; reads, writes nothing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.intakes import Entry
from kotacerdas.masterplan.domain import progress as rules
from kotacerdas.masterplan.domain import record
from kotacerdas.masterplan.domain.progress import Monthly
from kotacerdas.masterplan.domain.record import Record
from kotacerdas.masterplan.intakes import funding
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.intakes.realisation import frozen, keys, placing
from kotacerdas.masterplan.intakes.realisation.standing import Standing, months_of
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.models.choices import Money

_FALLS = {"physical-falls", "spent-falls"}
_HEADINGS = ("kind", "dimension", "subdimension")


class Judge:
    """`leads` are the agencies whose programmes may be reported on; None is all of them."""

    def __init__(
        self,
        edition: Edition,
        year: int,
        names: Names,
        today: date,
        *,
        leads: frozenset[int] | None,
        clears: bool,
    ) -> None:
        self._edition, self._year, self._names, self._today = edition, year, names, today
        self._leads, self._clears = leads, clears

    # --- which programme -----------------------------------------------------------------------------------

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, str, int | None]]:
        """Code, title and leading agency of every programme, by its code in small letters."""
        rows = self._edition.programmes.values_list("code", "title", "lead_id")
        return {code.casefold(): (code, title, lead) for code, title, lead in rows}

    @cached_property
    def _by_title(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, title, _lead in self._known.values():
            found.setdefault(fold(title), []).append(code)
        return found

    def read(self, entry: Entry) -> None:
        """Finds out which programme is meant; a row about none stays without a key."""
        funding.explain_words(entry, keys.is_money)
        for name in _HEADINGS:
            entry.values.pop(name, None)
        code, entry.name = entry.values.get("code", ""), entry.values.get("title", "")
        entry.key = self._by_code(entry, code) if code else self._by_its_title(entry)
        if entry.key and not self._may(entry.key):
            entry.blame("plan-programme-of-another", "code" if code else "title", programme=entry.key)
            entry.key = ""
        if entry.key:
            entry.values["code"], entry.name = entry.key, self._known[entry.key.casefold()][1]

    def _by_code(self, entry: Entry, code: str) -> str:
        if found := self._known.get(code.casefold()):
            return found[0]
        near = get_close_matches(code.casefold(), self._known, n=3, cutoff=0.6)
        said = ", ".join(self._known[each][0] for each in near) or "–"
        entry.blame("plan-programme-unknown", "code", text=code[:40], edition=self._edition.title, near=said)
        return ""

    def _by_its_title(self, entry: Entry) -> str:
        title = entry.values.get("title", "")
        found = self._by_title.get(fold(title), [])
        if not title:
            entry.blame("cell-empty", "title" if "title" in entry.cells else "code")
        elif len(found) > 1:
            entry.blame("reference-ambiguous", "title", text=title[:60], found=", ".join(found[:4]))
        elif not found:
            near = get_close_matches(fold(title), self._by_title, n=1, cutoff=0.6)
            said = ", ".join(f"{code} {self._known[code.casefold()][1]}" for each in near for code in self._by_title[each]) or "–"  # fmt: skip
            entry.blame(
                "plan-programme-unknown", "title", text=title[:60], edition=self._edition.title, near=said
            )
        else:
            return found[0]
        return ""

    def _may(self, code: str) -> bool:
        return self._leads is None or self._known[code.casefold()][2] in self._leads

    # --- what it says --------------------------------------------------------------------------------------

    def judge(self, entry: Entry, standing: Standing | None) -> None:
        """`standing` is the programme as it is now; without one the row is at fault already."""
        if standing is None:
            return
        self._check_year(entry)
        placing.place(entry, standing.of_the_year)
        frozen.compare(entry, standing, self._names)
        placing.spread(entry, standing.spent)
        self._drop_empty(entry, standing)
        before = standing.current.values
        after = {**before, **{key: text for key, text in entry.values.items() if text or self._clears}}
        self._check_realised(entry, standing, after)
        self._check_changed(entry, standing, after)
        self._check_months(entry, standing, before, after)

    def _check_year(self, entry: Entry) -> None:
        told = entry.values.pop("year", "")
        if told and told != str(self._year):
            entry.blame("plan-another-year", "year", told=told, year=str(self._year))

    def _drop_empty(self, entry: Entry, standing: Standing) -> None:
        """An empty cell empties what is kept, if that was asked, but says nothing where nothing is; and a report without
        work would be none."""
        before = standing.current.values
        for key in [key for key, text in entry.values.items() if not text and key != "correction"]:
            if key not in before or key.startswith("physical"):
                del entry.values[key]

    def _check_realised(self, entry: Entry, standing: Standing, after: Mapping[str, str]) -> None:
        if not (text := after.get("realised", "")) or "realised" not in entry.cells:
            return
        fields = {"title": "-", "unit": standing.programme.unit}
        told = Record(realised={self._year: Decimal(text)})
        for fault in record.faults("x", fields, told, years=self._edition.years):
            entry.blame(fault.kind, "realised", **{**fault.values, "programme": entry.key})

    def _check_changed(self, entry: Entry, standing: Standing, after: Mapping[str, str]) -> None:
        kept = standing.of_the_year
        for source in Money:
            key = keys.ceiling_key("changed", source.value)
            text = entry.values.get(key, "")
            if not text:
                continue
            budget, label = kept.get(source.value), str(source.label)
            if budget is None:
                entry.blame("plan-change-without-ceiling", key, year=str(self._year), source=label)
                continue
            money = record.Money(budget.ceiling, int(after[key]), budget.plan)
            told = Record(budgets={(self._year, source.value): money})
            for fault in record.faults("x", {"title": "-"}, told, years=self._edition.years):
                entry.blame(fault.kind, key, **{**fault.values, "programme": entry.key, "source": label})

    def _check_months(
        self, entry: Entry, standing: Standing, before: Mapping[str, str], after: dict[str, str]
    ) -> None:
        """The rules of reports on the whole year as it would be, told of the months that the row changes."""
        reason = entry.values.pop("correction", "")
        after.pop("correction", None)
        touched = sorted(
            {
                month
                for key, text in after.items()
                if text != before.get(key, "") and (month := _month_of(key))
            }
        )
        found = list(self._faults(standing, after, touched))
        if reason:
            for month in {month for month, fault in found if fault.kind in _FALLS}:
                key = keys.month_key("correction", month)
                entry.values[key] = after[key] = reason
            found = list(self._faults(standing, after, touched))
        told = set()
        for month, fault in found:
            mark = fault.kind, fault.values.get("source")
            if fault.kind == "spent-above-ceiling" and mark in told:
                continue
            told.add(mark)
            self._blame(entry, month, fault)
        reported = months_of(after)
        for month in touched:
            if month not in reported:
                key = next(
                    key
                    for key, text in after.items()
                    if text != before.get(key, "") and _month_of(key) == month
                )
                entry.blame("plan-month-without-work", key, month=month)

    def _faults(
        self, standing: Standing, after: Mapping[str, str], touched: list[int]
    ) -> "list[tuple[int, Fault]]":
        months: dict[int, Monthly] = months_of(after)
        ceilings = {
            source: money.effective
            for (year, source), money in standing.budgets_with(_changed(after)).items()
            if year == self._year
        }
        # From the last month on, so that money above the ceiling is told where it ran over.
        return [
            (month, fault)
            for month in reversed(touched)
            if month in months
            for fault in rules.faults(
                months[month], months.values(), ceilings, year=self._year, today=self._today
            )
        ]

    def _blame(self, entry: Entry, month: int, fault: Fault) -> None:
        source = fault.values.get("source")
        key = (
            keys.spent_key("spent", f"{month:02}", str(source))
            if source
            else keys.month_key("physical", month)
        )
        said = {**fault.values, "source": str(Money(str(source)).label)} if source else dict(fault.values)
        if key not in entry.cells:
            # The figure stands there already, and another cell of its month broke with it.
            key = next((each for each in entry.cells if _month_of(each) == month), key)
        entry.blame(fault.kind, key, **said)


def _month_of(key: str) -> int | None:
    if (place := keys.of_month(key)) is not None:
        return place[1]
    spent = keys.spent_of(key)
    return int(spent.month) if spent and spent.way == "spent" and spent.month.isdigit() else None


def _changed(values: Mapping[str, str]) -> dict[str, int | None]:
    placed = ((keys.ceiling_of(key), text) for key, text in values.items())
    return {
        place[1]: int(text) if text else None
        for place, text in placed
        if place and place[0] == "changed" and place[1]
    }
