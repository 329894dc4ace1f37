"""Reminds the programme office of the day on which its answers must be submitted."""

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
from kotacerdas.selfassessment.models import Assessment

LADDER = "selfassessment.submission"

register(
    Kind(
        "selfassessment.submission_due",
        title=_("Reminders of the day on which a round must be submitted"),
        subject=_("Submission due on %(due)s: %(what)s"),
        body=_("“%(what)s” must be submitted by %(due)s. See which answers are not checked yet."),
        button=_("Open the submission"),
        by_hand=True,
    )
)


def begin(assessment: Assessment, *, now: datetime) -> None:
    """Until it is submitted. Without days for the submission there is nothing to be reminded of."""
    window = calendar_of(assessment.round, assessment.city).get(Step.SUBMISSION)
    if is_quiet() or window is None or assessment.is_submitted or window.closes_at <= now:
        return
    with translation.override(settings.LANGUAGE_CODE):
        address = reverse("selfassessment:submit", args=[assessment.round.code])
    notices.climb(
        ladder=LADDER,
        about=assessment,
        owner=None,
        city=assessment.city,
        due_at=window.closes_at,
        now=now,
        values={"what": {"id": assessment.round.title_id, "en": assessment.round.title_en}},
        url=address,
    )


def end(assessment: Assessment, *, now: datetime) -> None:
    notices.step_down(about=assessment, now=now, ladder=LADDER)
