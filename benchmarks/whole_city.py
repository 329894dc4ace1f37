"""Coverage of a whole city from warm: who is reached in each kelurahan, and the areas where nothing reaches, as polygons.

Five million invented cells of 10 m, 34 kelurahan drawn around points, 362 Wi-Fi points; everything that a job does except reading
and writing the database. In a process of its own, for its memory.
"""

import argparse
import json
import resource
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import django
import numpy as np

django.setup()

from benchmarks.measure import Line, hand_over, medians_of
from benchmarks.terrain import observers
from kotacerdas.coverage import run_files, serving
from kotacerdas.coverage.domain.blanks import shapes
from kotacerdas.coverage.domain.serving import shares
from kotacerdas.coverage.domain.serving.gaps import gaps, squares
from kotacerdas.coverage.domain.serving.settling import Numbers, People, Truth, numbered, spread
from kotacerdas.coverage.posts import Post
from kotacerdas.coverage.serving import Settings
from kotacerdas.geography.domain.projection import Projection
from kotacerdas.geography.domain.schematic import cells
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain import synthetic
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.domain.looking import Look

GRID = Grid(2_000, 2_500, 10.0, 470_000.0, 9_880_000.0, "EPSG:32750")
KELURAHAN, PEOPLE, SMALLEST_HA = 34, 757_418, 2.0
POINTS, TOWERS = 362, 80


@dataclass(frozen=True, eq=False)
class City:
    over: Elevation
    posts: list[Post]
    shapes: list[Any]
    projection: Projection

    @property
    def people(self) -> dict[int, int]:
        """By kelurahan, unlike each other."""
        return {at: PEOPLE // KELURAHAN // 2 + PEOPLE * at // KELURAHAN**2 for at in range(KELURAHAN)}


def city() -> City:
    over, projection = synthetic.relief(GRID), Projection(32750)
    drawn = np.random.default_rng(34)
    east = drawn.uniform(GRID.west + 2_000, GRID.east - 2_000, KELURAHAN)
    north = drawn.uniform(GRID.south + 2_000, GRID.north - 2_000, KELURAHAN)
    lon, lat = projection.degrees(east, north)
    outlines = cells({str(at): (float(lon[at]), float(lat[at])) for at in range(KELURAHAN)})
    posts = [
        Post(str(at), "", 0.0, 0.0, each.height, None, each.cell)
        for at, each in enumerate(observers(over, POINTS))
    ]
    return City(over, posts, [projection.shape_in_metres(each) for each in outlines.values()], projection)


@dataclass(frozen=True, eq=False)
class Living:
    area: Numbers
    land: Truth
    people: People


def living(of: City) -> Living:
    area, land = numbered(of.shapes, GRID), ~(of.over.voids | of.over.sea)
    return Living(area, land, spread(area, land, of.people))


def covered(of: City, settings: Settings) -> tuple[float, int]:
    """Counts, people by kelurahan, polygons; answers people reached and how many polygons there are."""
    who = living(of)
    ours = who.land & (who.area >= 0)
    rasters, _seen = serving.served(of.over, of.posts, settings, ours, who.people)
    reached = shares.reached(who.area, who.land, who.people, rasters.count, KELURAHAN)
    return float(reached.people_reached.sum()), len(_polygons(of, who, rasters.count))


def _polygons(of: City, who: Living, count: Any) -> str:
    blocks = squares(who.area, who.people, count, GRID)
    found = gaps(blocks, np.zeros(blocks.people.size, bool), smallest_ha=SMALLEST_HA)
    return json.dumps([shapes.geojson(each.squares, blocks.frame, of.projection) for each in found.areas])


def whole_run(of: City, settings: Settings, folder: Path) -> None:
    """With signals, the strongest point, what each adds, what towers see, pictures and GeoTIFFs."""
    who = living(of)
    ours, radio = who.land & (who.area >= 0), serving.radio_of(settings.mhz, date(2026, 11, 29))
    rasters, _seen = serving.served(of.over, of.posts, settings, ours, who.people, radio=radio)
    shares.reached(who.area, who.land, who.people, rasters.count, KELURAHAN)
    shares.added(rasters, ours, who.people, len(of.posts))
    shares.by_class(rasters.signal, ours, who.people, serving.least_of_classes())
    by_towers = sight.count(of.over, observers(of.over, TOWERS), Look(2_000.0, settings.receiver_m))
    np.maximum(rasters.count, by_towers, out=by_towers)
    _polygons(of, who, by_towers)
    places = [(each.cell.row, each.cell.column) for each in of.posts]
    drawn = run_files.drawn(rasters, who.land, serving.least_of_classes(), places)
    with run_files.whole(folder / "run") as new:
        run_files.write(new, rasters, GRID, drawn)


def lines(repeats: int) -> Iterator[Line]:
    of = city()
    what = f"{GRID.cells / 1e6:g} million cells of 10 m, {POINTS} points"
    for radius, exact in ((500.0, False), (500.0, True), (150.0, True)):
        settings = Settings(radius, 1.5, 5.0, 2437.0, exact=exact)
        how = "a ray to every cell" if exact else "sweep"
        people, _polygons_of = covered(of, settings)
        took = _timed(partial(covered, of, settings), repeats)
        yield _line(f"{what}, {radius:g} m, {how}: counts, people of {KELURAHAN} kelurahan, polygons ({people / PEOPLE:.0%} reached)", took)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(500.0, 1.5, 5.0, 2437.0)
        took = _timed(partial(whole_run, of, settings, Path(folder)), repeats)
        yield Line(f"{what}, 500 m: all that a job finds and writes, signals and GeoTIFFs included", *took, mib=_memory())  # fmt: skip


def _timed(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    (found,) = medians_of([work], repeats)
    return found.cpu, found.wall


def _line(what: str, took: tuple[float, float]) -> Line:
    mib = _memory()
    return Line(what, *took, mib=mib, goal="<= 5 s, < 1 GiB", met=took[1] <= 5_000 and mib < 1_024)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    hand_over(list(lines(parser.parse_args().repeats)))


if __name__ == "__main__":
    main()
