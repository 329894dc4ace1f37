"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "evaluation.results_loaded": _("%(who)s loaded %(count)s results into the round %(what)s."),
        "evaluation.round_opened": _("%(who)s opened the round %(what)s for the year %(year)s."),
        "evaluation.days_set": _("%(who)s set the days of the round %(what)s."),
        "evaluation.step_extended": _(
            "%(who)s extended the step %(step)s of the round %(what)s until %(until)s: %(reason)s"
        ),
        "evaluation.city_invited": _("%(who)s invited the city to the round %(what)s."),
        "evaluation.city_joined": _("%(who)s said that the city takes part in the round %(what)s."),
        "evaluation.city_declined": _(
            "%(who)s said that the city does not take part in the round %(what)s: %(reason)s"
        ),
        "evaluation.round_published": _("%(who)s published the round %(what)s."),
        "evaluation.round_taken_back": _("%(who)s took back the round %(what)s."),
    }
)
