"""Programmes of an adopted edition run from the day on which they are to start.

At the adoption those begin whose days have come already; afterwards a job begins the others, each on its day. The desk of an
agency is told once for all of its programmes, and each group is one transaction: a worker killed in between leaves no
programme that runs without a line in the trail, and whoever goes on finds only what is still to begin.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast

from kotacerdas.audit import actions as audit
from kotacerdas.audit.models import Entry
from kotacerdas.masterplan import telling_programmes as telling
from kotacerdas.masterplan.models import Edition, Programme

if TYPE_CHECKING:
    from kotacerdas.masterplan.models.programmes import ProgrammeQuerySet

STARTED = "masterplan.start-programme"


def due(edition: Edition, today: date) -> "ProgrammeQuerySet":
    """Planned programmes whose days include today; one without days goes by the years of its edition."""
    starts, ends = date(edition.first_year, 1, 1), date(edition.last_year, 12, 31)
    nothing = Q(pk__in=[])
    begun = Q(starts_on__lte=today) | (Q(starts_on=None) if starts <= today else nothing)
    not_over = Q(ends_on__gte=today) | (Q(ends_on=None) if today <= ends else nothing)
    return Programme.objects.filter(begun, not_over, edition=edition, state=Programme.State.PLANNED)


def start_due(*, now: datetime) -> int:
    """In every edition in force, by the day that it is in its city; answers how many began."""
    return sum(_start(edition, lead, now=now) for edition, lead in _waiting(now))


def _waiting(now: datetime) -> Iterator[tuple[Edition, int | None]]:
    for edition in Edition.objects.in_force().select_related("city").order_by("pk"):
        rows = _never_started(due(edition, _today(edition, now)))
        for lead in rows.order_by("lead").values_list("lead", flat=True).distinct():
            yield edition, lead


@transaction.atomic
def _start(edition: Edition, lead: int | None, *, now: datetime) -> int:
    """Those of one agency. The edition is locked, so that it is neither superseded nor written meanwhile."""
    kept = Edition.objects.in_force().select_for_update(of=("self",)).select_related("city").filter(pk=edition.pk).first()  # fmt: skip
    if kept is None:
        return 0
    rows = _never_started(due(kept, _today(kept, now))).filter(lead=lead)
    found = list(rows.select_for_update(of=("self",)).order_by("code"))
    Programme.objects.filter(pk__in=[each.pk for each in found]).update(
        state=Programme.State.RUNNING, version=F("version") + 1
    )
    if found and lead is not None:
        telling.started(kept, found, now=now)
    for each in found:
        changes = {"state": (str(Programme.State.PLANNED), str(Programme.State.RUNNING))}
        audit.record(STARTED, on=each, by=None, city=kept.city, now=now, changes=changes)
    return len(found)


def _never_started(rows: "ProgrammeQuerySet") -> "ProgrammeQuerySet":
    """Whoever sets a programme back to planned is obeyed: the system begins it once."""
    own = Cast(OuterRef("pk"), CharField())
    lines: models.QuerySet[Entry] = Entry.objects.filter(
        kind=STARTED, subject_kind="masterplan.programme", subject_key=own
    )
    return rows.exclude(Exists(lines))


def _today(edition: Edition, now: datetime) -> date:
    return now.astimezone(edition.city.timezone).date()
