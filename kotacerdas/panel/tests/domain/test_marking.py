"""How far assessors lie apart, and what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.panel.domain.marking import WIDE, missing, panels, spread

CODES = ["A1", "A2", "A3"]
seats = st.lists(st.dictionaries(st.sampled_from(CODES), st.integers(0, 4)), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("levels", "apart"), [((), 0), ((3,), 0), ((3, 3, 3), 0), ((3, 4), 1), ((1, 3, 2), 2), ((0, 4), 4)]
)
def test_the_lowest_and_the_highest_say_how_far_apart(levels, apart):
    assert spread(levels) == apart


def test_two_levels_apart_is_talked_about_and_one_is_not():
    assert spread((1, 3)) >= WIDE > spread((3, 4))


@given(st.lists(st.integers(0, 4), max_size=5), st.randoms())
def test_who_gave_which_level_does_not_matter(levels, random):
    shuffled = list(levels)
    random.shuffle(shuffled)

    assert spread(levels) == spread(shuffled)


@given(seats)
def test_what_is_missing_and_what_is_there_are_the_whole_form(some):
    for seat in some:
        assert missing(seat, CODES) + len(seat) == len(CODES)


def test_a_panel_has_its_levels_in_the_order_of_the_seats():
    assert panels([{"A1": 4}, {"A1": 0}], ["A1"]) == {"A1": (4, 0)}
