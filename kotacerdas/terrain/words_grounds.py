"""Words of what may be wrong with the ground of a city."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "terrain-no-outlines": _(
            "The city has no outlines yet, so nobody knows where its relief should lie. Bring them first."
        ),
        "terrain-not-ready": _("“%(title)s” was never ready. Bring it again."),
    }
)
