"""A spot stays the same spot as long as something of it is there."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.coverage.domain.blanks.finding import Material, found
from kotacerdas.coverage.domain.blanks.identity import Kept, kept
from kotacerdas.coverage.tests.domain.grids import RULES, cities, drawn


def spots(picture: str) -> dict[str, np.ndarray]:
    """Spots drawn with their letters."""
    letters = np.array(list(picture.replace("\n", "")))
    return {letter: np.flatnonzero(letters == letter) for letter in sorted(set(letters.tolist()) - {"."})}


def labels(picture: str) -> np.ndarray:
    return found(drawn(picture), RULES).labels


def test_a_spot_that_grows_or_shrinks_stays_the_same() -> None:
    assert kept(spots("aa.b\n...."), labels("####\n....")) == Kept({0: "a"}, {}, {"b": 0})
    assert kept(spots("aaa."), labels("#...")) == Kept({0: "a"})


def test_of_a_spot_that_falls_apart_the_larger_part_goes_on() -> None:
    assert kept(spots("aaaaa"), labels("#.###")) == Kept({1: "a"}, {0: "a"})


def test_of_two_spots_that_grow_together_the_larger_goes_on() -> None:
    assert kept(spots("a.bbb"), labels("#####")) == Kept({0: "b"}, {}, {"a": 0})


def test_a_new_area_is_a_new_spot_and_one_of_which_nothing_is_left_is_gone() -> None:
    assert kept(spots("a...."), labels("...##")) == Kept(gone=("a",))


def test_equals_are_told_apart_by_their_code_and_not_by_chance() -> None:
    assert kept(spots("b.a"), labels("###")) == Kept({0: "a"}, {}, {"b": 0})


@given(cities())
def test_finding_the_same_again_changes_nothing(city: Material) -> None:
    answer = found(city, RULES)
    known = {f"bs-{number:03}": area.cells for number, area in enumerate(answer.blank)}

    again = kept(known, found(city, RULES).labels)

    assert again == Kept(dict(enumerate(known)))


@given(cities(), st.data())
def test_every_spot_and_every_area_ends_in_exactly_one_way(after: Material, data: st.DataObject) -> None:
    cells = after.units.size
    known = {
        f"bs-{number}": np.array(sorted(data.draw(st.sets(st.integers(0, cells - 1), min_size=1))), np.int64)
        for number in range(data.draw(st.integers(0, 4)))
    }
    answer = found(after, RULES)

    ends = kept(known, answer.labels)

    assert len(set(ends.same.values())) == len(ends.same)
    assert not set(ends.same) & set(ends.split)
    assert sorted([*ends.same.values(), *ends.merged, *ends.gone]) == sorted(known)
