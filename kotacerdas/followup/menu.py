"""This app's entries: my tasks on top, the city's tasks on the office's page."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import landing, menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=_("My tasks"),
        url_name="followup:tasks",
        order=5,
        shown_to=lambda user: may(user, Permission.DO_TASKS),
    )
)
menu.register(
    menu.Entry(
        label=_("Tasks of the city"),
        url_name="followup:board",
        order=10,
        place="office",
        shown_to=lambda user: may(user, Permission.SEE_ALL_TASKS),
        description=_("Who does what until when; what is late, and what nobody owns."),
        icon="checklist",
    )
)
landing.register("followup:tasks", order=10, shown_to=lambda user: may(user, Permission.DO_TASKS))
