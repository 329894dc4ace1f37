"""Line of sight of 362 points over a real model and a finer copy of its middle, beside GDAL and xarray-spatial; then a whole city.

`TERRAIN_DEM` names the model (30 m, in metres); without it the invented relief stands in, and the lines say so. `GDAL_PYTHON` names a
Python in which GDAL's newest wheel is (it wants a newer Python than we ask for). Ours counts for all
points in one raster; the peers make one a point, so one a point of ours is told apart. CPU of ours is with one thread, wall with
two. Peers with long radii look from some of the points only. Compiling is done before and told.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import measure
from benchmarks.measure import Line, Times, hand_over, medians_of
from kotacerdas.terrain import raster, sight
from kotacerdas.terrain.domain import synthetic
from kotacerdas.terrain.domain.elevation import Elevation, elevation
from kotacerdas.terrain.domain.grid import Cell, Grid
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer

POINTS, REPEATS, TARGET = 362, 3, 1.5
SHORT_REPEATS = 31  # of what takes milliseconds, ours and the peers'
FINER, FINE_ROWS, FINE_COLUMNS = 6, 480, 960  # how much finer, and how many coarse cells of the middle
SYSTEM_PYTHON = "/usr/bin/python3"
# Milliseconds of CPU a point that Debian's in-process GDAL took elsewhere, earlier; taken where the machine has none.
EARLIER = {(30, 500): 0.02, (30, 5000): 1.0, (5, 500): 0.38, (5, 5000): 33.0}
GOALS = {500: 1.5, 5000: 5.0}


@dataclass(frozen=True)
class Case:
    """One model and radius. `peers_look` is from how many points the peers look."""

    over: Elevation
    size: int
    radius: int
    observers: Sequence[Observer]
    peers_look: int

    @property
    def name(self) -> str:
        return f"{self.size} m cells, {self.radius / 1000:g} km"

    def repeats(self, asked: int) -> int:
        return SHORT_REPEATS if (self.size, self.radius) == (30, 500) else asked

    @property
    def look(self) -> Look:
        return Look(float(self.radius), TARGET)


# --- Ground and points ------------------------------------------------------------------------------------


def coarse() -> Elevation:
    named = os.environ.get("TERRAIN_DEM")
    if named:
        return raster.read(Path(named))
    return synthetic.relief(Grid(640, 1200, 30.0, 466_620.0, 9_883_900.0, "EPSG:32750"))


def finer(of: Elevation) -> Elevation:
    """The middle, every cell cut into pieces; heights run on bilinearly."""
    top, left = (of.grid.rows - FINE_ROWS) // 2, (of.grid.columns - FINE_COLUMNS) // 2
    middle = of.ground[top : top + FINE_ROWS, left : left + FINE_COLUMNS].astype(np.float64)
    size = of.grid.size / FINER
    whole = _stretched(_stretched(middle).T).T
    rows, columns = whole.shape
    grid = Grid(rows, columns, size, of.grid.west, of.grid.north, of.grid.crs)
    return elevation(grid, whole, source=of.source)


def _stretched(rows: Any) -> Any:
    """Cubic between the four rows around (Catmull-Rom)."""
    at = (np.arange(len(rows) * FINER) + 0.5) / FINER - 0.5
    below = np.floor(at).astype(int)
    share = (at - below)[:, None]
    a, b, c, d = (rows[np.clip(below + off, 0, len(rows) - 1)] for off in (-1, 0, 1, 2))
    return b + share / 2 * (c - a + share * (2 * a - 5 * b + 4 * c - d + share * (3 * (b - c) + d - a)))


def observers(over: Elevation, count: int = POINTS) -> list[Observer]:
    """Six to twelve metres high, on the lower of two cells drawn by chance, as people live."""
    drawn, ground = np.random.default_rng(64_71), over.ground
    found = []
    for _ in range(count):
        pairs = [
            (int(drawn.integers(over.grid.rows)), int(drawn.integers(over.grid.columns)))
            for _each in range(2)
        ]
        row, column = min(pairs, key=lambda pair: float(ground[pair]))
        found.append(Observer(Cell(row, column), round(float(drawn.uniform(6, 12)), 1)))
    return found


def cases() -> Iterator[Case]:
    rough = coarse()
    for over, size in ((rough, 30), (finer(rough), 5)):
        seen_from = observers(over)
        for radius, peers in ((500, 60), (5000, 24 if size == 30 else 4)):
            yield Case(over, size, radius, seen_from, peers)


# --- Ours -------------------------------------------------------------------------------------------------


def timed(works: Sequence[Callable[[], object]], repeats: int) -> list[Times]:
    gc.collect()
    return medians_of(works, repeats)


def ours(case: Case, repeats: int) -> tuple[Times, Times]:
    """With one thread and with two."""

    def counted(workers: int) -> Callable[[], object]:
        return lambda: sight.count(case.over, case.observers, case.look, workers=workers)

    one, two = timed([counted(1), counted(2)], case.repeats(repeats))
    return one, two


def each_alone(case: Case, repeats: int) -> Times:
    some = case.observers[:: max(1, POINTS // (40 if case.size == 5 and case.radius == 5000 else POINTS))]
    (found,) = timed([lambda: [sight.view(case.over, each, case.look) for each in some]], repeats)
    return Times(found.cpu * POINTS / len(some), found.wall * POINTS / len(some))


def exactly(case: Case) -> tuple[Times, str]:
    """The exact walk, and how far the sweep is from it."""
    some = case.observers[:: max(1, POINTS // (3 if case.size == 5 and case.radius == 5000 else POINTS))]
    found: list[sight.Counts] = []
    cpu, wall = time.process_time(), time.perf_counter()
    found.append(sight.count(case.over, some, case.look, exact=True, workers=1))
    took = Times((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)
    swept = sight.count(case.over, some, case.look, workers=1).astype(np.int64)
    cells = sum(sight.within(case.over, each, float(case.radius)) for each in some)
    bias = (int(swept.sum()) - int(found[0].astype(np.int64).sum())) / cells
    share = POINTS / len(some)
    return Times(took.cpu * share, took.wall * share), f"the sweep sees {bias:+.2%} of the cells against it"


# --- Peers ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Peer:
    """Milliseconds a point by case, or why there are none."""

    name: str
    times: tuple[Times, ...] = ()


def gdal_of_rasterio(every: Sequence[Case], repeats: int) -> Peer:
    from kotacerdas.terrain.tests import gdal

    if gdal.loaded() is None:
        return Peer("GDAL of rasterio's wheel")
    import rasterio

    found = []
    for case in every:
        model = gdal.Model(case.over.ground, case.over.grid.size)
        some = case.observers[: case.peers_look]

        def look(case: Case = case, model: Any = model, some: Sequence[Observer] = some) -> None:
            for each in some:
                answer = model.view(*each.cell, each.height, TARGET, float(case.radius), case.look.bend)
                gdal.loaded().GDALClose(answer)

        (took,) = timed([look], case.repeats(repeats))
        model.close()
        found.append(Times(took.cpu / len(some), took.wall / len(some)))
    return Peer(f"GDAL {rasterio.__gdal_version__} of rasterio's wheel, in process", tuple(found))


def gdal_of(python: str, name: str, every: Sequence[Case], repeats: int) -> Peer:
    """GDAL's own package in another Python, if that has one."""
    tried = (
        subprocess.run([python, "-c", "from osgeo import gdal"], capture_output=True, check=False)
        if Path(python).exists()
        else None
    )
    if tried is None or tried.returncode:
        return Peer(name)
    found: list[Times] = []
    version = ""
    for case in every:
        with tempfile.NamedTemporaryFile(suffix=".f32") as file:
            file.write(np.ascontiguousarray(case.over.ground, "<f4").tobytes())
            file.flush()
            points = [[*each.cell, each.height] for each in case.observers[: case.peers_look]]
            task = {"file": file.name, "rows": case.over.grid.rows, "columns": case.over.grid.columns,
                    "size": case.over.grid.size, "curve": 1 - case.look.refraction, "repeats": case.repeats(repeats),
                    "cases": [{"radius": float(case.radius), "points": points}]}  # fmt: skip
            done = subprocess.run([python, str(Path(__file__).with_name("terrain_gdal.py"))], input=json.dumps(task) + "\n",
                                  capture_output=True, text=True, check=True)  # fmt: skip
        said = json.loads(done.stdout.splitlines()[-1])
        version = said["version"]
        found.append(Times(**said["cases"][0]))
    return Peer(f"GDAL {version} of {name}, in process", tuple(found))


def xarray_spatial(case: Case) -> Line:
    """Has no radius here, so it gets the square around each point, and one point after another until it took long."""
    name = f"{case.name}: xarray-spatial, {POINTS} rasters"
    if case.size == 5 and case.radius == 5000:
        return Line(f"{name}: not measured, half a minute a point in earlier runs")
    try:
        import xarray
        from xrspatial import viewshed
    except ImportError:
        return Line(f"{name}: not installed (group peers), so not measured")
    reach, took = int(case.radius / case.size), []
    for each in case.observers[:5]:
        row, column = each.cell
        top, left = max(row - reach, 0), max(column - reach, 0)
        part = case.over.ground[top : row + reach + 1, left : column + reach + 1].astype(np.float64)
        array = xarray.DataArray(part, dims=("y", "x"), coords={
            "y": np.arange(part.shape[0], dtype=float)[::-1] * case.size, "x": np.arange(part.shape[1], dtype=float) * case.size})  # fmt: skip
        x, y = float(array.x[column - left]), float(array.y[row - top])
        cpu, wall = time.process_time(), time.perf_counter()
        viewshed(array, x=x, y=y, observer_elev=each.height, target_elev=TARGET)
        took.append(Times((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    later = took[1:]  # the first compiles
    return Line(f"{name} ({len(later)} points, scaled)", statistics.median(each.cpu for each in later) * POINTS,
                statistics.median(each.wall for each in later) * POINTS)  # fmt: skip


def grass(case: Case) -> Line:
    """r.viewshed reads and writes rasters of its own, a process a point: of two sessions, what the further points took."""
    name = f"{case.name}: GRASS r.viewshed, {POINTS} rasters"
    if shutil.which("grass") is None:
        return Line(f"{name}: not on this machine, so not measured")
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "dem.tif"
        raster.write(model, case.over.heights, case.over.grid)
        one, three = (_in_grass(model, case, points) for points in (1, 3))
    scale = POINTS / 2
    return Line(f"{name} (2 points, scaled)", (three.cpu - one.cpu) * scale, (three.wall - one.wall) * scale)


def _in_grass(model: Path, case: Case, points: int) -> Times:
    views = []
    for at, each in enumerate(case.observers[:points]):
        east, north = case.over.grid.middle_of(each.cell)
        views.append(
            f"r.viewshed -c input=dem output=v{at} coordinates={east},{north} observer_elevation={each.height} "
            f"target_elevation={TARGET} max_distance={case.radius} memory=2000 --quiet"
        )
    script = " && ".join([f"r.in.gdal -o input={model} output=dem --quiet", "g.region raster=dem", *views])
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        ["grass", "--tmp-location", str(model), "--exec", "sh", "-c", script], check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Times(cpu * 1000, (time.perf_counter() - wall) * 1000)


# --- Lines ------------------------------------------------------------------------------------------------


def lines(repeats: int) -> Iterator[Line]:
    every = list(cases())
    yield _compiled(every[0])
    if not os.environ.get("TERRAIN_DEM"):
        yield Line("`TERRAIN_DEM` names no model: the invented relief stands in for a real one")
    peers = [
        gdal_of(SYSTEM_PYTHON, "the system's python3-gdal", every, repeats),
        gdal_of_rasterio(every, repeats),
        gdal_of(os.environ.get("GDAL_PYTHON", sys.executable), "the newest wheel", every, repeats),
    ]
    for at, case in enumerate(every):
        yield from _of_case(case, [(peer.name, peer.times[at]) for peer in peers if peer.times], repeats)
        yield xarray_spatial(case)
        yield grass(case)
    for peer in peers:
        if not peer.times:
            yield Line(f"{peer.name}: not on this machine, so not measured")


def _compiled(case: Case) -> Line:
    """Both kinds of counting, once; numba keeps what it compiled, so this is quick from the second run on."""
    cpu, wall = time.process_time(), time.perf_counter()
    for exact in (False, True):
        sight.count(case.over, case.observers[:2], case.look, exact=exact, workers=1)
    return Line("loading numba, compiling or loading the kernels (not counted below)",
                (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000)  # fmt: skip


def _of_case(case: Case, peers: Sequence[tuple[str, Times]], repeats: int) -> Iterator[Line]:
    one, two = ours(case, repeats)
    earlier = EARLIER[case.size, case.radius]
    known = [(f"{name}", took.cpu) for name, took in peers]
    if not any("system" in name for name, _cpu in known):
        known.append(("Debian's GDAL as measured earlier", earlier))
    name, fastest = min(known, key=lambda each: each[1])
    ratio, goal = fastest * POINTS / one.cpu, GOALS[case.radius]
    yield Line(f"{case.name}: {POINTS} points, one raster of counts, {ratio:.1f} x as fast as {name}", one.cpu, two.wall,
               goal=f">= {goal:g} x on CPU", met=ratio >= goal)  # fmt: skip
    alone = each_alone(case, repeats)
    yield Line(
        f"{case.name}: one raster a point, {fastest * POINTS / alone.cpu:.1f} x", alone.cpu, alone.wall
    )
    exact, bias = exactly(case)
    yield Line(f"{case.name}: exact; {bias}", exact.cpu, exact.wall)
    for peer, took in peers:
        yield Line(f"{case.name}: {peer}, {POINTS} rasters ({case.peers_look} points, scaled)",
                   took.cpu * POINTS, took.wall * POINTS)  # fmt: skip


# --- A whole city -----------------------------------------------------------------------------------------


def city_lines(repeats: int) -> Iterator[Line]:
    """Five million invented cells of 10 m; from warm, in a process of its own for its memory."""
    grid = Grid(2_000, 2_500, 10.0, 470_000.0, 9_880_000.0, "EPSG:32750")
    over = synthetic.relief(grid)
    seen_from, look = observers(over), Look(500.0, TARGET)
    for exact in (False, True):
        sight.count(over, seen_from[:2], look, exact=exact)
        sight.view(over, seen_from[0], look, exact=exact)
    with tempfile.TemporaryDirectory() as folder:
        for exact in (False, True):

            def whole(exact: bool = exact) -> None:
                counts = sight.count(over, seen_from, look, exact=exact)
                raster.write(Path(folder) / "counts.tif", counts, grid)

            (took,) = timed([whole], repeats)
            yield Line(f"a city of {grid.cells / 1e6:g} million cells of 10 m, {POINTS} points, 500 m, {'exact' if exact else 'sweep'}, and the file",
                       took.cpu, took.wall, mib=_memory(), goal="<= 5 s, < 1 GiB", met=took.wall <= 5_000 and _memory() < 1024)  # fmt: skip
    yield from _moved(over, seen_from, repeats)


def _moved(over: Elevation, seen_from: Sequence[Observer], repeats: int) -> Iterator[Line]:
    for radius in (500.0, 5_000.0):
        look = Look(radius, TARGET)
        counts = sight.count(over, seen_from, look)

        def move(counts: Any = counts, look: Look = look) -> None:
            before, after = (sight.view(over, each, look) for each in seen_from[:2])
            before.over(counts)[:] -= before.seen
            after.over(counts)[:] += after.seen

        (took,) = timed([move], repeats * 3)
        yield Line(f"the same city: one point moved, {radius / 1000:g} km, counts brought up to date", took.cpu, took.wall,
                   goal="< 300 ms", met=took.wall < 300)  # fmt: skip


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--city", action="store_true", help="only the whole city")
    options = parser.parse_args()
    if options.city:
        hand_over(list(city_lines(options.repeats)))
        return
    city = measure.module("terrain", os.environ, "--city", f"--repeats={options.repeats}")
    hand_over([*lines(options.repeats), *city])


if __name__ == "__main__":
    main()
