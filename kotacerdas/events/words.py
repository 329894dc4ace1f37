"""What is said when somebody asks for a consumer or a kind that there is not."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "consumer-unknown": _("Nobody hears events under the name “%(name)s”. Known: %(known)s."),
        "kind-not-heard": _("“%(name)s” does not hear events of the kind “%(kind)s”. It hears: %(known)s."),
        "moment-unreadable": _("“%(text)s” is not a day such as 2026-11-22."),
    }
)
