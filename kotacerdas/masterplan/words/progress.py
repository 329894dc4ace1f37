"""Words of what may be wrong with reports, milestones and risks: each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "report-month": _("A month from 1 to 12 is needed, not %(given)s."),
        "report-of-the-future": _(
            "Month %(month)s of %(year)s has not begun. Report it once it has, or choose an earlier month."
        ),
        "physical-not-a-percentage": _(
            "The work done lies between 0 and 100 percent; %(given)s does not. Write how much of the year’s whole work was done "
            "by the end of the month, not the sum of several reports."
        ),
        "physical-too-fine": _("Write the work done with at most %(places)s decimals, not %(given)s."),
        "physical-falls": _(
            "%(given)s%% is less than the %(before)s%% reported for month %(before_month)s. The figure is cumulative: write what "
            "was done since January. If the earlier one was wrong, say why it is less."
        ),
        "physical-above-next": _(
            "%(given)s%% is more than the %(after)s%% reported for month %(after_month)s. Write at most that, or correct "
            "month %(after_month)s first and say why."
        ),
        "spent-out-of-range": _("%(source)s: %(given)s rupiah is no plausible amount. Check the zeros."),
        "spent-falls": _(
            "%(source)s: %(given)s takes money back. Say why, or write what was spent in this month alone."
        ),
        "spent-below-nothing": _(
            "%(source)s: with this amount the year’s spending would be %(spent)s rupiah, below nothing. Check the amount."
        ),
        "spent-without-ceiling": _(
            "%(source)s has no ceiling in %(year)s. Ask the programme office to write it first, or choose another source."
        ),
        "spent-above-ceiling": _(
            "%(source)s: the year’s spending would be %(spent)s rupiah, %(over)s above the ceiling of %(ceiling)s. Write what was "
            "spent in this month alone; if the budget was changed, ask the programme office to write the new ceiling."
        ),
        "milestone-without-title": _(
            "The milestone has no name. Write what will be there when it is reached."
        ),
        "milestone-weight": _(
            "The weight of “%(milestone)s” is more than 0 and below 100,000, not %(given)s."
        ),
        "milestone-weight-too-fine": _(
            "Write the weight of “%(milestone)s” with at most %(places)s decimals, not %(given)s."
        ),
        "milestone-outside-edition": _(
            "“%(milestone)s” is due on %(day)s, outside the plan’s years %(first)s to %(last)s. Choose a day within them."
        ),
        "milestone-done-in-future": _(
            "“%(milestone)s” cannot be done on %(day)s, for that day has not come. Leave it empty until then."
        ),
        "milestones-too-many": _("A programme has at most %(most)s milestones. Join some of them."),
        "risk-without-words": _("Write what may happen."),
        "risk-off-scale": _("Likelihood and impact go from 1 to 5; %(likelihood)s and %(impact)s do not."),
        "risk-half-residual": _(
            "After treatment, “%(risk)s” needs likelihood and impact together, or neither of them."
        ),
        "risk-grows-by-treatment": _(
            "“%(risk)s” would be %(after)s after treatment and %(size)s before. Treatment makes a risk no larger; check both."
        ),
        "risk-treatment-unknown": _("“%(given)s” is no treatment of a risk. Choose one of the list."),
        "risk-untreated": _(
            "“%(risk)s” has the size %(size)s, above the appetite of %(appetite)s, so it must be treated. Choose the treatment "
            "and write what is done."
        ),
        "risk-multiplied": _(
            "Likelihood %(likelihood)s and impact %(impact)s are the size %(size)s in the matrix; %(given)s is their product. "
            "The matrix counts."
        ),
        "risk-size": _(
            "Likelihood %(likelihood)s and impact %(impact)s are the size %(size)s in the matrix, not %(given)s. The matrix counts."
        ),
    }
)
