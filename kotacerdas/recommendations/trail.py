"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "recommendations.plan": _("%(who)s planned what is done about recommendation %(what)s."),
        "recommendations.claim": _("%(who)s claimed of recommendation %(what)s: %(claim)s."),
        "recommendations.accept": _("%(who)s found the proof of recommendation %(what)s sufficient."),
        "recommendations.reject": _(
            "%(who)s found the proof of recommendation %(what)s not sufficient: %(reason)s"
        ),
        "recommendations.new_proof": _("Recommendation %(what)s has new proof, to be judged again."),
        "recommendations.record_verdict": _(
            "%(who)s recorded what the assessors of %(year)s said about recommendation %(what)s: %(verdict)s."
        ),
        "recommendations.close": _("%(who)s closed recommendation %(what)s: %(reason)s"),
        "recommendations.reopen": _("%(who)s opened recommendation %(what)s again: %(reason)s"),
    }
)
