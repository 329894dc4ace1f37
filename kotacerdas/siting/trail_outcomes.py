"""Deeds on savings and proposals in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "siting.ask-saving": _("%(who)s asked which Wi-Fi points would be missed least."),
        "siting.saving": _("The Wi-Fi points that would be missed least were found: %(gone)s of %(points)s."),
        "siting.propose": _(
            "%(who)s proposed the sites of %(what)s to the plan %(edition)s: %(programmes)s."
        ),
    }
)
