"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "terrain.invent": _("%(who)s had a synthetic relief made for the city."),
        "terrain.again": _("%(who)s had the elevation model %(what)s prepared anew."),
        "terrain.take": _("%(what)s became the ground over which coverage is computed (brought by %(who)s)."),
    }
)
