"""How long an interview lasts, where it is, on which minute something was said, until when a promise is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.panel.domain.interviewing import (
    day_of,
    minute,
    place_faults,
    time_faults,
    usual_promise,
)

WITA, WIT = ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
AT = datetime(2026, 12, 1, 15, 30, 41, tzinfo=UTC)


@pytest.mark.parametrize(("hours", "kinds"), [
    (0, ["interview-ends-first"]), (-1, ["interview-ends-first"]), (1, []), (24, []), (25, ["interview-too-long"]),
])  # fmt: skip
def test_it_ends_after_it_begins_and_within_a_day(hours, kinds):
    assert [each.kind for each in time_faults(AT, AT + timedelta(hours=hours))] == kinds


@pytest.mark.parametrize(
    "link", ["https://rapat.contoh.id/a?b=c#d", "HTTP://rapat.contoh.id", "https://[::1]:8443/x"]
)
def test_an_address_of_the_web_is_a_place(link):
    assert place_faults("", link) == []


@pytest.mark.parametrize("link", [
    "javascript:alert(1)", " https://rapat.contoh.id", "https:rapat", "//rapat.contoh.id", "https://", "file:///etc",
    "https://rapat.contoh.id/\u202e", "https://[::1",
])  # fmt: skip
def test_anything_else_is_none(link):
    assert [each.kind for each in place_faults("Aula", link)] == ["interview-link-wrong"]


@given(st.text())
def test_whatever_is_typed_is_judged_and_never_breaks(link):
    faults = place_faults("Aula", link)

    assert faults or not link or link.lower().startswith(("http://", "https://"))


def test_a_promise_is_due_with_the_completion_window_or_the_next_day_at_four():
    window = AT + timedelta(days=2)

    assert usual_promise(AT, window, WITA) == window
    assert usual_promise(AT, AT, WITA) == datetime(2026, 12, 2, 16, 0, tzinfo=WITA)
    # In the east it is the next day already.
    assert usual_promise(AT, None, WIT) == datetime(2026, 12, 3, 16, 0, tzinfo=WIT)


def test_minutes_and_days_are_those_of_the_clock_on_the_wall():
    assert minute(AT).second == 0
    assert day_of(AT, time(9, 5), zone=WIT) == datetime(2026, 12, 2, 9, 5, tzinfo=WIT)
