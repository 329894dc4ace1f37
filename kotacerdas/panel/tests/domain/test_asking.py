"""Until when a city may be asked to reply."""

from datetime import UTC, datetime, timedelta

import pytest

from kotacerdas.panel.domain.asking import due_faults, usual_due

NOW = datetime(2026, 12, 1, 2, 30, 41, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_three_days_are_usual_unless_the_step_ends_before():
    assert usual_due(NOW, NOW + 9 * DAY) == datetime(2026, 12, 4, 2, 30, tzinfo=UTC)
    assert usual_due(NOW, NOW + 2 * DAY) == NOW + 2 * DAY


@pytest.mark.parametrize(("due_at", "kinds"), [
    (datetime(2026, 12, 1, 3, 29, tzinfo=UTC), ["clarification-due-soon"]),
    (datetime(2026, 12, 1, 3, 30, tzinfo=UTC), []),
    (NOW + 2 * DAY, []),
    (NOW + 2 * DAY + HOUR, ["clarification-due-late"]),
    (NOW - 9 * DAY, ["clarification-due-soon"]),
])  # fmt: skip
def test_an_hour_at_least_and_the_end_of_the_step_at_most(due_at, kinds):
    assert [each.kind for each in due_faults(due_at, now=NOW, until=NOW + 2 * DAY)] == kinds
