"""The deeds of this app in words, for the trail. Which score somebody gave before the opening stands in no sentence."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "panel.appointed": _("%(who)s appointed %(count)s assessors: %(what)s."),
        "panel.declared": _("%(who)s declared to be independent as assessor %(number)s: %(what)s."),
        "panel.recused": _(
            "%(who)s gave up the seat of assessor %(number)s for a conflict of interest: %(what)s."
        ),
        "panel.ended": _("%(who)s took back the appointment of assessor %(number)s (%(what)s): %(reason)s"),
        "panel.opened": _("%(who)s opened the panel: %(what)s."),
        "panel.changed": _(
            "%(who)s changed the score of question %(code)s from %(before)s to %(after)s after the opening (%(what)s): %(reason)s"
        ),
        "panel.talked": _("%(who)s noted what came of the talk about question %(code)s: %(what)s."),
        "panel.concluded": _("%(who)s made the result of %(count)s assessors: %(what)s."),
        "panel.taken_up": _("%(who)s took the result up again (%(what)s): %(reason)s"),
    }
)
