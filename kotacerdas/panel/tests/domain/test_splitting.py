"""Whole levels that have a published mean."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.panel.domain.splitting import rotated, split


@given(st.integers(1, 5), st.integers(0, 20))
def test_the_levels_have_the_mean_and_lie_close_together(seats, total):
    total = min(total, 4 * seats)
    mean = Decimal(total) / Decimal(seats)
    if Fraction(mean) != Fraction(total, seats):
        return
    levels = split(mean, seats, least=0, most=4)

    assert sum(levels) == total
    assert len(levels) == seats
    assert max(levels) - min(levels) <= 1


@pytest.mark.parametrize("mean", ["2.25", "4.20", "-0.20"])
def test_a_mean_that_no_five_whole_levels_have_is_refused(mean):
    with pytest.raises(Refused):
        split(Decimal(mean), 5, least=0, most=4)


@given(st.integers(0, 30))
def test_rotating_keeps_the_levels(by):
    assert sorted(rotated((3, 3, 2, 2, 2), by)) == [2, 2, 2, 3, 3]
