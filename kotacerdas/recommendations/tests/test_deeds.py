"""Deeds done about a recommendation: who may do what, what each leaves behind, and that no word is ever mixed."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.common import versions
from kotacerdas.events.models import Event
from kotacerdas.evidence import actions as evidence
from kotacerdas.followup.models import Task
from kotacerdas.notices.models import Notice
from kotacerdas.people.tests import factories as people
from kotacerdas.recommendations import actions, hearing
from kotacerdas.recommendations.actions import Heard, Plan
from kotacerdas.recommendations.domain.caring import Claim, Verdict
from kotacerdas.recommendations.models import Care, CareStep
from kotacerdas.recommendations.tests.factories import DUE, NOW, claimed, given, proven
from kotacerdas.recommendations.tests.factories import advice as advised
from kotacerdas.recommendations.tests.saying import refusal

pytestmark = pytest.mark.django_db
FULFILLED = Heard(Verdict.FULFILLED, 2024, "Surat hasil evaluasi 2024")


def heard(advice, verdict=FULFILLED, *, by):
    return actions.record_verdict(advice, verdict, by=by, now=NOW)


def judged(advice, *, by, suffices=True, reason=""):
    return actions.judge(advice, suffices=suffices, reason=reason, by=by, now=NOW)


@pytest.fixture
def proof(advice, diskominfo, budi, rina):
    """Given to Budi's agency, claimed by him, proven with what he brought and Rina confirmed."""
    given(advice, diskominfo, by=rina)
    claimed(advice, by=budi)
    return proven(advice, by=budi, confirmed_by=rina)


# --- Planning and claiming -----------------------------------------------------------------------------------


def test_row_is_made_at_the_first_touch(advice, diskominfo, rina):
    assert not Care.objects.exists()
    care = given(advice, diskominfo, by=rina, text=" Rapikan data ", tags=["risk", "legal_basis"])

    assert (care.owner, care.due_on, care.plan, care.tags) == (
        diskominfo, DUE, "Rapikan data", ["legal_basis", "risk"],
    )  # fmt: skip
    assert (care.city, care.version, care.steps.get().deed) == (advice.city, 2, "plan")
    assert care.steps.get().changes["owner"] == [None, str(diskominfo)]


def test_same_plan_twice_is_one_step(advice, diskominfo, rina):
    given(advice, diskominfo, by=rina)
    given(advice, diskominfo, by=rina)
    assert CareStep.objects.count() == 1


def test_only_the_office_plans(advice, diskominfo, budi, wati, lestari, tetangga, nadia):
    for somebody in (budi, wati, lestari, tetangga, nadia):
        assert refusal(given, advice, diskominfo, by=somebody) == ["care-not-yours"]


def test_organisation_of_another_city_is_refused(advice, samarinda, rina):
    other = people.organisation("Dinas tetangga", city=samarinda)
    assert refusal(given, advice, other, by=rina) == ["care-owner-elsewhere"]
    assert refusal(given, advice, None, tags=["lain"], by=rina) == ["care-tag-unknown"]


def test_owner_and_office_claim_and_nobody_else(
    advice, diskominfo, budi, joko, rina, wati, lestari, tetangga
):
    given(advice, diskominfo, by=rina)
    for somebody in (joko, wati, lestari, tetangga):
        assert refusal(claimed, advice, by=somebody) == ["care-not-yours"]

    assert claimed(advice, Claim.UNDER_WAY, by=budi).claim_by == budi
    assert claimed(advice, by=rina).claim == "done"
    assert list(Event.objects.values_list("kind", flat=True)).count("recommendation.claimed") == 2


def test_done_needs_words(advice, rina):
    assert refusal(claimed, advice, words=" ", by=rina) == ["care-claim-without-words"]


def test_save_against_an_older_version_is_refused_with_both(advice, diskominfo, rina):
    given(advice, diskominfo, by=rina, text="Satu")
    with pytest.raises(versions.StaleSave) as stale:
        actions.plan(advice, Plan(diskominfo, DUE, "Dua"), by=rina, now=NOW, expected=1)
    assert ("Satu", "Dua") in {(each.current, each.typed) for each in stale.value.differences()}


# --- Judging -------------------------------------------------------------------------------------------------


def test_second_person_says_that_the_proof_suffices(advice, proof, wati):
    care = judged(advice, by=wati)

    assert (care.proof, care.proof_by, len(care.proof_judged)) == ("sufficient", wati, 1)
    assert (care.claim, care.verdict, care.is_open) == ("done", "none", True)
    assert Event.objects.filter(kind="recommendation.judged").count() == 1


def test_whoever_claimed_or_brought_proof_does_not_judge(advice, diskominfo, rina, wati, budi):
    given(advice, diskominfo, by=rina)
    claimed(advice, by=rina)
    proven(advice, by=wati, confirmed_by=rina)

    assert refusal(judged, advice, by=rina) == ["care-is-own"]
    assert refusal(judged, advice, by=wati) == ["care-is-own"]
    assert refusal(judged, advice, by=budi) == ["care-not-yours"]


def test_judging_needs_a_claim_and_proof_and_for_no_a_reason(advice, diskominfo, rina, wati, budi):
    given(advice, diskominfo, by=rina)
    assert refusal(judged, advice, suffices=False, reason="Kurang", by=wati) == ["care-nothing-claimed"]
    claimed(advice, by=budi)
    proven(advice, by=budi)  # cited, and confirmed by nobody

    assert refusal(judged, advice, by=wati) == ["care-without-proof"]
    assert refusal(judged, advice, suffices=False, by=wati) == ["care-without-reason"]
    care = judged(advice, suffices=False, reason="Lampirkan notulen", by=wati)
    assert (care.proof, care.proof_reason) == ("insufficient", "Lampirkan notulen")
    assert Notice.objects.get(kind="recommendations.lacking").person == budi


def test_new_claim_takes_the_judgement_back(advice, proof, wati, budi):
    judged(advice, by=wati)
    care = claimed(advice, Claim.UNDER_WAY, by=budi)
    assert (care.proof, care.proof_by, care.proof_judged) == ("unjudged", None, [])


def test_new_proof_takes_the_judgement_back(advice, proof, wati, joko, rina):
    judged(advice, by=wati)
    proven(advice, by=joko, confirmed_by=rina, name="baru")

    hearing.proof_is_another(Event.objects.filter(kind="evidence.confirmed").latest("pk"))
    hearing.proof_is_another(Event.objects.filter(kind="evidence.confirmed").latest("pk"))

    care = Care.objects.get()
    assert care.proof == "unjudged"
    assert [step.deed for step in care.steps.all()].count("new_proof") == 1


def test_proof_that_was_judged_is_not_new(advice, proof, wati):
    judged(advice, by=wati)
    hearing.proof_is_another(Event.objects.filter(kind="evidence.confirmed").latest("pk"))
    assert Care.objects.get().proof == "sufficient"


def test_withdrawn_proof_makes_the_word_void_at_once(advice, proof, budi, wati):
    care = judged(advice, by=wati)
    evidence.withdraw(proof, reason="Salah berkas", by=budi, now=NOW)
    assert care.standing(frozenset()).proof == "unjudged"


# --- Verdict, closing, opening again -------------------------------------------------------------------------


def test_fulfilled_closes_with_the_year_of_the_verdict(advice, rina):
    care = heard(advice, by=rina)
    assert (care.verdict, care.is_open, care.closed_year, care.proof) == (
        "fulfilled",
        False,
        2024,
        "unjudged",
    )
    assert Event.objects.filter(kind="recommendation.closed").count() == 1


@pytest.mark.parametrize("verdict", [Verdict.PARTLY, Verdict.NOT_FULFILLED])
def test_other_verdicts_leave_it_open(advice, rina, verdict):
    assert heard(advice, Heard(verdict, 2024, "Surat"), by=rina).is_open


def test_verdict_needs_year_and_source(advice, rina, budi, wati):
    missing = refusal(heard, advice, Heard(Verdict.PARTLY, None, " "), by=rina)
    assert missing == ["care-verdict-without-year", "care-verdict-without-source"]
    early = Heard(Verdict.PARTLY, 2022, "Surat")
    assert refusal(heard, advice, early, by=rina) == ["care-verdict-before-advice"]
    assert refusal(heard, advice, by=wati) == refusal(heard, advice, by=budi) == ["care-not-yours"]


def test_office_closes_and_opens_again_with_a_reason(advice, rina, budi):
    assert refusal(actions.close, advice, reason=" ", by=rina, now=NOW) == ["care-without-reason"]
    assert refusal(actions.close, advice, reason="Ya", by=budi, now=NOW) == ["care-not-yours"]
    care = actions.close(advice, reason="Digabung", by=rina, now=NOW)
    assert (care.is_open, care.closed_year, care.closed_reason) == (False, 2026, "Digabung")

    assert refusal(claimed, advice, by=rina) == ["care-closed"]
    care = actions.reopen(advice, reason="Keliru", by=rina, now=NOW)
    assert (care.is_open, care.closed_reason) == (True, "")
    assert refusal(actions.reopen, advice, reason="Lagi", by=rina, now=NOW) == ["care-open"]


def test_opened_again_the_verdict_that_closed_it_is_history(advice, rina):
    heard(advice, by=rina)
    care = actions.reopen(advice, reason="Salah ketik", by=rina, now=NOW)
    assert (care.verdict, care.verdict_year, care.is_open) == ("none", None, True)
    assert care.steps.get(deed="record_verdict").changes["verdict"] == ["none", "fulfilled"]


# --- What each leaves behind ---------------------------------------------------------------------------------


def test_every_deed_stands_in_the_trail_in_words(advice, proof, wati, rina):
    judged(advice, suffices=False, reason="Kurang", by=wati)
    judged(advice, by=wati)
    heard(advice, by=rina)
    actions.reopen(advice, reason="Keliru", by=rina, now=NOW)
    actions.close(advice, reason="Digabung", by=rina, now=NOW)

    entries = Entry.objects.filter(kind__startswith="recommendations.").select_related("values", "actor")
    with translation.override("en"):
        said = [line.sentence for line in trail.lines(list(entries.order_by("pk")), seen_by=rina)]
    assert len(said) == 7
    assert not [words for words in said if "(erased)" in words or "%(" in words]
    assert any("found recommendation 2023/I/1 fulfilled" in words for words in said)


def test_steps_of_two_recommendations_do_not_mix(balikpapan, advice, rina):
    second = actions.begin(advised(balikpapan, 2))
    claimed(advice, by=rina)
    assert not second.steps.exists()
    assert not Task.objects.exists()


def test_database_itself_refuses_that_the_claimer_judges(advice, proof, budi, wati):
    judged(advice, by=wati)
    with pytest.raises(IntegrityError), transaction.atomic():
        Care.objects.update(proof_by=budi)
