"""The deeds of this app in words, for the trail. Which score somebody gave before the opening stands in no sentence."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import closed, kinds
from kotacerdas.panel.models import Panel

if TYPE_CHECKING:
    from django.db.models import QuerySet

kinds.register(
    {
        "panel.appointed": _("%(who)s appointed %(count)s assessors: %(what)s."),
        "panel.declared": _("%(who)s declared to be independent as assessor %(number)s: %(what)s."),
        "panel.recused": _(
            "%(who)s gave up the seat of assessor %(number)s for a conflict of interest: %(what)s."
        ),
        "panel.ended": _("%(who)s took back the appointment of assessor %(number)s (%(what)s): %(reason)s"),
        "panel.advice_told": _(
            "%(who)s told the city %(count)s first recommendations of its assessors: %(what)s."
        ),
        "panel.interview_cancelled": _("%(who)s cancelled the interview (%(what)s): %(reason)s"),
        "panel.opened": _("%(who)s opened the panel: %(what)s."),
        "panel.changed": _(
            "%(who)s changed the score of question %(code)s from %(before)s to %(after)s after the opening (%(what)s): %(reason)s"
        ),
        "panel.talked": _("%(who)s noted what came of the talk about question %(code)s: %(what)s."),
        "panel.concluded": _("%(who)s made the result of %(count)s assessors: %(what)s."),
        "panel.taken_up": _("%(who)s took the result up again (%(what)s): %(reason)s"),
    }
)

# What assessors and the city say to each other. The city knows an assessor by the number of the seat.
kinds.register(
    {
        "panel.asked": _(
            "Assessor %(number)s asked about question %(code)s, to be replied until %(due)s: %(what)s."
        ),
        "panel.replied": _("%(who)s replied to assessor %(number)s about question %(code)s."),
        "panel.question_withdrawn": _("Assessor %(number)s withdrew a question about %(code)s: %(what)s."),
        "panel.interview_set": _("%(who)s set an interview on %(at)s (%(where)s): %(what)s."),
        "panel.interview_moved": _("%(who)s moved an interview to %(at)s (%(where)s): %(what)s."),
        "panel.presentation": _(
            "%(who)s attached the presentation “%(file)s” (%(what)s, SHA-256 %(sha256)s)."
        ),
        "panel.speakers": _("%(who)s set who answers at the interview: %(count)s lines (%(what)s)."),
        "panel.logged": _("%(who)s wrote in the log of the interview (%(what)s): %(words)s"),
        "panel.logged_by_seat": _(
            "Assessor %(number)s wrote in the log of the interview (%(what)s): %(words)s"
        ),
        "panel.struck": _("%(who)s struck out a line in the log of the interview (%(what)s): %(words)s"),
        "panel.struck_by_seat": _(
            "Assessor %(number)s struck out a line in the log of the interview (%(what)s): %(words)s"
        ),
        "panel.promise_given": _(
            "%(who)s gave a promise of the interview to %(organisation)s (%(what)s): %(words)s"
        ),
    }
)


def _of_others(user: Any) -> "QuerySet[Panel]":
    """Whoever reads a trail without keeping the round or sitting in the panel learns that something was done, not what."""
    return Panel.objects.exclude(pk__in=Panel.objects.visible_to(user).values("pk"))


closed.register("panel.panel", _of_others, called="round__code")
