"""Whether a proof speaks about the evaluated year; the day of the upload never counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.evidence.domain.freshness import Freshness, Times, expires_within, of_year

days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def observed(first, last=None):
    return Times(observed_from=first, observed_until=last or first)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (observed(date(2023, 5, 22)), Freshness.FITS),
        (observed(date(2022, 7, 1), date(2023, 6, 30)), Freshness.FITS),
        (observed(date(2022, 12, 31)), Freshness.EARLIER),
        (observed(date(2024, 1, 1)), Freshness.LATER),
        (Times(observed_until=date(2023, 1, 1)), Freshness.FITS),
        (Times(valid_from=date(2019, 3, 1)), Freshness.FITS),
        (Times(valid_from=date(2019, 3, 1), valid_until=date(2022, 12, 31)), Freshness.EXPIRED),
        (Times(valid_from=date(2024, 1, 1)), Freshness.LATER),
        (Times(observed_from=date(2019, 1, 1), valid_from=date(2019, 3, 1)), Freshness.FITS),
        (Times(), Freshness.UNKNOWN),
    ],
)
def test_against_2023(times, expected):
    assert of_year(times, 2023) is expected


@given(days, days)
def test_what_touches_the_year_fits_and_nothing_else(one, other):
    first, last = sorted((one, other))

    fits = of_year(observed(first, last), 2023) is Freshness.FITS

    assert fits == (first.year <= 2023 <= last.year)


@given(days, days, st.integers(2015, 2030))
def test_a_decree_fits_exactly_the_years_of_its_force(one, other, year):
    first, last = sorted((one, other))

    fits = of_year(Times(valid_from=first, valid_until=last), year) is Freshness.FITS

    assert fits == (first.year <= year <= last.year)


def test_what_ends_soon_is_told_in_time():
    times = Times(valid_until=date(2026, 12, 31))

    assert expires_within(times, date(2026, 12, 1), 30)
    assert not expires_within(times, date(2026, 11, 30), 30)
    assert not expires_within(Times(), date(2026, 11, 30), 30)
