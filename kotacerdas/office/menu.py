"""This app's entries: the office in the main menu, its pages on the office's own page."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import menu
from kotacerdas.imports import intakes
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=_("Office"),
        url_name="office:hub",
        order=80,
        shown_to=lambda user: may(user, Permission.SEE_OFFICE),
    )
)
menu.register(
    menu.Entry(
        label=_("Trail of deeds"),
        url_name="office:trail",
        order=50,
        place="office",
        shown_to=lambda user: may(user, Permission.SEE_AUDIT),
        description=_("Who did what and when; a chain that shows if anything was changed."),
        icon="history",
    )
)
menu.register(
    menu.Entry(
        label=_("Background work"),
        url_name="office:jobs",
        order=60,
        place="office",
        shown_to=lambda user: may(user, Permission.SEE_JOBS),
        description=_("What runs, waits and has failed; cancel it or start it again."),
        icon="checklist",
    )
)
menu.register(
    menu.Entry(
        label=_("Workbooks"),
        url_name="office:imports",
        order=30,
        place="office",
        shown_to=lambda user: bool(intakes.open_to(user)),
        description=_("Bring in Excel and CSV files: see what would change, write it, undo it."),
        icon="table-import",
    )
)
