"""Sentences about workbooks of figures and targets, and about what publishers answer."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds
from kotacerdas.common.faults import register

kinds.register(
    {
        "indicators.take-back": _(
            "%(who)s took %(count)s figures of %(what)s back (%(periods)s): %(reason)s"
        ),
    }
)

register(
    {
        "figures-shared": _(
            "Figures of a province and of the nation are shared by all cities; an office for the whole country writes them."
        ),
        "figures-elsewhere": _(
            "“%(place)s” is not %(wanted)s. Rows of other places are not brought in here."
        ),
        "figures-other-indicator": _(
            "“%(title)s” is another indicator than “%(code)s”. Leave one of the two out."
        ),
        "figures-mark-unreadable": _(
            "The mark “%(label)s” takes small letters, figures and dashes only, at most 40."
        ),
        "figures-fewer-places": _("%(value)s has more decimals than the %(places)s that stand beside it."),
        "figures-no-address": _("“%(address)s” is no address. Write it with https:// in front."),
        "figure-not-there": _(
            "%(code)s has no figure for %(period)s in %(city)s. There are figures for: %(known)s."
        ),
        "indicator-city-unknown": _("No kabupaten or kota is called “%(name)s”."),
        "target-year": _("“%(given)s” is no year. A target is set for a year such as 2027."),
    }
)
