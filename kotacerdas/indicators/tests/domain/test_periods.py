"""Periods are read as SDMX writes them, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.domain.periods import PARTS, Period

ANY = st.sampled_from(sorted(PARTS)).flatmap(
    lambda kind: st.builds(Period, st.integers(1900, 2200), st.integers(1, PARTS[kind]), st.just(kind))
)


@given(ANY)
def test_what_is_written_is_read_again(period):
    assert periods.read(str(period)) == period


@given(ANY, st.integers(-50, 50))
def test_steps_lead_there_and_back(period, steps):
    assert period.after(steps).after(-steps) == period
    assert period.after(steps).steps - period.steps == steps


@given(st.lists(st.builds(Period, st.integers(1900, 2200), st.integers(1, 12), st.just("month")), min_size=2))
def test_as_text_they_sort_in_time(found):
    assert sorted(found) == [periods.read(text) for text in sorted(map(str, found))]


@pytest.mark.parametrize(
    "text",
    ["", "24", "20244", "2024-13", "2024-S3", "2024-Q0", "2024-Q5", "2024-1", "1899", "2201", "2024-07-01", "２０２４-S1x", "x"],
)  # fmt: skip
def test_everything_else_is_refused_with_what_was_given(text):
    with pytest.raises(Refused) as refused:
        periods.read(text)

    assert [fault.kind for fault in refused.value.faults] == ["period-unreadable"]


def test_the_part_after_december_is_january():
    assert str(periods.read("2024-12").after(1)) == "2025-01"
    assert str(periods.read("2024-S2").after(1)) == "2025-S1"
    assert str(periods.read("2024-q4").after(1)) == "2025-Q1"
