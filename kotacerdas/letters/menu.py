"""This app's entries on the page of the office."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.menu import Entry, register
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

register(
    Entry(
        label=_("Letters"),
        url_name="letters:letters",
        order=30,
        shown_to=lambda user: may(user, Permission.SEE_LETTERS),
        place="office",
        description=_("Write, number and send official letters; find those that were issued."),
        icon="mail",
    )
)
register(
    Entry(
        label=_("Templates, books and letterheads"),
        url_name="letters:desk",
        order=31,
        shown_to=lambda user: may(user, Permission.EDIT_LETTER_TEMPLATES),
        place="office",
        description=_("What letters are written with: their texts, numbers, paper and signatories."),
        icon="template",
    )
)
