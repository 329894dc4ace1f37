"""The panels of all cities of a round, for whoever keeps it: seats and counts, never a score."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Calendar, Deed, why_not
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries.calendars import calendar_from, prefetched
from kotacerdas.panel.domain import seating, standing
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.domain.standing import Standing, Way
from kotacerdas.panel.models import Panel, Seat
from kotacerdas.panel.queries import progress
from kotacerdas.panel.queries.panels import kept_cities
from kotacerdas.selfassessment import questionnaire

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

DONE = (Standing.CONCLUDED, Standing.PUBLISHED)
BLIND = (Standing.SEATLESS, Standing.UNDECLARED, Standing.SCORING, Standing.READY)
"""While assessors still score alone."""


@dataclass(frozen=True)
class SeatLine:
    seat: Seat
    scored: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.scored

    @property
    def counts(self) -> bool:
        return self.seat.stands is State.DECLARED

    @property
    def sits(self) -> bool:
        return self.seat.stands in seating.SITTING


@dataclass(frozen=True)
class CityLine:
    city: "City"
    panel: Panel | None
    seats: list[SeatLine]
    submission: int | None
    """The number of the newest one."""
    standing: Standing
    differences: int
    """Left to be talked about, once the panel is open."""
    calendar: Calendar
    now: datetime

    @property
    def is_blind(self) -> bool:
        return self.standing in BLIND

    @property
    def may_appoint(self) -> bool:
        sitting = sum(line.sits for line in self.seats)
        return self.is_blind and sitting < seating.MOST and self._is_in_its_days(Deed.APPOINT)

    @property
    def may_open(self) -> bool:
        return self.standing is Standing.READY and self._is_in_its_days(Deed.OPEN_PANEL)

    @property
    def may_conclude(self) -> bool:
        return self.standing is Standing.OPEN and self._is_in_its_days(Deed.CONCLUDE)

    def _is_in_its_days(self, deed: Deed) -> bool:
        return why_not(deed, self.calendar, self.now) is None


@dataclass(frozen=True)
class RoundBoard:
    round: Round
    lines: list[CityLine]
    counts: Counter[Standing]

    @property
    def done(self) -> int:
        return sum(self.counts[each] for each in DONE)

    @property
    def is_all_done(self) -> bool:
        return bool(self.lines) and self.done == len(self.lines)

    @property
    def unsubmitted(self) -> int:
        return sum(line.submission is None for line in self.lines)

    @property
    def differences(self) -> int:
        return sum(line.differences for line in self.lines)


def kept(user: "User", code: str) -> Round | None:
    """The round of that code if somebody keeps it, or at least one city in it."""
    rows = prefetched(Round.objects.visible_to(user).select_related("city", "province"))
    found = rows.filter(code=code, kind__in=(Round.Kind.RUN, Round.Kind.TRIAL)).first()
    if found is None:
        return None
    keeps = guarding.may_keep(found, user) or kept_cities(user).filter(round=found).exists()
    return found if keeps else None


def of_round(round_: Round, user: "User", *, now: datetime) -> RoundBoard:
    """`round_` as `kept` gives it. A fixed number of queries, however many cities there are."""
    rows = kept_cities(user).filter(round=round_).select_related("city__province")
    cities = [row.city for row in rows.order_by("city__code")]
    panels = _panels(round_, cities)
    scored = progress.scored(seat for panel in panels.values() for seat in panel.seats.all())
    differences = progress.differences_left(panels.values())
    numbers = progress.submitted([round_])
    total = len(questionnaire.questions(round_))
    lines = [
        _line(
            round_,
            city,
            panels.get(city.pk),
            scored,
            total=total,
            submission=numbers.get((round_.pk, city.pk)),
            differences=differences[panels[city.pk].pk] if city.pk in panels else 0,
            now=now,
        )
        for city in cities
    ]
    return RoundBoard(round_, lines, Counter(line.standing for line in lines))


def _panels(round_: Round, cities: "list[City]") -> dict[int, Panel]:
    """With their seats and who sits in them; three queries."""
    seats = Prefetch("seats", Seat.objects.select_related("user").order_by("number"))
    found = {}
    for panel in Panel.objects.filter(round=round_, city__in=cities).prefetch_related(seats):
        panel.round = round_
        found[panel.city_id] = panel
    return found


def _line(
    round_: Round,
    city: "City",
    panel: Panel | None,
    scored: dict[int, int],
    *,
    total: int,
    submission: int | None,
    differences: int,
    now: datetime,
) -> CityLine:
    seats = [SeatLine(seat, scored.get(seat.pk, 0), total) for seat in panel.seats.all()] if panel else []
    return CityLine(
        city=city,
        panel=panel,
        seats=seats,
        submission=submission,
        standing=standing_of(panel, seats, is_rehearsal=round_.kind == Round.Kind.TRIAL),
        differences=differences,
        calendar=calendar_from(round_, city),
        now=now,
    )


def standing_of(panel: Panel | None, seats: list[SeatLine], *, is_rehearsal: bool) -> Standing:
    declared = [line for line in seats if line.counts]
    return standing.standing(
        progress.way_of(panel) if panel else Way(),
        declared=len(declared),
        undeclared=sum(line.sits for line in seats) - len(declared),
        least=seating.least(is_rehearsal=is_rehearsal),
        left=sum(line.left for line in declared),
    )
