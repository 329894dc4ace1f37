"""This app's entries."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=_("Evidence"),
        url_name="evidence:documents",
        order=25,
        shown_to=lambda user: may(user, Permission.SEE_PUBLIC_EVIDENCE),
    )
)
