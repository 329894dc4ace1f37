"""On which side of an answer somebody stands now; roles may have changed since it was given."""

from typing import TYPE_CHECKING

from kotacerdas.people import access
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.domain.answering import Side
from kotacerdas.selfassessment.models import Answer, Step

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

EVERY_SIDE = frozenset(Side)
"""Of the system itself: loaders, jobs, the command line."""


def sides(answer: Answer, user: "Someone | None") -> frozenset[Side]:
    if user is None:
        return EVERY_SIDE
    city = answer.assessment.city
    found = {
        Side.AGENCY: answer.organisation_id in desks(user, city),
        Side.OFFICE: access.may(user, Permission.KEEP_ROUNDS, city),
        Side.VERIFIER: access.may(user, Permission.VERIFY_ANSWERS, city),
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


def is_own(answer: Answer, user: "Someone | None") -> bool:
    """Whoever wrote in it, at any time, does not check it."""
    return user is not None and Step.objects.filter(answer=answer).writing_by(user).exists()
