"""Points are switched on and off, one or many at once, each with its day and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.people.models.assignments import day_at
from kotacerdas.wifi.domain import records
from kotacerdas.wifi.domain.states import Change, latest
from kotacerdas.wifi.models import Point, State

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User


@dataclass(frozen=True)
class Switch:
    """What somebody says of points: on or off from this day on; off has a reason."""

    is_on: bool
    since: date
    reason: str = ""
    note: str = ""


@transaction.atomic
def switch(points: Sequence[Point], wanted: Switch, *, city: "City", by: "User | None", now: datetime) -> int:
    """Answers how many points changed by it; those that were so already stay as they are. Raises `Refused`, also where none
    would change. A change that stands on the same day is replaced; later ones stay."""
    count = note(points, wanted, city=city, by=by, now=now)
    if not count:
        raise Refused(Fault("wifi-nothing-changes"))
    return count


@transaction.atomic
def note(points: Sequence[Point], wanted: Switch, *, city: "City", by: "User | None", now: datetime) -> int:
    """The same, where nothing to change is no mistake."""
    rows = list(Point.objects.select_for_update().filter(city=city, pk__in=[each.pk for each in points]))
    reason = "" if wanted.is_on else wanted.reason
    faults = records.state_faults(
        is_on=wanted.is_on, since=wanted.since, reason=reason, today=day_at(city, now),
        installed={each.code: each.installed_on for each in rows},
    )  # fmt: skip
    if not rows:
        faults.append(Fault("wifi-no-points"))
    if faults:
        raise Refused(faults)
    changed = _changed(rows, Change(wanted.since, wanted.is_on, reason))
    if changed:
        _write(changed, wanted, reason, by=by, now=now)
        _tell(changed, wanted, city=city, by=by, now=now)
    return len(changed)


def _write(points: Sequence[Point], wanted: Switch, reason: str, *, by: "User | None", now: datetime) -> None:
    State.objects.filter(point__in=points, since=wanted.since).delete()
    words = wanted.note.strip()
    State.objects.bulk_create(
        State(point=each, is_on=wanted.is_on, since=wanted.since, reason=reason, note=words, by=by, at=now)
        for each in points
    )


def _changed(points: Sequence[Point], wanted: Change) -> list[Point]:
    known: dict[int, list[Change]] = {each.pk: [] for each in points}
    for row in State.objects.filter(point__in=points):
        known[row.point_id].append(row.change)
    found = []
    for each in points:
        now = latest(known[each.pk], wanted.since)
        if now is None or (now.is_on, now.reason) != (wanted.is_on, wanted.reason):
            found.append(each)
    return found


def _tell(points: Sequence[Point], wanted: Switch, *, city: "City", by: "User | None", now: datetime) -> None:
    kind = "wifi.switch-on" if wanted.is_on else "wifi.switch-off"
    note = {"since": wanted.since.isoformat(), "reason": wanted.reason, "count": len(points)}
    if len(points) == 1:
        audit.record(kind, on=points[0], by=by, city=city, now=now, note=note)
        return
    note["points"] = ", ".join(each.code for each in points[:50])
    audit.record(f"{kind}-many", on=None, by=by, city=city, now=now, note=note)


@transaction.atomic
def forget(state: State, *, by: "User | None", now: datetime) -> None:
    """A change that was written by mistake; the one before it holds on. A second click finds nothing to do."""
    row = (
        State.objects.select_for_update(of=("self",))
        .select_related("point__city")
        .filter(pk=state.pk)
        .first()
    )
    if row is None:
        return
    point, note = row.point, {"since": row.since.isoformat()}
    row.delete()
    audit.record("wifi.forget-state", on=point, by=by, city=point.city, now=now, note=note)
