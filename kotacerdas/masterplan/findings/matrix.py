"""The sentences above the matrix of agencies and dimensions, and the names of its columns."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries.matrix import ACTION_PLANS, NO_DIMENSION, Matrix


def of_matrix(matrix: Matrix) -> str:
    total = len(matrix.rows)
    said = {"count": formats.number(matrix.without), "total": formats.number(total)}
    if not total:
        return _("No agency of the city is kept")
    if not matrix.without:
        return _("Each of the %(total)s agencies carries a programme of this plan") % said
    return (
        ngettext(
            "%(count)s of %(total)s agencies carries no programme of this plan",
            "%(count)s of %(total)s agencies carry no programme of this plan",
            matrix.without,
        )
        % said
    )


def beside_matrix(matrix: Matrix) -> str:
    if not matrix.rows or matrix.without == len(matrix.rows):
        return ""
    said = {
        "leads": formats.number(matrix.count("leads")),
        "supports": formats.number(matrix.count("supports")),
        "renstra": formats.number(matrix.count("renstra")),
    }
    return (
        _(
            "%(leads)s lead programmes, %(supports)s only support them; %(renstra)s have them in their Renstra."
        )
        % said
    )


def column(code: str) -> str:
    if code == ACTION_PLANS:
        return _("Action plans")
    if code == NO_DIMENSION:
        return pgettext("plan", "No dimension")
    return str(Dimension(code).label).removeprefix("Smart ")
