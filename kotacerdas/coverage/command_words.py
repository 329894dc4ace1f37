"""Words of what may be wrong with what `wifi coverage` and `wifi viewshed` are given."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "coverage-points-file": _("The file %(file)s cannot be read: %(reason)s."),
        "coverage-point-no-id": _("The point has no id. Give each point its own."),
        "coverage-point-figure": _("“%(given)s” is no number (point %(point)s)."),
        "coverage-point-twice": _(
            "The id %(point)s stands in line %(first)s already. Give each point its own, or leave one out."
        ),
        "coverage-mosaic-cell": _("Several elevation models become one with --cell METRES only."),
        "coverage-output": _("%(file)s cannot be written: its folder is not there, or not yours to write."),
        "coverage-output-is-input": _(
            "%(file)s is read, so it cannot be written. Give another name with -o."
        ),
        "coverage-viewshed-where": _(
            "Say where the antenna stands: --lon and --lat, or --x and --y in the model's system."
        ),
    }
)
