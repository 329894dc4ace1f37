"""Places: swapped numbers are told as swapped, with the right way round."""

import pytest

from kotacerdas.wifi.domain import coordinates

CITY = (116.70, -1.35, 117.05, -1.00)


def kinds(lon: float, lat: float, bounds: coordinates.Bounds = CITY) -> list[str]:
    return [each.kind for each in coordinates.faults(lon, lat, bounds)]


def test_a_place_of_the_city_is_right():
    assert kinds(116.83, -1.26) == []


def test_swapped_numbers_are_told_with_the_right_way_round():
    (fault,) = coordinates.faults(-1.2654, 116.8312, CITY)

    assert fault.kind == "wifi-coordinates-swapped"
    assert fault.values == {"lon": "116.8312", "lat": "-1.2654"}


def test_a_city_near_the_equator_and_greenwich_knows_by_its_bounds():
    assert kinds(0.5, 9.5, (9.0, 0.0, 10.0, 1.0)) == ["wifi-coordinates-swapped"]


def test_without_bounds_only_what_cannot_be_is_told():
    assert kinds(-1.2654, 116.8312, coordinates.NOWHERE) == ["wifi-coordinates-swapped"]
    assert kinds(9.5, 0.5, coordinates.NOWHERE) == []


@pytest.mark.parametrize("place", [(float("nan"), 1.0), (1.0, float("inf")), (float("-inf"), float("nan"))])
def test_no_number_is_no_place(place):
    assert kinds(*place) == ["wifi-coordinate-no-number"]


@pytest.mark.parametrize("place", [(181.0, 1.0), (500.0, 500.0)])
def test_off_the_earth_is_told(place):
    assert kinds(*place) == ["wifi-coordinates-off-earth"]
