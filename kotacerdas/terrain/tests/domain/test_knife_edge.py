"""One edge: the approximation beside the Fresnel integrals, and these beside a slow sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.terrain.domain.radio import knife_edge
from kotacerdas.terrain.tests.domain.integrals import slow_fresnel, slow_loss_db

# Worked by hand from J(v) = 6.9 + 20 log10(sqrt((v - 0.1)^2 + 1) + v - 0.1), P.526-15 equation (31).
#  v = -0.78: at the threshold, 0 by definition (the formula gives 0.004).
#  v = 0:   sqrt(0.01 + 1) - 0.1 = 0.904988; 20 log10 = -0.8671; J = 6.0329 (exactly 6.0206: half the field remains).
#  v = 1:   sqrt(0.81 + 1) + 0.9 = 2.245362; 20 log10 = 7.0257; J = 13.9257.
#  v = 2.4: sqrt(5.29 + 1) + 2.3 = 4.807987; 20 log10 = 13.6393; J = 20.5393.
BY_HAND = [(-0.78, 0.0), (0.0, 6.0329), (1.0, 13.9257), (2.4, 20.5393)]

# The same by the Fresnel integrals of tables: C(0) = S(0) = 0; C(1) = 0.779893, S(1) = 0.438259;
# C(2.4) = 0.554961, S(2.4) = 0.619690; J = -20 log10(sqrt((1 - C - S)^2 + (C - S)^2) / 2), equation (30).
BY_TABLE = [
    (0.0, 0.0, 0.0, 6.0206),
    (1.0, 0.779893, 0.438259, 13.8641),
    (2.4, 0.554961, 0.619690, 20.6182),
]


@pytest.mark.parametrize(("v", "loss"), BY_HAND)
def test_the_approximation_gives_what_the_hand_gives(v: float, loss: float) -> None:
    assert knife_edge.loss_db(v) == pytest.approx(loss, abs=2e-4)


@pytest.mark.parametrize(("v", "c", "s", "loss"), BY_TABLE)
def test_the_integrals_are_those_of_tables(v: float, c: float, s: float, loss: float) -> None:
    assert knife_edge.fresnel(v) == pytest.approx((c, s), abs=1e-6)
    assert knife_edge.exact_loss_db(v) == pytest.approx(loss, abs=2e-4)


@given(st.floats(-6, 12))
def test_the_integrals_agree_with_a_slow_sum(v: float) -> None:
    assert knife_edge.fresnel(v) == pytest.approx(slow_fresnel(v), abs=1e-9)


def test_both_ways_to_the_integrals_meet_where_one_takes_over() -> None:
    assert abs(knife_edge._by_series(2.0) - knife_edge._by_fraction(2.0)) < 1e-12


@given(st.floats(-0.75, 2000))
def test_the_approximation_stays_within_a_seventh_of_a_decibel_of_a_slow_sum(v: float) -> None:
    assert knife_edge.loss_db(v) == pytest.approx(slow_loss_db(v), abs=0.14)


@given(st.floats(-6, 2000))
def test_the_exact_loss_is_the_one_of_a_slow_sum(v: float) -> None:
    assert knife_edge.exact_loss_db(v) == pytest.approx(slow_loss_db(v), abs=1e-5)


@given(st.floats(-30, -0.78))
def test_far_below_the_ray_an_edge_takes_nothing_and_gives_at_most_a_little(v: float) -> None:
    assert knife_edge.loss_db(v) == 0
    assert -1.4 < knife_edge.exact_loss_db(v) < 1.2


@given(st.floats(-3, 12), st.floats(0, 3))
def test_a_higher_edge_never_takes_less(v: float, more: float) -> None:
    assert knife_edge.loss_db(v + more) >= knife_edge.loss_db(v)


def test_the_parameter_counts_fresnel_radii() -> None:
    # 10 m above the middle of 2 km at a wavelength of 0.125 m: the zone's radius there is sqrt(0.125 * 500) = 7.9057 m,
    # v = sqrt(2) * 10 / 7.9057 = 1.78885.
    assert knife_edge.parameter(10, 1000, 1000, 0.125) == pytest.approx(1.78885, abs=1e-5)
