"""What a survey found becomes spots: those that are still there stay what they are, and their history says what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.text import slugify

from kotacerdas.coverage.domain.blanks import identity, runs, shapes, states
from kotacerdas.coverage.domain.blanks.frames import Frame
from kotacerdas.coverage.models import BlankSpot, SpotStep
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.people.models import City, TerritorialUnit

if TYPE_CHECKING:
    from kotacerdas.people.models import User

Kind = SpotStep.Kind
_FIGURES = ("unit_id", "shape", "lon", "lat", "area_ha", "people", "people_is_estimate", "cause", "metres", "needs", "behind")  # fmt: skip


@dataclass
class Keeper:
    """One transaction; the city's row is locked, so that two surveys give no code twice."""

    city: City
    said: Mapping[str, Any]
    by: "User | None"
    now: datetime
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("new", "same", "split", "merged", "gone", "again"), 0)
    )

    def keep(self) -> dict[str, int]:
        self.units = units_by_code(self.city)
        rows = BlankSpot.objects.select_for_update().filter(city=self.city).select_related("unit")
        self.spots = {each.code: each for each in rows}
        ends = self._matched()
        kept: dict[int, BlankSpot] = {}
        for number, code in ends.same.items():
            kept[number] = self.spots[code]
            self._same(self.spots[code], self._area(number))
        for number in range(len(self.said["areas"])):
            if number not in kept:
                kept[number] = self._new(self._area(number), self.spots.get(ends.split.get(number, "")))
        for code, number in ends.merged.items():
            self._merge(self.spots[code], kept[number])
        for code in ends.gone:
            self._gone(self.spots[code])
        return self.counts

    def _matched(self) -> identity.Kept:
        """Spots that became part of another are history."""
        frame, projection = Frame(*self.said["frame"]), Projection(self.said["epsg"])
        labels = np.full(frame.rows * frame.columns, -1, np.int64)
        for number, area in enumerate(self.said["areas"]):
            labels[runs.unpacked(area["runs"])] = number
        known = {
            code: shapes.cells_of(each.shape, frame, projection)
            for code, each in self.spots.items()
            if each.state != states.State.MERGED
        }
        return identity.kept(known, labels)

    def _area(self, number: int) -> dict[str, Any]:
        area: Mapping[str, Any] = self.said["areas"][number]
        return {
            "unit_id": self.units[area["unit"]].pk,
            "lon": Decimal(str(area["lon"])),
            "lat": Decimal(str(area["lat"])),
            "area_ha": Decimal(str(area["area_ha"])),
            **{
                name: area[name]
                for name in _FIGURES
                if name in area and name not in ("lon", "lat", "area_ha")
            },
        }

    def _same(self, spot: BlankSpot, found: Mapping[str, Any]) -> None:
        figures = _beside_counted(found) if spot.is_counted else found
        changes = {name: value for name, value in figures.items() if getattr(spot, name) != value}
        was_lost, had = spot.is_found is False, spot.area_ha
        if not spot.is_found:
            changes["is_found"] = True
        is_newer = self._speaks_again(spot, figures)
        if is_newer:
            changes["state"] = BlankSpot.State.REPORTED
        self._write(spot, changes)
        self.counts["same"] += 1
        if was_lost or is_newer:
            self.counts["again"] += 1
            self._step(spot, Kind.AGAIN)
        elif "shape" in changes:
            self._step(spot, Kind.RESHAPED, basis={"before_ha": str(had), "after_ha": str(spot.area_ha)})

    def _speaks_again(self, spot: BlankSpot, figures: Mapping[str, Any]) -> bool:
        """Solved or rejected stands until evidence of a later day says otherwise."""
        if spot.state not in (BlankSpot.State.SOLVED, BlankSpot.State.REJECTED):
            return False
        last = spot.steps.filter(kind__in=(Kind.SOLVED, Kind.REJECTED)).order_by("-at", "-pk").first()
        closed = last.at.astimezone(self.city.timezone).date().isoformat() if last else ""
        return bool(figures["behind"]["newest"] > closed)

    def _new(self, figures: Mapping[str, Any], origin: BlankSpot | None) -> BlankSpot:
        unit = next(each for each in self.units.values() if each.pk == figures["unit_id"])
        made = BlankSpot.objects.create(
            city=self.city, code=free_code(unit, self.spots), is_found=True, found_at=self.now, first_at=self.now,
            is_sample=bool(self.said["is_sample"]), **figures,
        )  # fmt: skip
        self.spots[made.code] = made
        self.counts["split" if origin else "new"] += 1
        self._step(made, Kind.SPLIT if origin else Kind.FOUND, other=origin)
        return made

    def _merge(self, spot: BlankSpot, into: BlankSpot) -> None:
        """What was solved or rejected stays so beside the one that holds its ground now."""
        if spot.state not in states.OPEN:
            self._gone(spot)
            return
        self._write(
            spot, {"state": BlankSpot.State.MERGED, "merged_into_id": into.pk, "is_found": False}, seen=False
        )
        self.counts["merged"] += 1
        self._step(spot, Kind.MERGED, other=into)
        self._step(into, Kind.ABSORBED, other=spot)

    def _gone(self, spot: BlankSpot) -> None:
        if spot.is_found:
            self._write(spot, {"is_found": False}, seen=False)
            self.counts["gone"] += 1
            self._step(spot, Kind.GONE)

    def _write(self, spot: BlankSpot, changes: Mapping[str, Any], *, seen: bool = True) -> None:
        """An officer who has the spot open meanwhile is told; one that only was seen again is not changed by that."""
        values = dict(changes)
        if values:
            values["version"] = spot.version + 1
        if seen:
            values["found_at"] = self.now
        BlankSpot.objects.filter(pk=spot.pk).update(**values)
        for name, value in values.items():
            setattr(spot, name, value)

    def _step(self, spot: BlankSpot, kind: str, **more: Any) -> None:
        SpotStep.objects.create(spot=spot, kind=kind, state=spot.state, by=None, at=self.now, **more)


def _beside_counted(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Whom somebody counted no survey replaces: its estimate stands with the evidence."""
    rest = {name: figures[name] for name in figures if name not in ("people", "people_is_estimate")}
    return rest | {"behind": {**figures["behind"], "people": figures["people"]}}


def free_code(unit: TerritorialUnit, taken: Mapping[str, Any] | frozenset[str]) -> str:
    """`bs-muara-rapak-2`: the next number of its kelurahan in this city; numbers are never given twice, for spots are never
    deleted."""
    stem = f"bs-{slugify(unit.name)[:40].strip('-') or slugify(unit.code)}"
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
