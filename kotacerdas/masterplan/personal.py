"""What this app keeps of persons: who reported, who spoke in a review, who compared criteria and decided."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.masterplan.models import Opinion, Portfolio, Remark, Report, Resolution


def _reported(user: Any) -> list[Mapping[str, Any]]:
    rows = Report.objects.filter(by=user).select_related("programme")
    return [
        {"at": each.at.isoformat(), "programme": each.programme.code, "month": f"{each.year}-{each.month:02}"}
        for each in rows
    ]


def _heard(user: Any) -> list[Mapping[str, Any]]:
    rows = Remark.objects.filter(Q(written_by=user) | Q(decided_by=user)).select_related("edition")
    return [
        {
            "at": each.written_at.isoformat(),
            "edition": each.edition.code,
            "deed": "wrote down" if each.written_by_id == user.pk else "decided",
        }
        for each in rows
    ]


def _weighed(user: Any) -> list[Mapping[str, Any]]:
    opinions = Opinion.objects.filter(user=user).select_related("scale")
    made = Portfolio.objects.filter(made_by=user)
    written = Resolution.objects.filter(written_by=user).select_related("portfolio")
    found: list[Mapping[str, Any]] = [
        {"at": each.at.isoformat(), "scale": each.scale.code, "comparisons": each.pairs} for each in opinions
    ]
    found += [{"at": each.made_at.isoformat(), "portfolio": each.title} for each in made]
    found += [{"at": each.written_at.isoformat(), "decision on": each.portfolio.title} for each in written]
    return found


register(
    Holding(
        name="masterplan.reports",
        what=_("Who reported on a programme, month by month"),
        of_whom=_("officers of a city"),
        why=_("So that every report has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("masterplan.Report",),
        export=_reported,
        stays_because=_("Who reported is the city's record; without the account it names nobody."),
    )
)
register(
    Holding(
        name="masterplan.remarks",
        what=_("What people said at meetings about a plan, with their names and for whom they spoke"),
        of_whom=_("people who took part in the review of a plan, and officers who wrote it down"),
        why=_("So that everybody who spoke hears what became of it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("masterplan.Remark",),
        export=_heard,
        stays_because=_("What was said in a public review is part of the record of the plan."),
    )
)
register(
    Holding(
        name="masterplan.priorities",
        what=_(
            "Who compared criteria how, who made a portfolio, who wrote down a decision and who dissented"
        ),
        of_whom=_("people who take part in the city's programme"),
        why=_("So that weights and decisions can be traced to those who gave them"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("masterplan.Opinion", "masterplan.Portfolio", "masterplan.Resolution", "masterplan.Dissent"),
        export=_weighed,
        stays_because=_("Weights and decisions are the city's record; without the account they name nobody."),
    )
)
