"""One task for the organisation that owns a recommendation, which follows the three states by itself."""

from datetime import timedelta

import pytest

from kotacerdas.events.models import Event
from kotacerdas.evidence.actions import withdraw
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.notices.models import Notice
from kotacerdas.recommendations import actions
from kotacerdas.recommendations.actions import Heard
from kotacerdas.recommendations.domain.caring import Claim, Verdict
from kotacerdas.recommendations.hearing import proof_is_another
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.tests.factories import DUE, NOW, claimed, given, proven

pytestmark = pytest.mark.django_db


def task():
    return Task.objects.get()


def test_owner_and_day_make_one_task_about_the_recommendation(advice, diskominfo, rina, budi):
    care = given(advice, diskominfo, due_on=None, by=rina)
    assert care.task is None
    given(advice, diskominfo, by=rina)
    given(advice, diskominfo, by=rina, text="Rencana baru")

    made = task()
    assert (made.subject.kind, made.subject.key) == ("evaluation.recommendation", str(advice.pk))
    assert (made.organisation, made.due_on, made.assigned_by, made.needs_proof) == (
        diskominfo,
        DUE,
        rina,
        False,
    )
    assert "Perkuat data" in made.title
    assert Care.objects.get().task == made
    assert {notice.person for notice in Notice.objects.all()} == {budi}


def test_new_day_and_new_owner_move_the_task(advice, diskominfo, dishub, rina):
    given(advice, diskominfo, by=rina)
    given(advice, dishub, due_on=DUE + timedelta(days=7), by=rina)
    assert (task().organisation, task().due_on) == (dishub, DUE + timedelta(days=7))


def test_claimed_as_done_it_is_reported_and_with_sufficient_proof_finished(
    advice, diskominfo, rina, budi, wati
):
    given(advice, diskominfo, by=rina)
    claimed(advice, Claim.UNDER_WAY, by=budi)
    assert task().stands is State.OPEN
    claimed(advice, by=budi)
    assert task().stands is State.REPORTED
    proven(advice, by=budi, confirmed_by=rina)
    actions.judge(advice, suffices=False, reason="Kurang", by=wati, now=NOW)
    assert task().stands is State.RETURNED
    claimed(advice, words="Dilengkapi.", by=budi)
    actions.judge(advice, suffices=True, by=wati, now=NOW)
    assert task().stands is State.ACCEPTED
    claimed(advice, Claim.UNDER_WAY, by=budi)
    assert task().stands is State.OPEN


def test_taken_back_from_everybody_it_is_cancelled(advice, diskominfo, rina):
    given(advice, diskominfo, by=rina)
    given(advice, None, by=rina)
    assert task().stands is State.CANCELLED


def test_closed_by_the_office_it_is_cancelled_with_the_reason(advice, diskominfo, rina):
    given(advice, diskominfo, by=rina)
    actions.close(advice, reason="Digabung dengan yang lain", by=rina, now=NOW)
    assert task().stands is State.CANCELLED
    actions.reopen(advice, reason="Keliru", by=rina, now=NOW)
    assert task().stands is State.OPEN


def test_fulfilled_it_is_finished(advice, diskominfo, rina):
    given(advice, diskominfo, by=rina)
    actions.record_verdict(advice, Heard(Verdict.FULFILLED, 2024, "Surat"), by=rina, now=NOW)
    assert task().stands is State.ACCEPTED


def test_next_owner_of_a_finished_one_gets_a_task_of_its_own(advice, diskominfo, dishub, rina, budi, wati):
    given(advice, diskominfo, by=rina)
    claimed(advice, by=budi)
    proven(advice, by=budi, confirmed_by=rina)
    actions.judge(advice, suffices=True, by=wati, now=NOW)
    given(advice, dishub, by=rina)
    assert Task.objects.count() == 1
    claimed(advice, Claim.UNDER_WAY, by=rina)
    assert {(each.organisation, each.stands) for each in Task.objects.all()} == {
        (diskominfo, State.ACCEPTED), (dishub, State.OPEN),
    }  # fmt: skip


def test_proof_that_is_taken_back_brings_the_task_back(advice, diskominfo, rina, budi, wati):
    given(advice, diskominfo, by=rina)
    claimed(advice, by=budi)
    citation = proven(advice, by=budi, confirmed_by=rina)
    actions.judge(advice, suffices=True, by=wati, now=NOW)
    assert task().stands is State.ACCEPTED

    withdraw(citation, reason="Berkas keliru", by=budi, now=NOW)
    for event in Event.objects.filter(kind="evidence.citation_withdrawn"):
        proof_is_another(event)

    advice.care.refresh_from_db()
    assert advice.care.proof == "unjudged"
