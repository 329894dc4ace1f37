"""Words of this app's faults in the reader's language."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "scenario-file": _("The file %(file)s cannot be read as JSON: %(reason)s."),
        "scenario-shape": _(
            "At “%(path)s” something else is expected than %(given)s. See: kotacerdas priority schema"
        ),
        "scenario-unknown-name": _("“%(path)s” is no name of a scenario. See: kotacerdas priority schema"),
        "scenario-missing": _("“%(path)s” is missing."),
        "scenario-year": _("At “%(path)s” a year such as 2026 is expected."),
        "scenario-number": _("At “%(path)s” stands %(given)s; a number within its limits is expected."),
        "portfolio-without-programmes": _("There is no programme to choose from."),
        "programme-twice": _("The programme %(programme)s stands there twice. Give each a code of its own."),
        "programme-unknown": _("The programme %(programme)s names %(other)s, which is not in the scenario."),
        "programme-names-itself": _("The programme %(programme)s names itself. Take that out."),
        "programme-requires-and-excludes": _(
            "The programme %(programme)s requires and excludes %(other)s at once. Keep one of the two."
        ),
        "programme-question-unknown": _(
            "The programme %(programme)s lifts the question %(question)s, which is not among the questions."
        ),
        "programme-costs-and-ways": _(
            "The programme %(programme)s has both costs and ways to build. Put the costs into the ways."
        ),
        "programme-way-twice": _("Two ways of the programme %(programme)s have the same code."),
        "programmes-in-a-circle": _(
            "These programmes wait for each other in a circle: %(circle)s. Cut it somewhere."
        ),
        "portfolio-infeasible": _("No choice keeps all demands. These clash; give up or loosen one of them:"),
        "clash-budget": _("the budget of %(source)s in %(year)s"),
        "clash-capacity": _("the capacity of %(agency)s in %(year)s"),
        "clash-must": _("that %(programme)s must be chosen"),
        "clash-requires": _("that %(programme)s requires %(other)s"),
        "clash-excludes": _("that %(programme)s and %(other)s exclude each other"),
        "portfolio-no-time": _("No choice was found within %(seconds)s seconds. Allow more time."),
        "portfolio-no-solver": _(
            "The solver is not installed. Type: uv sync --inexact --group portfolio, in the folder of KotaCerdas."
        ),
        "pairwise-size": _(
            "The comparisons of %(who)s name %(given)s pairs; %(wanted)s are needed, each pair once."
        ),
        "pairwise-pair": _(
            "%(who)s compares “%(first)s” with “%(second)s”, which are not two of the criteria."
        ),
        "pairwise-twice": _("%(who)s compares “%(first)s” with “%(second)s” twice."),
        "pairwise-value": _(
            "%(who)s gives %(given)s for “%(first)s” against “%(second)s”; it is between 1/9 and 9."
        ),
        "pairwise-inconsistent": _(
            "The comparisons of %(who)s contradict each other: consistency ratio %(ratio)s, at most 0.1. Look again at "
            "“%(first)s” against “%(second)s”, or overrule with a reason."
        ),
        "pairwise-few-criteria": _("Compare at least two and at most %(most)s criteria."),
        "weights-not-positive": _("Each weight is at least nothing, and one of them more than nothing."),
        "edition-frozen": _(
            "“%(edition)s” is %(status)s; its words, targets and ceilings stay as they are. Change them in the edition that follows."
        ),
        "programme-code": _(
            "“%(given)s” cannot be the code of a programme. Write letters, digits, points and dashes, as in SG-01, at most 40."
        ),
        "programme-code-taken": _("The code %(programme)s is taken in this edition. Give another one."),
        "programme-without-title": _("The programme %(programme)s has no title. Write it."),
        "programme-without-dimension": _(
            "The programme %(programme)s belongs to no dimension. Choose one, or another kind of programme."
        ),
        "programme-stopped-without-reason": _("Say why the programme %(programme)s was stopped."),
        "programme-ends-before-start": _(
            "The programme %(programme)s ends on %(end)s, before it starts on %(start)s. Correct one of the two."
        ),
        "day-outside-edition": _(
            "%(day)s lies outside the years of the edition, %(first)s to %(last)s (programme %(programme)s)."
        ),
        "year-outside-edition": _(
            "%(year)s lies outside the years of the edition, %(first)s to %(last)s (programme %(programme)s)."
        ),
        "percent-above-hundred": _(
            "%(given)s percent %(year)s of the programme %(programme)s is more than the whole. Write at most 100, or another unit."
        ),
        "percent-below-nothing": _(
            "%(given)s percent %(year)s of the programme %(programme)s is less than nothing."
        ),
        "money-out-of-range": _(
            "%(given)s rupiah cannot be money of the programme %(programme)s in %(year)s (%(source)s). Write whole rupiah from "
            "0 to below 1,000 trillion."
        ),
        "quarters-above-ceiling": _(
            "The quarters of %(year)s (%(source)s) plan %(planned)s rupiah, the ceiling is %(ceiling)s (programme %(programme)s). "
            "Plan less, or raise the ceiling."
        ),
    }
)
