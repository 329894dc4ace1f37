"""How much one person may write, and how long a word can be mended."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.discussion.domain import manners
from kotacerdas.discussion.domain.manners import LIMITS

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_comment_can_be_mended_for_a_quarter_of_an_hour():
    assert manners.may_mend(NOW - timedelta(minutes=15), NOW)
    assert not manners.may_mend(NOW - timedelta(minutes=15, seconds=1), NOW)


def test_whoever_wrote_little_may_go_on():
    assert manners.wait_until([NOW - timedelta(minutes=1)] * 9, NOW) is None


def test_tenth_comment_in_ten_minutes_makes_the_next_one_wait():
    written = [NOW - timedelta(minutes=each) for each in range(10)]

    assert manners.wait_until(written, NOW) == NOW - timedelta(minutes=9) + timedelta(minutes=10)


@given(st.lists(st.integers(0, 30 * 60), max_size=150))
def test_waiting_until_the_moment_told_is_enough(seconds_ago):
    written = [NOW - timedelta(seconds=each) for each in seconds_ago]
    until = manners.wait_until(written, NOW)

    if until is None:
        assert all(sum(each > NOW - limit.within for each in written) < limit.count for limit in LIMITS)
    else:
        assert until > NOW
        assert manners.wait_until(written, until) is None
