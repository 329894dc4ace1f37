"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "letters.drafted": _("%(who)s began the letter “%(what)s”."),
        "letters.edited": _("%(who)s changed the draft of the letter “%(what)s”."),
        "letters.discarded": _("%(who)s threw away the draft of the letter “%(what)s”."),
        "letters.attached": _("%(who)s attached “%(title)s” to the letter “%(what)s”."),
        "letters.detached": _("%(who)s took the attachment “%(title)s” from the letter “%(what)s”."),
        "letters.issued": _("%(who)s issued the letter “%(what)s” with the number %(number)s."),
        "letters.signed": _("%(who)s brought back the signed copy of the letter “%(what)s”."),
        "letters.copy_replaced": _("%(who)s replaced the signed copy of the letter “%(what)s”: %(reason)s"),
        "letters.voided": _("%(who)s made the letter “%(what)s” void: %(reason)s"),
        "letters.sent": _("%(who)s sent the letter “%(what)s” to %(count)s recipients."),
        "letters.opened": _("%(name)s opened the letter “%(what)s” by its link."),
        "letters.book_written": _("%(who)s wrote the numbering book “%(what)s”."),
        "letters.book_started": _(
            "%(who)s let the numbering book “%(what)s” go on in %(year)s after number %(number)s."
        ),
        "letters.letterhead_written": _("%(who)s wrote the letterhead “%(what)s”."),
        "letters.signatory_written": _("%(who)s wrote the signatory “%(what)s”."),
        "letters.template_written": _("%(who)s wrote the letter template “%(what)s”."),
    }
)
