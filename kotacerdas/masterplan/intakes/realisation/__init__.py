"""What programmes of an adopted plan reached, spent and did in a year, as a workbook; what goes out comes back in."""

from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.imports.intakes import Column, Intake, Target
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.intakes.realisation import columns, keys
from kotacerdas.masterplan.intakes.realisation.store import RealisationStore
from kotacerdas.masterplan.models import Budget, Edition, Programme, Report
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

NAME, SLUG = "masterplan.realisation", "realisasi"


class Realisation(Intake):
    name: ClassVar = NAME
    slug: ClassVar = SLUG
    title: ClassVar = _("Realisation of programmes")
    description: ClassVar = _(
        "What the programmes of an adopted plan reached, spent and did in a year, one row for each programme: money of a month, "
        "of a quarter or since January, work done in percent, ceilings after the change of the budget."
    )
    permission: ClassVar = Permission.KEEP_PLANS.value
    icon: ClassVar = "checklist"
    identifying: ClassVar = ("code", "title")
    is_private: ClassVar = True
    is_filled_in: ClassVar = True

    def targets(self, user: Any) -> list[Target]:
        """The years that have begun of adopted editions: all programmes for who keeps the plans, else those that one leads."""
        editions = Edition.objects.filter(status__in=Edition.FROZEN).select_related("city")
        if user is not None:
            reach, desks = access.reach(user, Permission.KEEP_PLANS), rights.all_desks(user)
            if reach.is_nowhere and not desks:
                return []
            led = Programme.objects.filter(lead__in=desks).values("edition")
            editions = editions.filter(reach.rows("city") | Q(pk__in=led))
        return [target for edition in editions for target in _years_of(edition)]

    def columns(self, target: Target) -> list[Column]:
        return list(columns.all_of(_place(target)[1]))

    def handed_out(self, target: Target) -> list[Column]:
        """Money of the sources that give some in the year; words of a month only where there are any."""
        edition, year = _place(target)
        budgets = Budget.objects.filter(programme__edition=edition, year=year).order_by()
        used = set(budgets.values_list("source", flat=True).distinct()) or {Money.APBD.value}
        sources = [each.value for each in Money if each in used]
        return [
            *columns.naming(),
            columns.target(year),
            columns.reached(year),
            *(columns.ceiling(part, year, source) for source in sources for part in keys.CEILINGS),
            *(columns.physical(year, month) for month in keys.MONTHS),
            *(columns.spending("spent", year, month, source) for source in sources for month in keys.MONTHS),
            columns.text("correction"),
            *(columns.text(part, month) for part, month in _filled(edition, year)),
        ]

    def store(self, target: Target, *, by: Any, clears: bool = False) -> RealisationStore:
        edition, year = _place(target)
        is_all = by is None or rights.keeps(by, edition.city)
        leads = None if is_all else rights.desks(by, edition.city)
        return RealisationStore(edition, year, leads=leads, clears=clears)


def key_of(edition: Edition, year: int) -> str:
    return f"{edition.city.code}/{edition.code}/{year}"


def _years_of(edition: Edition) -> list[Target]:
    """The newest first."""
    this_year = timezone.now().astimezone(edition.city.timezone).year
    begun = [year for year in reversed(edition.years) if year <= this_year]
    return [
        Target(key_of(edition, year), f"{edition.title} ({edition.city.name}), {year}", edition.city)
        for year in begun
    ]


def _place(target: Target) -> tuple[Edition, int]:
    _city, code, year = target.key.split("/")
    return Edition.objects.select_related("city").get(city=target.city, code=code), int(year)


def _filled(edition: Edition, year: int) -> list[tuple[str, str]]:
    """Which words stand in which months."""
    rows = Report.objects.filter(programme__edition=edition, year=year)
    found = []
    for part in keys.TEXTS:
        months = rows.exclude(**{part: ""}).order_by().values_list("month", flat=True).distinct()
        found += [(part, f"{month:02}") for month in sorted(months)]
    return found
