"""Blank spots out of a grid: what is one, what never is, who lives there."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.connectivity.domain.serving import STATES
from kotacerdas.coverage.domain.blanks.areas import NO_LABEL, labelled, parted
from kotacerdas.coverage.domain.blanks.finding import Material, Rules, found
from kotacerdas.coverage.domain.blanks.frames import OUTSIDE
from kotacerdas.coverage.domain.blanks.people import apportioned
from kotacerdas.coverage.domain.blanks.verdicts import Service, Signal, Verdict
from kotacerdas.coverage.tests.domain.grids import RULES, cities, drawn, frame, picture

SMALLEST = st.integers(1, 6).map(lambda cells: Rules(smallest_ha=float(cells), far_m=1000.0))


def shown(given: Material, rules: Rules = RULES) -> str:
    return picture(found(given, rules).labels, given.frame)


def test_cells_that_touch_also_by_a_corner_are_one_area() -> None:
    assert shown(drawn("#..#\n.#..\n...#")) == "a..b\n.a..\n...c"


def test_what_is_served_within_an_area_stays_a_hole() -> None:
    assert shown(drawn("###\n#.#\n###")) == "aaa\na.a\naaa"


def test_an_unknown_cell_is_to_be_checked_and_never_blank() -> None:
    city = found(drawn("##??\n##??", people={0: 800}), RULES)

    assert [area.people for area in city.blank] == [400]
    assert [(area.people, area.missing) for area in city.unknown] == [(400, ("satu", "fixed"))]


def test_areas_smaller_than_the_smallest_are_counted_and_not_listed() -> None:
    city = drawn("##..#\n##..#")

    assert shown(city, Rules(smallest_ha=3, far_m=1)) == "aa...\naa..."
    assert found(city, Rules(smallest_ha=3, far_m=1)).left_out == 2


def test_an_area_is_split_at_the_border_of_a_kelurahan() -> None:
    city = drawn("####\n####", units="0011\n0011")

    assert shown(city) == "aabb\naabb"
    assert [area.unit for area in found(city, RULES).blank] == [0, 1]


def test_a_part_too_small_stays_with_the_part_that_it_touches_most() -> None:
    city = drawn("####\n####\n####", units="0012\n0012\n0022")

    assert shown(city, Rules(smallest_ha=3, far_m=1)) == "aabb\naabb\naabb"
    assert [area.unit for area in found(city, Rules(smallest_ha=3, far_m=1)).blank] == [0, 2]


def test_where_all_parts_are_small_the_largest_holds_the_area() -> None:
    city = drawn("###", units="011")

    assert shown(city, Rules(smallest_ha=3, far_m=1)) == "aaa"
    assert [area.unit for area in found(city, Rules(smallest_ha=3, far_m=1)).blank] == [1]


@pytest.mark.parametrize(
    ("satu", "dua", "fixed", "seen", "verdict"),
    [
        (Signal.NONE, Signal.NONE, Signal.NONE, 0, Verdict.BLANK),
        (Signal.NONE, Signal.NONE, Signal.NONE, 1, Verdict.SERVED),
        (Signal.NONE, Signal.WEAK, Signal.NONE, 0, Verdict.SERVED),
        (Signal.NONE, Signal.UNKNOWN, Signal.NONE, 0, Verdict.UNKNOWN),
        (Signal.NONE, Signal.NONE, Signal.UNKNOWN, 0, Verdict.UNKNOWN),
        (Signal.NONE, Signal.NONE, Signal.SERVED, 0, Verdict.SERVED),
        (Signal.UNKNOWN, Signal.SERVED, Signal.UNKNOWN, 0, Verdict.SERVED),
    ],
)
def test_a_cell_is_blank_only_where_every_service_is_known_to_be_absent(
    satu: Signal, dua: Signal, fixed: Signal, seen: int, verdict: Verdict
) -> None:
    services = (
        Service("satu", np.array([satu])),
        Service("dua", np.array([dua])),
        Service("fixed", np.array([fixed]), is_fixed=True),
    )
    city = Material(frame(1, 1), np.zeros(1, np.int64), {}, services, np.array([seen]))

    assert found(city, RULES).verdicts.tolist() == [verdict]


def test_states_are_numbered_as_the_grid_numbers_them() -> None:
    assert [each.name.lower() for each in Signal] == list(STATES)


@pytest.mark.parametrize("kept", [(), (0,), (1,)])
def test_where_nobody_knows_of_an_operator_or_of_lines_nothing_is_blank(kept: tuple[int, ...]) -> None:
    city = drawn("##")
    services = tuple(city.services[each] for each in kept)

    assert found(dataclasses.replace(city, services=services), RULES).blank == ()


@given(cities(), SMALLEST)
def test_no_unknown_or_served_or_outer_cell_is_in_any_spot(city: Material, rules: Rules) -> None:
    answer = found(city, rules)

    for area in answer.blank:
        assert set(answer.verdicts[area.cells].tolist()) == {Verdict.BLANK}
        for service in city.services:
            assert (service.states[area.cells] == Signal.NONE).all()
    for area in answer.unknown:
        assert set(answer.verdicts[area.cells].tolist()) == {Verdict.UNKNOWN}


@given(cities(), SMALLEST)
def test_every_blank_cell_is_in_one_spot_or_counted_as_left_out(city: Material, rules: Rules) -> None:
    answer = found(city, rules)

    listed = sum(area.cells.size for area in answer.blank)
    assert listed == len({cell for area in answer.blank for cell in area.cells.tolist()})
    assert listed + answer.left_out == int((answer.verdicts == Verdict.BLANK).sum())
    assert all(area.cells.size >= rules.smallest_ha for area in answer.blank)


@given(cities(), SMALLEST)
def test_nobody_is_counted_twice_or_lost(city: Material, rules: Rules) -> None:
    answer = found(city, rules)
    there = {unit for unit in city.units.tolist() if unit != OUTSIDE}

    assert set(answer.shares) == there
    for unit, share in answer.shares.items():
        assert share.people is None or sum(share.people.values()) == city.people[unit]
        assert (share.people is None) == (unit not in city.people)
    listed = [area.people for area in (*answer.blank, *answer.unknown)]
    assert sum(each or 0 for each in listed) <= sum(city.people.get(unit, 0) for unit in there)


@given(cities(), SMALLEST)
def test_an_area_lies_in_a_kelurahan_of_its_own_cells(city: Material, rules: Rules) -> None:
    for area in found(city, rules).blank:
        assert area.unit in city.units[area.cells]


@given(cities())
def test_areas_are_those_that_a_walk_from_cell_to_cell_finds(city: Material) -> None:
    classes = np.where(city.services[0].states == Signal.NONE, city.units, NO_LABEL)

    assert labelled(classes, city.frame).tolist() == walked(classes.tolist(), city.frame.columns)


def walked(classes: list[int], columns: int) -> list[int]:
    """The obvious way, slowly."""
    labels, label = [NO_LABEL] * len(classes), 0
    for start, value in enumerate(classes):
        if value < 0 or labels[start] != NO_LABEL:
            continue
        waiting = [start]
        labels[start] = label
        while waiting:
            row, column = divmod(waiting.pop(), columns)
            for other_row in (row - 1, row, row + 1):
                for other_column in (column - 1, column, column + 1):
                    other = other_row * columns + other_column
                    inside = 0 <= other_column < columns and 0 <= other < len(classes)
                    if inside and labels[other] == NO_LABEL and classes[other] == value:
                        labels[other] = label
                        waiting.append(other)
        label += 1
    return labels


def test_a_larger_city_is_parted_and_no_cell_is_lost() -> None:
    of = frame(200, 300)
    wanted = np.random.default_rng(7).random(of.rows * of.columns) < 0.4
    units = np.repeat(np.arange(of.rows) // 50, of.columns)

    parts = parted(wanted, units, of, smallest=4)

    assert (parts.labels >= 0).sum() + parts.left_out.sum() == wanted.sum()
    assert np.bincount(parts.labels[parts.labels >= 0]).min() >= 4


@given(st.integers(0, 10**6), st.lists(st.integers(0, 50), max_size=9))
def test_shares_are_whole_persons_that_add_up(people: int, weights: list[int]) -> None:
    shares = apportioned(people, weights)

    assert sum(shares) == (people if sum(weights) else 0)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - people * weight / (sum(weights) or 1)) < 1
