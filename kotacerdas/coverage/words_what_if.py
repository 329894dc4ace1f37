"""Words of what may be wrong with trying other places: each says what to do."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "what-if-unreadable": _("What was sent cannot be read. Reload the page and try again."),
        "what-if-too-many": _("At most %(most)s points are tried at once. Undo some of them first."),
        "what-if-no-code": _("Say which point: the code that stands in the list, such as W-1."),
        "what-if-no-number": _("A number is missing or wrong (%(name)s of the point %(point)s)."),
        "what-if-radius": _("The radius is between %(least)s and %(most)s metres."),
        "what-if-twice": _("The point %(point)s is tried twice. Keep one of its places."),
        "what-if-unknown": _("There is no point %(point)s that is on. Look into the list of points."),
        "what-if-there-already": _("There is a point %(point)s already. Give the new one another name."),
        "what-if-outside": _(
            "The point %(point)s would stand outside the elevation model (%(lon)s, %(lat)s). Put it into the city."
        ),
        "what-if-swapped": _(
            "The point %(point)s would stand outside, but inside with longitude and latitude changed over. Is %(lon)s really the "
            "longitude?"
        ),
        "what-if-on-void": _("Nobody knows the ground under the point %(point)s. Put it elsewhere."),
        "what-if-no-ground": _(
            "The city has no elevation model in use, so nobody can say what a point sees. Bring one, or have one invented."
        ),
    }
)
