"""Words of what may be wrong with many cities and the cluster that computes them."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.faults import register

register(
    {
        "coverage-city-no-code": _("The row names no city. Give each city a code or a name of its own."),
        "coverage-city-twice": _("%(city)s stands there twice. Give each row a name of its own."),
        "coverage-city-no-file": _("No file is named for %(city)s."),
        "coverage-city-failed": _("It could not be computed: %(reason)s. The other cities were not held up."),
        "coverage-cluster-address": _(
            "“%(given)s” is no address of a scheduler. Write tcp://127.0.0.1:8786 or tls://host:8786."
        ),
        "coverage-cluster-open": _(
            "%(address)s is open to everybody on the network, and whoever reaches it can run what he or she likes there. Use "
            "tls://, or a scheduler on this machine."
        ),
        "coverage-cluster-silent": _(
            "The scheduler %(address)s does not answer: %(reason)s. Is it running? Leave out --dask to compute here."
        ),
        "siting-demand-figure": _(
            "“%(given)s” is no number (demand %(demand)s). Degrees have a point, and a weight counts from 0 on."
        ),
        "siting-city-no-candidates": _(
            "There is no place where a site could stand: no row of the file, or no land on the grid."
        ),
        "siting-city-many-candidates": _(
            "%(count)s candidates are too many; %(most)s are the most. Choose a wider grid, or a shorter list."
        ),
        "siting-candidates-and-grid": _(
            "%(city)s names both a file of candidates and the spacing of a grid. Leave one empty."
        ),
        "siting-spacing": _("A grid of %(given)s metres cannot be made. Write a number above 0."),
        "coverage-no-cluster-group": _(
            "Dask is not installed. Type: uv sync --inexact --group cluster, in the folder of KotaCerdas."
        ),
    }
)
