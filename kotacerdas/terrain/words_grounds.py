"""Words of what may be wrong with the ground of a city."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "terrain-no-outlines": _(
            "The city has no outlines yet, so nobody knows where its relief should lie. Bring them first."
        ),
        "terrain-too-much": _(
            "These are %(count)s files of %(size_bytes)s; this page takes %(most)s files of %(most_bytes)s together. Bring more on the "
            "server: %(command)s"
        ),
        "terrain-city-unknown": _("There is no city “%(name)s” here."),
        "terrain-no-source": _(
            "Say with --source who measured the model, when, and under which terms it may be used."
        ),
        "terrain-cell-of-ground": _("A ground has cells of 1 to 100 whole metres, not %(given)s."),
        "terrain-not-ready": _("“%(title)s” was never ready. Bring it again."),
    }
)
