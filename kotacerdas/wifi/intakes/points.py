"""Points from a workbook or GeoJSON, known again by their code: where they stand, how they are linked, whether they are on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.outlines.placing import COUNTRY
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.imports import in_use
from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Column, Current, Entry, Intake, Store, Target, Wanted
from kotacerdas.people.intakes.places import cities, day, iso
from kotacerdas.people.models import City
from kotacerdas.people.models.assignments import day_at
from kotacerdas.people.permissions import Permission
from kotacerdas.wifi.actions import points as deeds
from kotacerdas.wifi.actions import states
from kotacerdas.wifi.domain import feeding, records
from kotacerdas.wifi.domain.states import Change
from kotacerdas.wifi.intakes import columns
from kotacerdas.wifi.models import AntennaPattern, Point, State
from kotacerdas.wifi.queries import hubs, standing

_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_COLUMN_OF = {
    **records.FIELD_OF,
    "wifi-own-hub": "hub",
    "wifi-state-incomplete": "state",
    "wifi-state-older": "since",
    "wifi-state-in-future": "since",
    "wifi-state-before-installed": "since",
}


class Points(Intake):
    name: ClassVar = "wifi.points"
    slug: ClassVar = "titik-wifi"
    title: ClassVar = _("Wi-Fi points")
    description: ClassVar = _(
        "One row for each point: where it stands, owner, link, antenna, and whether it is on. Known again by its code."
    )
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "wifi"
    identifying: ClassVar = ("code",)

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        return columns.columns()

    def store(self, target: Target, *, by: Any, clears: bool = False) -> "PointStore":
        return PointStore(target.city, clears=clears)


class PointStore(Store):
    def __init__(self, city: City, *, clears: bool = False) -> None:
        self._city, self._clears = city, clears

    @cached_property
    def _fed_by(self) -> dict[str, str]:
        """As it would be after what was settled so far."""
        return hubs.fed_by(self._city)

    @cached_property
    def _areas(self) -> Any:
        return areas_of(self._city)

    @cached_property
    def _patterns(self) -> frozenset[str]:
        return frozenset(AntennaPattern.objects.filter(city=self._city).values_list("code", flat=True))

    @cached_property
    def _today(self) -> date:
        return day_at(self._city, timezone.now())

    def settle(self, entries: list[Entry]) -> None:
        current = self.current([entry.values.get("code", "") for entry in entries])
        for entry in entries:
            code = entry.values.get("code", "")
            entry.key, entry.name = code, entry.values.get("name", "")
            for name in columns.READ_ONLY:
                entry.values.pop(name, None)
            for name in ("lon", "lat"):
                if text := entry.values.get(name):
                    entry.values[name] = f"{round(Decimal(text), 6):f}"
                    entry.values[name] = written(Decimal(entry.values[name]))
            if code and not _CODE.fullmatch(code):
                entry.blame("wifi-code-unfit", "code", given=code[:40])
            self._judge(entry, current.get(code))
        self._look_for_circles([entry for entry in entries if entry.key])

    def _look_for_circles(self, entries: Sequence[Entry]) -> None:
        """What another file or row feeds the same way is found with the row that closes the circle."""
        for entry in entries:
            if hub := entry.values.get("hub", ""):
                self._fed_by[entry.key] = hub
            elif self._clears and "hub" in entry.values:
                self._fed_by.pop(entry.key, None)
        for entry in entries:
            hub = entry.values.get("hub", "")
            way = feeding.circle(entry.key, self._fed_by) if hub not in ("", entry.key) else ()
            if way:
                entry.blame("wifi-hub-circle", "hub", points=feeding.written(way))

    def _judge(self, entry: Entry, kept: Current | None) -> None:
        """As the row would be; only what the file says is blamed."""
        whole = {
            **(kept.values if kept else {}),
            **{name: value for name, value in entry.values.items() if value},
        }
        if not (whole.get("lon") and whole.get("lat")):
            return
        fields = columns.fields_of(whole)
        bounds = self._areas.bounds if self._areas.rows else COUNTRY
        found = records.point_faults(entry.key, fields, bounds)
        area = self._areas.at(float(fields["lon"]), float(fields["lat"]))
        if area is None and self._areas.rows and not any(_COLUMN_OF[each.kind] == "lon" for each in found):
            found.append(
                Fault("wifi-point-outside", {"code": entry.key, "lon": whole["lon"], "lat": whole["lat"]})
            )
        if (pattern := whole.get("pattern")) and pattern not in self._patterns:
            found.append(Fault("wifi-pattern-missing"))
        found += self._state_faults(entry, whole, kept)
        for each in found:
            entry.blame(each.kind, _COLUMN_OF[each.kind], **each.values)

    def _state_faults(self, entry: Entry, whole: Mapping[str, str], kept: Current | None) -> list[Fault]:
        """A file notes what is so from a day on, and never rewrites what was noted for earlier days."""
        if not (state := whole.get("state", "")):
            return []
        if state == "on":
            entry.values.pop("reason", None)
        reason = whole.get("reason", "") if state == "off" else ""
        since = day(entry.values.get("since", ""))
        before = columns.change_of(kept.values) if kept else None
        if before and since and since < before.since:
            return [Fault("wifi-state-older", {"since": before.since})]
        if before and (before.is_on, before.reason) == (state == "on", reason):
            # It goes on as it is.
            entry.values["since"] = iso(before.since)
            return []
        if since is None or (state == "off" and not reason):
            return [Fault("wifi-state-incomplete")]
        installed = {entry.key: day(whole.get("installed_on", ""))}
        return records.state_faults(
            is_on=state == "on", since=since, reason=reason, today=self._today, installed=installed
        )

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = Point.objects.filter(city=self._city, code__in=keys).select_related("owner", "hub", "pattern")
        if lock:
            rows = rows.select_for_update(of=("self",))
        points = list(rows)
        latest: dict[int, Change] = {}
        for state in State.objects.filter(point__in=points).order_by("since"):
            latest[state.point_id] = state.change
        return {each.code: _current(each, latest.get(each.pk)) for each in points}

    def everything(self) -> Iterator[Current]:
        for each in standing.ever(self._city, on=self._today):
            contract = each.contract
            beside = {
                "unit": each.point.unit.name if each.point.unit else "",
                "contract": contract.number if contract else "",
                "provider": each.provider,
            }
            yield _current(each.point, each.changes[-1] if each.changes else None, beside)

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        self._store([(row.key, row.after) for row in rows], by=by, now=now)
        after = {row.key: columns.change_of(row.after) for row in rows}
        before = {row.key: columns.change_of(row.before.values) for row in rows if row.before}
        self._switch({key: each for key, each in after.items() if each != before.get(key)}, by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        """The states noted since go with the import that noted them; one that it replaced comes back with its note."""
        self._store([(row.key, row.values) for row in rows], by=by, now=now)
        wanted = {row.key: _change(row) for row in rows}
        noted = State.objects.filter(point__city=self._city, point__code__in=wanted)
        for state in noted.select_related("point__city").order_by("since"):
            kept = wanted[state.point.code]
            if kept is None or state.since > kept.since:
                states.forget(state, by=by, now=now)
            elif state.change == kept:
                wanted[state.point.code] = None
        self._switch(wanted, by=by, now=now)

    def _store(self, rows: Sequence[tuple[str, Mapping[str, str]]], *, by: Any, now: datetime) -> None:
        wanted = [deeds.Row(key, columns.fields_of(values)) for key, values in rows]
        deeds.write_all(self._city, wanted, by=by, now=now)

    def _switch(self, wanted: Mapping[str, Change | None], *, by: Any, now: datetime) -> None:
        """Points that change alike are told together."""
        alike: dict[Change, list[str]] = {}
        for key, change in wanted.items():
            if change is not None:
                alike.setdefault(change, []).append(key)
        for change, keys in alike.items():
            points = list(Point.objects.filter(city=self._city, code__in=keys))
            told = states.Switch(change.is_on, change.since, change.reason, change.note)
            states.note(points, told, city=self._city, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        rows = {
            each.code: each
            for each in Point.objects.filter(city=self._city, code__in=keys).select_related("city")
        }
        users = in_use.users_of(Point, [each.pk for each in rows.values()], apart_from=("states", "fed"))
        stay: dict[str, Fault] = {}
        for code, point in rows.items():
            if point.pk in users:
                stay[code] = in_use.fault(users[point.pk])
                continue
            try:
                deeds.remove(point, by=by, now=now)
            except Refused as refused:
                stay[code] = refused.faults[0]
        return stay


def _current(point: Point, change: Change | None, beside: Mapping[str, str] | None = None) -> Current:
    """The note of a state stands in no column."""
    rest = {"note": change.note} if change and change.note else None
    return Current(point.code, columns.values_of(point, change), point.name, rest, beside or {})


def _change(kept: Current) -> Change | None:
    """The state that was noted, with its note."""
    found = columns.change_of(kept.values)
    return replace(found, note=(kept.rest or {}).get("note", "")) if found else None
