"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "selfassessment.opened": _("%(who)s began the self-assessment “%(what)s”."),
        "selfassessment.shared": _("%(who)s gave %(count)s questions of “%(what)s” to organisations."),
        "selfassessment.copied": _("%(who)s took over %(count)s answers of %(from)s into “%(what)s”."),
        "selfassessment.written": _("%(who)s wrote %(count)s answers of “%(what)s” from a workbook."),
        "selfassessment.save": _("%(who)s wrote in the answer to question %(what)s."),
        "selfassessment.hand_in": _("%(who)s handed in the answer to question %(what)s."),
        "selfassessment.take_back": _("%(who)s took back the answer to question %(what)s."),
        "selfassessment.accept": _("%(who)s accepted the answer to question %(what)s."),
        "selfassessment.return": _("%(who)s returned the answer to question %(what)s: %(reason)s"),
        "selfassessment.submitted": _(
            "%(who)s submitted “%(what)s” for the %(number)s. time, signed by %(signer)s (SHA-256 %(sha256)s)."
        ),
        "selfassessment.reopened": _("%(who)s opened “%(what)s” again: %(reason)s"),
        "selfassessment.taken": _(
            "%(who)s took texts and files of submission %(number)s of “%(what)s” for the ministry's portal. Part: %(part)s"
        ),
        "selfassessment.receipt": _("%(who)s recorded receipt %(number)s for “%(what)s”."),
    }
)
