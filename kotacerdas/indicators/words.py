"""Words of this app's faults, periods, statuses and metadata in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.faults import register

FREQUENCIES: dict[str, "str | Promise"] = {
    "year": _("years"),
    "half": _("half years"),
    "quarter": _("quarters"),
    "month": _("months"),
}

STATUSES: dict[str, "str | Promise"] = {
    "fact": pgettext_lazy("figure", "fact"),
    "estimate": pgettext_lazy("figure", "estimate"),
    "sample": pgettext_lazy("figure", "sample"),
    "computed": pgettext_lazy("figure", "computed here"),
    "told": pgettext_lazy("figure", "from this system"),
}

BLOCKS: dict[str, "str | Promise"] = {
    "alias": _("Alias"),
    "concept": _("Concept"),
    "definition": _("Definition"),
    "interpretation": _("Interpretation"),
    "method": _("Method or formula of computing"),
    "measure": _("Measure"),
    "unit": _("Unit"),
    "classification": _("Classification shown"),
    "composite": _("Composite indicator"),
    "publication": _("Publication in which it is available"),
    "building_indicators": _("Indicators it is built of"),
    "activity": _("Activity that produces it"),
    "activity_code": _("Code of the activity"),
    "building_variables": _("Variables it is built of"),
    "estimation_level": _("Level of estimation"),
    "open_to_public": _("Open to the public"),
    "reason_chosen": _("Reference of the choice"),
    "reference_time": _("Reference of time"),
    "data_type": _("Type of data"),
    "validation_rule": _("Rule of validation"),
    "question": _("Question asked"),
}
"""Titles of the blocks of MS-Ind and MS-Var; the Indonesian ones are those of the forms."""

register(
    {
        "period-unreadable": _(
            "“%(given)s” is no period. Write a year such as 2024, a half year 2024-S1, a quarter 2024-Q3 or a month 2024-07."
        ),
        "period-of-another-kind": _(
            "%(period)s is not of the kind that this series counts in. Begin a series of its own for other periods."
        ),
        "figure-too-large": _("That number is too large to be kept. Check the unit."),
        "figure-too-fine": _("At most %(most)s decimals are kept. Round the number."),
        "figure-too-small-for-indicator": _(
            "That is less than %(least)s, the smallest value of this indicator."
        ),
        "figure-too-large-for-indicator": _(
            "That is more than %(most)s, the largest value of this indicator."
        ),
        "figure-no-opinion": _(
            "%(given)s is none of the opinions of this indicator. Choose one of the list."
        ),
        "unit-differs": _(
            "The unit “%(given)s” differs from that of this series (%(unit)s). Convert the figures, or begin a series "
            "of its own: two units never stand in one line."
        ),
        "fact-among-samples": _("This series holds samples. Facts go into a series of their own."),
        "sample-among-facts": _("This series holds facts. Samples go into a series of their own."),
        "fact-without-source": _("A fact needs its source: who published it, where and when."),
        "fact-of-the-future": _("%(period)s has not come yet, so the figure is an estimate and no fact."),
        "series-without-reason": _("Say in both languages why this series begins anew."),
        "unit-of-figures": _(
            "Figures in “%(unit)s” are kept already, so the unit cannot change. Begin a series of its own for the new unit."
        ),
        "indicator-code-taken": _(
            "There is an indicator with the code “%(code)s” already. Choose another one."
        ),
        "indicator-bounds": _("The smallest value (%(least)s) lies above the largest (%(most)s)."),
        "indicator-unknown": _("There is no indicator with the code “%(code)s”."),
        "target-without-plan": _("Name the plan that sets this target, such as RPJMD and its period."),
        "reason-missing": _("Say why."),
        "metadata-unknown": _("The metadata forms have no block “%(block)s”."),
        "metadata-yes-no": _("The block “%(block)s” is answered with yes or no."),
        "metadata-two-languages": _("The block “%(block)s” holds words in Indonesian and English."),
        "metadata-too-long": _("The block “%(block)s” holds at most %(most)s letters."),
    }
)
