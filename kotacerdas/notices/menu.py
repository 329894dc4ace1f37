"""This app's entries in the menus."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import menu
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission

menu.register(
    menu.Entry(
        label=_("When and how you are told"),
        url_name="notices:wishes",
        order=30,
        shown_to=lambda user: may(user, Permission.SEE_OWN_ACCOUNT),
        place="account",
        description=_("Language, e-mail, digest, quiet hours, and which kinds of mails you want."),
        icon="bell-cog",
    )
)
menu.register(
    menu.Entry(
        label=_("Deliveries"),
        url_name="notices:deliveries",
        order=60,
        shown_to=lambda user: may(user, Permission.SEE_DELIVERIES),
        place="office",
        description=_("Which notices reached whom, what came back, and what somebody has to decide."),
        icon="send",
    )
)
menu.register(
    menu.Entry(
        label=_("Channels of groups"),
        url_name="notices:targets",
        order=61,
        shown_to=lambda user: may(user, Permission.SEE_DELIVERIES),
        place="office",
        description=_(
            "Chats and web hooks that hear of some notices too, such as that of the programme office."
        ),
        icon="messages",
    )
)
