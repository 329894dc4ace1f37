"""Points that feed each other in a circle."""

import pytest

from kotacerdas.wifi.domain.feeding import circle, written


@pytest.mark.parametrize(
    ("fed_by", "way"),
    [
        ({}, ()),
        ({"a": "b", "b": "c"}, ()),
        ({"a": "b", "b": "a"}, ("a", "b", "a")),
        ({"a": "a"}, ("a", "a")),
        ({"a": "b", "b": "c", "c": "a"}, ("a", "b", "c", "a")),
        # A circle farther up is none of this point.
        ({"a": "b", "b": "c", "c": "b"}, ()),
    ],
)
def test_what_comes_back_to_a_point_is_a_circle(fed_by, way):
    assert circle("a", fed_by) == way


def test_a_long_way_is_written_without_its_middle():
    assert written(("a", "b", "a")) == "a ← b ← a"
    assert written((*"abcdefgh", "a")) == "a ← b ← c ← d ← … ← a"
