"""Words for what may be wrong with the goals of a plan, its issues, its readiness and its SWOT."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "node-without-code": _("Give it a short code without a slash, such as M2; at most 40 letters."),
        "node-code-taken": _("The edition has a goal with the code %(code)s already. Give another one."),
        "node-without-text": _("Write its words in Indonesian."),
        "node-elsewhere": _("%(code)s stands in another edition. Choose one of this edition."),
        "node-has-below": _("%(count)s goals stand below %(node)s. Move or remove those first."),
        "node-has-remarks": _(
            "%(count)s remarks of the review are on %(node)s. It stays as long as they are there."
        ),
        "servings-in-a-circle": _(
            "That would run in a circle: %(circle)s. What is served cannot serve in turn."
        ),
        "serving-itself": _("%(node)s cannot serve itself. Choose another goal."),
        "serving-elsewhere": _("%(node)s is a goal of another city. Choose one of this city."),
        "issue-without-title": _("Write the title of the issue in Indonesian."),
        "issue-code-taken": _("The city has an issue with the code %(code)s already. Give another one."),
        "issue-source-without-title": _("Write what the source is called, not only its address."),
        "issue-elsewhere": _(
            "This programme stands in another edition. Load the page again and choose once more."
        ),
        "readiness-off-scale": _("%(given)s is not on the scale. Readiness goes from 0 to %(most)s."),
        "swot-too-many": _(
            "%(count)s lines are too many for one quadrant. Keep the %(most)s that matter most."
        ),
        "swot-too-long": _("The line “%(line)s…” is longer than %(most)s letters. Shorten it."),
    }
)
