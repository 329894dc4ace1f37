"""This app's entries in the main menu."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(label=_("Organisations"), url_name="people:organisations-here", order=60, is_further=True)
)
menu.register(
    menu.Entry(
        label=_("People"),
        url_name="people:people",
        order=70,
        place="office",
        description=_("Who holds which role, where, and since when; past roles stay in the list."),
        icon="users",
        shown_to=lambda user: may(user, Permission.SEE_PEOPLE),
    )
)
