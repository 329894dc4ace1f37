"""What was spent in each month, whichever way a sheet says it."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.masterplan.domain.increments import Clash, Given, increments

YEARS = st.lists(st.integers(-1000, 10**12), min_size=12, max_size=12)
SOME = st.sets(st.integers(1, 12))


def test_a_running_total_gives_the_month_at_its_end_what_is_left():
    assert increments({1: 100, 2: 100, 5: 7}, Given(until={3: 300, 6: 320})) == ({3: 100, 6: 13}, [])


def test_a_quarter_gives_its_last_month_what_the_others_do_not_have():
    assert increments({4: 10}, Given(months={5: 20}, quarters={2: 50})) == ({5: 20, 6: 20}, [])


def test_nothing_said_changes_nothing():
    assert increments({1: 5}, Given()) == ({}, [])


def test_two_figures_that_cannot_both_be_are_told():
    _told, clashes = increments({}, Given(months={3: 5}, quarters={1: 5}, until={3: 8}))

    assert clashes == [Clash(3, "until", 5, 8)]


@given(YEARS, SOME)
def test_running_totals_and_increments_of_all_months_say_the_same(amounts, months):
    months = {*months, 12}
    until = {month: sum(amounts[:month]) for month in months}

    told, clashes = increments({}, Given(until=until))

    assert clashes == []
    assert all(sum(told.get(each, 0) for each in range(1, month + 1)) == until[month] for month in months)


@given(YEARS, YEARS, SOME)
def test_what_the_sheet_says_holds_whatever_is_kept(kept, amounts, months):
    before = dict(enumerate(kept, 1))
    until = {month: amounts[month - 1] for month in months}

    told, _clashes = increments(before, Given(until=until))

    after = {**before, **told}
    assert all(sum(after[each] for each in range(1, month + 1)) == total for month, total in until.items())
    assert set(told) == months
