"""This app's entries: one's own data at the account, requests and breaches at the office."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=_("My personal data"),
        url_name="privacy:mine",
        order=40,
        place="account",
        description=_("See and take away what is kept of you; ask to have it corrected or erased."),
        icon="shield-lock",
    )
)
menu.register(
    menu.Entry(
        label=_("Personal data"),
        url_name="privacy:desk",
        order=70,
        place="office",
        shown_to=lambda user: may(user, Permission.HANDLE_PERSONAL_DATA),
        description=_(
            "Requests of persons with their 3 x 24 hours, the breach notebook, records of deletions."
        ),
        icon="shield-lock",
    )
)
