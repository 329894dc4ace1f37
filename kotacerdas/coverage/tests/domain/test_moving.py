"""What changes when points move is what counting everything anew would find."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.coverage.domain import moving, wishes
from kotacerdas.coverage.domain.moving import Box, Sight, apart
from kotacerdas.coverage.domain.wishes import MOST, Placed, Wishes

ROWS, COLUMNS = 12, 15
AREA = np.add.outer(np.arange(ROWS) // 4, np.zeros(COLUMNS, int)).astype(np.int16)
AREA[:, -2:] = -1
PEOPLE = (np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS) % 8 / 4).astype(np.float32)


@st.composite
def sights(draw: Any) -> Sight:
    top, left = draw(st.integers(0, ROWS - 1)), draw(st.integers(0, COLUMNS - 1))
    rows, columns = draw(st.integers(1, ROWS - top)), draw(st.integers(1, COLUMNS - left))
    bits = draw(st.lists(st.booleans(), min_size=rows * columns, max_size=rows * columns))
    seen = np.array(bits, np.uint8).reshape(rows, columns)
    return Sight(Box(top, left, top + rows, left + columns), seen)


def counted(views: list[Sight]) -> Any:
    counts = np.zeros((ROWS, COLUMNS), np.uint16)
    for each in views:
        each.box.over(counts)[:] += each.seen
    return counts


def people(counts: Any) -> Any:
    return moving.reached(counts, AREA, PEOPLE, 3)


@given(
    stay=st.lists(sights(), max_size=3), off=st.lists(sights(), max_size=3), on=st.lists(sights(), max_size=3)
)
def test_the_windows_say_what_counting_anew_says(
    stay: list[Sight], off: list[Sight], on: list[Sight]
) -> None:
    before, after = counted(stay + off), counted(stay + on)

    changed = moving.patches(before, off, on)

    rebuilt = before.astype(np.int32)
    for each in changed:
        assert np.array_equal(each.box.over(before), each.was)
        each.box.over(rebuilt)[:] = each.now
    assert np.array_equal(rebuilt, after)
    shift = moving.shift(changed, AREA, PEOPLE, 3)
    assert np.array_equal(people(before) + shift.people_gained - shift.people_lost, people(after))
    inside = AREA >= 0
    assert shift.cells_gained.sum() == ((before == 0) & (after > 0) & inside).sum()
    assert shift.cells_lost.sum() == ((before > 0) & (after == 0) & inside).sum()
    for view in on:
        alone = (view.seen > 0) & (view.box.over(after) == 1)
        found = moving.own(view, moving.after(changed, view), PEOPLE)
        assert found.alone == view.box.over(PEOPLE)[alone].sum()


@given(st.lists(sights(), max_size=8))
def test_windows_that_meet_become_one_and_none_is_left_out(views: list[Sight]) -> None:
    boxes = [each.box for each in views]

    found = apart(boxes)

    assert not any(one.meets(other) for at, one in enumerate(found) for other in found[at + 1 :])
    assert all(any(outer.joined(each) == outer for outer in found) for each in boxes)


def test_a_picture_tells_apart_who_is_gained_and_who_is_lost() -> None:
    off = Sight(Box(0, 0, 1, 3), np.array([[1, 1, 0]], np.uint8))
    on = Sight(Box(0, 1, 1, 4), np.array([[1, 1, 1]], np.uint8))
    other = Sight(Box(0, 3, 1, 4), np.array([[1]], np.uint8))

    [patch] = moving.patches(counted([off, other]), [off], [on])

    assert moving.kinds(patch).tolist() == [[moving.LOST, moving.NOTHING, moving.GAINED, moving.MORE]]


def test_a_window_is_cut_to_what_changed() -> None:
    kinds = np.zeros((4, 5), np.uint8)
    kinds[1, 2] = moving.GAINED

    assert moving.cropped(kinds, Box(10, 20, 14, 25)) == (kinds[1:2, 2:3], Box(11, 22, 12, 23))
    assert moving.cropped(kinds * 0, Box(10, 20, 14, 25)) is None


# --- Wishes ------------------------------------------------------------------------------------------------

PLACE = {"code": "W-1", "lon": 116.8, "lat": -1.2}
MODEL = {"radius": 150, "receiver": 1.5}


def test_wishes_are_read_as_they_were_written() -> None:
    wanted = Wishes(150.0, 1.5, (Placed("W-1", 116.8, -1.2, 12.0),), (Placed("baru", 116.9, -1.1),), ("W-2",))

    assert wishes.read(wanted.as_json()) == wanted


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ([], {"what-if-unreadable", "what-if-no-number"}),
        (MODEL | {"moves": {}}, {"what-if-unreadable"}),
        (MODEL | {"moves": ["W-1"]}, {"what-if-no-code", "what-if-no-number"}),
        (MODEL | {"moves": [PLACE | {"lon": "116,8"}]}, {"what-if-no-number"}),
        (MODEL | {"moves": [PLACE | {"lat": True}]}, {"what-if-no-number"}),
        (MODEL | {"moves": [PLACE | {"lat": float("nan")}]}, {"what-if-no-number"}),
        (MODEL | {"moves": [PLACE | {"lat": 10**400}]}, {"what-if-no-number"}),
        (MODEL | {"moves": [PLACE | {"height": 301}]}, {"terrain-mast-height"}),
        (MODEL | {"adds": [PLACE | {"height": -1}]}, {"terrain-mast-height"}),
        (MODEL | {"moves": [PLACE], "removes": ["W-1"]}, {"what-if-twice"}),
        (MODEL | {"moves": [PLACE, PLACE]}, {"what-if-twice"}),
        (MODEL | {"removes": [""]}, {"what-if-no-code"}),
        (MODEL | {"removes": ["x" * 41]}, {"what-if-no-code"}),
        (MODEL | {"removes": [str(each) for each in range(MOST + 1)]}, {"what-if-too-many"}),
        ({"radius": 0, "receiver": 1.5}, {"what-if-radius"}),
        ({"radius": 5001, "receiver": -1}, {"what-if-radius", "terrain-target-height"}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_wishes_is_told_all_at_once(given: Any, kinds: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        wishes.read(given)

    assert {each.kind for each in refused.value.faults} == kinds
