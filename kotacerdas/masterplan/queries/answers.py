"""What the programmes answer to the questions of an evaluation: for each question whose rule is known, what was found and
the rows behind it. Never a level: that is for the officer who answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from kotacerdas.instruments import catalogue
from kotacerdas.masterplan import answer_rules
from kotacerdas.masterplan.domain import answering
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.queries import plan_years
from kotacerdas.masterplan.queries.plan_years import PlanYear
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.instruments.domain.edition import Node
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

WITH_SAMPLES = "budget_share"
"""The rule whose figure also rests on an indicator."""


@dataclass(frozen=True)
class Line:
    """One programme, or one agency, behind a figure."""

    row: answering.Row
    thing: Programme | Organisation
    edition: Edition

    @property
    def url(self) -> str:
        """In the language in which it is shown: sentences are made in both."""
        if isinstance(self.thing, Programme):
            return self.thing.get_absolute_url()
        at = reverse("masterplan:agencies", args=[self.edition.city.code, self.edition.code])
        return f"{at}#opd-{self.thing.pk}"

    @property
    def title(self) -> str:
        return self.thing.name if isinstance(self.thing, Organisation) else self.thing.title

    @property
    def code(self) -> str:
        return "" if isinstance(self.thing, Organisation) else self.thing.code

    @property
    def lead(self) -> Organisation | None:
        return None if isinstance(self.thing, Organisation) else self.thing.lead


@dataclass(frozen=True)
class Proposal:
    """`year` is the evaluated one; `found.year` the one that the question looks at."""

    node: "Node"
    asked: answering.Asked
    found: answering.Found
    plan: PlanYear
    year: int

    @property
    def code(self) -> str:
        return self.asked.code

    @property
    def edition(self) -> Edition:
        return self.plan.edition

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.found.rows]

    @cached_property
    def behind(self) -> list[Line]:
        """Those that count, or may count."""
        return [each for each in self.lines if each.row.counts is not False]

    @cached_property
    def others(self) -> list[Line]:
        return [each for each in self.lines if each.row.counts is False]

    @cached_property
    def is_sample(self) -> bool:
        """Whether anything invented is in it."""
        total = self.plan.total if self.asked.rule == WITH_SAMPLES else None
        told = any(each.thing.is_sample for each in self.lines if isinstance(each.thing, Programme))
        return self.edition.is_sample or told or (total is not None and total.status == "sample")

    def _line(self, row: answering.Row) -> Line:
        known = self.plan.agencies if self.asked.rule == "agencies" else self.plan.programmes
        return Line(row, known[row.key], self.edition)


def of(edition: Edition, form: str, year: int, user: "Someone", *, today: date) -> list[Proposal]:
    """In the order of the form; a constant number of queries."""
    known = answer_rules.forms().get(form)
    if known is None:
        return []
    asked = [
        known.questions[node.code] for node in catalogue.edition(form).leaves if node.code in known.questions
    ]
    return _proposals(edition, form, year, user, asked, today=today)


def of_question(
    city: "City", form: str, code: str, year: int, user: "Someone", *, today: date
) -> Proposal | None:
    """From the masterplan that was in force in the evaluated year. None where no rule is known, no plan covers the year, or
    nothing was found."""
    asked = answer_rules.asked(form, code)
    edition = plan_years.in_force(city, year, user) if asked else None
    if asked is None or edition is None:
        return None
    return next(iter(_proposals(edition, form, year, user, [asked], today=today)), None)


def _proposals(
    edition: Edition,
    form: str,
    year: int,
    user: "Someone",
    asked: Sequence[answering.Asked],
    *,
    today: date,
) -> list[Proposal]:
    plan = plan_years.of(edition, year, user, rules={each.rule for each in asked}, today=today)
    nodes = {node.code: node for node in catalogue.edition(form).leaves}
    found = ((each, answering.found(plan.material, each)) for each in asked)
    return [Proposal(nodes[each.code], each, what, plan, year) for each, what in found if what is not None]
