"""Words of what may be wrong with priorities, portfolios and ways to build: each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "scale-without-title": _("The scale and each of its criteria need a title."),
        "scale-in-use": _(
            "Somebody has compared or marked by these criteria already, so none can be added or taken out. Change their words, or "
            "make another scale."
        ),
        "scale-closed": _("This scale is closed; nobody compares any more."),
        "scale-without-pairs": _(
            "The weights of this scale are given directly; there is nothing to compare."
        ),
        "criterion-twice": _("The criterion “%(criterion)s” stands there twice."),
        "criterion-weight": _("A weight lies between 0 and 9,999; only its share counts."),
        "pairwise-step": _("“%(first)s” against “%(second)s”: choose a step from 9 to 1/9, not “%(given)s”."),
        "opinion-consistent": _("These comparisons do not contradict each other; they count already."),
        "programme-mark-off-scale": _("A mark lies between 0 and 100; %(given)s does not."),
        "mark-of-another-scale": _("The sheet no longer fits the programmes. Open it again."),
        "relation-across-editions": _(
            "%(programme)s and %(other)s belong to two editions. Choose two of the same."
        ),
        "relation-said-already": _(
            "That %(programme)s and %(other)s never stand beside each other has been said already."
        ),
        "effort-off-scale": _("Work is at least nothing and below 100,000 person-months; %(given)s is not."),
        "portfolio-without-title": _("Give the portfolio a title, such as what it tries out."),
        "portfolio-without-priorities": _(
            "There are no priorities yet. Compare the criteria and mark the programmes first, or choose by gain."
        ),
        "portfolio-without-gains": _(
            "No programme names a question of the evaluation, so none lifts the final index. Write the questions into the "
            "programmes first, or choose by priority."
        ),
        "portfolio-must-done": _("%(programme)s is done already; take it out of what must be chosen."),
        "portfolio-must-stopped": _("%(programme)s was stopped; take it out of what must be chosen."),
        "portfolio-must-no-costs": _(
            "Nobody has written what %(programme)s costs. Write its budget, or take it out of what must be chosen."
        ),
        "portfolio-must-past": _(
            "All money of %(programme)s lies before the first year; take it out of what must be chosen."
        ),
        "portfolio-must-needs": _(
            "%(programme)s comes only with %(other)s, which cannot be chosen; take it out of what must be chosen."
        ),
        "portfolio-must-beside": _(
            "%(programme)s never stands beside %(other)s, which is there already; take it out of what must be chosen."
        ),
        "portfolio-decided": _(
            "“%(portfolio)s” stays, for it was decided about on %(day)s (%(outcome)s), and a decision keeps what it was taken on."
        ),
        "portfolio-way-chosen": _(
            "“%(portfolio)s” stays, for it chose “%(way)s” for %(programme)s, and that way to build was chosen. Choose another way "
            "first."
        ),
        "resolution-without-reason": _("Say why it was decided so."),
        "resolution-without-answer": _(
            "This portfolio has no answer that could be taken. Only “not taken” can be recorded."
        ),
        "resolution-of-the-future": _("%(day)s has not come yet. Write the day on which it was decided."),
        "dissent-half": _("A dissent needs both: who, and why."),
        "way-without-title": _("Give the way to build a title."),
        "way-without-reason": _("Say why this way is chosen."),
        "way-without-capital": _(
            "Write what building it this way costs, by source and year, before it is chosen."
        ),
        "way-chosen": _("This way was chosen, and its money is the programme’s. Choose another one first."),
        "way-chosen-capital": _(
            "This way was chosen, so what building it costs stands in the programme’s budget. Change it there."
        ),
        "way-year": _("%(year)s lies outside the years of the edition, %(first)s to %(last)s."),
        "way-money": _("%(given)s rupiah is no plausible amount. Check the zeros."),
        "way-life": _("Years of life are a whole number from 1 to %(most)s."),
        "way-months": _("Months until it can be used are a whole number from 0 to %(most)s."),
        "way-half-risk": _("A risk needs both: how likely it is, and how hard it would hit."),
        "way-brings": _("A way brings more than nothing and at most the whole of what the programme brings."),
    }
)
