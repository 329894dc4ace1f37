"""Squares of demand: sums kept, kelurahan kept apart, half of what waits decides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kotacerdas.common.domain.faults import Refused
from kotacerdas.siting.domain import demand
from kotacerdas.siting.domain.demand import NOBODY, gathered, table


def test_a_square_on_a_border_is_two() -> None:
    load = np.ones((2, 4), np.float32)
    area = np.array([[0, 0, 0, 1], [0, 0, 0, 1]], np.int16)

    found = gathered(load, 2, area=area)

    assert sorted(found.weights.tolist()) == [2.0, 2.0, 4.0]
    assert found.number[0, 2] != found.number[0, 3]
    assert sorted(found.area.tolist()) == [0, 0, 1]


def test_what_lies_outside_or_waits_for_nothing_is_in_no_square() -> None:
    load = np.array([[1, 0], [1, 1]], np.float32)
    area = np.array([[0, 0], [-1, 0]], np.int16)

    found = gathered(load, 1, area=area)

    assert found.number[0, 1] == found.number[1, 0] == NOBODY
    assert len(found) == 2


@pytest.mark.parametrize(
    ("seen", "counts"), [([1, 0, 0, 0], False), ([0, 0, 0, 1], True), ([1, 1, 1, 0], True)]
)
def test_half_of_the_weight_and_not_of_the_cells_decides(seen: list[int], counts: bool) -> None:
    load = np.array([[1, 1, 1, 3]], np.float32)
    found = gathered(load, 4)

    assert bool(found.seen_by(0, 0, np.array([seen], np.uint8)).size) is counts


def test_a_window_that_sees_nothing_reaches_nothing() -> None:
    load = np.ones((3, 3), np.float32)
    found = gathered(load, 1)
    assert found.seen_by(1, 1, np.zeros((2, 2), np.uint8)).size == 0


def test_a_city_where_nobody_waits_has_no_demand() -> None:
    nothing = np.zeros((4, 4), np.float32)
    assert len(gathered(nothing, 2)) == 0


@given(some.integers(1, 9), some.integers(1, 9), some.integers(1, 4), some.integers(0, 99))
def test_sums_are_kept_and_a_window_counts_like_plain_loops(
    rows: int, columns: int, block: int, seed: int
) -> None:
    drawn = np.random.default_rng(seed)
    load = drawn.integers(0, 4, (rows, columns)).astype(np.float32)
    area = drawn.integers(-1, 2, (rows, columns)).astype(np.int16)
    top, left = int(drawn.integers(0, rows)), int(drawn.integers(0, columns))
    seen = drawn.integers(0, 2, (rows - top, columns - left)).astype(np.uint8)

    found = gathered(load, block, area=area)

    whole: dict[tuple[int, int, int], float] = {}
    part: dict[tuple[int, int, int], float] = {}
    for row in range(rows):
        for column in range(columns):
            if area[row, column] < 0 or not load[row, column]:
                continue
            key = (row // block, column // block, int(area[row, column]))
            whole[key] = whole.get(key, 0) + float(load[row, column])
            if row >= top and column >= left and seen[row - top, column - left]:
                part[key] = part.get(key, 0) + float(load[row, column])
    assert found.weights.sum() == pytest.approx(sum(whole.values()))
    assert sorted(found.weights.tolist()) == sorted(whole.values())
    reached = found.weights[found.seen_by(top, left, seen)]
    assert sorted(reached.tolist()) == sorted(
        whole[key] for key, weight in part.items() if weight >= whole[key] / 2
    )


def test_people_are_counted_beside_what_else_waits() -> None:
    load, people = np.array([[3, 5]], np.float32), np.array([[1, 2]], np.float32)

    assert gathered(load, 2, people=people).heads.tolist() == [3.0]
    assert gathered(load, 2).heads.tolist() == [8.0]


def test_a_table_holds_for_each_site_what_it_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [np.array([1, 3]), np.array([], np.intp), np.array([2])]

    assert [table(rows).row(at).tolist() for at in range(3)] == [[1, 3], [], [2]]
    assert len(table([])) == 0
    monkeypatch.setattr(demand, "MOST_PAIRS", 2)
    with pytest.raises(Refused):
        table(rows)
