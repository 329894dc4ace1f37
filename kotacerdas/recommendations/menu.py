"""This app's entry on the page of the office."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

register(
    Entry(
        label=_("Recommendations"),
        url_name="recommendations:recommendations",
        order=16,
        shown_to=lambda user: may(user, Permission.SEE_CITY_DRAFTS),
        place="office",
        description=_("What assessors advised, what is done about it, and where the proof is."),
        icon="checklist",
    )
)
