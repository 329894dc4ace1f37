"""A clash is cut down to demands of which each is needed, without asking about each by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain import clashes


def holding(*clashing: str):
    """Holds unless all letters of one of the words are there."""
    return lambda some: not any(set(word) <= set(some) for word in clashing)


@given(
    st.permutations("abcdefghij"),
    st.sets(st.sets(st.sampled_from("abcdefghij"), min_size=1).map(lambda some: "".join(sorted(some))), min_size=1),
)  # fmt: skip
def test_what_is_named_clashes_and_each_of_it_is_needed(demands, words):
    holds = holding(*words)

    named = clashes.needed(demands, holds)

    assert not holds(named)
    assert all(holds([each for each in named if each != left]) for left in named)
    assert demands.index(named[-1]) == min(max(map(demands.index, word)) for word in words)


def test_of_two_clashes_the_one_that_ends_earlier_is_named():
    assert clashes.needed("abcdef", holding("af", "bd")) == ["b", "d"]


@pytest.mark.parametrize("demands", ["a", "ab", "abc"])
def test_all_of_it_where_all_of_it_is_needed(demands):
    assert clashes.needed(demands, holding(demands)) == list(demands)


def test_no_demands_are_no_clash():
    assert clashes.needed([], holding("a")) == []


def test_among_a_thousand_two_are_found_with_few_questions():
    asked = []

    def holds(some):
        asked.append(len(some))
        return not {17, 902} <= set(some)

    assert clashes.needed(range(1000), holds) == [17, 902]
    assert len(asked) < 45
