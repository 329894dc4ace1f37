"""Sentences of this app's deeds in the audit trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "backup.made": _("The backup %(name)s was made and read back."),
        "backup.restored": _(
            "The backup %(name)s, made at %(made_at)s, was put back in place of what was here."
        ),
    }
)
