"""This app's entry, for assessors from outside; people of a city reach a rehearsal from its calendar."""

from django.utils.translation import pgettext_lazy

from kotacerdas.common import menu
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=pgettext_lazy("menu", "Assessing"),
        url_name="panel:panels",
        order=16,
        shown_to=lambda user: access.reach(user, Permission.ASSESS).is_everywhere,
    )
)
