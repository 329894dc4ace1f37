"""Elevation models out of files, and results into files."""

import warnings
from pathlib import Path

import numpy as np
import pytest
from django.utils import translation

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.terrain import keeping, raster, raster_files
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.tests.files import NORTH, WEST, hgt, written
from kotacerdas.terrain.tests.ground import hills, over

rasterio = pytest.importorskip("rasterio", reason="the group planning is not installed")
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "terrain"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real models are not here")


@pytest.fixture
def dem(tmp_path):
    return lambda heights, name="dem.tif", **changes: written(tmp_path / name, heights, **changes)


def refused(work, kind):
    with pytest.raises(Refused) as caught:
        work()
    assert [fault.kind for fault in caught.value.faults] == [kind]
    with translation.override("en"):
        return sentence(caught.value.faults[0])


# --- A grid that is kept ----------------------------------------------------------------------------------


def test_heights_voids_and_place_are_read(dem):
    heights = hills(30, 40)
    heights[3, 5] = -9999
    found = raster.read(dem(heights, nodata=-9999))
    assert found.grid == Grid(30, 40, 10.0, WEST, NORTH, "EPSG:32750")
    assert np.argwhere(found.voids).tolist() == [[3, 5]]
    np.testing.assert_array_equal(found.ground[4:], heights[4:])
    assert found.source == "dem.tif"
    assert not found.is_synthetic


@pytest.mark.parametrize("laid", [{"tiled": True, "blockxsize": 16, "blockysize": 32}, {"blockysize": 7}, {}])
def test_however_its_blocks_lie_every_height_is_read(dem, monkeypatch, laid):
    monkeypatch.setattr(raster, "TILE", 20)
    heights = hills(90, 110)
    np.testing.assert_array_equal(raster.read(dem(heights, **laid)).heights, heights)


def test_whole_numbers_with_a_scale_are_metres(dem):
    found = raster.read(dem(np.full((4, 4), 125, np.int16), scale=0.1))
    assert found.heights[0, 0] == pytest.approx(12.5)


def test_nan_is_a_void(dem):
    heights = hills(6, 6)
    heights[2, 2] = np.nan
    assert raster.read(dem(heights)).void_count == 1


@pytest.mark.parametrize(
    ("changes", "kind", "word"),
    [
        ({"crs": None}, "terrain-no-crs", "coordinate system"),
        (
            {"crs": "EPSG:4326", "transform": rasterio.Affine(0.001, 0, 116.8, 0, -0.001, -1.1)},
            "terrain-degrees",
            "EPSG:32750",
        ),
        ({"crs": "EPSG:2263"}, "terrain-unit", "US survey foot"),
        ({"transform": rasterio.Affine(9, 2, WEST, 2, -9, NORTH)}, "terrain-rotated", "north to south"),
        ({"transform": rasterio.Affine(10, 0, WEST, 0, -20, NORTH)}, "terrain-oblong-cells", "10 by 20"),
        ({"units": "feet"}, "terrain-heights-in-feet", "feet"),
        ({"count": 3}, "terrain-bands", "3 bands"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_remedy(dem, changes, kind, word):
    path = dem(hills(20, 20), **changes)
    assert word in refused(lambda: raster.read(path), kind)


@pytest.mark.parametrize(
    ("heights", "kind"),
    [
        (np.full((5, 5), -9999, np.float32), "terrain-all-void"),
        (np.zeros((5, 5), np.float32), "terrain-only-sea"),
        (np.full((5, 5), -32768, np.int16), "terrain-impossible-heights"),
    ],
)
def test_ground_that_is_none_is_refused(dem, heights, kind):
    refused(lambda: raster.read(dem(heights, nodata=-9999)), kind)


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path):
    # Sparse: a few kilobytes on the disk, half a thousand million cells.
    path = tmp_path / "large.tif"
    with rasterio.open(path, "w", driver="GTiff", width=23_000, height=23_000, count=1, dtype="float32", crs="EPSG:32750",
                       transform=rasterio.Affine(10, 0, WEST, 0, -10, NORTH), SPARSE_OK=True, tiled=True,
                       bigtiff="yes"):  # fmt: skip
        pass
    assert "11.8 GiB" in refused(lambda: raster.read(path), "terrain-too-large")


def test_no_file_and_files_that_are_no_model(tmp_path):
    refused(lambda: raster.read(tmp_path / "missing.tif"), "terrain-no-file")
    (tmp_path / "text.tif").write_text("id,lon,lat\n")
    refused(lambda: raster.read(tmp_path / "text.tif"), "terrain-unreadable")
    (tmp_path / "map.hgt").write_bytes(bytes(1201 * 1201 * 2))
    assert "S02E116.hgt" in refused(lambda: raster.read(tmp_path / "map.hgt"), "terrain-hgt-name")


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def test_a_file_cut_off_in_the_middle_is_refused(dem):
    path = cut_off(dem(hills(300, 300), compress="deflate"))
    with pytest.raises(Refused, match="terrain-unreadable"):
        raster.read(path)


def test_of_several_files_the_one_that_is_broken_is_named(dem):
    first = cut_off(dem(hills(300, 300), "first.tif", compress="deflate"))
    others = [dem(hills(300, 300), name) for name in ("second.tif", "third.tif")]
    assert "first.tif" in refused(lambda: raster.gather([first, *others], size=30.0), "terrain-unreadable")


@pytest.mark.parametrize("name", ["S02E116.hgt", "medan.tif"])
def test_a_file_that_would_have_others_read_is_not_opened(dem, tmp_path, name):
    """A VRT under another name; it may name any file of the machine, and addresses."""
    secret = dem(hills(20, 20), "secret.tif")
    words = (
        '<VRTDataset rasterXSize="20" rasterYSize="20"><SRS>EPSG:32750</SRS>'
        f"<GeoTransform>{WEST},10,0,{NORTH},0,-10</GeoTransform>"
        '<VRTRasterBand dataType="Float32" band="1"><SimpleSource>'
        f"<SourceFilename>{secret}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    (tmp_path / name).write_text(words.ljust(2 * 1201 * 1201))
    for work in (raster.read, lambda path: raster.gather([path], size=30.0)):
        with pytest.raises(Refused):
            work(tmp_path / name)


def test_a_tile_of_another_size_says_how_many_bytes_it_should_have(tmp_path):
    (tmp_path / "S02E116.hgt").write_bytes(bytes(4_000))
    words = refused(lambda: raster.read(tmp_path / "S02E116.hgt"), "terrain-hgt-size")
    assert "4,000 bytes" in words
    assert "2,884,802" in words


def test_pieces_that_unpack_to_more_than_memory_are_refused_before_they_are_read(tmp_path):
    # One strip of 400 MB, some hundred kilobytes on the disk.
    path = tmp_path / "bomb.tif"
    with rasterio.open(path, "w", driver="GTiff", width=10_000, height=10_000, count=1, dtype="float32", crs="EPSG:32750",
                       transform=rasterio.Affine(10, 0, WEST, 0, -10, NORTH), compress="deflate", blockysize=10_000,
                       SPARSE_OK=True):  # fmt: skip
        pass
    assert "TILED=YES" in refused(lambda: raster.gather([path], size=100.0), "terrain-pieces")


def test_numbers_with_an_imaginary_part_are_no_heights(dem):
    path = dem(hills(20, 20).astype(np.complex64))
    refused(lambda: raster.read(path), "terrain-unreadable")


@pytest.mark.parametrize("crs", ['LOCAL_CS["x",UNIT["metre",1]]', "EPSG:3031"])
def test_a_place_without_a_zone_is_said(dem, crs):
    path = dem(hills(20, 20), crs=crs, transform=rasterio.Affine(10, 0, 0, 0, -20, 0))
    assert "UTM" in refused(lambda: raster.read(path), "terrain-no-zone")
    assert "UTM" in refused(lambda: raster.gather([path], size=30.0), "terrain-no-zone")


def test_a_place_beyond_the_earth_is_said(dem):
    path = dem(hills(20, 20), transform=rasterio.Affine(10, 0, 9e12, 0, -10, 9e12))
    refused(lambda: raster.gather([path], size=30.0), "terrain-no-zone")


def test_a_turn_that_is_a_rounding_error_is_none(dem):
    assert raster.read(dem(hills(20, 20), transform=rasterio.Affine(10, 1e-13, WEST, 1e-13, -10, NORTH)))


def test_the_library_does_not_write_into_the_log(dem, caplog):
    path = cut_off(dem(hills(300, 300), compress="deflate"))
    with pytest.raises(Refused):
        raster.read(path)
    assert not caplog.records


def test_reading_says_nothing_on_its_own(dem):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        refused(lambda: raster.read(dem(hills(5, 5), crs=None, transform=None)), "terrain-no-crs")


# --- A grid that is made ----------------------------------------------------------------------------------


def test_degrees_become_metres_and_a_slope_stays_where_it_was(dem):
    rows, columns = np.mgrid[:120, :120]
    path = dem((50 + columns * 0.5 + rows * 0.25).astype(np.float32), crs="EPSG:4326",
               transform=rasterio.Affine(0.0005, 0, 116.8, 0, -0.0005, -1.1))  # fmt: skip
    found = raster.gather([path], size=50.0)
    assert found.grid.crs == "EPSG:32750"
    assert found.grid.size == 50
    assert found.grid.west % 50 == 0
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, 32750, always_xy=True).transform(116.83, -1.12)
    column, row = (116.83 - 116.8) / 0.0005 - 0.5, (1.12 - 1.1) / 0.0005 - 0.5
    assert found.height_at(found.grid.cell_at(x, y)) == pytest.approx(50 + column * 0.5 + row * 0.25, abs=0.5)


def test_a_name_of_a_tile_says_where_it_lies(tmp_path):
    heights = np.full((1201, 1201), 7)
    heights[:300] = 0
    heights[600:620, 600:620] = -32768
    found = raster.gather([hgt(tmp_path / "S02E116.hgt", heights)], size=500.0)
    x, y = (found.grid.west + found.grid.east) / 2, (found.grid.south + found.grid.north) / 2
    assert found.height_at(found.grid.cell_at(x, y + 20_000)) == pytest.approx(7)
    assert found.height_at(found.grid.cell_at(x, y + 45_000)) == 0
    assert found.void_count > 0
    assert 0.2 < found.sea.mean() < 0.3


def test_a_mosaic_keeps_its_gap_and_the_first_file_counts_where_two_overlap(dem):
    first = dem(np.full((20, 20), 11, np.float32), "first.tif")
    second = dem(np.full((20, 20), 22, np.float32), "second.tif",
                 transform=rasterio.Affine(10, 0, WEST + 150, 0, -10, NORTH))  # fmt: skip
    third = dem(np.full((20, 20), 33, np.float32), "third.tif",
                transform=rasterio.Affine(10, 0, WEST + 500, 0, -10, NORTH))  # fmt: skip
    found = raster.gather([first, second, third], size=10.0)
    assert (found.grid.rows, found.grid.columns) == (20, 70)
    row = found.heights[10]
    assert set(row[:20]) == {11}
    assert set(row[20:35]) == {22}
    assert np.isnan(row[36:49]).all()
    assert set(row[50:]) == {33}


def test_a_later_file_fills_the_voids_of_the_first(dem):
    heights = np.full((20, 20), 11, np.float32)
    heights[5:10, 5:10] = -1
    found = raster.gather(
        [dem(heights, "first.tif", nodata=-1), dem(np.full((20, 20), 22, np.float32), "second.tif")],
        size=10.0,
    )
    assert found.heights[7, 7] == 22
    assert found.heights[0, 0] == 11
    assert not found.void_count


@pytest.mark.parametrize("mark", [-9999, 32_767])
def test_a_mark_for_nothing_here_that_nobody_declared_is_no_height_even_where_it_is_averaged(dem, mark):
    """One cell among a hundred would be a hole of 100 m that nobody dug, and sea."""
    heights = hills(200, 200)
    heights[100, 100] = mark
    refused(lambda: raster.gather([dem(heights)], size=100.0), "terrain-impossible-heights")
    refused(
        lambda: raster.gather([dem(hills(200, 200))], size=100.0, clutter=[dem(heights, "trees.tif")]),
        "terrain-impossible-heights",
    )


@pytest.mark.parametrize("heights", [hills(1, 1), hills(1, 9), hills(9, 9)])
def test_ground_of_one_row_is_too_small(dem, heights):
    refused(lambda: raster.gather([dem(heights)], size=100.0), "terrain-too-small")


def test_only_what_lies_around_the_city_is_kept(tmp_path):
    """A whole tile in cells of 10 m would be twice as much as memory takes."""
    heights = np.full((1201, 1201), 7)
    found = raster.gather(
        [hgt(tmp_path / "S02E116.hgt", heights)], size=10.0, within=(116.8, -1.3, 116.9, -1.2)
    )
    assert found.grid.cells < 2_000_000
    assert not found.void_count
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, 32750, always_xy=True).transform(116.85, -1.25)
    assert abs((found.grid.west + found.grid.east) / 2 - x) < 100
    assert abs((found.grid.south + found.grid.north) / 2 - y) < 100


def test_a_model_of_another_place_is_refused_and_one_tile_beside_the_city_is_left_out(dem, tmp_path):
    far = hgt(tmp_path / "N43E006.hgt", np.full((1201, 1201), 7))
    around = (116.8, -1.3, 116.9, -1.2)
    assert "N43E006.hgt" in refused(
        lambda: raster.gather([far], size=30.0, within=around), "terrain-elsewhere"
    )
    near = hgt(tmp_path / "S02E116.hgt", np.full((1201, 1201), 9))
    assert np.nanmax(raster.gather([far, near], size=30.0, within=around).heights) == 9


def test_clutter_stands_on_the_ground(dem):
    trees = np.zeros((20, 20), np.float32)
    trees[10, 10], trees[11, 11] = 25, -9
    found = raster.gather(
        [dem(np.full((20, 20), 11, np.float32))], size=10.0, clutter=[dem(trees, "trees.tif")]
    )
    assert found.heights[10, 10] == 36
    assert found.heights[11, 11] == 11
    assert found.heights[0, 0] == 11


def test_a_rotated_file_is_turned(dem):
    found = raster.gather(
        [dem(np.full((40, 40), 12, np.float32), transform=rasterio.Affine(8, 6, WEST, 6, -8, NORTH))],
        size=10.0,
    )
    assert found.void_count > 0
    assert np.nanmin(found.heights) == np.nanmax(found.heights) == 12


def test_tiles_leave_no_seams(dem, monkeypatch):
    heights = hills(90, 110)
    whole = raster.gather([dem(heights)], size=7.0).heights
    monkeypatch.setattr(raster, "TILE", 32)
    np.testing.assert_allclose(raster.gather([dem(heights)], size=7.0).heights, whole, atol=1e-3)


@pytest.mark.parametrize("size", [0.0, -3.0, float("nan"), 5_000.0])
def test_cells_of_no_size_are_refused(dem, size):
    with pytest.raises(Refused, match="terrain-cell-size"):
        raster.gather([dem(hills(5, 5))], size=size)


def test_cells_too_small_for_the_place_are_refused(dem):
    path = dem(hills(900, 900))
    with pytest.raises(Refused, match="terrain-too-large"):
        raster.gather([path], size=0.5)


@needs_shared
def test_a_real_tile_on_a_coast_has_land_and_sea():
    found = raster.gather([SHARED / "N43E006.hgt"], size=200.0)
    assert found.grid.crs == "EPSG:32632"
    assert 0.15 < found.sea.mean() < 0.35
    assert float(np.nanmax(found.heights)) > 1_000


# --- Writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_what_is_written_lies_on_the_grid(tmp_path, kind):
    model = over(hills(30, 40))
    values = np.arange(1200).reshape(30, 40).astype(kind)
    raster.write(tmp_path / "out.tif", values, model.grid)
    with rasterio.open(tmp_path / "out.tif") as file:
        assert file.dtypes == (np.dtype(kind).name,)
        assert file.crs.to_epsg() == 32750
        assert tuple(file.transform)[:6] == (10.0, 0.0, WEST, 0.0, -10.0, NORTH)
        np.testing.assert_array_equal(file.read(1), values)


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    (tmp_path / "out.tif").write_bytes(b"old")

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keeping.kept_whole(tmp_path / "out.tif", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["out.tif"]
    assert (tmp_path / "out.tif").read_bytes() == b"old"


def test_a_model_is_kept_in_a_folder_and_comes_back(tmp_path):
    model = over(hills(30, 40))
    keeping.keep(model, tmp_path / "city" / "ground")
    found = keeping.kept(tmp_path / "city" / "ground")
    assert found.grid == model.grid
    np.testing.assert_array_equal(found.heights, model.heights)
    assert [path.name for path in (tmp_path / "city").iterdir()] == ["ground"]


def test_without_the_group_of_packages_it_is_said_what_is_missing(dem, monkeypatch):
    path = dem(hills(5, 5))
    monkeypatch.setattr(raster_files, "find_spec", lambda _name: None)
    assert "./run --setup" in refused(lambda: raster.read(path), "terrain-no-group")
