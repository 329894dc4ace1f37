"""The command `people invite`: how the first account of an installation comes to be, and one when no mail goes out."""

from argparse import ArgumentParser, Namespace
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kotacerdas.accounts.actions import inviting
from kotacerdas.accounts.actions.inviting import Words
from kotacerdas.accounts.domain.invitations import Invitee
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.people.roles import ROLES, Role, Scope


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's commands to the `kotacerdas` command."""
    people = commands.add_parser("people", help=_("who may come in"))
    deeds = people.add_subparsers(dest="deed", required=True, metavar="invite")
    invite = deeds.add_parser("invite", parents=[common], help=_("invite somebody and print the link"))
    invite.add_argument("email", metavar="E-MAIL", help=_("where the invitation goes"))
    invite.add_argument("--role", required=True, choices=[role.value for role in Role])
    invite.add_argument("--place", metavar="CODE", default="", help=_("code of the city or province"))
    invite.add_argument("--days", type=int, default=inviting.DAYS, help=_("how long the link counts"))
    invite.set_defaults(run=invite_one)


def invite_one(options: Namespace) -> None:
    """Whoever may run commands here may do anything anyway; the trail says that the system did it."""
    email = _email(options.email)
    words = Words(language=translation.get_language() or "id", days=max(1, options.days))
    offer = _offer(Role(options.role), options.place)
    (made,) = inviting.invite([Invitee(email)], offer, words=words, by=None, now=timezone.now())
    with translation.override(settings.LANGUAGE_CODE):
        link = reverse("accounts:open-invitation", kwargs={"token": made.token})
    print(urljoin(settings.SITE_URL, link))


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(Fault("no-email-in-line", {"text": text})) from None
    return text.lower()


def _offer(role: Role, place: str) -> Offer:
    match ROLES[role].scope:
        case Scope.CITY:
            found = City.objects.filter(code=place or settings.DEFAULT_CITY).first()
            if found is None:
                raise Refused(Fault("code-of-place-unknown", {"code": place or settings.DEFAULT_CITY}))
            return Offer(role, city=found)
        case Scope.PROVINCE:
            provinces = TerritorialUnit.objects.filter(kind=TerritorialUnit.Kind.PROVINCE, code=place)
            if (province := provinces.first()) is None:
                raise Refused(Fault("code-of-place-unknown", {"code": place or "–"}))
            return Offer(role, province=province)
        case Scope.COUNTRY:
            return Offer(role)
