"""This app's entries: on the page of the office, of people, and of one's own account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission


def _manages(user: Any) -> bool:
    return may(user, Permission.MANAGE_PEOPLE)


menu.register(
    menu.Entry(
        label=_("Invitations"),
        url_name="accounts:invitations",
        order=10,
        shown_to=_manages,
        place="office",
        description=_("Invite people by e-mail, see who came, send again or take back."),
        icon="mail",
    )
)
menu.register(
    menu.Entry(
        label=_("Codes to join"),
        url_name="accounts:codes",
        order=11,
        shown_to=_manages,
        place="office",
        description=_("A code and a QR code for the wall of a meeting: council and partners from outside."),
        icon="qrcode",
    )
)
menu.register(
    menu.Entry(
        label=_("Wishes to join"),
        url_name="accounts:requests",
        order=12,
        shown_to=_manages,
        place="office",
        description=_("Who used a code and waits for a yes or no."),
        icon="user-check",
    )
)
menu.register(
    menu.Entry(
        label=_("Posts"),
        url_name="accounts:posts",
        order=13,
        shown_to=_manages,
        place="office",
        description=_("Who leads which office, and who acts for whom (Plt, Plh)."),
        icon="building",
    )
)
menu.register(
    menu.Entry(
        label=_("Invite people"),
        url_name="accounts:invite",
        order=10,
        shown_to=_manages,
        place="people",
        icon="mail-plus",
    )
)
menu.register(
    menu.Entry(
        label=_("Security of my account"),
        url_name="accounts:security",
        order=10,
        place="account",
        description=_("Password, second factors, passkeys, and where you are signed in."),
        icon="shield-lock",
    )
)
