"""Words for what may be wrong with an edition, its review and the comparison of two."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "plan-code-taken": _("The city has an edition with the code %(code)s already. Give another one."),
        "edition-without-title": _("Write the title of the document in Indonesian."),
        "edition-years": _(
            "The years %(first)s to %(last)s are no period. Write the first year, then the last."
        ),
        "edition-too-long": _("A plan covers at most %(most)s years. Correct the first or the last year."),
        "edition-agency": _(
            "A Renstra and a Renja belong to an agency, every other plan to the whole city. Correct the agency of this %(kind)s."
        ),
        "edition-years-in-use": _(
            "%(count)s programmes have targets, money or days outside %(first)s to %(last)s. Change those first."
        ),
        "edition-of-another-kind": _(
            "The next edition is of the same kind and agency as this one, and does not begin before it."
        ),
        "edition-without-reason": _("Write the reason; it stands in the trail."),
        "edition-not-in-review": _("“%(edition)s” is not in review any more. Load the page again."),
        "review-ends-in-the-past": _("%(day)s is over. Give the review a day that is still to come."),
        "adoption-in-the-future": _(
            "%(day)s is still to come. Adopt the plan here once it has been adopted, with the day on the document."
        ),
        "edition-undecided": _(
            "%(count)s words of the review are undecided. Decide them, or adopt in spite of them with a reason."
        ),
        "remark-empty": _("Write down what was said."),
        "remark-without-speaker": _("Write who said it, or for whom he or she spoke."),
        "remark-in-the-future": _("%(day)s is still to come. Give the day on which it was said."),
        "remark-two-things": _("A remark is on one goal, on one programme or on the whole."),
        "remark-elsewhere": _(
            "This goal or programme stands in another edition. Choose one of this edition."
        ),
        "remark-decided": _("This remark is decided. Open it again before you change it."),
        "remark-not-decided": _("This remark is open already."),
        "remark-without-reason": _("Write the reason; whoever said it is owed one."),
        "plan-unknown": _(
            "%(city)s has no edition with the code %(code)s that everybody may read. It has: %(known)s."
        ),
        "plan-city-unknown": _(
            "No city is known as %(name)s. Give its code, such as 64.71, or its full name."
        ),
    }
)
