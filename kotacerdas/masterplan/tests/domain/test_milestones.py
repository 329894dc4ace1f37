"""Milestones count by their share of all weights."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kotacerdas.masterplan.domain import milestones
from kotacerdas.masterplan.domain.milestones import Step

DAY, TODAY = date(2026, 3, 1), date(2026, 11, 29)
WEIGHTS = st.decimals("0.001", "999", places=3)
STEPS = st.lists(
    st.builds(Step, st.just("step"), WEIGHTS, st.none(), st.none() | st.just(DAY)), min_size=1, max_size=12
)


def step(weight, is_done):
    return Step("step", D(weight), None, DAY if is_done else None)


def test_a_weight_of_exactly_one_is_a_weight_like_any_other():
    """A peer takes all weights as equal as soon as one of them is 1.0."""
    assert milestones.percent([step("1.0", True), step("3", False)]) == 25


def test_weights_that_add_up_to_more_than_one_do_not_pass_a_hundred():
    """A peer never divides by the sum of the weights: 0.8 + 0.7 would be 150 percent."""
    assert milestones.percent([step("0.8", True), step("0.7", True)]) == 100
    assert milestones.percent([step("0.8", True), step("0.8", False)]) == 50


def test_without_milestones_nothing_is_known():
    assert milestones.percent([]) is None


@given(STEPS)
def test_it_is_a_hundred_if_and_only_if_all_are_done(steps):
    percent = milestones.percent(steps)

    assert 0 <= percent <= 100
    assert (percent == 100) is all(each.done_on for each in steps)
    assert (percent == 0) is not any(each.done_on for each in steps)


@given(STEPS, st.integers(0, 11))
def test_one_more_that_is_done_never_makes_it_less(steps, at):
    assume(at < len(steps) and steps[at].done_on is None)
    more = [*steps[:at], Step("step", steps[at].weight, None, DAY), *steps[at + 1 :]]

    assert milestones.percent(more) > milestones.percent(steps)


@given(STEPS, WEIGHTS)
def test_the_scale_of_the_weights_does_not_matter(steps, factor):
    scaled = [Step(each.title, each.weight * factor, None, each.done_on) for each in steps]

    assert milestones.percent(scaled) == milestones.percent(steps)


@given(STEPS, st.randoms())
def test_the_order_does_not_matter(steps, random):
    mixed = list(steps)
    random.shuffle(mixed)

    assert milestones.percent(mixed) == milestones.percent(steps)


def test_passed_is_what_was_due_before_today():
    today, yesterday, long_ago = TODAY, date(2026, 11, 28), date(2025, 1, 1)
    steps = [Step("a", due_on=yesterday), Step("b", due_on=today), Step("c", due_on=long_ago), Step("d"),
             Step("e", due_on=long_ago, done_on=DAY)]  # fmt: skip

    assert [each.title for each in milestones.passed(steps, today)] == ["c", "a"]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (Step(" "), "milestone-without-title"),
        (Step("a", D(0)), "milestone-weight"),
        (Step("a", D(-1)), "milestone-weight"),
        (Step("a", D("NaN")), "milestone-weight"),
        (Step("a", D(100000)), "milestone-weight"),
        (Step("a", D("0.0001")), "milestone-weight-too-fine"),
        (Step("a", due_on=date(2028, 1, 1)), "milestone-outside-edition"),
        (Step("a", done_on=date(2026, 11, 30)), "milestone-done-in-future"),
    ],
)
def test_what_may_be_wrong_with_a_milestone(given, kind):
    found = [each.kind for each in milestones.faults(given, first_year=2022, last_year=2027, today=TODAY)]

    assert found == [kind]


def test_a_milestone_done_today_is_fine():
    fine = Step("a", D("0.125"), date(2027, 12, 31), TODAY)

    assert not [*milestones.faults(fine, first_year=2022, last_year=2027, today=TODAY)]
