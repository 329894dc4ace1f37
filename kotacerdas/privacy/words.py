"""What is said when a deed about personal data cannot be done, and what people are told."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register
from kotacerdas.notices import kinds
from kotacerdas.notices.kinds import Kind

register(
    {
        "request-open-already": _("You have asked this already; your request is open and its clock runs."),
        "request-is-over": _("This request is over (%(state)s). Reload the page to see how it ended."),
        "moment-in-the-future": _("This moment has not come yet. Write when it happened."),
        "erasure-needs-its-deed": _(
            "An erasure is done with the button “Erase”, which shows what goes and what stays."
        ),
        "reason-needed": _("Write the reason: the person has a right to know it."),
        "nobody-to-erase": _("This request names no account whose data could be erased."),
        "not-oneself": _("Nobody erases his or her own account: a second person must look at it first."),
    }
)

kinds.register(
    Kind(
        "privacy.asked",
        title=_("Requests about personal data"),
        subject=_("Request about personal data: %(what)s"),
        body=_("A person asked about personal data: %(what)s. The law gives 3 x 24 hours, until %(until)s."),
        is_urgent=True,
    ),
    Kind(
        "privacy.clock",
        title=_("Clocks of the personal-data law that run out"),
        subject=_("A day or less is left: %(what)s"),
        body=_("The clock of “%(what)s” runs until %(until)s. Nights, weekends and holidays count."),
        is_urgent=True,
    ),
    Kind(
        "privacy.answered",
        title=_("Answers to my requests about personal data"),
        subject=_("Your request is answered: %(what)s"),
        body=_("Your request about personal data (%(what)s) is answered. Read the answer on its page."),
    ),
)
