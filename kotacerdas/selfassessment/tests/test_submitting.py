"""Submitting freezes bytes under a hash; nothing that happens later changes them. Opening again, receipts."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kotacerdas.audit import queries as trail
from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation.domain.workflow import Step as RoundStep
from kotacerdas.evaluation.domain.workflow import Window
from kotacerdas.evaluation.targets import question_of
from kotacerdas.events.models import Event
from kotacerdas.evidence import actions as evidence
from kotacerdas.evidence.domain.states import Deed as Judgement
from kotacerdas.evidence.models import Confidentiality, Content
from kotacerdas.evidence.tests import factories as proof
from kotacerdas.files import actions as files
from kotacerdas.files import guards
from kotacerdas.files.domain import kinds
from kotacerdas.selfassessment import actions, freezing
from kotacerdas.selfassessment.domain.content import Survey
from kotacerdas.selfassessment.freezing import Signature
from kotacerdas.selfassessment.models import Answer, Snapshot
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW, SIGNED, WORDS
from kotacerdas.selfassessment.tests.saying import refusal, said

DAY = timedelta(days=1)
OTHERS = ["siti", "budi", "joko", "lestari", "hadi", "nadia", "tetangga", "wati"]
GAPS = "Masa pengisian berakhir"
QUOTE = "Dewan menyepakati analisis risiko Wi-Fi publik."


def submitted(assessment, by=None, now=NOW, gaps=GAPS):
    return actions.submit(assessment, SIGNED, by=by, now=now, gaps=gaps)


def content(snapshot):
    """What is kept, checked by its own hash."""
    with Snapshot.objects.get(pk=snapshot.pk).file.open() as file:
        return file.read()


def told(snapshot, code="A1"):
    found = freezing.read(content(snapshot))
    return next(each for each in found["answers"] if each["code"] == code)


@pytest.fixture
def cite(assessment, balikpapan, joko, rina):
    """`cite(document)`: a quote of it for question A1, which a second person has confirmed."""

    def as_proof(document, quote=QUOTE, code="A1", is_confirmed=True):
        target = question_of(assessment.round, code)
        cited = proof.citation(document, quote=quote, targets=[target], by=joko, claim="Dewan bersidang")
        if is_confirmed:
            evidence.review(cited, Judgement.CONFIRM, by=rina, now=NOW)
        return cited

    return as_proof


@pytest.fixture
def minutes(balikpapan, budi):
    return proof.document(balikpapan, by=budi)


# --- The frozen bytes --------------------------------------------------------------------------------------


def test_bytes_have_exactly_the_hash_that_is_recorded_and_noted(assessment, rina):
    made = submitted(assessment, by=rina)

    bytes_ = content(made)
    assert hashlib.sha256(bytes_).hexdigest() == made.sha256 == made.file.sha256
    assert made.sha256 in said("submitted", rina)
    assert Event.objects.get(kind="assessment.submitted").fields == {"sha256": made.sha256}
    assert trail.verify(code="64.71")[0].finding is None


def test_bytes_say_round_city_signature_and_every_answer(answer, budi, wati, rina):
    survey = Survey(Decimal("3.20"), 384, "Daring")
    kept = actions.write(answer, replace(WORDS, survey=survey), expected=answer.version, by=budi, now=NOW)
    kept = actions.hand_in(kept, kept.content, expected=kept.version, by=budi, now=NOW)
    actions.accept(kept, by=wati, now=NOW)

    made = submitted(kept.assessment, by=rina)

    found = freezing.read(content(made))
    answers = found.pop("answers")
    assert found == {
        "format": 1,
        "round": kept.assessment.round.code,
        "instrument": "smartcity/2023-kppn",
        "year": 2026,
        "city": {"code": "64.71", "name": "Kota Balikpapan"},
        "number": 1,
        "submitted_at": NOW.isoformat(),
        "signed": {"name": "Sekretaris Daerah", "office": "Ketua Tim Pelaksana"},
        "gaps": GAPS,
        "is_sample": False,
    }
    assert [each["code"] for each in answers] == [
        row.code for row in kept.assessment.answers.order_by("position")
    ]
    assert answers[0]["question"]
    assert answers[0] | {"question": ""} == {
        "code": "A1",
        "question": "",
        "state": "verified",
        "level": 3,
        "statement": WORDS.statement,
        "figures": [{"name": "Program berjalan", "value": "12", "unit": "program"}],
        "organisation": "Dinas Komunikasi dan Informatika",
        "survey": {"mean": "3.20", "respondents": 384, "method": "Daring"},
        "proofs": [],
    }
    assert (made.number, made.answers, made.proofs, made.by, made.gaps) == (1, 117, 0, rina, GAPS)
    assert (made.signed_by, made.signed_as) == ("Sekretaris Daerah", "Ketua Tim Pelaksana")


def test_confirmed_proof_is_in_it_by_its_hash_and_its_words(assessment, minutes, cite):
    cited = cite(minutes)

    made = submitted(assessment)

    (found,) = told(made)["proofs"]
    assert found["sha256"] == minutes.latest.content.sha256
    assert (found["citation"], found["document"], found["revision"]) == (cited.code, minutes.code, 1)
    assert (found["quote"], found["claim"]) == (QUOTE, "Dewan bersidang")
    assert made.proofs == 1


def test_what_nobody_has_confirmed_and_what_was_withdrawn_or_infected_is_no_proof(
    assessment, balikpapan, budi, cite, joko
):
    cite(proof.document(balikpapan, by=budi), is_confirmed=False)
    gone = cite(proof.document(balikpapan, by=budi, text="Lain. " + QUOTE, name="lain.txt"))
    evidence.withdraw(gone, reason="Keliru", by=joko, now=NOW)
    sick = proof.document(balikpapan, by=budi, text="Sakit. " + QUOTE, name="sakit.txt")
    cite(sick)
    Content.objects.filter(pk=sick.latest.content_id).update(scan="infected")

    made = submitted(assessment)

    assert (told(made)["proofs"], made.proofs) == ([], 0)


def test_words_of_a_secret_document_stay_where_they_are(assessment, balikpapan, budi, cite):
    secret = proof.document(balikpapan, by=budi, confidentiality=Confidentiality.SECRET, name="Rahasia.txt")
    cite(secret)

    made = submitted(assessment)

    (found,) = told(made)["proofs"]
    assert found["sha256"] == secret.latest.content.sha256
    assert found["confidentiality"] == "secret"
    assert not found.keys() & {"quote", "claim", "file_name"}
    for words in (QUOTE, "Dewan bersidang", "Rahasia.txt"):
        assert words.encode() not in content(made)


def test_proof_of_another_round_and_of_another_city_is_not_in_it(
    assessment, balikpapan, samarinda, minutes, joko, rina, budi
):
    other = factories.assessment(balikpapan, year=2025)
    cited = proof.citation(minutes, quote=QUOTE, targets=[question_of(other.round, "A1")], by=joko)
    evidence.review(cited, Judgement.CONFIRM, by=rina, now=NOW)
    theirs = proof.document(samarinda, text="Milik tetangga. " + QUOTE, name="tetangga.txt")
    cited = proof.citation(theirs, quote=QUOTE, targets=[question_of(assessment.round, "A1")], by=joko)
    evidence.review(cited, Judgement.CONFIRM, by=rina, now=NOW)

    assert submitted(assessment).proofs == 0


def test_nothing_that_happens_later_changes_what_was_submitted(answer, minutes, cite, budi, joko, wati, rina):
    cited = cite(minutes)
    kept = factories.checked(answer, by=budi, verifier=wati)
    made = submitted(kept.assessment, by=rina)
    before, row = content(made), Snapshot.objects.filter(pk=made.pk).values().get()

    actions.reopen(kept.assessment, reason="Bukti baru", by=rina, now=NOW)
    kept = actions.return_(kept, reason="Tulis ulang", by=wati, now=NOW)
    kept = actions.write(kept, replace(WORDS, statement="Baru"), expected=kept.version, by=budi, now=NOW)
    newer = files.store(b"Notulen yang diperbaiki.\n")
    evidence.add_revision(minutes, newer, kinds.TXT, name="baru.txt", by=budi, now=NOW)
    evidence.describe(minutes, {"title": "Judul lain"}, expected=minutes.version, by=budi, now=NOW)
    evidence.withdraw(cited, reason="Keliru", by=joko, now=NOW)
    evidence.withdraw_document(minutes, reason="Keliru", by=rina, now=NOW)

    assert content(made) == before
    assert hashlib.sha256(before).hexdigest() == made.sha256
    assert Snapshot.objects.filter(pk=made.pk).values().get() == row
    assert told(made)["proofs"][0]["quote"] == QUOTE

    second = submitted(kept.assessment, by=rina, now=NOW + DAY)
    assert content(made) == before
    assert (told(second)["statement"], told(second)["proofs"]) == ("Baru", [])


def test_the_same_answers_freeze_to_the_same_bytes(assessment, minutes, cite):
    cite(minutes)
    words = {"number": 1, "signature": SIGNED, "gaps": "", "now": NOW}

    first, second = (freezing.freeze(assessment, **words) for _again in range(2))

    assert first == second
    assert freezing.freeze(assessment, **words | {"number": 2}).sha256 != first.sha256


def test_freezing_takes_a_fixed_number_of_queries(assessment, minutes, cite, django_assert_num_queries):
    for code in ("A1", "A2", "A3"):
        cite(minutes, code=code)
    assessment = type(assessment).objects.select_related("round", "city").get(pk=assessment.pk)

    with django_assert_num_queries(2):
        freezing.freeze(assessment, number=1, signature=SIGNED, gaps="", now=NOW)


# --- Who and when ------------------------------------------------------------------------------------------


def test_unchecked_answers_need_a_reason(assessment, rina):
    factories.checked(assessment.answers.get(code="A1"))

    assert refusal(submitted, assessment, by=rina, gaps=" \n") == ["assessment-incomplete"]


def test_the_refusal_counts_what_is_missing(assessment, rina):
    factories.checked(assessment.answers.get(code="A1"))

    with pytest.raises(Refused) as refused:
        submitted(assessment, by=rina, gaps="")

    assert refused.value.faults[0].values == {"count": 116, "total": 117}


def test_where_everything_is_checked_no_reason_is_needed_and_none_is_kept(assessment, rina):
    assessment.answers.update(state="verified", level=3, statement="Ada")

    assert submitted(assessment, by=rina, gaps="").gaps == ""
    actions.reopen(assessment, reason="Lagi", by=rina, now=NOW)
    assert submitted(assessment, by=rina, gaps="Tidak perlu").gaps == ""


def test_somebody_signs(assessment, rina):
    nobody = Signature("  ")

    assert refusal(actions.submit, assessment, nobody, by=rina, now=NOW, gaps=GAPS) == [
        "assessment-without-signer"
    ]


@pytest.mark.parametrize("who", OTHERS)
def test_only_the_programme_office_submits_opens_again_and_records_receipts(request, assessment, who):
    by = request.getfixturevalue(who)
    assert refusal(submitted, assessment, by=by) == ["round-not-yours"]

    made = submitted(assessment)

    assert refusal(actions.reopen, assessment, reason="Lagi", by=by, now=NOW) == ["round-not-yours"]
    receipt = {"number": "TT-1", "received_at": NOW, "by": by, "now": NOW}
    assert refusal(actions.record_receipt, made, **receipt) == ["round-not-yours"]


def test_submitting_and_opening_again_have_their_days_and_receipts_have_longer_ones(balikpapan, rina):
    days = {
        RoundStep.SELF_ASSESSMENT: Window(NOW - DAY, NOW + DAY),
        RoundStep.SUBMISSION: Window(NOW, NOW + DAY),
        RoundStep.STAGE_1: Window(NOW + DAY, NOW + 2 * DAY),
    }
    made = factories.assessment(balikpapan, days=days)
    closed, last = NOW + DAY, NOW + DAY - timedelta(microseconds=1)

    assert refusal(submitted, made, by=rina, now=NOW - timedelta(seconds=1)) == ["round-not-yet"]
    assert refusal(submitted, made, by=rina, now=closed) == ["round-over"]
    frozen = submitted(made, by=rina, now=last)
    assert refusal(actions.reopen, made, reason="Lagi", by=rina, now=closed) == ["round-over"]
    actions.record_receipt(frozen, number="TT-1", received_at=closed, by=rina, now=closed)
    late = {"number": "TT-2", "received_at": closed, "by": rina, "now": NOW + 2 * DAY}
    assert refusal(actions.record_receipt, frozen, **late) == ["round-over"]


def test_what_was_submitted_is_not_submitted_again_before_it_is_opened(assessment, rina):
    submitted(assessment, by=rina)

    assert refusal(submitted, assessment, by=rina) == ["assessment-locked"]


# --- Opening again -----------------------------------------------------------------------------------------


def test_opening_again_needs_a_submission_and_a_reason(assessment, rina):
    assert refusal(actions.reopen, assessment, reason="Lagi", by=rina, now=NOW) == [
        "assessment-not-submitted"
    ]
    submitted(assessment, by=rina)
    assert refusal(actions.reopen, assessment, reason=" ", by=rina, now=NOW) == ["reopen-without-reason"]


def test_after_opening_again_answers_are_written_and_a_second_submission_has_number_two(answer, budi, rina):
    first = submitted(answer.assessment, by=rina)
    actions.reopen(answer.assessment, reason="Bukti baru", by=rina, now=NOW)
    assert said("reopened", rina) == "Rina opened “Evaluasi 2026” again: Bukti baru"
    actions.write(answer, WORDS, expected=answer.version, by=budi, now=NOW)

    second = submitted(answer.assessment, by=rina, now=NOW + DAY)

    assert (first.number, second.number) == (1, 2)
    assert first.file.name != second.file.name
    assert (told(first)["statement"], told(second)["statement"]) == ("", WORDS.statement)
    assert "for the 2. time" in said("submitted", rina)


def test_the_database_knows_no_number_twice_and_no_snapshot_without_a_hash(assessment):
    made = submitted(assessment)
    fields = {
        "assessment": assessment,
        "at": NOW,
        "signed_by": "Sekda",
        "file": made.file,
        "answers": 117,
        "proofs": 0,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(number=1, sha256="a" * 64, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(number=2, sha256="", **fields)


# --- Receipts ----------------------------------------------------------------------------------------------


def test_a_receipt_is_kept_with_its_file(assessment, rina):
    made = submitted(assessment, by=rina)
    file = actions.Attached(files.store(b"%PDF-1.7 tanda terima"), "tanda-terima.pdf", "application/pdf")

    receipt = actions.record_receipt(
        made, number=" TT-2026-1 ", received_at=NOW, note=" Pukul 10 ", file=file, by=rina, now=NOW
    )

    assert (receipt.number, receipt.note, receipt.by) == ("TT-2026-1", "Pukul 10", rina)
    with receipt.file.open() as opened:
        assert opened.read() == b"%PDF-1.7 tanda terima"
    assert said("receipt", rina) == "Rina recorded receipt TT-2026-1 for “Evaluasi 2026”."


def test_a_receipt_needs_its_number(assessment, rina):
    made = submitted(assessment)
    receipt = {"number": " ", "received_at": NOW, "by": rina, "now": NOW}

    assert refusal(actions.record_receipt, made, **receipt) == ["receipt-without-number"]


@pytest.mark.parametrize("who", ["rina", *OTHERS])
def test_frozen_files_are_for_the_offices_of_the_city(request, assessment, who):
    made, user = submitted(assessment), request.getfixturevalue(who)

    assert guards.may_have(user, made.file) == (who in {"budi", "joko", "rina", "lestari", "wati"})


def test_a_sample_says_so_in_its_bytes(balikpapan):
    made = factories.assessment(balikpapan, is_sample=True)

    assert freezing.read(content(submitted(made)))["is_sample"] is True
    assert Answer.objects.count() == 117
