"""Where assessors differ, and what is missing."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.panel.domain.marking import WIDE, divergences, missing, panels

CODES = ["A1", "A2", "A3"]
seats = st.lists(st.dictionaries(st.sampled_from(CODES), st.integers(0, 4)), min_size=1, max_size=5)


def test_two_levels_apart_is_talked_about_and_one_is_not():
    found = divergences([{"A1": 1, "A2": 3}, {"A1": 3, "A2": 4}], CODES)

    assert [(each.code, each.levels, each.spread) for each in found] == [("A1", (1, 3), 2)]


def test_the_widest_come_first_and_equals_in_the_order_of_the_form():
    found = divergences([{"A1": 0, "A2": 0, "A3": 0}, {"A1": 2, "A2": 4, "A3": 2}], CODES)

    assert [each.code for each in found] == ["A2", "A1", "A3"]


def test_a_missing_score_makes_no_difference():
    assert divergences([{"A1": 0}, {}], CODES) == []


@given(seats)
def test_exactly_the_wide_questions_are_listed(some):
    found = {each.code for each in divergences(some, CODES)}

    for code in CODES:
        given_levels = [seat[code] for seat in some if code in seat]
        is_wide = bool(given_levels) and max(given_levels) - min(given_levels) >= WIDE
        assert (code in found) == is_wide


@given(seats)
def test_what_is_missing_and_what_is_there_are_the_whole_form(some):
    for seat in some:
        assert missing(seat, CODES) + len(seat) == len(CODES)


def test_a_panel_has_its_levels_in_the_order_of_the_seats():
    assert panels([{"A1": 4}, {"A1": 0}], ["A1"]) == {"A1": (4, 0)}
