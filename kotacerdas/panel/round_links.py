"""What the calendar of a round offers about its panels."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.round_links import Link, register
from kotacerdas.panel.models import Panel

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def _panels(round_: "Round", city: "City | None", user: "Someone") -> str:
    """For whoever keeps a round in which assessors sit here."""
    if (
        round_.kind not in {"run", "trial"}
        or not user.is_authenticated
        or not guarding.may_keep(round_, user)
    ):
        return ""
    return reverse("panel:round", args=[round_.code])


def _seat(round_: "Round", city: "City | None", user: "Someone") -> str:
    """The room of whoever sits in a panel of this round."""
    row = Panel.objects.sat_in_by(user).filter(round=round_).select_related("city").first()
    return reverse("panel:panel", args=[round_.code, row.city.code]) if row else ""


register(Link("panel.panels", _("Assessors of this round"), _panels, "users", order=40))
register(Link("panel.seat", _("Your seat as assessor"), _seat, "armchair", order=45))
