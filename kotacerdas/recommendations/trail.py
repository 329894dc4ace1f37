"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "recommendations.plan": _("%(who)s planned what is done about recommendation %(what)s."),
        "recommendations.claim.none": _("%(who)s took back the claim about recommendation %(what)s."),
        "recommendations.claim.planned": _("%(who)s claimed that recommendation %(what)s is planned."),
        "recommendations.claim.under_way": _("%(who)s claimed that recommendation %(what)s is under way."),
        "recommendations.claim.done": _("%(who)s claimed that recommendation %(what)s is done."),
        "recommendations.accept": _("%(who)s found the proof of recommendation %(what)s sufficient."),
        "recommendations.reject": _(
            "%(who)s found the proof of recommendation %(what)s not sufficient: %(reason)s"
        ),
        "recommendations.new_proof": _("Recommendation %(what)s has new proof, to be judged again."),
        "recommendations.record_verdict.none": _(
            "%(who)s took back what the assessors had said about recommendation %(what)s."
        ),
        "recommendations.record_verdict.fulfilled": _(
            "%(who)s recorded that the assessors of %(year)s found recommendation %(what)s fulfilled."
        ),
        "recommendations.record_verdict.partly": _(
            "%(who)s recorded that the assessors of %(year)s found recommendation %(what)s partly fulfilled."
        ),
        "recommendations.record_verdict.not_fulfilled": _(
            "%(who)s recorded that the assessors of %(year)s found recommendation %(what)s not fulfilled."
        ),
        "recommendations.close": _("%(who)s closed recommendation %(what)s: %(reason)s"),
        "recommendations.reopen": _("%(who)s opened recommendation %(what)s again: %(reason)s"),
    }
)
