"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "evaluation.results_loaded": _("%(who)s loaded %(count)s results into the round %(what)s."),
        "evaluation.round_published": _("%(who)s published the round %(what)s."),
        "evaluation.round_taken_back": _("%(who)s took back the round %(what)s."),
    }
)
