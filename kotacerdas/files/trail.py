"""Sentences of this app's deeds in the audit trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "files.kept": _("%(who)s attached the file %(file)s to %(what)s."),
        "files.given-up": _("%(who)s removed the file %(file)s from %(what)s."),
    }
)
