"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.words import STEPS

kinds.register(
    {
        "evaluation.results_loaded": _("%(who)s loaded %(count)s results into the round %(what)s."),
        "evaluation.letter_recorded": _(
            "%(who)s recorded the result letter of %(city)s in the round %(what)s: %(remarks)s remarks of assessors, "
            "%(recommendations)s recommendations."
        ),
        "evaluation.first_advice_told": _(
            "%(who)s told %(city)s the first recommendations of the assessors in the round %(what)s; "
            "%(recommendations)s are kept now."
        ),
        "evaluation.remarks_written": _(
            "%(who)s wrote the remarks of assessors on %(city)s in the round %(what)s: %(remarks)s, with "
            "%(recommendations)s recommendations."
        ),
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
        "evaluation.intervals_ordered": _(
            "%(who)s had the intervals of the places computed for the round %(what)s."
        ),
        "evaluation.intervals_computed": _(
            "%(who)s computed the intervals of the places of %(count)s cities in the round %(what)s from %(draws)s redraws."
        ),
        "evaluation.award_given": _(
            "%(who)s recorded the award “%(title)s” for %(city)s in the round %(what)s."
        ),
        "evaluation.award_removed": _(
            "%(who)s removed the award “%(title)s” of %(city)s from the round %(what)s."
        ),
    }
)


def _step(code: str) -> str:
    """Entries of earlier versions hold the name of the step."""
    return str(STEPS[Step(code)]) if code in set(Step) else code


kinds.read_as("evaluation.step_extended", "step", _step)
