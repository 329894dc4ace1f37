"""Programmes of an edition as a workbook: the one that a city already has, or ours; what goes out comes back in."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.imports.intakes import Column, Intake, Target
from kotacerdas.masterplan.intakes import columns, keys, year_columns
from kotacerdas.masterplan.intakes.store import ProgrammeStore
from kotacerdas.masterplan.models import Budget, Edition
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

NAME, SLUG = "masterplan.programmes", "program"


class Programmes(Intake):
    name: ClassVar = NAME
    slug: ClassVar = SLUG
    title: ClassVar = _("Programmes of a plan")
    description: ClassVar = _(
        "One row for each programme, with targets and money by year, as the city's own table has them: titles in several lines, "
        "headings of dimensions and totals between the rows are no trouble."
    )
    permission: ClassVar = Permission.KEEP_PLANS.value
    icon: ClassVar = "list-details"
    identifying: ClassVar = ("code", "title")
    indexed: ClassVar = ("code",)

    def targets(self, user: Any) -> list[Target]:
        """An adopted edition keeps what it says, so nothing is brought in there."""
        editions = Edition.objects.exclude(status__in=Edition.FROZEN).select_related("city")
        if user is not None:
            reach = access.reach(user, Permission.KEEP_PLANS)
            if reach.is_nowhere:
                return []
            editions = editions.filter(reach.rows("city"), pk__in=Edition.objects.visible_to(user))
        return [Target(key_of(each), f"{each.title}, {each.city.name}", each.city) for each in editions]

    def columns(self, target: Target) -> list[Column]:
        years = _edition(target).years
        repeated = [
            *year_columns.figures(years),
            *(column for year in years for source in Money for column in year_columns.money(year, source)),
            *(column for year in years for column in year_columns.without_source(year)),
        ]
        return [
            *columns.of_the_record(),
            *(year_columns.also_without(years[0], repeated) if len(years) == 1 else repeated),
            *columns.said_otherwise(),
            year_columns.source(),
            *year_columns.totals(years),
            *year_columns.baselines(years[0]),
        ]

    def handed_out(self, target: Target) -> list[Column]:
        """The record, the figures, the money of the APBD, and of other sources what is filled."""
        edition = _edition(target)
        filled = _filled(edition)
        by_source = (
            column
            for year in edition.years
            for source in Money
            for column in year_columns.money(year, source)
        )
        money = [each for each in by_source if each.key.endswith("_apbd") or each.key in filled]
        return [*columns.of_the_record(), *year_columns.figures(edition.years), *money]

    def store(self, target: Target, *, by: Any, clears: bool = False) -> ProgrammeStore:
        return ProgrammeStore(_edition(target), clears=clears)


def key_of(edition: Edition) -> str:
    return f"{edition.city.code}/{edition.code}"


def _edition(target: Target) -> Edition:
    code = target.key.partition("/")[2]
    return Edition.objects.select_related("city", "predecessor").get(city=target.city, code=code)


def _filled(edition: Edition) -> set[str]:
    """Columns of money that hold anything; with a column of a source and year its ceiling."""
    names = ("ceiling", "changed", "plan_q1", "plan_q2", "plan_q3", "plan_q4")
    rows = Budget.objects.filter(programme__edition=edition).values_list("year", "source", *names)
    return {
        keys.money_key(part, year, source)
        for year, source, *money in rows.iterator(chunk_size=2000)
        for part, value in zip(keys.MONEY, money, strict=True)
        if value is not None
    }
