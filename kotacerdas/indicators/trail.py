"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "indicators.define": _("%(who)s defined the indicator %(what)s."),
        "indicators.change": _("%(who)s changed what the indicator %(what)s means."),
        "indicators.begin-series": _("%(who)s began a series of %(what)s."),
        "indicators.write": _("%(who)s wrote %(count)s figures of %(what)s: %(periods)s."),
        "indicators.remove": _("%(who)s took away the figure of %(what)s for %(period)s: %(reason)s"),
        "indicators.target": _("%(who)s set the target of %(what)s for %(year)s."),
        "indicators.drop-target": _("%(who)s took away the target of %(what)s for %(year)s."),
        "indicators.forecast": _("%(who)s asked for a forecast of %(what)s."),
        "indicators.keep-scenario": _("%(who)s wrote the scenario %(what)s."),
        "indicators.keep-balance": _("%(who)s wrote the balance %(what)s."),
    }
)
