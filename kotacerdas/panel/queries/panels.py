"""Where somebody sits as an assessor, and which rounds he or she keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Calendar, Deed, until, why_not
from kotacerdas.evaluation.models import Participation, Round
from kotacerdas.evaluation.queries.calendars import calendar_from, prefetched
from kotacerdas.evaluation.words import told
from kotacerdas.panel.domain import standing
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.domain.standing import Duty
from kotacerdas.panel.models import Mark, Seat
from kotacerdas.panel.models.seats import kept_by
from kotacerdas.panel.queries import progress
from kotacerdas.selfassessment import questionnaire

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.people.models import User

DEEDS = {Duty.DECLARE: Deed.DECLARE, Duty.SCORE: Deed.SCORE, Duty.TALK: Deed.SCORE}
"""What the days must allow for what a seat has to do."""


@dataclass(frozen=True)
class Sitting:
    """One seat as whoever sits in it sees it."""

    seat: Seat
    duty: Duty
    scored: int
    total: int
    next_code: str
    """The first question without a score; of a seat that has scored everything the first of the form."""
    differences: int
    """Left to be talked about, once the panel is open."""
    until: datetime | None
    refusals: list[Fault]
    """Why the days do not allow it now."""


def sittings(user: "User", *, now: datetime) -> list[Sitting]:
    """The newest round first; a fixed number of queries."""
    rows = Seat.objects.of(user).select_related("panel__city", "user")
    rows = rows.prefetch_related(Prefetch("panel__round", prefetched(Round.objects.select_related("city"))))
    seats = list(rows.order_by("-panel__round__year", "panel__round__code", "panel__city__code"))
    panels = [seat.panel for seat in seats]
    codes = _scored_codes(seats)
    numbers = progress.submitted({panel.round for panel in panels})
    left = progress.differences_left(panels)
    return [
        _sitting(
            seat,
            codes[seat.pk],
            is_submitted=(seat.panel.round_id, seat.panel.city_id) in numbers,
            differences=left[seat.panel_id],
            now=now,
        )
        for seat in seats
    ]


def _sitting(seat: Seat, scored: set[str], *, is_submitted: bool, differences: int, now: datetime) -> Sitting:
    panel = seat.panel
    form = questionnaire.questions(panel.round)
    missing = [code for code in form if code not in scored]
    duty = standing.duty(
        progress.way_of(panel),
        has_declared=seat.stands is State.DECLARED,
        is_submitted=is_submitted,
        left=len(missing),
    )
    deed, calendar = DEEDS.get(duty), calendar_from(panel.round, panel.city)
    return Sitting(
        seat=seat,
        duty=duty,
        scored=len(form) - len(missing),
        total=len(form),
        next_code=(missing or list(form))[0],
        differences=differences,
        until=until(deed, calendar, now) if deed else None,
        refusals=days_against(deed, calendar, now) if deed else [],
    )


def days_against(deed: Deed, calendar: Calendar, now: datetime) -> list[Fault]:
    fault = why_not(deed, calendar, now)
    return told([fault] if fault else [])


def _scored_codes(seats: Iterable[Seat]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {seat.pk: set() for seat in seats}
    marks = Mark.objects.filter(seat__in=list(found), level__isnull=False)
    for seat, code in marks.values_list("seat", "code"):
        found[seat].add(code)
    return found


def kept_rounds(user: "User") -> list[Round]:
    """Those in which assessors sit here and of which somebody keeps at least one city, the newest first; two queries."""
    some = set(kept_cities(user).values_list("round", flat=True))
    kinds = (Round.Kind.RUN, Round.Kind.TRIAL)
    rows = Round.objects.visible_to(user).filter(kind__in=kinds).select_related("city", "province")
    return [
        each for each in rows.order_by("-year", "code") if each.pk in some or guarding.may_keep(each, user)
    ]


def kept_cities(user: "User") -> "QuerySet[Participation]":
    """The cities that take part in a round and whose panels somebody keeps."""
    return Participation.objects.filter(kept_by(user), state=Participation.State.JOINED)
