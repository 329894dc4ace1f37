"""Ladders in the database: who is told at which step, once, and no more when the thing is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kotacerdas.notices import actions, kinds, ladders
from kotacerdas.notices.models import Climb, Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

# Friday noon in Balikpapan; the following Monday is a working day.
DUE = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
STARTED = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def morning(day: int) -> datetime:
    """Nine o'clock in Balikpapan."""
    return datetime(2026, 11 + (day > 30), (day - 1) % 30 + 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(balikpapan, budi):
    return budi.assignments.get().organisation


@pytest.fixture
def head(balikpapan, office):
    return factories.officeholder(
        "kepala@contoh.go.id", Role.AGENCY_HEAD, city=balikpapan, organisation=office
    )


@pytest.fixture
def climbing(budi, office, balikpapan):
    return begin(budi, office, balikpapan)


def begin(owner, organisation, city, **changes):
    given = {
        "ladder": "followup.late", "about": city, "owner": owner, "organisation": organisation, "city": city,
        "due_at": DUE, "now": STARTED, "values": {"what": "Peta"},
    }  # fmt: skip
    return actions.climb(**(given | changes))


def told() -> list[tuple[str, str]]:
    return [(each.kind, each.person.email) for each in Notice.objects.order_by("pk")]


def test_each_step_reaches_its_receivers(climbing, budi, head, rina):
    for day in range(20, 35):
        actions.climb_due(now=morning(day))

    assert told() == [
        ("reminder.before", budi.email),
        ("reminder.today", budi.email),
        ("reminder.late", budi.email),
        ("reminder.late", head.email),
        ("reminder.escalated", rina.email),
    ]
    assert Climb.objects.get().next_at is None


def test_a_job_that_runs_twice_reminds_once(climbing):
    for _again in range(3):
        actions.climb_due(now=morning(24))
    Climb.objects.update(reached=-1, next_at=morning(24))
    actions.climb_due(now=morning(24))

    assert len(told()) == 1


def test_after_days_without_a_worker_only_the_highest_step_is_sent(climbing, rina):
    actions.climb_due(now=morning(34))
    actions.climb_due(now=morning(35))

    assert told() == [("reminder.escalated", rina.email)]


def test_what_is_done_is_not_reminded_of(climbing, balikpapan):
    actions.climb_due(now=morning(24))
    assert actions.step_down(about=balikpapan, now=morning(25)) == 1

    for day in range(25, 40):
        actions.climb_due(now=morning(day))

    assert [kind for kind, _who in told()] == ["reminder.before"]


def test_a_step_whose_receiver_is_missing_goes_to_the_next(climbing, budi, rina):
    budi.is_active = False
    budi.save()

    actions.climb_due(now=morning(27))

    assert told() == [("reminder.today", rina.email)]


def test_a_new_due_moment_begins_anew(climbing, budi, office, balikpapan):
    actions.climb_due(now=morning(27))
    begin(budi, office, balikpapan, due_at=DUE + timedelta(days=7), now=morning(27))

    actions.climb_due(now=morning(27) + timedelta(hours=2))
    assert [kind for kind, _who in told()] == ["reminder.today"]

    actions.climb_due(now=morning(31))
    assert [kind for kind, _who in told()] == ["reminder.today", "reminder.before"]
    assert Climb.objects.going().count() == 1


def test_asking_twice_is_one_ladder(climbing, budi, office, balikpapan):
    begin(budi, office, balikpapan)

    assert Climb.objects.count() == 1


def test_another_owner_hears_of_the_next_step(climbing, joko, office, balikpapan):
    begin(joko, office, balikpapan)

    actions.climb_due(now=morning(24))

    assert told() == [("reminder.before", joko.email)]


def test_every_step_of_the_shipped_ladders_has_words():
    for ladder in ladders.every().values():
        assert set(ladder.title) == {"id", "en"}
        assert all(step.kind in kinds.registered() for step in ladder.steps)
