"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "instruments.level_written": _("%(who)s wrote what earns a level: %(what)s."),
        "instruments.edition_begun": _("%(who)s copied a form: %(what)s, from %(from)s."),
        "instruments.edition_brought": _("%(who)s brought a form as a file: %(what)s."),
        "instruments.edition_changed": _("%(who)s changed the form %(what)s."),
        "instruments.edition_published": _("%(who)s published the form %(what)s."),
        "instruments.edition_discarded": _("%(who)s threw away the draft of the form %(edition)s."),
    }
)
