"""This app's entry in the menu, for those who see what the city's offices weigh."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

register(
    Entry(
        label=_("Where next"),
        url_name="siting:scenarios",
        order=39,
        shown_to=lambda user: may(user, Permission.SEE_CITY_DRAFTS),
        is_further=True,
    )
)
