"""What one run finds: rasters in its folder, and everything that pages tell of them, as JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, get_parts, set_precision, union_all

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.connectivity.domain.rules import ANY
from kotacerdas.connectivity.models import Tower
from kotacerdas.connectivity.queries import Grid as SignalGrid
from kotacerdas.connectivity.queries import grid_of
from kotacerdas.coverage import rules, run_files, serving
from kotacerdas.coverage.domain.blanks import shapes
from kotacerdas.coverage.domain.blanks.frames import OUTSIDE, Frame
from kotacerdas.coverage.domain.blanks.verdicts import Signal
from kotacerdas.coverage.domain.projecting import corners, projection_of
from kotacerdas.coverage.domain.serving import shares
from kotacerdas.coverage.domain.serving.gaps import Gap, gaps, squares
from kotacerdas.coverage.domain.serving.hearing import Radio
from kotacerdas.coverage.domain.serving.rasters import Rasters
from kotacerdas.coverage.posts import Post, observers_at, posted
from kotacerdas.coverage.queries.points import points_on
from kotacerdas.coverage.queries.runs import inputs_of
from kotacerdas.coverage.rules import SpotRules
from kotacerdas.coverage.serving import Seen, Settings, Told, least_of_classes
from kotacerdas.coverage.settled import Settled, settled
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.geography.models import Place
from kotacerdas.geography.models.places import OF_NEED
from kotacerdas.people.models import City
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.radio_files import classes
from kotacerdas.terrain.sight import Observer

LEAST_HOLE_M2 = 20_000
MOST_GAPS = 150
"""Areas that are listed; people in the others are counted together."""
SIGNALS = {Signal.UNKNOWN: "unknown", Signal.NONE: "none", Signal.WEAK: "weak", Signal.SERVED: "served"}


def computed(
    city: City,
    over: Elevation,
    settings: Settings,
    radio: Radio,
    *,
    on: date,
    ground_code: str,
    folder: Path,
    told: Told = lambda done, of: None,
) -> dict[str, Any]:
    """Some eight queries, all before the points look. Raises `Refused` where there is no outline or no point on the ground."""
    points = points_on(city, on)
    # Before people are read: whoever changes them meanwhile makes the run an old one.
    inputs = inputs_of(city, points, ground_code)
    standing = posted(points, over, settings.point_m)
    living, signal, places = settled(city, over), grid_of(city), _places(city)
    towers = _towers(city, over, rules.rules_on(on))
    if not living.codes:
        raise Refused(Fault("coverage-run-without-outlines", {"city": city.name}))
    if not standing.posts:
        raise Refused(Fault("coverage-run-without-points", {"city": city.name, "beside": len(standing.beside)}))  # fmt: skip
    land = ~(over.voids | over.sea)
    ours = land & (living.area >= 0)
    rasters, seen = serving.served(
        over, standing.posts, settings, ours, living.people, radio=radio, told=told
    )
    marks = _written(folder, rasters, over.grid, land, standing.posts)
    reached = shares.reached(living.area, land, living.people, rasters.count, len(living.codes))
    areas = _areas(living, reached, over.grid, _placed(places, rasters, living, over.grid))
    return {
        "cells": [over.grid.rows, over.grid.columns, over.grid.size],
        "corners": corners(over.grid),
        "points": _points(standing.posts, seen, shares.added(rasters, ours, living.people, len(seen)), over.grid),
        "beside": list(standing.beside),
        "people": _people(areas, living),
        "areas": areas,
        "classes": _classes(rasters, ours, living, over.grid),
        **_gaps(over, living, rasters, towers, signal, settings, rules.rules_on(on)),
        "towers": len(towers),
        "pictures": marks,
        "inputs": inputs,
        "radio": {"eirp": radio.eirp, "least": radio.least, "allowance": radio.allowance, "mhz": radio.mhz, "limit": radio.limit,
                  "antennas": sum(each.antenna is not None for each in standing.posts)},
        "usual_heights": sum(each.mast_height_m is None for each in points),
        "signal_as_of": signal.as_of.isoformat() if signal else "",
        "is_synthetic": over.is_synthetic,
        "is_sample": over.is_synthetic or living.is_sample or any(each.is_sample for each in points),
    }  # fmt: skip


def _written(folder: Path, rasters: Rasters, grid: Grid, land: Any, posts: Sequence[Post]) -> dict[str, str]:
    places = [(each.cell.row, each.cell.column) for each in posts]
    drawn = run_files.drawn(rasters, land, least_of_classes(), places)
    with run_files.whole(folder) as new:
        return run_files.write(new, rasters, grid, drawn)


# --- people and land ------------------------------------------------------------------------------------------


def _areas(
    living: Settled, reached: shares.Reached, grid: Grid, places: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """By kelurahan; people are None where nobody counted them or where it lies beside the ground."""
    found = {}
    for at, code in enumerate(living.codes):
        is_known = code in living.counts and code not in living.off_the_ground
        people = living.counts[code] if is_known else None
        found[code] = {
            "people": people,
            "reached": None if people is None else min(round(reached.people_reached[at]), people),
            "ha": _hectares(reached.cells[at], grid),
            "ha_reached": _hectares(reached.reached[at], grid),
            "places": places.get(code, {}),
        }
    return found


def _people(areas: Mapping[str, Mapping[str, Any]], living: Settled) -> dict[str, Any]:
    counted = [each for each in areas.values() if each["people"] is not None]
    return {
        "all": sum(each["people"] for each in counted),
        "reached": sum(each["reached"] for each in counted),
        "uncounted": len(areas) - len(counted),
        "is_estimate": living.is_estimate,
    }


def _hectares(cells: Any, grid: Grid) -> float:
    return round(int(cells) * grid.size**2 / 10_000, 2)


def _places(city: City) -> list[tuple[float, float, str]]:
    rows = Place.objects.of(city).filter(kind__in=OF_NEED).order_by("pk").values_list("lon", "lat", "kind")
    return [(float(lon), float(lat), kind) for lon, lat, kind in rows]


def _placed(
    places: Sequence[tuple[float, float, str]], rasters: Rasters, living: Settled, grid: Grid
) -> dict[str, dict[str, list[int]]]:
    """By kelurahan and kind: how many of the places a point reaches, and how many there are on the ground."""
    if not places:
        return {}
    found: dict[str, dict[str, list[int]]] = {}
    east, north = projection_of(grid).metres(
        [lon for lon, _lat, _kind in places], [lat for _lon, lat, _kind in places]
    )
    for x, y, (_lon, _lat, kind) in zip(east, north, places, strict=True):
        cell = grid.cell_at(x, y)
        number = OUTSIDE if cell is None else int(living.area[cell])
        if cell is not None and number != OUTSIDE:
            tally = found.setdefault(living.codes[number], {}).setdefault(kind, [0, 0])
            tally[0] += int(rasters.count[cell] > 0)
            tally[1] += 1
    return found


# --- points and signal ------------------------------------------------------------------------------------------


def _points(
    posts: Sequence[Post], seen: Sequence[Seen], added: shares.Added, grid: Grid
) -> list[dict[str, Any]]:
    return [
        {
            "code": post.code,
            "ha": _hectares(seen[at].cells, grid),
            "people": round(seen[at].people),
            "only_ha": _hectares(added.only_cells[at], grid),
            "only_people": round(float(added.only_people[at])),
            "best_ha": _hectares(added.best_cells[at], grid),
            "best_people": round(float(added.best_people[at])),
        }
        for at, post in enumerate(posts)
    ]


def _classes(rasters: Rasters, ours: NDArray[np.bool_], living: Settled, grid: Grid) -> list[dict[str, Any]]:
    """From the best class to no usable signal, whose code is empty."""
    cells, people = shares.by_class(rasters.signal, ours, living.people, least_of_classes())
    codes = [*(each.code for each in classes().classes), ""]
    return [
        {"code": code, "ha": _hectares(count, grid), "people": round(number)}
        for code, count, number in zip(codes, cells, people, strict=True)
    ]


# --- gaps ------------------------------------------------------------------------------------------------------


def _towers(city: City, over: Elevation, given: SpotRules) -> list[Observer]:
    """Of all operators; samples count as long as there are no others."""
    rows = list(Tower.objects.filter(city=city).values_list("lon", "lat", "height_m", "is_sample"))
    real = [row for row in rows if not row[3]] or rows
    found = observers_at([(lon, lat, height) for lon, lat, height, _is_sample in real], over, given.tower_m)
    # A mast that several operators share is looked from once.
    return list(dict.fromkeys(found))


def _gaps(
    over: Elevation,
    living: Settled,
    rasters: Rasters,
    towers: Sequence[Observer],
    signal: SignalGrid | None,
    settings: Settings,
    given: SpotRules,
) -> dict[str, Any]:
    """Neither a point nor a tower within its reach sees the place, and no operator is known to serve it. Towers are swept: that hides
    slightly too much, and what is listed is looked at on the ground anyhow."""
    reached = sight.count(over, towers, Look(given.far_m, settings.receiver_m))
    of = squares(living.area, living.people, np.maximum(reached, rasters.count, out=reached), over.grid)
    states = states_at(signal, of.frame, over.grid)
    found = gaps(of, states == Signal.SERVED, smallest_ha=given.smallest_ha)
    # Where operators are known to be absent or weak, somebody has looked: that comes before what is only unknown.
    areas = sorted(found.areas, key=lambda each: float(np.mean(states[each.squares] == Signal.UNKNOWN)) > 0.5)
    told = [_gap(each, of.frame, states, living, projection_of(over.grid)) for each in areas[:MOST_GAPS]]
    return {
        "gaps": told,
        "gaps_people": round(sum(each.people for each in found.areas)),
        "gaps_more": max(len(found.areas) - MOST_GAPS, 0),
        "gaps_left_out": round(found.left_out),
        "tower_m": given.far_m,
    }


def states_at(signal: SignalGrid | None, frame: Frame, grid: Grid) -> NDArray[np.int64]:
    """What the operators' grid says of each square: `Signal.UNKNOWN` where there is none."""
    unknown = np.zeros(frame.rows * frame.columns, np.int64)
    if signal is None:
        return unknown
    east, north = frame.centres(np.arange(unknown.size))
    if grid.crs != f"EPSG:{signal.epsg}":
        east, north = signal.projection.metres(*projection_of(grid).degrees(east, north))
    cells = signal.frame.cells_at(east, north)
    inside = cells >= 0
    unknown[inside] = signal.part("state", ANY)[cells[inside]]
    return unknown


def _drawn(shape: Any, projection: Projection) -> Mapping[str, Any]:
    """As GeoJSON in degrees; holes that nobody would walk around are left out of the drawing, not out of the figures."""
    filled = union_all(
        [
            Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= LEAST_HOLE_M2])
            for part in get_parts(shape)
        ]
    )
    return shapes.as_written(set_precision(projection.shape_in_degrees(filled), shapes.DEGREE_GRID))


def _gap(gap: Gap, frame: Frame, states: Any, living: Settled, projection: Projection) -> dict[str, Any]:
    shape = _drawn(shapes.in_metres(gap.squares, frame), projection)
    lon, lat = shapes.middle(shape)
    tally = np.bincount(states[gap.squares], minlength=len(SIGNALS)).tolist()
    return {
        "unit": living.codes[gap.unit],
        "people": round(gap.people),
        "ha": round(gap.squares.size * frame.cell_ha, 2),
        "lon": lon,
        "lat": lat,
        "signal": {name: tally[at] for at, name in SIGNALS.items() if tally[at]},
        "shape": shape,
    }
