"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "connectivity.look-at": _(
            "%(who)s looked at the file of measurements “%(name)s” (SHA-256 %(sha256)s)."
        ),
        "connectivity.bring": _("%(who)s brought in %(count)s measurements of “%(name)s”."),
        "connectivity.drop": _("%(who)s took the measurements of “%(name)s” away (%(count)s)."),
        "connectivity.keep-towers": _("%(who)s wrote %(count)s towers."),
        "connectivity.drop-towers": _("%(who)s took %(count)s towers away."),
        "connectivity.keep-lines": _("%(who)s wrote the fixed lines of %(count)s RTs."),
        "connectivity.drop-lines": _("%(who)s took the fixed lines of %(count)s RTs away."),
        "connectivity.report": _("%(who)s wrote reports of signal (%(count)s)."),
        "connectivity.drop-reports": _("%(who)s took back reports of signal (%(count)s)."),
        "connectivity.check": _("%(who)s checked the report of signal %(what)s."),
        "connectivity.compute": _("%(who)s computed who has a signal where."),
    }
)
