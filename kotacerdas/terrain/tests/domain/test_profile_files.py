"""Profiles that people type or export, and what is wrong with those that cannot be read."""

from __future__ import annotations

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.terrain.domain.profile_files import read_profile


def kinds(content: str, row: int | None = None) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        read_profile(content.encode(), row)
    return [(fault.kind, fault.line) for fault in refused.value.faults]


def test_a_table_is_read_with_other_columns_between() -> None:
    found = read_profile(b"note,distance_m,height_m\na,0,12.5\nb,30.125,14\nc,60,13\n")
    assert list(found.along) == [0, 30.125, 60]
    assert list(found.ground) == [12.5, 14, 13]


def test_a_table_from_an_indonesian_spreadsheet_is_read() -> None:
    found = read_profile("\ufeffDistance_M;Height_M\n0;12,5\n30;14,25\n".encode())
    assert list(found.ground) == [12.5, 14.25]


def test_distances_may_begin_anywhere() -> None:
    assert list(read_profile(b"distance_m,height_m\n100,1\n130,2\n").along) == [0, 30]


def test_a_row_of_itm_has_one_height_more_than_intervals() -> None:
    found = read_profile(b"3,99.97805,318.903931,310.356445,303.330933,295.077637,\n")
    assert found.metres == pytest.approx(299.93415)
    assert len(found.ground) == 4


def test_of_several_rows_one_is_asked_for() -> None:
    rows = "2,10,1,2,3\n2,20,4,5,6\n"
    assert kinds(rows) == [("terrain-profile-several", None)]
    assert kinds(rows, 3) == kinds(rows, 0) == [("terrain-profile-no-row", None)]
    assert list(read_profile(rows.encode(), 2).ground) == [4, 5, 6]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [("file-empty", None)]),
        ("%PDF-1.7", [("file-is-pdf", None)]),
        ("0,12\n30,14\n", [("terrain-profile-no-header", None)]),
        ("jarak,tinggi\n0,12\n", [("terrain-profile-no-header", None)]),
        ("distance_m,tinggi\n0,12\n", [("column-missing", None)]),
        ("distance_m,height_m\n", [("terrain-profile-short", None)]),
        ("distance_m,height_m\n0,12\n", [("terrain-profile-short", None)]),
        (
            "distance_m,height_m\n0,x\n30,\n60,nan\n",
            [("number-not-a-number", 2), ("number-empty", 3), ("number-not-finite", 4)],
        ),
        (
            "distance_m,height_m\n0,1\n30,2\n30,3\n20,4\n",
            [("terrain-profile-order", 4), ("terrain-profile-order", 5)],
        ),
        ("distance_m,height_m\n0,1\n30,-9999\n", [("terrain-profile-height", None)]),
        ("distance_m,height_m\n0,1\n2000000,3\n", [("terrain-profile-far", None)]),
        ("3,30,1,2,3\n", [("terrain-profile-count", 1)]),
        ("2.5,30,1,2,3\n", [("terrain-profile-count", 1)]),
        ("2,0,1,2,3\n", [("terrain-profile-step", 1)]),
        ("2,30,1,inf,3\n", [("number-not-finite", 1)]),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: str, expected: list[tuple[str, int | None]]) -> None:
    assert kinds(content) == expected


def test_a_table_without_end_is_not_read() -> None:
    rows = "".join(f"{at},1\n" for at in range(100_002))
    assert kinds("distance_m,height_m\n" + rows) == [("terrain-profile-too-long", None)]
