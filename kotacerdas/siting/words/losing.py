"""Words of why the points that would be missed least cannot be told."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "losing-no-points": _("The city has no Wi-Fi point that is on. Write down the points first."),
        "losing-many-points": _("%(count)s points are too many; %(most)s are the most."),
        "losing-off-ground": _(
            "No Wi-Fi point stands on the elevation model in use. Use one that covers the city, or correct the places of the points."
        ),
        "losing-all": _("%(given)s of %(points)s points cannot go. Write a number below %(points)s."),
        "losing-no-costs": _(
            "No contract that runs today says what a point costs, so a share of the cost cannot be saved. Write down the costs of "
            "the contracts, or ask for a number of points."
        ),
        "losing-unknown-point": _("%(given)s is no Wi-Fi point that stands on the ground of the city today."),
        "losing-too-much": _(
            "So much cannot go: what must stay (%(musts)s points), what feeds other points, and points of unknown cost leave too "
            "little. Name fewer points that must stay, or ask for less."
        ),
    }
)
