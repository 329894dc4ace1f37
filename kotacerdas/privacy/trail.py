"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "privacy.asked": _("%(who)s asked about his or her personal data: %(what)s."),
        "privacy.request_noted": _("%(who)s noted a request about personal data: %(what)s."),
        "privacy.begun": _("%(who)s began to work on the request %(what)s."),
        "privacy.done": _("%(who)s closed the request %(what)s as done."),
        "privacy.refused": _("%(who)s refused the request %(what)s."),
        "privacy.withdrawn": _("%(who)s withdrew the request %(what)s."),
        "privacy.exported": _("%(who)s took a copy of his or her own data."),
        "privacy.breach_noted": _("%(who)s noted a breach: %(what)s."),
        "privacy.breach_written": _("%(who)s wrote on in the breach notebook: %(what)s."),
    }
)
