"""What the calendar of a round offers a city: its board, or to begin with one."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.evaluation.round_links import Link, register
from kotacerdas.people.access import may
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment.models import Assessment

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def _board(round_: "Round", city: "City | None", user: "Someone") -> str:
    rows = (
        Assessment.objects.visible_to(user).filter(round=round_, city=city)
        if city
        else Assessment.objects.none()
    )
    return reverse("selfassessment:board", args=[round_.code]) if rows.exists() else ""


def _begin(round_: "Round", city: "City | None", user: "Someone") -> str:
    """For whoever keeps the round in the city, until the questions are opened: the list has the button."""
    if city is None or not round_.instrument or not may(user, Permission.KEEP_ROUNDS, city):
        return ""
    if not round_.participations.filter(city=city, state="joined").exists() or _board(round_, city, user):
        return ""
    return reverse("selfassessment:assessments")


register(Link("selfassessment.board", _("Board of the self-assessment"), _board, "layout-board", order=10))
register(Link("selfassessment.begin", _("Begin the self-assessment"), _begin, "layout-board", order=20))
