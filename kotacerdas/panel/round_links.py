"""What the calendar of a round offers about its panels."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.round_links import Link, register
from kotacerdas.panel.models import Clarification, Interview, Panel

if TYPE_CHECKING:
    from django.db.models import QuerySet

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


def _questions(round_: "Round", city: "City | None", user: "Someone") -> str:
    """Only where some were asked."""
    rows = Clarification.objects.visible_to(user).filter(panel__round=round_)
    return f"{reverse('panel:clarifications')}?putaran={round_.code}" if _some(rows, user) else ""


def _interviews(round_: "Round", city: "City | None", user: "Someone") -> str:
    """Those that are set; to whoever keeps the round also where one is set."""
    keeps = user.is_authenticated and guarding.may_keep(round_, user)
    if not keeps and not _some(Interview.objects.visible_to(user).filter(round=round_), user):
        return ""
    return f"{reverse('panel:interviews')}?putaran={round_.code}"


def _some(rows: "QuerySet[Any]", user: "Someone") -> bool:
    return user.is_authenticated and rows.exists()


register(Link("panel.panels", _("Assessors of this round"), _panels, "users", order=40))
register(Link("panel.seat", _("Your seat as assessor"), _seat, "armchair", order=45))
register(Link("panel.questions", _("Questions of assessors"), _questions, "message-question", order=50))
register(Link("panel.interviews", _("Interviews"), _interviews, "microphone-2", order=55))
