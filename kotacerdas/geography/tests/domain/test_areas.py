"""Which area a place lies in."""

from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box

from kotacerdas.geography.domain import schematic
from kotacerdas.geography.domain.areas import Area, Areas

SQUARES = Areas([Area(f"64.71.01.100{at}", f"Petak {at}", box(at, 0, at + 1, 1)) for at in range(1, 4)])

coordinates = st.floats(min_value=0, max_value=5, allow_nan=False).map(lambda value: round(value, 2))
places = st.tuples(coordinates, coordinates)


def slowly(areas, lon, lat):
    """The first by code whose shape the point touches."""
    point = Point(lon, lat)
    return next(
        (area for area in sorted(areas.rows, key=lambda area: area.code) if area.shape.intersects(point)),
        None,
    )


@given(st.lists(places, max_size=60))
@settings(max_examples=60)
def test_many_places_at_once_agree_with_one_at_a_time(given_places):
    assert SQUARES.at_each(given_places) == [slowly(SQUARES, *place) for place in given_places]


@given(st.lists(places, min_size=3, max_size=25, unique=True), st.lists(places, max_size=40))
@settings(max_examples=40)
def test_they_agree_over_schematic_cells_too(points, given_places):
    cells = schematic.cells(
        {f"64.71.01.{1001 + at}": (116 + lon / 10, -1 - lat / 10) for at, (lon, lat) in enumerate(points)}
    )
    areas = Areas([Area(code, code, shape) for code, shape in cells.items()])
    asked = [(116 + lon / 10, -1 - lat / 10) for lon, lat in given_places]

    assert areas.at_each(asked) == [slowly(areas, *place) for place in asked]


def test_on_a_common_border_the_first_by_code_counts():
    assert SQUARES.at(2, 0.5).code == "64.71.01.1001"


def test_a_place_outside_all_lies_in_none():
    assert SQUARES.at(9, 9) is None
    assert Areas([]).at(1, 1) is None
    assert SQUARES.at_each([]) == []


def test_the_kecamatan_is_the_first_eight_characters():
    assert SQUARES.rows[0].kecamatan == "64.71.01"


def test_bounds_hold_everything_and_nothing_is_at_zero():
    assert SQUARES.bounds == (1, 0, 4, 1)
    assert Areas([]).bounds == (0, 0, 0, 0)
