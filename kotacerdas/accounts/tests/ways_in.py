"""Makes what tests of joining need: an invitation, a code, a wish to join."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kotacerdas.accounts.actions import codes, inviting
from kotacerdas.accounts.actions.codes import Terms
from kotacerdas.accounts.actions.inviting import Words
from kotacerdas.accounts.domain.invitations import Invitee
from kotacerdas.accounts.models import Invitation, JoinCode
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import City
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

ANI = "ani@contoh.go.id"


def invitation(city: City, email: str = ANI, *, message: str = "", **more: Any) -> Invitation:
    offer = Offer(more.pop("role", Role.COUNCIL_MEMBER), city=city)
    deed = {"by": None, "now": timezone.now(), **more}
    (made,) = inviting.invite([Invitee(email, "Ani Wijaya")], offer, words=Words(message), **deed)
    return made


def code(city: City, **more: Any) -> JoinCode:
    now = timezone.now()
    terms = {"purpose": "Forum", "role": Role.OUTSIDE_MEMBER, "uses": 30, "ends_at": now + timedelta(days=1)}
    return codes.make(Terms(**{**terms, **more}), city=city, by=None, now=now)


def samples(of: City) -> dict[str, dict[str, Any]]:
    """Everything belongs to the city alone; the link and the code open for whoever has them.

    Pages that only take a form answer any reading alike; that they hide from neighbours has tests of its own.
    """
    invited, made = invitation(of), code(of)
    wish = codes.join(made, by=factories.user(), now=timezone.now())
    holder = factories.officeholder("pejabat@contoh.go.id", Role.COUNCIL_MEMBER, city=of)
    assert wish is not None
    person = {"code": holder.code}
    return {
        "accounts:open-invitation": {"token": invited.token},
        "accounts:follow": {"code": made.shown},
        "accounts:invitation@manage_people": {"key": invited.key},
        "accounts:invitation-resend": {"key": invited.key},
        "accounts:invitation-revoke": {"key": invited.key},
        "accounts:code@manage_people": {"key": made.key},
        "accounts:code-revoke": {"key": made.key},
        "accounts:request-decide": {"key": wish.key},
        "accounts:person@see_people": person,
        "accounts:role-give@manage_people": person,
        "accounts:role-end@manage_people": {**person, "number": 1},
        "accounts:move@manage_people": person,
        "accounts:account-close": person,
    }
