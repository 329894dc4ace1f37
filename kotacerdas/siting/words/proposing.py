"""Words of why chosen sites cannot be proposed to a plan."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "propose-other-city": _("The plan, the agency and the scenario must be of one city."),
        "propose-unfinished": _(
            "The scenario is still being computed. Wait for its answer, then propose it."
        ),
        "propose-other-answer": _(
            "Another answer was found while you read this one. Look at the figures that stand here now, then propose them."
        ),
        "propose-nothing": _("Nothing was chosen, so nothing can be proposed."),
        "propose-year": _("The plan covers %(first)s to %(last)s, not %(year)s. Choose a year of it."),
        "propose-before": _(
            "%(edition)s has programmes of this scenario already, from another answer or put together otherwise: %(programmes)s. "
            "Remove them first, so that nothing is counted twice."
        ),
    }
)
