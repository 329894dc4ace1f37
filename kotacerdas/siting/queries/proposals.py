"""Where chosen sites may be proposed to, and what has been proposed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kotacerdas.masterplan.models import Edition
from kotacerdas.people.models import City, Organisation
from kotacerdas.siting.models import Proposal, Scenario

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def open_editions(city: City, user: "Someone") -> list[Edition]:
    """The city's own plans that may still be changed, the newest first. One query."""
    rows = Edition.objects.visible_to(user).filter(city=city).exclude(status__in=Edition.FROZEN)
    found = list(rows.order_by("-first_year", "kind", "code"))
    for each in found:
        each.city = city
    return found


def leads(city: City) -> list[Organisation]:
    """One query."""
    return list(Organisation.objects.filter(city=city).order_by("name"))


def proposals_of(scenario: Scenario, user: "Someone") -> Sequence[Proposal]:
    """Those whose programme still stands and is seen by the reader. One query."""
    rows = Proposal.objects.visible_to(user).filter(answer__scenario=scenario, programme__isnull=False)
    found = rows.filter(edition__in=Edition.objects.visible_to(user)).select_related(
        "programme__edition__city", "answer"
    )
    return list(found.order_by("edition", "kecamatan"))
