"""The notices of this app itself: reminders, in words that fit whatever has an owner and a day."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.notices.kinds import Kind, register

register(
    Kind(
        "reminder.before",
        title=_("Reminders some days before something is due"),
        subject=_("Due on %(due)s: %(what)s"),
        body=_("“%(what)s” is due on %(due)s. If something stands in its way, say so now."),
        may_unsubscribe=True,
        may_digest=True,
        by_hand=True,
    ),
    Kind(
        "reminder.today",
        title=_("Reminders on the day when something is due"),
        subject=_("Due today: %(what)s"),
        body=_("“%(what)s” is due on %(due)s. Report on it, or ask for another day."),
        by_hand=True,
    ),
    Kind(
        "reminder.late",
        title=_("Reminders of what is late, to its owner and the head of the organisation"),
        subject=_("Late: %(what)s"),
        body=_(
            "“%(what)s” was due on %(due)s and is not done. It is with %(owner)s.\n\n"
            "This reminder goes to the owner and to the head of the organisation."
        ),
        by_hand=True,
    ),
    Kind(
        "reminder.escalated",
        title=_("Reminders of what is late, to the programme office"),
        subject=_("Still late: %(what)s"),
        body=_(
            "“%(what)s” was due on %(due)s and is not done. It is with %(owner)s.\n\n"
            "The owner and the head of the organisation have been reminded."
        ),
        by_hand=True,
    ),
    Kind(
        "notices.came_back",
        title=_("Mails of mine that came back"),
        subject=_("A mail to %(receiver)s came back"),
        body=_(
            "The mail “%(subject)s” to %(receiver)s could not be delivered. Ask for the right address, or pass the "
            "notice on in another way."
        ),
        by_email=False,
    ),
)
