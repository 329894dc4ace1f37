"""On which side of a recommendation somebody stands now; roles may have changed since it was given."""

from typing import TYPE_CHECKING

from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.recommendations.domain.caring import Deed, Side
from kotacerdas.recommendations.models import Care, CareStep
from kotacerdas.recommendations.queries import proofs

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

EVERY_SIDE = frozenset(Side)
"""Of the system itself: loaders, jobs, the command line."""


def sides(care: Care, user: "Someone | None") -> frozenset[Side]:
    if user is None:
        return EVERY_SIDE
    found = {
        Side.AGENCY: care.owner_id in desks(user, care.city),
        Side.OFFICE: access.may(user, Permission.KEEP_ROUNDS, care.city),
        Side.VERIFIER: access.may(user, Permission.VERIFY_ANSWERS, care.city),
    }
    return frozenset(side for side, stands in found.items() if stands)


def desks(user: "Someone", city: "City") -> frozenset[int]:
    """The organisations for which somebody answers in this city today."""
    return frozenset(
        held.organisation_id
        for held in access.assignments(user)
        if held.organisation_id is not None
        and held.city_id == city.pk
        and Permission.ANSWER_QUESTIONS in held.duty.permissions
    )


def is_own(care: Care, user: "Someone | None") -> bool:
    """Whoever claimed at any time, or brought proof of it, does not judge."""
    if user is None:
        return False
    claimed = CareStep.objects.filter(care=care.pk, deed=Deed.CLAIM, by=user.pk).exists()
    return claimed or proofs.brought_by(care.recommendation, user)
