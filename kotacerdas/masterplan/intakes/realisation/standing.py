"""A programme's year as a row of a workbook: what stands there now, as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Current
from kotacerdas.masterplan.domain import record
from kotacerdas.masterplan.domain.progress import Monthly
from kotacerdas.masterplan.intakes.realisation import keys
from kotacerdas.masterplan.intakes.rows import as_long_text
from kotacerdas.masterplan.models import Budget, Programme, Report, Spent, YearFigure
from kotacerdas.masterplan.models.choices import Money


@dataclass
class Standing:
    """One programme with its money of all years, and its figure, reports and spending of the year."""

    programme: Programme
    year: int
    figure: YearFigure | None = None
    budgets: list[Budget] = field(default_factory=list)
    reports: dict[int, Report] = field(default_factory=dict)
    spent: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def of_the_year(self) -> dict[str, Budget]:
        return {each.source: each for each in self.budgets if each.year == self.year}

    def budgets_with(self, changed: Mapping[str, int | None]) -> dict[tuple[int, str], record.Money]:
        """All of its money, with other ceilings after the change in this year."""
        found = {}
        for each in self.budgets:
            after = changed.get(each.source, each.changed) if each.year == self.year else each.changed
            found[each.year, each.source] = record.Money(each.ceiling, after, each.plan)
        return found

    @cached_property
    def current(self) -> Current:
        """`rest`: the state, which a first report changes, and texts that a sheet would not give back to the letter."""
        texts = {
            keys.month_key(part, month): getattr(report, part)
            for month, report in self.reports.items()
            for part in keys.TEXTS
        }
        exact = {key: text for key, text in texts.items() if as_long_text(text) != text}
        rest = {"state": self.programme.state, "words": exact}
        return Current(self.programme.code, self._values(texts), self.programme.title, rest, self._beside())

    def _values(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Only what is filled."""
        values = {"code": self.programme.code}
        if self.figure and self.figure.realised is not None:
            values["realised"] = written(self.figure.realised)
        for source, budget in self.of_the_year.items():
            if budget.changed is not None:
                values[keys.ceiling_key("changed", source)] = str(budget.changed)
        for month, report in self.reports.items():
            values[keys.month_key("physical", month)] = written(report.physical)
        for (month, source), amount in self.spent.items():
            values[keys.spent_key("spent", f"{month:02}", source)] = str(amount)
        return values | {key: told for key, text in texts.items() if (told := as_long_text(text))}

    def _beside(self) -> dict[str, str]:
        """What was frozen, for people to know what they report on."""
        found = {
            "title": self.programme.title,
            "lead": self.programme.lead.name if self.programme.lead else "",
        }
        if self.figure and self.figure.target is not None:
            found["target"] = written(self.figure.target)
        ceilings = {source: str(each.ceiling) for source, each in self.of_the_year.items()}
        return found | {keys.ceiling_key("ceiling", source): text for source, text in ceilings.items()}


def standings(programmes: Iterable[Programme], year: int) -> dict[str, Standing]:
    """By code; four queries for any number of programmes."""
    found = {each.pk: Standing(each, year) for each in programmes}
    there = {"programme__in": list(found)}
    for figure in YearFigure.objects.filter(**there, year=year):
        found[figure.programme_id].figure = figure
    for budget in Budget.objects.filter(**there):
        found[budget.programme_id].budgets.append(budget)
    for report in Report.objects.filter(**there, year=year):
        found[report.programme_id].reports[report.month] = report
    for spent in Spent.objects.filter(**there, year=year):
        found[spent.programme_id].spent[spent.month, spent.source] = spent.amount
    return {each.programme.code: each for each in found.values()}


def months_of(values: Mapping[str, str]) -> dict[int, Monthly]:
    """The reported months that a row speaks of."""
    found: dict[int, Monthly] = {}
    for key, text in values.items():
        place = keys.of_month(key)
        if place and place[0] == "physical" and text:
            month = place[1]
            correction = values.get(keys.month_key("correction", month), "")
            found[month] = Monthly(month, Decimal(text), spent_in(values, month), correction)
    return found


def spent_in(values: Mapping[str, str], month: int) -> dict[str, int]:
    placed = {each.value: values.get(keys.spent_key("spent", f"{month:02}", each.value)) for each in Money}
    return {source: int(text) for source, text in placed.items() if text}
