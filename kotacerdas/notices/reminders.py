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
    ),
    Kind(
        "reminder.today",
        title=_("Reminders on the day when something is due"),
        subject=_("Due today: %(what)s"),
        body=_("“%(what)s” is due on %(due)s. Report on it, or ask for another day."),
    ),
    Kind(
        "reminder.late",
        title=_("Reminders of what is late, to its owner and the head of the organisation"),
        subject=_("Late: %(what)s"),
        body=_(
            "“%(what)s” was due on %(due)s and is not done. It is with %(owner)s.\n\n"
            "This reminder goes to the owner and to the head of the organisation."
        ),
    ),
    Kind(
        "reminder.escalated",
        title=_("Reminders of what is late, to the programme office"),
        subject=_("Still late: %(what)s"),
        body=_(
            "“%(what)s” was due on %(due)s and is not done. It is with %(owner)s.\n\n"
            "The owner and the head of the organisation have been reminded."
        ),
    ),
)
