"""Cells around points: they cover the hull, never overlap, and each holds its own point."""

import csv
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.geography.domain import schematic

DATA = Path(__file__).parents[4] / "data/geography/64.71.csv"

tenths = st.integers(min_value=0, max_value=60)
some_points = st.lists(st.tuples(tenths, tenths), min_size=1, max_size=30, unique=True).map(
    lambda rows: {f"{at:03}": (116.7 + x / 200, -1.3 + y / 200) for at, (x, y) in enumerate(rows)}
)


def balikpapan():
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["code"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}


@given(some_points)
@settings(max_examples=60)
def test_cells_cover_the_hull_without_overlap_and_each_holds_its_point(points):
    cells = schematic.cells(points)

    assert cells.keys() == points.keys()
    shapes = list(cells.values())
    assert all(shape.is_valid and shape.geom_type == "Polygon" for shape in shapes)
    assert all(cells[code].intersects(shapely.Point(place)) for code, place in points.items())
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    # Six decimals of a degree move a corner by a hand's breadth.
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-4)
    projection = schematic.projection_around(points.values())
    flat = shapely.MultiPoint(np.column_stack(projection.metres(*np.array(list(points.values())).T)))
    hull = schematic.rounded_hull(flat)
    drawn = projection.shape_in_metres(whole)
    assert drawn.symmetric_difference(hull).area < hull.area * 1e-3


@given(some_points, st.lists(st.tuples(tenths, tenths), max_size=20))
@settings(max_examples=30)
def test_a_place_lies_in_the_cell_of_the_nearest_point(points, asked):
    cells = schematic.cells(points)
    projection = schematic.projection_around(points.values())
    east, north = projection.metres(*np.array(list(points.values())).T)
    for x, y in asked:
        place = (116.7 + x / 200, -1.3 + y / 200)
        held = [code for code, shape in cells.items() if shape.intersects(shapely.Point(place))]
        away = np.hypot(east - projection.metres(*place)[0], north - projection.metres(*place)[1])
        near = dict(zip(points, away, strict=True))
        assert all(near[code] <= away.min() + 1 for code in held)


def test_the_data_file_gives_thirty_four_cells_that_touch():
    cells = schematic.cells(balikpapan())

    assert len(cells) == 34
    assert shapely.coverage_is_valid(list(cells.values()))


def test_one_point_is_one_round_cell_and_none_is_none():
    assert schematic.cells({}) == {}
    (cell,) = schematic.cells({"a": (116.8, -1.2)}).values()
    assert cell.contains(shapely.Point(116.8, -1.2))


def test_two_areas_cannot_have_one_point():
    with pytest.raises(ValueError, match="same representative point"):
        schematic.cells({"a": (116.8, -1.2), "b": (116.8, -1.2)})
