"""What an elevation model knows of itself, and which ones are refused."""

import dataclasses

import numpy as np
import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.terrain.domain import looking
from kotacerdas.terrain.domain.elevation import (
    MOST_CELLS,
    Described,
    elevation,
    faults_as_it_is,
    faults_of_size,
    faults_of_source,
)
from kotacerdas.terrain.domain.grid import Cell, Grid

GRID = Grid(3, 4, 10.0, 1000.0, 2000.0, "EPSG:32750")
DESCRIBED = Described("dem.tif", 3, 4, (10.0, 0.0, 1000.0, 0.0, -10.0, 2000.0), "EPSG:32750", "metre", False)


def kinds(faults):
    return [fault.kind for fault in faults]


def model(heights):
    return elevation(GRID, np.array(heights, dtype=float))


FLAT = [[5.0] * 4] * 3


# --- Grid -------------------------------------------------------------------------------------------------


def test_a_place_lies_in_one_cell_and_the_outer_edge_in_the_last():
    assert GRID.cell_at(1000, 2000) == Cell(0, 0)
    assert GRID.cell_at(1010, 1990) == Cell(1, 1)
    assert GRID.cell_at(1009.999, 1990.001) == Cell(0, 0)
    assert GRID.cell_at(1040, 1970) == Cell(2, 3)


@pytest.mark.parametrize(
    ("x", "y"), [(999.9, 1990), (1040.1, 1990), (1010, 2000.1), (1010, 1969.9), (float("nan"), 1990)]
)
def test_a_place_outside_lies_in_no_cell(x, y):
    assert GRID.cell_at(x, y) is None


def test_the_middle_of_a_cell_lies_in_it():
    assert GRID.middle_of(Cell(2, 1)) == (1015.0, 1975.0)
    assert GRID.cell_at(*GRID.middle_of(Cell(2, 1))) == Cell(2, 1)


# --- Heights ----------------------------------------------------------------------------------------------


def test_a_void_has_no_height_and_counts_as_the_lowest_ground():
    found = model([[5, 6, np.nan, 8], [5, 6, 7, 8], [3, 0, -1, 8]])
    assert found.void_count == 1
    assert found.height_at(Cell(0, 2)) is None
    assert found.height_at(Cell(0, 1)) == 6
    assert found.ground[0, 2] == -1
    assert np.isnan(found.heights[0, 2])
    assert np.argwhere(found.sea).tolist() == [[2, 1], [2, 2]]


def test_without_voids_nothing_is_copied():
    found = model(FLAT)
    assert found.ground is found.heights


@pytest.mark.parametrize(
    ("heights", "kind"),
    [
        (np.full((3, 4), np.nan), "terrain-all-void"),
        (np.zeros((3, 4)), "terrain-only-sea"),
        ([[0, -3, np.nan, 0]] * 3, "terrain-only-sea"),
        ([[5, 6, 7, -32768]] * 3, "terrain-impossible-heights"),
        ([[5, 6, 7, 1e30]] * 3, "terrain-impossible-heights"),
        ([[5, 6, 7, np.inf]] * 3, "terrain-impossible-heights"),
    ],
)
def test_ground_over_which_nothing_can_be_seen_is_refused(heights, kind):
    with pytest.raises(Refused, match=kind):
        model(heights)


# --- Files ------------------------------------------------------------------------------------------------


def described(**changes):
    return dataclasses.replace(DESCRIBED, **changes)


def test_a_file_in_metres_north_up_is_taken_as_it_is():
    assert not kinds(faults_of_source(DESCRIBED))
    assert not kinds(faults_as_it_is(DESCRIBED))
    assert DESCRIBED.grid == GRID


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"crs": ""}, "terrain-no-crs"),
        ({"bands": 3}, "terrain-bands"),
        ({"height_unit": "US survey foot"}, "terrain-heights-in-feet"),
        ({"height_unit": "ft"}, "terrain-heights-in-feet"),
        ({"transform": (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)}, "terrain-no-place"),
        ({"transform": (float("nan"), 0.0, 0.0, 0.0, -10.0, 0.0)}, "terrain-no-place"),
        ({"is_real": False}, "terrain-unreadable"),
        ({"piece_bytes": 2**28}, "terrain-pieces"),
        ({"rows": 100_000, "columns": 100_000}, "terrain-file-too-large"),
    ],
)
def test_a_file_that_cannot_be_taken_at_all(changes, kind):
    assert kinds(faults_of_source(described(**changes))) == [kind]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"is_in_degrees": True, "unit": ""}, "terrain-degrees"),
        ({"unit": "US survey foot"}, "terrain-unit"),
        ({"transform": (10.0, 0.5, 1000.0, 0.5, -10.0, 2000.0)}, "terrain-rotated"),
        ({"transform": (10.0, 0.0, 1000.0, 0.0, 10.0, 2000.0)}, "terrain-rotated"),
        ({"transform": (-10.0, 0.0, 1000.0, 0.0, -10.0, 2000.0)}, "terrain-rotated"),
        ({"transform": (10.0, 0.0, 1000.0, 0.0, -12.0, 2000.0)}, "terrain-oblong-cells"),
    ],
)
def test_a_file_whose_own_grid_cannot_be_kept(changes, kind):
    assert kinds(faults_as_it_is(described(**changes))) == [kind]


def test_two_gigabytes_are_too_large():
    assert not kinds(faults_of_size(8_000, 8_000, "dem.tif"))
    (fault,) = faults_of_size(23_000, 23_000, "dem.tif")
    assert fault.kind == "terrain-too-large"
    assert fault.values["cells"] > MOST_CELLS
    assert fault.values["gib"] == "11.8"


# --- Looking ----------------------------------------------------------------------------------------------


def test_a_disc_holds_the_cells_whose_middles_lie_within():
    found = looking.disc(50.0, 10.0, 1_000)
    assert found.reaches.tolist() == [5, 4, 4, 4, 3, 0]
    assert found.widths.tolist() == [0, 1, 2, 3, 3, 0]


def test_a_radius_on_a_whole_number_of_cells_is_not_lost_to_rounding():
    assert looking.disc(0.3, 0.1, 100).radius == 3


def test_a_disc_is_no_larger_than_the_ground():
    assert looking.disc(1e12, 0.5, 40).radius == 40


def test_the_curve_drops_a_target_as_the_command_promises():
    assert looking.Look(500, refraction=0.13).bend * 5_000**2 == pytest.approx(
        5_000**2 / (2 * 6_371_000) * 0.87
    )
    assert looking.Look(500, is_flat=True).bend == 0


@pytest.mark.parametrize(
    ("look", "kind"),
    [
        (looking.Look(0), "terrain-radius"),
        (looking.Look(-5), "terrain-radius"),
        (looking.Look(float("nan")), "terrain-radius"),
        (looking.Look(500, target=301), "terrain-target-height"),
        (looking.Look(500, target=-1), "terrain-target-height"),
        (looking.Look(500, target=float("nan")), "terrain-target-height"),
        (looking.Look(500, refraction=1.0), "terrain-refraction"),
        (looking.Look(500, refraction=-0.1), "terrain-refraction"),
    ],
)
def test_looks_that_make_no_sense_are_refused(look, kind):
    with pytest.raises(Refused, match=kind):
        looking.checked(look)
