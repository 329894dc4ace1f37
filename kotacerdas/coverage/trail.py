"""The deeds on blank spots and coverage in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "coverage.ask-survey": _("%(who)s asked for the blank spots to be computed anew."),
        "coverage.survey": _(
            "The blank spots were computed: new %(new)s, the same %(same)s, split %(split)s, merged %(merged)s, "
            "not found any more %(gone)s, found again %(again)s."
        ),
        "coverage.ask-run": _("%(who)s asked for the coverage to be computed anew."),
        "coverage.run": _("The coverage was computed: %(points)s points reach %(people)s people."),
        "coverage.add-spot": _("%(who)s wrote down the blank spot %(what)s."),
        "coverage.verify-spot": _("%(who)s verified the blank spot %(what)s: %(reason)s"),
        "coverage.plan-spot": _("%(who)s planned for the blank spot %(what)s: %(remedy)s."),
        "coverage.solve-spot": _("%(who)s marked the blank spot %(what)s as solved: %(reason)s"),
        "coverage.reject-spot": _("%(who)s rejected the blank spot %(what)s as wrong: %(reason)s"),
        "coverage.reopen-spot": _("%(who)s opened the blank spot %(what)s again: %(reason)s"),
    }
)
