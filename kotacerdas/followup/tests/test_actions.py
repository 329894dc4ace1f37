"""What can be done to tasks, by whom, and what is left behind."""

from datetime import date

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.events.models import Event
from kotacerdas.followup import actions
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.followup.tests.factories import NOW, TODAY, TOMORROW, proof, task
from kotacerdas.people import access
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

YESTERDAY = date(2026, 11, 22)
NEXT_WEEK = date(2026, 11, 30)


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


@pytest.fixture
def colleague(balikpapan, diskominfo):
    return people.officeholder(
        "ani@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=diskominfo
    )


@pytest.fixture
def head(balikpapan, diskominfo):
    return people.officeholder(
        "kepala@contoh.go.id", Role.AGENCY_HEAD, city=balikpapan, organisation=diskominfo
    )


@pytest.fixture
def given(balikpapan, diskominfo, rina):
    return task(balikpapan, organisation=diskominfo, by=rina)


def deeds(of: Task) -> list[str]:
    return list(of.progress.values_list("deed", flat=True))


def test_task_goes_from_given_to_accepted_and_leaves_a_trail(given, budi, rina):
    actions.take(given, by=budi, now=NOW)
    actions.report(given, by=budi, now=NOW, words="Selesai", proofs=[proof()])
    done = actions.accept(given, by=rina, now=NOW)

    assert done.stands is State.ACCEPTED
    assert deeds(done) == ["assign", "take", "report", "accept"]
    kinds = ["followup.assign", "followup.take", "followup.report", "followup.accept"]
    assert list(Entry.objects.order_by("number").values_list("kind", flat=True)) == kinds


def test_task_needs_an_owner(balikpapan, rina):
    with pytest.raises(Refused, match="task-without-owner"):
        task(balikpapan, by=rina)

    assert not Task.objects.exists()


def test_person_brings_the_organisation_along(balikpapan, budi, diskominfo):
    assert task(balikpapan, owner=budi).organisation == diskominfo


def test_person_without_a_role_in_the_city_cannot_own_a_task(balikpapan, tetangga, siti):
    for stranger in (tetangga, siti):
        with pytest.raises(Refused, match="task-owner-elsewhere"):
            task(balikpapan, owner=stranger)


def test_organisation_of_another_city_cannot_own_a_task(balikpapan, samarinda):
    with pytest.raises(Refused, match="task-organisation-elsewhere"):
        task(balikpapan, organisation=people.organisation(city=samarinda))


def test_neighbour_cannot_give_a_task_here(balikpapan, diskominfo, tetangga):
    with pytest.raises(Refused, match="task-city-unreached"):
        task(balikpapan, organisation=diskominfo, by=tetangga)


def test_officer_of_another_agency_can_do_nothing(given, joko):
    for deed in (
        lambda: actions.take(given, by=joko, now=NOW),
        lambda: actions.report(given, by=joko, now=NOW, proofs=[proof()]),
        lambda: actions.note(given, words="x", by=joko, now=NOW),
        lambda: actions.accept(given, by=joko, now=NOW),
    ):
        with pytest.raises(Refused, match="task-not-yours"):
            deed()


def test_colleague_cannot_report_what_somebody_else_has_taken(given, budi, colleague):
    actions.take(given, by=budi, now=NOW)

    with pytest.raises(Refused, match="task-not-yours"):
        actions.report(given, by=colleague, now=NOW, proofs=[proof()])


def test_two_officers_taking_at_once_leave_one_owner(given, budi, colleague):
    actions.take(given, by=budi, now=NOW)

    with pytest.raises(Refused):
        actions.take(given, by=colleague, now=NOW)

    given.refresh_from_db()
    assert given.owner == budi


def test_report_without_proof_is_refused_and_nothing_changes(given, budi):
    with pytest.raises(Refused, match="task-without-proof"):
        actions.report(given, by=budi, now=NOW)

    given.refresh_from_db()
    assert given.stands is State.OPEN


def test_task_that_needs_no_proof_is_reported_with_one_tap(balikpapan, budi):
    simple = task(balikpapan, owner=budi, needs_proof=False)

    assert actions.report(simple, by=budi, now=NOW).stands is State.REPORTED


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://contoh.id/x", "contoh.id"])
def test_proof_with_a_wrong_address_is_refused(given, budi, address):
    with pytest.raises(Refused, match="task-link-wrong"):
        actions.prove(given, actions.NewProof(url=address), by=budi, now=NOW)


def test_whoever_gave_a_task_to_oneself_may_accept_it(balikpapan, rina):
    own = task(balikpapan, owner=rina, by=rina)
    actions.report(own, by=rina, now=NOW, proofs=[proof()])

    assert actions.accept(own, by=rina, now=NOW).stands is State.ACCEPTED


def test_programme_office_does_not_accept_its_own_report_of_a_task_from_others(balikpapan, rina):
    boss = people.officeholder("bos@contoh.go.id", Role.PROGRAMME_OFFICE, city=balikpapan)
    own = task(balikpapan, owner=rina, by=boss)
    actions.report(own, by=rina, now=NOW, proofs=[proof()])

    with pytest.raises(Refused, match="task-own-report"):
        actions.accept(own, by=rina, now=NOW)


def test_returned_task_is_the_owners_again_with_the_reason(given, budi, rina):
    actions.report(given, by=budi, now=NOW, proofs=[proof()])

    back = actions.return_(given, reason="Foto belum jelas", by=rina, now=NOW)

    assert back.stands is State.RETURNED
    assert back.progress.last().note == "Foto belum jelas"
    assert actions.report(back, by=budi, now=NOW).stands is State.REPORTED


def test_more_time_is_granted_and_moves_the_day(given, budi, rina):
    actions.ask_more_time(given, wanted_on=NEXT_WEEK, reason="Alat belum datang", by=budi, now=NOW)
    with pytest.raises(Refused, match="task-time-asked"):
        actions.ask_more_time(given, wanted_on=NEXT_WEEK, reason="Lagi", by=budi, now=NOW)

    assert actions.decide_more_time(given, is_granted=True, by=rina, now=NOW).due_on == NEXT_WEEK


def test_refused_time_leaves_the_day_and_needs_a_reason(given, budi, rina):
    actions.ask_more_time(given, wanted_on=NEXT_WEEK, reason="Alat belum datang", by=budi, now=NOW)

    with pytest.raises(Refused, match="task-without-reason"):
        actions.decide_more_time(given, is_granted=False, by=rina, now=NOW)
    decided = actions.decide_more_time(given, is_granted=False, answer="Rapat sudah dekat", by=rina, now=NOW)

    assert decided.due_on == TOMORROW
    with pytest.raises(Refused, match="task-time-not-asked"):
        actions.decide_more_time(given, is_granted=True, by=rina, now=NOW)


def test_earlier_day_is_no_extension(given, budi):
    with pytest.raises(Refused, match="task-due-not-later"):
        actions.ask_more_time(given, wanted_on=TODAY, reason="x", by=budi, now=NOW)


def test_task_waits_for_another_until_that_is_finished(balikpapan, given, budi, rina):
    first = task(balikpapan, owner=rina, by=rina, needs_proof=False)
    waiting = actions.wait(given, other=first, reason="Menunggu surat", by=budi, now=NOW)
    assert waiting.is_waiting

    actions.report(first, by=rina, now=NOW)
    actions.accept(first, by=rina, now=NOW)

    assert not Task.objects.for_rows().get(pk=given.pk).is_waiting


def test_tasks_never_wait_in_a_circle(balikpapan, given, budi, diskominfo):
    second = task(balikpapan, organisation=diskominfo)
    actions.wait(given, other=second, reason="x", by=budi, now=NOW)

    for other in (given, second):
        with pytest.raises(Refused, match="task-waits-for-itself"):
            actions.wait(second, other=other, reason="x", by=budi, now=NOW)


def test_head_hands_over_within_the_agency_only(given, budi, colleague, head, joko):
    actions.take(given, by=budi, now=NOW)
    assert actions.hand_over(given, owner=colleague, by=head, now=NOW).owner == colleague

    with pytest.raises(Refused, match="task-owner-elsewhere"):
        actions.hand_over(given, owner=joko, by=head, now=NOW)


def test_programme_office_hands_over_to_anybody_of_the_city(given, joko, rina):
    handed = actions.hand_over(given, owner=joko, by=rina, now=NOW)

    assert (handed.owner, handed.organisation) == (joko, access.assignments(joko)[0].organisation)


def test_correction_against_an_older_version_is_refused_with_both(given, rina):
    old = given.version
    actions.change(given, changes={"title": "Lengkapi data A1"}, expected=old, by=rina, now=NOW)

    with pytest.raises(versions.StaleSave) as stale:
        actions.change(given, changes={"title": "Lengkapi data B2"}, expected=old, by=rina, now=NOW)

    assert [(each.current, each.typed) for each in stale.value.differences()] == [
        ("Lengkapi data A1", "Lengkapi data B2")
    ]


def test_parts_are_ticked_and_counted(balikpapan, budi):
    whole = task(balikpapan, owner=budi, parts=["Kumpulkan", " ", "Periksa", "Kirim"])

    actions.tick(whole, done=[1, 3], by=budi, now=NOW)

    assert [(part.text, part.is_done) for part in whole.parts.all()] == [
        ("Kumpulkan", True),
        ("Periksa", False),
        ("Kirim", True),
    ]
    assert whole.progress.last().facts == {"done": 2, "of": 3}


def test_cancelled_task_is_opened_again_with_a_new_day(given, rina):
    actions.cancel(given, reason="Program berhenti", by=rina, now=NOW)

    again = actions.reopen(given, due_on=NEXT_WEEK, reason="Program jalan lagi", by=rina, now=NOW)

    assert (again.stands, again.due_on) == (State.OPEN, NEXT_WEEK)


def test_same_task_for_many_is_given_to_all_or_none(balikpapan, samarinda, rina):
    here = [people.organisation(f"Dinas {number}", city=balikpapan) for number in range(3)]
    what = {"city": balikpapan, "title": "Kirim data", "due_on": TOMORROW, "by": rina, "now": NOW}

    with pytest.raises(Refused):
        actions.assign_to_many([*here, people.organisation(city=samarinda)], **what)
    assert not Task.objects.exists()

    assert len(actions.assign_to_many(here, **what)) == 3


def test_events_tell_how_late_a_task_was_done(balikpapan, budi, rina):
    late = task(balikpapan, owner=budi, due_on=date(2026, 11, 20), by=rina)
    actions.report(late, by=budi, now=NOW, proofs=[proof()])
    actions.accept(late, by=rina, now=NOW)

    told = dict(Event.objects.values_list("kind", "fields"))
    assert told["followup.done"] == told["followup.accepted"] == {"days_late": 3}


def test_lateness_is_told_once_for_each_day_that_passes(balikpapan, budi):
    late = task(balikpapan, owner=budi, due_on=YESTERDAY)

    assert actions.tell_late(late, now=NOW)
    assert not actions.tell_late(late, now=NOW)
    assert Event.objects.filter(kind="followup.late").count() == 1


def test_person_who_moves_agency_loses_the_task_and_the_organisation_keeps_it(
    given, budi, colleague, balikpapan
):
    actions.take(given, by=budi, now=NOW)
    budi.assignments.update(organisation=people.organisation("Dinas Sosial", city=balikpapan))
    access.forget(budi)

    assert not Task.objects.visible_to(budi).exists()
    assert Task.objects.visible_to(colleague).get() == given
    with pytest.raises(Refused, match="task-not-yours"):
        actions.report(given, by=budi, now=NOW, proofs=[proof()])
