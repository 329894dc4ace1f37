"""Points are written, one from a form or hundreds from a file, in a constant number of queries a chunk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.domain.outlines.placing import COUNTRY
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.imports import bulk
from kotacerdas.people.domain.names import fold
from kotacerdas.people.models import City, Organisation
from kotacerdas.wifi.domain import feeding, records
from kotacerdas.wifi.models import AntennaPattern, Point
from kotacerdas.wifi.queries import hubs

if TYPE_CHECKING:
    from kotacerdas.people.models import User

AT_ONCE = 400
SINGLY = 10
"""So many deeds are told one by one; of more, one line says how many."""
PLAIN = (
    "name", "kind", "lon", "lat", "address", "speed_mbps", "backhaul", "equipment", "mast_height_m", "antenna", "azimuth",
    "beam_width", "gain_dbi", "people_a_day", "installed_on", "removed_on", "is_sample", "note",
)  # fmt: skip
WORDS = ("owner_words", "hub_words", "pattern")
"""Names of an organisation, of another point or place, the code of a pattern: looked up when they are written."""
_COLUMNS = (*PLAIN, "unit", "owner", "owner_name", "hub", "hub_name", "pattern", "version")


@dataclass(frozen=True)
class Row:
    """`fields` of `PLAIN` and `WORDS`; those left out stay. `expected` is the version from which it was edited; 0: it was not
    there; None: whatever is there."""

    code: str
    fields: Mapping[str, Any]
    expected: int | None = None


@dataclass
class _Change:
    row: Row
    point: Point
    is_new: bool
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def add(city: City, code: str, fields: Mapping[str, Any], *, by: "User | None", now: datetime) -> Point:
    """Raises `Refused`, also where the code is taken."""
    if Point.objects.filter(city=city, code=code).exists():
        raise Refused(Fault("wifi-code-taken", {"code": code}))
    write_all(city, [Row(code, fields, 0)], by=by, now=now)
    return Point.objects.get(city=city, code=code)


def change(
    point: Point, fields: Mapping[str, Any], *, expected: int, by: "User | None", now: datetime
) -> Point:
    """Raises `Refused` and `versions.StaleSave`."""
    write_all(point.city, [Row(point.code, fields, expected)], by=by, now=now)
    return Point.objects.get(pk=point.pk)


@transaction.atomic
def write_all(city: City, rows: Iterable[Row], *, by: "User | None", now: datetime) -> int:
    """All or none; answers how many changed. Raises `Refused` with every fault."""
    City.objects.select_for_update().get(pk=city.pk)
    wanted, touched = list(rows), []
    names = _Names(city)
    for at in range(0, len(wanted), AT_ONCE):
        touched += _write(names, wanted[at : at + AT_ONCE])
    if touched:
        _link_hubs(city)
        _require_no_circle(city, touched)
    _tell(city, touched, by=by, now=now)
    return len(touched)


@transaction.atomic
def remove(point: Point, *, by: "User | None", now: datetime) -> None:
    """What was written by mistake; a point that is gone gets the day on which it was removed. Raises `Refused` where it has a
    past: a contract, an inspection, a photo."""
    row = Point.objects.select_for_update().filter(pk=point.pk).first()
    if row is None:
        return
    if row.payments.exists() or row.inspections.exists() or row.photos.exists():
        raise Refused(Fault("wifi-point-has-past", {"code": row.code}))
    name = str(row)
    row.delete()
    audit.record("wifi.remove", on=None, by=by, city=point.city, now=now, note={"point": name})


@transaction.atomic
def place_anew(city: City) -> int:
    """Looks for the kelurahan of every point: outlines may have changed. Answers how many lie elsewhere now; one outside every
    outline has none."""
    points = list(Point.objects.of(city))
    before = [each.unit_id for each in points]
    _Names(city).place(points)
    moved = [each for each, unit in zip(points, before, strict=True) if each.unit_id != unit]
    bulk.update(Point, moved, ("unit",))
    return len(moved)


class _Names:
    """What words mean in a city: organisations, patterns, areas. Asked once for all rows."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.areas = areas_of(city)
        self._units = units_by_code(city)
        self._patterns = {each.code: each for each in AntennaPattern.objects.filter(city=city)}
        self._owners: dict[str, Organisation] = {}
        for each in Organisation.objects.of_city(city):
            for name in (each.code, each.name, each.name_en, each.short_name):
                if name:
                    self._owners.setdefault(fold(name), each)

    def columns(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Of the table, for what a row says."""
        found = {name: value for name, value in fields.items() if name in PLAIN}
        if "owner_words" in fields:
            words = fields["owner_words"]
            owner = self._owners.get(fold(words)) if words else None
            found |= {"owner": owner, "owner_name": "" if owner else words}
        if "hub_words" in fields:
            found |= {"hub": None, "hub_name": fields["hub_words"]}
        if "pattern" in fields:
            found["pattern"] = self._patterns.get(fields["pattern"])
        return found

    def place(self, points: Sequence[Point]) -> list[Fault]:
        """Gives each its kelurahan. Where the city has outlines, a point outside all of them is refused."""
        found = self.areas.at_each((float(each.lon), float(each.lat)) for each in points)
        faults = []
        for point, area in zip(points, found, strict=True):
            point.unit = self._units.get(area.code) if area else None
            if area is None and self.areas.rows:
                values = {"code": point.code, "lon": f"{point.lon:f}", "lat": f"{point.lat:f}"}
                faults.append(Fault("wifi-point-outside", values))
        return faults


def _write(names: _Names, rows: Sequence[Row]) -> list[_Change]:
    codes = [row.code for row in rows]
    kept = Point.objects.filter(city=names.city, code__in=codes).select_related("owner", "hub", "pattern")
    present = {each.code: each for each in kept}
    found = [_planned(names, row, present.get(row.code)) for row in rows]
    faults = [fault for each in found for fault in _faults(names, each)]
    moved = [each.point for each in found if each.is_new or each.changes.keys() & {"lon", "lat"}]
    faults = faults or names.place(moved)
    if faults:
        raise Refused(faults[:500])
    Point.objects.bulk_create([each.point for each in found if each.is_new])
    changed = [each for each in found if each.changes and not each.is_new]
    for each in changed:
        each.point.version += 1
    bulk.update(Point, [each.point for each in changed], _COLUMNS)
    return [each for each in found if each.is_new or each.changes]


def _planned(names: _Names, row: Row, kept: Point | None) -> _Change:
    version = kept.version if kept else 0
    if row.expected is not None and row.expected != version:
        current = kept or Point(city=names.city, code=row.code, version=0)
        raise versions.StaleSave(current, dict(row.fields))
    point = kept or Point(city=names.city, code=row.code)
    planned = _Change(row, point, kept is None)
    if unknown := row.fields.keys() - {*PLAIN, *WORDS}:
        raise TypeError(f"a point has no {', '.join(sorted(unknown))}")
    hub = kept.hub if kept else None
    if hub is not None and row.fields.get("hub_words") == hub.code:
        columns = names.columns({name: value for name, value in row.fields.items() if name != "hub_words"})
    else:
        columns = names.columns(row.fields)
    for name, value in columns.items():
        before = getattr(point, name)
        if before != value:
            planned.changes[name] = (_told(before), _told(value))
            setattr(point, name, value)
    return planned


def _told(value: Any) -> Any:
    """What the trail can keep."""
    return str(value) if isinstance(value, Organisation | Point | AntennaPattern) else value


def _faults(names: _Names, planned: _Change) -> list[Fault]:
    point = planned.point
    whole = {name: getattr(point, name) for name in PLAIN}
    whole |= {"pattern": point.pattern, "hub_words": planned.row.fields.get("hub_words", "")}
    bounds = names.areas.bounds if names.areas.rows else COUNTRY
    found = records.point_faults(point.code, whole, bounds)
    return [Fault(each.kind, {**each.values, "code": point.code}) for each in found]


def _link_hubs(city: City) -> None:
    """A point may name another that comes later in the same file."""
    waiting = list(Point.objects.filter(city=city, hub=None).exclude(hub_name=""))
    codes = {each.hub_name for each in waiting}
    named = {each.code: each for each in Point.objects.filter(city=city, code__in=codes)} if codes else {}
    linked = [each for each in waiting if each.hub_name in named and each.hub_name != each.code]
    for each in linked:
        each.hub, each.hub_name = named[each.hub_name], ""
    bulk.update(Point, linked, ("hub", "hub_name"))


def _require_no_circle(city: City, touched: Sequence[_Change]) -> None:
    """Of what is fed from elsewhere now. One query."""
    hung = [each.point.code for each in touched if each.changes.keys() & {"hub", "hub_name"}]
    fed_by = hubs.fed_by(city) if hung else {}
    faults = [
        Fault("wifi-hub-circle", {"points": feeding.written(way)})
        for code in hung
        if (way := feeding.circle(code, fed_by))
    ]
    if faults:
        raise Refused(faults[:500])


def _tell(city: City, touched: Sequence[_Change], *, by: "User | None", now: datetime) -> None:
    if len(touched) > SINGLY:
        added = sum(each.is_new for each in touched)
        note = {"added": added, "changed": len(touched) - added}
        audit.record("wifi.write-many", on=None, by=by, city=city, now=now, note=note)
        return
    for each in touched:
        kind = "wifi.add" if each.is_new else "wifi.change"
        changes = {} if each.is_new else each.changes
        audit.record(kind, on=each.point, by=by, city=city, now=now, changes=changes)
