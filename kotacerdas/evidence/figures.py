"""The figures of the apps below evidence: tasks finished in time, letters issued."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kotacerdas.common import formats
from kotacerdas.evidence.live import Figure, LiveResult, Period, Row, register, share
from kotacerdas.followup.domain.workflow import State as TaskState
from kotacerdas.followup.models import Task
from kotacerdas.letters.domain.states import State as LetterState
from kotacerdas.letters.models import Letter

_DONE = (TaskState.REPORTED, TaskState.ACCEPTED)


def tasks_in_time(city: Any, period: Period) -> LiveResult:
    """By organisation; a task counts in the period in which it was due."""
    due = Task.objects.filter(city=city, due_on__range=(period.since, period.until))
    due = due.exclude(state=TaskState.CANCELLED)
    done = Q(state__in=_DONE)
    counted = list(
        due.order_by()
        .values("organisation", "organisation__name")
        .annotate(
            due=Count("pk"),
            late=Count("pk", filter=done & Q(reported_on__gt=F("due_on"))),
            open=Count("pk", filter=~done),
            in_time=Count("pk", filter=done & Q(reported_on__lte=F("due_on"))),
            samples=Count("pk", filter=Q(is_sample=True)),
        )
        .order_by("organisation__name")
    )
    rows = tuple(
        Row(
            each["organisation__name"] or _("persons without an organisation"),
            (each["due"], each["late"], each["open"], each["in_time"]),
        )
        for each in counted
    )
    return LiveResult(
        head=_("Organisation"),
        columns=(_("Due"), _("Finished late"), _("Not finished"), _("Finished in time")),
        rows=rows,
        value=share(sum(row.numbers[3] for row in rows), sum(row.numbers[0] for row in rows)),
        query_text=_(
            "All tasks of the city that were due from %(since)s to %(until)s and were not cancelled. Finished in time: "
            "reported as done, and not returned, on the day that it was due or before. The figure is their share of "
            "all that were due."
        )
        % _days(period),
        has_samples=any(each["samples"] for each in counted),
    )


def letters_issued(city: Any, period: Period) -> LiveResult:
    """By numbering book; void letters keep their number and are counted apart."""
    issued = Letter.objects.filter(city=city, dated_on__range=(period.since, period.until))
    void = Q(state=LetterState.VOID)
    counted = list(
        issued.exclude(state=LetterState.DRAFT)
        .order_by()
        .values("book__name")
        .annotate(
            void=Count("pk", filter=void),
            issued=Count("pk", filter=~void),
            samples=Count("pk", filter=Q(is_sample=True)),
        )
        .order_by("book__name")
    )
    rows = tuple(Row(each["book__name"], (each["void"], each["issued"])) for each in counted)
    total = sum(row.numbers[1] for row in rows)
    return LiveResult(
        head=_("Numbering book"),
        columns=(_("Made void"), _("Issued")),
        rows=rows,
        value=Decimal(total) if rows else None,
        query_text=_(
            "All letters of the city with a date from %(since)s to %(until)s that were given a number. Letters that were "
            "made void are told apart and do not count."
        )
        % _days(period),
        has_samples=any(each["samples"] for each in counted),
    )


def _days(period: Period) -> dict[str, str]:
    return {"since": formats.day(period.since), "until": formats.day(period.until)}


register(
    Figure("followup.in-time", gettext_lazy("Tasks finished in time"), gettext_lazy("%"), 1, tasks_in_time)
)
register(Figure("letters.issued", gettext_lazy("Letters issued"), gettext_lazy("letters"), 0, letters_issued))
