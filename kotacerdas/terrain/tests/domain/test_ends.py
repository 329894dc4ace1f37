"""Places as people type them or copy them out of a map."""

import math

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.terrain.domain.ends import Asked, End, read_place, written


@pytest.mark.parametrize(
    "text",
    [
        "116.83,-1.24",
        " 116.83 , -1.24 ",
        "116.83 -1.24",
        "116,83; -1,24",
        "116,83,-1,24",
        "116,83 \N{MINUS SIGN}1,24",
        "(116.83°, -1.24°)",
        "+116.83;-1.24",
        written(116.83, -1.24),
    ],
)
def test_a_place_is_read_however_it_is_written(text: str) -> None:
    assert read_place(text) == (116.83, -1.24)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-1.24, 116.83", "terrain-end-swapped"),
        ("", "terrain-end-unreadable"),
        ("116.83", "terrain-end-unreadable"),
        ("116.83, -1.24, 5", "terrain-end-unreadable"),
        ("nan, nan", "terrain-end-unreadable"),
        ("inf, 1", "terrain-end-unreadable"),
        ("1e2, 1", "terrain-end-unreadable"),
        ("Taman, Bekapai", "terrain-end-unreadable"),
        ("200, 10", "terrain-end-not-on-earth"),
        ("116.83, 95", "terrain-end-not-on-earth"),
        ("9" * 500, "terrain-end-unreadable"),
    ],
)
def test_what_is_no_place_says_why(text: str, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        read_place(text)
    assert [each.kind for each in refused.value.faults] == [kind]
    assert all(len(str(value)) <= 80 for value in refused.value.faults[0].values.values())


def test_swapped_degrees_are_said_the_right_way_round() -> None:
    with pytest.raises(Refused) as refused:
        read_place("-1.24, 116.83")
    assert refused.value.faults[0].values == {"right": "116.830000, -1.240000"}


def test_heights_frequency_and_ends_are_checked_together() -> None:
    end = End(116.83, -1.24, 301)
    faults = list(Asked(end, End(116.83, -1.24, math.nan), 5).faults())
    assert [(each.kind, each.column) for each in faults] == [
        ("terrain-mast-height", "tinggi_dari"),
        ("terrain-mast-height", "tinggi_ke"),
        ("terrain-loss-frequency", "mhz"),
        ("terrain-ends-same", "ke"),
    ]
