"""Who is told of what, and when the reminders of a late task climb and stop."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kotacerdas.common.quiet import quietly
from kotacerdas.followup import actions
from kotacerdas.followup.tests.factories import NOW, proof, task
from kotacerdas.notices import actions as notices
from kotacerdas.notices.models import Climb, Notice
from kotacerdas.people import access
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

# Weeks without a public holiday: due on a Wednesday.
GIVEN = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
DUE = date(2026, 10, 14)


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


@pytest.fixture
def head(balikpapan, diskominfo):
    return people.officeholder(
        "kepala@contoh.go.id", Role.AGENCY_HEAD, city=balikpapan, organisation=diskominfo
    )


def told() -> list[tuple[str, str]]:
    """What was told to whom since it was asked last."""
    found = list(Notice.objects.order_by("pk").values_list("kind", "person__email"))
    Notice.objects.all().delete()
    return found


def climb_until(day: date) -> None:
    at = GIVEN
    while at.date() <= day:
        notices.climb_due(now=at)
        at += timedelta(hours=6)


def test_everybody_of_the_organisation_hears_of_its_task(balikpapan, diskominfo, budi, head, rina, joko):
    task(balikpapan, organisation=diskominfo, by=rina)

    assert sorted(told()) == [("followup.assigned", budi.email), ("followup.assigned", head.email)]


def test_each_side_hears_what_the_other_did_and_nobody_of_the_own_deeds(balikpapan, budi, rina):
    own = task(balikpapan, owner=budi, by=rina)
    assert told() == [("followup.assigned", budi.email)]
    actions.report(own, by=budi, now=NOW, proofs=[proof()])
    assert told() == [("followup.reported", rina.email)]
    actions.return_(own, reason="Foto buram", by=rina, now=NOW)
    assert told() == [("followup.returned", budi.email)]
    actions.ask_more_time(own, wanted_on=date(2026, 12, 1), reason="Hujan", by=budi, now=NOW)
    assert told() == [("followup.more_time_asked", rina.email)]
    actions.decide_more_time(own, is_granted=True, by=rina, now=NOW)
    assert told() == [("followup.more_time_decided", budi.email)]
    actions.report(own, by=budi, now=NOW)
    actions.accept(own, by=rina, now=NOW)
    assert told() == [("followup.reported", rina.email), ("followup.accepted", budi.email)]


def test_when_the_giver_has_left_the_whole_office_hears_of_the_report(balikpapan, budi, rina):
    own = task(balikpapan, owner=budi, by=rina)
    rina.assignments.update(until_on=date(2020, 1, 1), from_on=date(2019, 1, 1))
    heir = people.officeholder("pengganti@contoh.go.id", Role.PROGRAMME_OFFICE, city=balikpapan)
    told()

    actions.report(own, by=budi, now=NOW, proofs=[proof()])

    assert told() == [("followup.reported", heir.email)]


def test_late_task_climbs_from_the_owner_to_the_head_to_the_programme_office(balikpapan, budi, head, rina):
    task(balikpapan, owner=budi, by=rina, due_on=DUE, now=GIVEN)
    told()

    climb_until(date(2026, 10, 8))
    assert told() == []
    climb_until(date(2026, 10, 9))
    assert told() == [("reminder.before", budi.email)]
    climb_until(DUE)
    assert told() == [("reminder.today", budi.email)]
    climb_until(date(2026, 10, 15))
    assert sorted(told()) == [("reminder.late", budi.email), ("reminder.late", head.email)]
    climb_until(date(2026, 10, 18))
    assert told() == []
    climb_until(date(2026, 10, 30))
    assert told() == [("reminder.escalated", rina.email)]


def test_report_stops_the_reminders_and_a_returned_one_goes_on(balikpapan, budi, rina):
    own = task(balikpapan, owner=budi, by=rina, due_on=DUE, now=GIVEN)
    actions.report(own, by=budi, now=GIVEN, proofs=[proof()])
    assert not Climb.objects.going().exists()

    actions.return_(own, reason="Kurang", by=rina, now=GIVEN)

    assert Climb.objects.going().count() == 1
    told()
    climb_until(DUE)
    assert told() == [("reminder.before", budi.email), ("reminder.today", budi.email)]


def test_more_time_begins_the_ladder_anew_and_cancelling_ends_it(balikpapan, budi, rina):
    own = task(balikpapan, owner=budi, by=rina, due_on=DUE, now=GIVEN)
    actions.ask_more_time(own, wanted_on=date(2026, 10, 28), reason="Hujan", by=budi, now=GIVEN)
    actions.decide_more_time(own, is_granted=True, by=rina, now=GIVEN)
    told()
    climb_until(date(2026, 10, 20))
    assert told() == []

    actions.cancel(own, reason="Batal", by=rina, now=GIVEN)
    told()
    climb_until(date(2026, 11, 30))

    assert told() == []


def test_handing_over_lets_the_new_owner_be_reminded(balikpapan, budi, joko, rina):
    own = task(balikpapan, owner=budi, by=rina, due_on=DUE, now=GIVEN)
    actions.hand_over(own, owner=joko, by=rina, now=GIVEN)
    told()

    climb_until(DUE)

    assert {person for _kind, person in told()} == {joko.email}


def test_notice_leads_to_the_page_without_a_language(balikpapan, budi, rina):
    from django.utils import translation

    with translation.override("en"):
        own = task(balikpapan, owner=budi, by=rina)

    assert Notice.objects.get().url == f"/tugas/{own.code}/"


def test_samples_are_loaded_without_telling_anybody(balikpapan, budi, rina):
    with quietly():
        task(balikpapan, owner=budi, by=rina, is_sample=True)

    assert told() == []
    assert not Climb.objects.exists()
