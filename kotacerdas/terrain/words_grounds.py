"""Words of what may be wrong with the ground of a city."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "terrain-no-outlines": _(
            "The city has no outlines yet, so nobody knows where its relief should lie. Bring them first."
        ),
        "terrain-too-much": _(
            "You chose %(size_bytes)s (files: %(count)s); this page takes %(most_bytes)s together (files: %(most)s). Bring more on the "
            "server: %(command)s"
        ),
        "terrain-city-unknown": _("There is no city “%(name)s” here."),
        "terrain-no-source": _(
            "Say with --source who measured the model, when, and under which terms it may be used."
        ),
        "terrain-cell-of-ground": _("A ground has cells of 1 to 100 whole metres, not %(given)s."),
        "terrain-prepared-already": _("“%(title)s” is ready or being prepared. Nothing has to be done."),
        "terrain-not-ready": _("“%(title)s” was never ready. Bring it again."),
    }
)
