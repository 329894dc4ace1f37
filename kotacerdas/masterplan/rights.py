"""Who may report on a programme: the desk of the agency that leads it, and who keeps the city's plans."""

from typing import TYPE_CHECKING

from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Programme
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def desks(user: "Someone", city: "City") -> frozenset[int]:
    """The organisations of this city for which the user reports."""
    return frozenset(
        each.organisation_id
        for each in access.assignments(user)
        if each.city_id == city.pk
        and each.organisation_id is not None
        and Permission.REPORT_PROGRESS in each.duty.permissions
    )


def all_desks(user: "Someone") -> frozenset[int]:
    """The organisations of any city for which the user reports."""
    return frozenset(
        each.organisation_id
        for each in access.assignments(user)
        if each.organisation_id is not None and Permission.REPORT_PROGRESS in each.duty.permissions
    )


def keeps(user: "Someone", city: "City") -> bool:
    return access.may(user, Permission.KEEP_PLANS, city)


def reports_on_some(user: "Someone", city: "City") -> bool:
    return keeps(user, city) or bool(desks(user, city))


def may_report(user: "Someone", programme: "Programme") -> bool:
    city = programme.edition.city
    return keeps(user, city) or programme.lead_id in desks(user, city)
