"""The commands `wifi coverage` and `wifi viewshed`, as their users call them."""

import json
import os
import signal
import subprocess
import sys

import numpy as np
import pytest

from kotacerdas.config.cli import main
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer
from kotacerdas.terrain.tests import slow
from kotacerdas.terrain.tests.files import NORTH, WEST, written
from kotacerdas.terrain.tests.ground import hills, over

rasterio = pytest.importorskip("rasterio", reason="the group planning is not installed")
pytest.importorskip("numba", reason="the group planning is not installed")

HEIGHTS = hills(40, 50)
LON, LAT = 116.82248, -1.17800  # in the middle of the model


@pytest.fixture
def dem(tmp_path):
    return written(tmp_path / "dem.tif", HEIGHTS)


@pytest.fixture
def points(tmp_path):
    def write(text):
        path = tmp_path / "points.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def asked(tmp_path, capsys):
    """Runs a command; gives its exit code, what it told as JSON, its complaints and the raster it wrote, if any."""

    def run(*arguments):
        out = tmp_path / "out.tif"
        code = main(["wifi", *map(str, arguments), "-o", str(out), "--json", "--lang", "en"])
        said = capsys.readouterr()
        raster = None
        if out.exists():
            with rasterio.open(out) as file:
                raster = file.read(1)
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        return code, json.loads(said.out) if code == 0 else None, said.err, raster

    return run


def at(row, column):
    return f"{WEST + (column + 0.5) * 10},{NORTH - (row + 0.5) * 10}"


# --- What they promise ------------------------------------------------------------------------------------


@pytest.mark.parametrize("exact", [[], ["--exact"]])
def test_coverage_counts_the_points_that_see_each_cell(asked, dem, points, exact):
    path = points(f"id,x,y,height\na,{at(3, 4)},10\nb,{at(20, 25)},8.5\nc,{at(39, 49)},0\n")
    code, told, _err, counts = asked(
        "coverage", "--dem", dem, "--points", path, "--radius", 200, "--receiver", 1.5, *exact
    )
    assert code == 0
    assert counts.dtype == np.uint16
    model, look = over(HEIGHTS), Look(200.0, 1.5)
    eyes = [Observer(Cell(3, 4), 10.0), Observer(Cell(20, 25), 8.5), Observer(Cell(39, 49), 0.0)]
    if exact:
        np.testing.assert_array_equal(
            counts, sum(slow.seen_by_rays(model, eye, look).astype(int) for eye in eyes)
        )
    else:
        found = [slow.seen_by_rings(model, eye, look) for eye in eyes]
        certain = ~np.any([close for _seen, close in found], axis=0)
        np.testing.assert_array_equal(
            counts[certain], sum(seen.astype(int) for seen, _close in found)[certain]
        )
    assert told["cells"] == 2000
    assert told["points"] == 3
    assert told["covered_cells"] == int((counts > 0).sum())
    assert told["covered_share"] == pytest.approx((counts > 0).mean(), abs=1e-6)
    assert told["seconds"] > 0
    assert told["method"] == ("exact" if exact else "sweep")


def test_viewshed_marks_what_is_seen_with_one(asked, dem):
    code, told, _err, seen = asked("viewshed", "--dem", dem, "--x", WEST + 255, "--y", NORTH - 205, "--height", 10, "--target", 0,
                                   "--radius", 5000, "--refraction", 0.13, "--exact")  # fmt: skip
    assert code == 0
    assert seen.dtype == np.uint8
    expected = slow.seen_by_rays(over(HEIGHTS), Observer(Cell(20, 25), 10.0), Look(5_000.0, 0.0))
    np.testing.assert_array_equal(seen, expected)
    assert told["visible_cells"] == int(expected.sum())
    assert (told["row"], told["column"]) == (20, 25)


def test_the_result_lies_on_the_grid_of_the_model(asked, dem, tmp_path):
    asked("viewshed", "--dem", dem, "--lon", LON, "--lat", LAT, "--height", 10, "--radius", 100)
    with rasterio.open(dem) as source, rasterio.open(tmp_path / "out.tif") as result:
        assert result.transform == source.transform
        assert result.crs == source.crs
        assert result.shape == source.shape


def test_degrees_and_metres_of_one_place_give_the_same(asked, dem):
    degrees = asked("viewshed", "--dem", dem, "--lon", LON, "--lat", LAT, "--height", 10, "--radius", 300)
    told = degrees[1]
    metres = asked("viewshed", "--dem", dem, "--x", WEST + told["column"] * 10 + 5, "--y", NORTH - told["row"] * 10 - 5,
                   "--height", 10, "--radius", 300)  # fmt: skip
    np.testing.assert_array_equal(degrees[3], metres[3])


def test_points_may_stand_on_the_outer_edge(asked, dem, points):
    path = points(f"id;x;y;height\na;{WEST};{NORTH};6\nb;{WEST + 500:.0f};{NORTH - 400:.0f};6,5\n")
    code, _told, _err, counts = asked("coverage", "--dem", dem, "--points", path, "--radius", 50)
    assert code == 0
    assert counts[0, 0] >= 1
    assert counts[39, 49] >= 1


def test_voids_count_in_no_share(asked, tmp_path, points):
    heights = HEIGHTS.copy()
    heights[:20] = -9999
    dem = written(tmp_path / "holes.tif", heights, nodata=-9999)
    code, told, _err, counts = asked("coverage", "--dem", dem, "--points", points(f"id,x,y,height\na,{at(30, 25)},300\n"),
                                     "--radius", 2000)  # fmt: skip
    assert code == 0
    assert told["void_cells"] == 1000
    assert not counts[:20].any()
    assert told["covered_share"] == pytest.approx((counts[20:] > 0).mean(), abs=1e-6)


def test_a_model_in_degrees_is_resampled_when_asked(asked, tmp_path):
    path = written(tmp_path / "degrees.tif", HEIGHTS, crs="EPSG:4326",
                   transform=rasterio.Affine(0.0003, 0, 116.8, 0, -0.0003, -1.1))  # fmt: skip
    code, told, _err, seen = asked("viewshed", "--dem", path, "--cell", 30, "--lon", 116.806, "--lat", -1.106, "--height", 10,
                                   "--radius", 500)  # fmt: skip
    assert code == 0
    assert told["crs"] == "EPSG:32750"
    assert told["cell_m"] == 30
    assert seen.any()


def test_words_for_people(dem, tmp_path, capsys):
    assert main(["wifi", "viewshed", "--dem", str(dem), "--lon", str(LON), "--lat", str(LAT), "--height", "10", "--radius", "100",
                 "-o", str(tmp_path / "o.tif"), "--lang", "en"]) == 0  # fmt: skip
    said = capsys.readouterr().out
    assert "cells within the radius are seen" in said
    assert "--exact for a final answer" in said


# --- What they refuse -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,116.9,-1.178,10", "outside the elevation model"),
        (f"a,{LAT},{LON},10", "longitude and latitude changed over"),
        (f"a,{LON},{LAT},301", "0 to 300 m above the ground"),
        (f"a,{LON},{LAT},-1", "0 to 300 m above the ground"),
        (f"a,{LON},{LAT},nan", "“nan” is no number"),
        (f"a,nan,{LAT},10", "“nan” is no number"),
        (f"a,{LON},inf,10", "“inf” is no number"),
        (f"a,{LON},{LAT},", "“” is no number"),
        (f",{LON},{LAT},10", "has no id"),
        (f"a,{LON},{LAT},10\na,{LON},{LAT},12", "stands in line 2 already"),
        ("a,500,500,10", "outside the elevation model"),
    ],
)
def test_points_that_make_no_sense_are_named_with_their_line(asked, dem, points, rows, words):
    code, _told, err, raster = asked(
        "coverage", "--dem", dem, "--points", points(f"id,lon,lat,height\n{rows}\n"), "--radius", 100
    )
    assert code == 2
    assert words in err
    assert "Line " in err
    assert raster is None


def test_all_faults_are_told_at_once(asked, dem, points):
    path = points(f"id,lon,lat,height\na,{LON},{LAT},500\nb,0,0,5\nc,{LAT},{LON},5\n")
    code, _told, err, _raster = asked("coverage", "--dem", dem, "--points", path, "--radius", 100)
    assert code == 2
    assert [line.split(":")[0] for line in err.strip().splitlines()] == ["Line 2", "Line 3", "Line 4"]


def test_a_point_on_a_void_is_refused(asked, tmp_path, points):
    heights = HEIGHTS.copy()
    heights[3, 4] = -9999
    dem = written(tmp_path / "holes.tif", heights, nodata=-9999)
    code, _told, err, _raster = asked(
        "coverage", "--dem", dem, "--points", points(f"id,x,y,height\na,{at(3, 4)},9\n"), "--radius", 50
    )
    assert code == 2
    assert "has no height" in err


@pytest.mark.parametrize(
    ("text", "words"), [("id,lon,height\na,1,2\n", "lat"), ("", "empty"), ("id,lon,lat,height\n", "header")]
)
def test_a_table_that_is_none_is_refused(asked, dem, points, text, words):
    code, _told, err, _raster = asked("coverage", "--dem", dem, "--points", points(text), "--radius", 50)
    assert code == 2
    assert words in err


@pytest.mark.parametrize("radius", ["0", "-5", "nan", "inf"])
def test_a_radius_that_is_none_is_refused(asked, dem, points, radius):
    path = points(f"id,lon,lat,height\na,{LON},{LAT},10\n")
    code, _told, err, raster = asked("coverage", "--dem", dem, "--points", path, f"--radius={radius}")
    assert code == 2
    assert "more than 0 metres" in err
    assert raster is None


@pytest.mark.parametrize(
    "where",
    [
        [],
        ["--lon", LON],
        ["--x", 5, "--lat", LAT],
        ["--lon", LON, "--lat", LAT, "--x", 5, "--y", 5],
        ["--lon", "nan", "--lat", LAT],
    ],
)
def test_an_antenna_stands_in_one_place(asked, dem, where):
    code, _told, err, _raster = asked("viewshed", "--dem", dem, *where, "--height", 10, "--radius", 100)
    assert code == 2
    assert "--lon and --lat, or --x and --y" in err


def test_the_model_is_never_written_over(dem, points, capsys):
    before = dem.read_bytes()
    assert main(["wifi", "viewshed", "--dem", str(dem), "--lon", str(LON), "--lat", str(LAT), "--height", "10", "--radius", "50",
                 "-o", str(dem), "--lang", "en"]) == 2  # fmt: skip
    assert "Give another name" in capsys.readouterr().err
    assert dem.read_bytes() == before


def test_a_folder_that_is_not_there_is_said_before_anything_is_computed(dem, tmp_path, capsys):
    assert main(["wifi", "viewshed", "--dem", str(dem), "--lon", str(LON), "--lat", str(LAT), "--height", "10", "--radius", "50",
                 "-o", str(tmp_path / "none" / "o.tif"), "--lang", "en"]) == 2  # fmt: skip
    assert "cannot be written" in capsys.readouterr().err


def test_several_models_need_a_cell(asked, dem):
    code, _told, err, _raster = asked("viewshed", "--dem", dem, "--dem", dem, "--lon", LON, "--lat", LAT, "--height", 10,
                                      "--radius", 100)  # fmt: skip
    assert code == 2
    assert "--cell" in err


KILLED = """
import os, signal, sys
from kotacerdas.config.cli import main
from kotacerdas.terrain import keeping
keeping.os.fsync = lambda number: os.kill(os.getpid(), signal.SIGKILL)
sys.exit(main(sys.argv[1:]))
"""


def test_a_command_that_is_killed_while_it_writes_leaves_the_old_result(dem, tmp_path, points):
    """At the worst moment: everything is on its way to the disk, nothing is there for certain."""
    out, path = tmp_path / "out.tif", points(f"id,x,y,height\na,{at(20, 25)},30\n")
    out.write_bytes(b"old")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", KILLED, "wifi", "coverage", "--dem", dem, "--points", path, "--radius", "100", "-o", out],
        env={**os.environ, "KOTACERDAS_DATA": str(tmp_path), "NUMBA_CACHE_DIR": os.environ["NUMBA_CACHE_DIR"]},
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    assert out.read_bytes() == b"old"
