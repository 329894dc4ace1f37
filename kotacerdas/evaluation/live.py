"""The figure of this app that can be frozen as evidence: how many recommendations were followed up."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common import formats, subjects
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evidence.live import Figure, LiveResult, Period, Row, register
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task


def followed_up(city: Any, period: Period) -> LiveResult:
    """Recommendations given up to the period's last year; work that was accepted within the period."""
    advice = list(Recommendation.objects.told().filter(city=city, year__lte=period.until.year))
    keys = {subjects.reference(each).key: each for each in advice}
    tasks = Task.objects.filter(
        city=city, subject_kind="evaluation.recommendation", subject_key__in=keys
    ).exclude(state=State.CANCELLED)
    given: set[str] = set()
    finished: set[str] = set()
    has_samples = False
    for key, state, reported_on, is_sample in tasks.values_list(
        "subject_key", "state", "reported_on", "is_sample"
    ):
        given.add(key)
        has_samples = has_samples or is_sample
        if state == State.ACCEPTED and reported_on and period.since <= reported_on <= period.until:
            finished.add(key)
    years = sorted({each.year for each in advice})
    rows = tuple(
        Row(
            str(year),
            (
                sum(1 for each in advice if each.year == year),
                sum(1 for key in given if keys[key].year == year),
                sum(1 for key in finished if keys[key].year == year),
            ),
        )
        for year in years
    )
    return LiveResult(
        head=_("Year of the recommendations"),
        columns=(_("Recommendations"), _("With tasks"), _("Followed up")),
        rows=rows,
        value=Decimal(len(finished)) if advice else None,
        query_text=_(
            "All recommendations to the city up to %(year)s. Followed up: at least one task made of it was reported from "
            "%(since)s to %(until)s and accepted."
        )
        % {
            "year": period.until.year,
            "since": formats.day(period.since),
            "until": formats.day(period.until),
        },
        has_samples=has_samples,
    )


register(
    Figure(
        "evaluation.followed-up",
        gettext_lazy("Recommendations followed up"),
        gettext_lazy("recommendations"),
        0,
        followed_up,
    )
)
