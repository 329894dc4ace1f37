"""Places in a list."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.instruments.domain.ranking import median, place_among, places


def test_equals_share_a_place_and_the_next_is_left_out() -> None:
    scores = {"a": Decimal(2), "b": Decimal(3), "c": Decimal(2), "d": Decimal(1)}

    assert places(scores) == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_figures_equal_in_value_are_equal_in_place() -> None:
    assert places({"a": Decimal("2.50"), "b": Decimal("2.5")}) == {"a": 1, "b": 1}


@given(st.dictionaries(st.integers(), st.decimals(0, 4, places=2), min_size=1, max_size=40))
def test_a_place_is_one_more_than_those_above(scores: dict[int, Decimal]) -> None:
    found = places(scores)

    assert all(
        place == 1 + sum(other > scores[key] for other in scores.values()) for key, place in found.items()
    )


def test_who_is_not_in_the_list_takes_the_place_it_would_have() -> None:
    rising = [Decimal(1), Decimal(2), Decimal(3)]

    assert [place_among(Decimal(score), rising) for score in ("3.5", "3", "2.5", "0")] == [1, 1, 2, 4]


def test_the_middle_of_an_even_number_lies_between_two() -> None:
    assert median([Decimal(1), Decimal(4), Decimal(2), Decimal(3)]) == Decimal("2.5")
    assert median([]) is None
