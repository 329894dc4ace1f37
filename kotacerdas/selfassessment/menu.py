"""This app's entry, for the offices of a city."""

from django.utils.translation import pgettext_lazy

from kotacerdas.common import menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=pgettext_lazy("menu", "Assessment"),
        url_name="selfassessment:assessments",
        order=15,
        shown_to=lambda user: may(user, Permission.SEE_CITY_DRAFTS),
    )
)
