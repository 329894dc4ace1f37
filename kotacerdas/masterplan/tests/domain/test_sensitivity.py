"""How far a weight can move before the order of programmes changes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain import sensitivity

CRITERIA = "uvw"
SCORES = st.fixed_dictionaries({name: st.integers(0, 10).map(Fraction) for name in CRITERIA})
PROGRAMMES = st.dictionaries(st.sampled_from("ABCDE"), SCORES, min_size=2)
WEIGHTS = st.fixed_dictionaries({name: st.integers(1, 9).map(Fraction) for name in CRITERIA}).map(
    sensitivity.normalised
)


def moved(weights, criterion, to):
    rest = 1 - weights[criterion]
    return {
        name: to if name == criterion else weight / rest * (1 - to) for name, weight in weights.items()
    }  # fmt: skip


def test_two_programmes_cross_where_their_lines_do():
    """A has 1 + 8t, B has 3, whatever the weight t of u: they meet at a quarter."""
    programmes = {"A": {"u": Fraction(9), "v": Fraction(1)}, "B": {"u": Fraction(3), "v": Fraction(3)}}
    weights = sensitivity.normalised({"u": Fraction(1), "v": Fraction(1)})

    u, v = sensitivity.ranges(programmes, weights)

    assert sensitivity.order(programmes, weights) == ["A", "B"]
    assert (u.low, u.high, u.below, u.above) == (Fraction(1, 4), 1, ("A", "B"), None)
    assert (v.low, v.high, v.below, v.above) == (0, Fraction(3, 4), None, ("A", "B"))


@given(PROGRAMMES, WEIGHTS, st.sampled_from(CRITERIA), st.fractions(0, 1))
def test_within_the_range_nobody_is_overtaken_and_beyond_it_somebody_is(
    programmes, weights, criterion, share
):
    found = next(each for each in sensitivity.ranges(programmes, weights) if each.criterion == criterion)
    before = {
        (a, b) for a in programmes for b in programmes
        if sensitivity.score(programmes[a], weights) > sensitivity.score(programmes[b], weights)
    }  # fmt: skip

    def overtaken(to: Fraction) -> bool:
        then = moved(weights, criterion, to)
        return any(
            sensitivity.score(programmes[a], then) < sensitivity.score(programmes[b], then) for a, b in before
        )

    assert not overtaken(found.low + share * (found.high - found.low))
    if found.above:
        assert overtaken(found.high + (1 - found.high) / 1000)
    if found.below:
        assert overtaken(found.low - found.low / 1000)


def test_of_the_order_below_the_chosen_ones_nothing_is_asked():
    programmes = {"A": {"u": Fraction(9), "v": Fraction(9)}, "B": {"u": Fraction(5), "v": Fraction(4)},
                  "C": {"u": Fraction(4), "v": Fraction(5)}}  # fmt: skip
    weights = sensitivity.normalised({"u": Fraction(3), "v": Fraction(2)})

    assert sensitivity.ranges(programmes, weights)[0].low == Fraction(1, 2)
    assert [(each.low, each.high) for each in sensitivity.ranges(programmes, weights, first=1)] == [
        (0, 1),
        (0, 1),
    ]


def test_a_criterion_that_was_not_scored_counts_nothing():
    assert sensitivity.score({"u": Fraction(4)}, {"u": Fraction(1, 2), "v": Fraction(1, 2)}) == 2


def test_a_single_criterion_can_move_as_it_likes():
    (found,) = sensitivity.ranges({"A": {"u": Fraction(1)}, "B": {"u": Fraction(2)}}, {"u": Fraction(1)})

    assert found.high == 1


@pytest.mark.parametrize("weights", [{}, {"u": Fraction(0)}, {"u": Fraction(-1), "v": Fraction(3)}])
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(Refused):
        sensitivity.normalised(weights)
