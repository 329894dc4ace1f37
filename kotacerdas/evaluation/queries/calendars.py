"""The days of a round: for all its cities, and for one of them with what was extended for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Calendar, Standing, Step, Window
from kotacerdas.evaluation.models import Extension

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Line:
    """A step as a page shows it."""

    step: Step
    window: Window | None
    standing: Standing
    planned_close: datetime | None
    extensions: list[Extension]
    """Those that count for this city, the newest last."""

    @property
    def is_extended(self) -> bool:
        return self.window is not None and self.window.closes_at != self.planned_close


def calendar_of(round_: "Round", city: "City | None") -> Calendar:
    """In two queries. Without a city, what holds for all."""
    return _calendar(_planned(round_), _kept(round_, city))


def prefetched(rounds: "QuerySet[Round]") -> "QuerySet[Round]":
    """Rounds with all that `calendar_from` needs."""
    return rounds.prefetch_related("windows", Prefetch("extensions", Extension.objects.order_by("at", "pk")))


def calendar_from(round_: "Round", city: "City | None") -> Calendar:
    """The same, of one of many rounds that come `prefetched`: without a query."""
    return _calendar(_planned(round_), _by_step(round_.extensions.all(), city))


def lines(round_: "Round", city: "City | None", *, now: datetime) -> list[Line]:
    """Every step in its order, those without days as well."""
    windows, extensions = _planned(round_), _kept(round_, city)
    calendar = _calendar(windows, extensions)
    return [
        Line(
            step,
            calendar.get(step),
            workflow.standing(calendar, step, now),
            windows[step].closes_at if step in windows else None,
            extensions.get(step, []),
        )
        for step in Step
    ]


def _planned(round_: "Round") -> dict[Step, Window]:
    return {Step(row.step): row.window for row in round_.windows.all()}


def _kept(round_: "Round", city: "City | None") -> dict[Step, list[Extension]]:
    return _by_step(round_.extensions.select_related("by").order_by("at", "pk"), city)


def _by_step(rows: Iterable[Extension], city: "City | None") -> dict[Step, list[Extension]]:
    """Those that count for this city."""
    found: dict[Step, list[Extension]] = {}
    for row in rows:
        if row.city_id is None or (city is not None and row.city_id == city.pk):
            found.setdefault(Step(row.step), []).append(row)
    return found


def _calendar(windows: dict[Step, Window], extensions: dict[Step, list[Extension]]) -> dict[Step, Window]:
    return {step: _extended(window, extensions.get(step, [])) for step, window in windows.items()}


def _extended(window: Window, some: list[Extension]) -> Window:
    """An extension never shortens, even where days were planned anew after it."""
    return Window(window.opens_at, max([window.closes_at, *(each.closes_at for each in some)]))
