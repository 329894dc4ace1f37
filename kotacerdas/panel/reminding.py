"""Reminds an assessor of the day on which the scoring ends, as long as questions are left."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.models import Seat

LADDER = "panel.scoring"

register(
    Kind(
        "panel.scoring_due",
        title=_("Reminders of the day on which my scoring ends"),
        subject=_("Scoring ends on %(due)s: %(what)s"),
        body=_(
            "The scoring of %(what)s ends on %(due)s, and there are questions that you have not scored yet."
        ),
        button=_("Go on scoring"),
        by_hand=True,
    )
)


def begin(seat: Seat, *, now: datetime) -> None:
    """Until everything is scored, or the seat is given up."""
    panel = seat.panel
    window = calendar_of(panel.round, panel.city).get(Step.STAGE_2)
    if is_quiet() or window is None or window.closes_at <= now or seat.stands is not State.DECLARED:
        return
    with translation.override(settings.LANGUAGE_CODE):
        address = reverse("panel:panel", args=[panel.round.code, panel.city.code])
    notices.climb(
        ladder=LADDER,
        about=seat,
        owner=seat.user,
        city=panel.round.city,
        due_at=window.closes_at,
        now=now,
        values={"what": str(panel.city)},
        url=address,
    )


def end(seat: Seat, *, now: datetime) -> None:
    notices.step_down(about=seat, now=now, ladder=LADDER)
