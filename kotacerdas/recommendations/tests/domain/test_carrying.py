"""A recommendation is on the table of its year and of every later one until it is closed."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.recommendations.domain import carrying
from kotacerdas.recommendations.domain.carrying import Given

some_years = st.integers(2017, 2040)


def test_of_twelve_and_seven_all_nineteen_are_on_the_table_of_2023():
    some = [Given(n, 2022) for n in range(12)] + [Given(100 + n, 2023) for n in range(7)]
    assert len(carrying.of_year(2022, some)) == 12
    assert len(carrying.of_year(2023, some)) == len(carrying.of_year(2026, some)) == 19
    assert carrying.of_year(2021, some) == []


def test_closed_one_is_carried_no_further_than_the_year_that_closed_it():
    one = [Given("a", 2022, closed=2024)]
    assert [bool(carrying.of_year(year, one)) for year in range(2021, 2026)] == [
        False,
        True,
        True,
        True,
        False,
    ]


@given(some_years, some_years, st.none() | some_years)
def test_once_off_the_table_it_never_comes_back(first, asked, closed):
    one = Given("a", first, closed=None if closed is None else max(first, closed))
    if one.is_of(asked):
        assert one.is_of(first)
        assert all(one.is_of(year) for year in range(first, asked + 1))
    elif asked >= first:
        assert closed is not None
        assert not any(one.is_of(year) for year in range(asked, 2045))


def test_years_go_from_the_first_given_to_this_one():
    some = [Given(1, 2022), Given(2, 2023)]
    assert carrying.years(some, this_year=2024) == [2024, 2023, 2022]
    assert carrying.years(some, this_year=2020) == [2023, 2022]
    assert carrying.years([], this_year=2024) == []
