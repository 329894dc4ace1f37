"""Days in a row: nothing is counted twice, nothing is lost."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.wifi.domain import spans
from kotacerdas.wifi.domain.spans import Span

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 200)).map(
    lambda pair: Span(pair[0], pair[0] + timedelta(days=pair[1]))
)
SOME = st.lists(SPANS, max_size=6)


def days_of(some: list[Span]) -> set[date]:
    return {each.first + timedelta(days=at) for each in some for at in range(each.days)}


def test_a_span_that_ends_before_it_begins_is_none():
    with pytest.raises(ValueError, match="cannot end"):
        Span(date(2026, 3, 1), date(2026, 2, 28))


def test_two_that_touch_become_one():
    january, february = Span(date(2026, 1, 1), date(2026, 1, 31)), Span(date(2026, 2, 1), date(2026, 2, 28))

    assert spans.joined([february, january]) == [Span(date(2026, 1, 1), date(2026, 2, 28))]


@given(SOME)
def test_joining_keeps_the_days(some):
    found = spans.joined(some)

    assert days_of(found) == days_of(some)
    assert spans.days(some) == len(days_of(some))
    assert all(other.first > one.last + spans.DAY for one, other in pairwise(found))


@given(SOME, SOME)
def test_taking_away_leaves_exactly_the_other_days(some, holes):
    assert days_of(spans.without(some, holes)) == days_of(some) - days_of(holes)


@given(SOME, SPANS)
def test_within_a_period_are_the_common_days(some, period):
    assert days_of(spans.within(some, period)) == days_of(some) & days_of([period])


@given(SPANS)
def test_months_are_the_same_days(whole):
    parts = list(spans.by_month(whole))

    assert days_of(parts) == days_of([whole])
    assert all((each.first.year, each.first.month) == (each.last.year, each.last.month) for each in parts)


def test_the_end_of_time_is_no_mistake():
    forever = Span(date(2026, 1, 1), date.max)

    assert spans.without([forever], [Span(date(2026, 3, 1), date.max)]) == [
        Span(date(2026, 1, 1), date(2026, 2, 28))
    ]
    assert spans.joined([forever, Span(date(2027, 1, 1), date(2027, 1, 1))]) == [forever]
    assert spans.month_end(date.max) == date.max
