"""The deeds of joining in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "accounts.invited": _("%(who)s invited %(email)s: %(what)s."),
        "accounts.invited-again": _("%(who)s sent the invitation of %(email)s again: %(what)s."),
        "accounts.invitation-revoked": _("%(who)s revoked the invitation of %(email)s: %(what)s."),
        "accounts.invitation-accepted": _("%(who)s accepted an invitation: %(what)s."),
        "accounts.code-made": _("%(who)s made a code to join with %(uses)s uses: %(what)s."),
        "accounts.code-revoked": _("%(who)s revoked the code to join: %(what)s."),
        "accounts.asked-by-code": _("Somebody typed the code of “%(what)s” and gave the address %(email)s."),
        "accounts.join-asked": _("%(who)s wishes to join: %(what)s."),
        "accounts.join-approved": _("%(who)s let somebody join: %(what)s."),
        "accounts.join-refused": _("%(who)s declined that somebody joins: %(what)s."),
    }
)
