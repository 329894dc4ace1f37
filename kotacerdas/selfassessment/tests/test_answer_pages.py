"""One answer in the browser: written, saved while typing, handed in, checked; nothing lost when two people write."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step as RoundStep
from kotacerdas.evaluation.tests import factories as evaluation
from kotacerdas.people import access
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Answer, Step, Via
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.test_board_pages import MOST_QUERIES

TYPED = {"level": "3", "statement": "Dewan rapat dua kali.", "figures": "Rapat: 2 kali"}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def verifier(balikpapan):
    return people.officeholder("vera@contoh.go.id", Role.VERIFIER, city=balikpapan)


@pytest.fixture
def answer(balikpapan, budi, rina, now):
    """Question A2, given to Budi's agency."""
    round_ = factories.round_of(balikpapan, days=factories.days(*factories.WORKING, now=now))
    assessment = actions.open_assessment(round_, balikpapan, by=None, now=now)
    given = {"A2": actions.Given(access.assignments(budi)[0].organisation)}
    actions.share(assessment, given, by=rina, now=now)
    return assessment.answers.get(code="A2")


def address(answer, more=""):
    return f"/en/penilaian/{answer.assessment.round.code}/soal/{answer.code}/{more}"


def page(client, where, status=200):
    response = client.get(where)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def send(client, where, *, version=1, key=None, **fields):
    return client.post(where, {"submission_key": key or new_key(), "version": version, **fields})


def fresh(answer):
    return Answer.objects.get(pk=answer.pk)


# --- Writing -----------------------------------------------------------------------------------------------


def test_officer_writes_and_hands_in(as_user, answer, budi):
    client = as_user(budi)
    html = page(client, address(answer))
    assert "Hand in" in html
    assert 'name="version" value="1"' in html

    assert send(client, address(answer), **TYPED).status_code == 302
    kept = fresh(answer)
    assert (kept.level, kept.statement, kept.figures, kept.state) == (*TYPED_VALUES, "open")

    sent = send(client, address(answer), version=kept.version, serahkan="1", **TYPED)
    assert sent.status_code == 302
    assert fresh(answer).state == "answered"
    html = page(client, address(answer))
    assert "Take back" in html
    assert "data-draf=" not in html


TYPED_VALUES = (3, "Dewan rapat dua kali.", "Rapat: 2 kali")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"level": ""}, "Choose the level that you claim."),
        ({"statement": " "}, "a level alone cannot be checked"),
        ({"level": "9"}, "not one of the available choices"),
        ({"figures": "Rapat dua kali"}, "“Rapat dua kali” is no figure"),
        ({"rerata": "3,2"}, "needs its mean, the number of respondents and how it was asked"),
        ({"rerata": "abc", "responden": "50", "cara": "Acak"}, "is no number"),
        ({"rerata": "7", "responden": "50", "cara": "Acak"}, "must lie between 0 and 4"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_user, answer, budi, fields, said):
    response = send(as_user(budi), address(answer), serahkan="1", **(TYPED | fields))

    html = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert said in html
    assert (fields.get("statement") or TYPED["statement"]).strip() in html
    assert fresh(answer).state == "open"


def test_survey_is_kept_with_the_answer(as_user, answer, budi):
    survey = {"rerata": "3,25", "responden": "50", "cara": "Acak dari pengguna aplikasi"}
    send(as_user(budi), address(answer), **TYPED, **survey)

    kept = fresh(answer).content.survey
    assert (str(kept.mean), kept.respondents, kept.method) == ("3.25", 50, survey["cara"])
    assert 'value="3.25"' in page(as_user(budi), address(answer))
    send(as_user(budi), address(answer), version=2, **TYPED)
    assert fresh(answer).content.survey is None


def test_form_sent_twice_is_carried_out_once(as_user, answer, budi):
    client, key = as_user(budi), new_key()
    first = send(client, address(answer), key=key, **TYPED)
    second = send(client, address(answer), key=key, **TYPED)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Step.objects.filter(answer=answer, deed="save").count() == 1


def test_save_against_an_older_version_shows_both(as_user, answer, budi, rina):
    send(as_user(rina), address(answer), **(TYPED | {"statement": "Tulisan kantor program."}))

    response = send(as_user(budi), address(answer), **(TYPED | {"statement": "Tulisan saya."}))

    html = response.content.decode()
    assert response.status_code == 409
    assert "Tulisan kantor program." in html
    assert "Tulisan saya." in html
    assert fresh(answer).statement == "Tulisan kantor program."
    version = fresh(answer).version
    assert f'name="version" value="{version}"' in html
    assert send(as_user(budi), address(answer), version=version, **TYPED).status_code == 302


# --- Saved while typing --------------------------------------------------------------------------------------


def test_draft_is_kept_with_its_version(as_user, answer, budi):
    client = as_user(budi)
    first = send(client, address(answer, "draf/"), **(TYPED | {"level": ""}))
    second = send(client, address(answer, "draf/"), version=first.json()["version"], **TYPED)

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json()["saved"].startswith("Saved at")
    assert second.json()["version"] == fresh(answer).version == 3
    assert fresh(answer).statement == TYPED["statement"]
    assert list(Step.objects.filter(answer=answer, deed="save").values_list("via", flat=True)) == [Via.DRAFT]


def test_draft_that_cannot_be_kept_says_why(as_user, answer, budi, rina, joko):
    wrong = send(as_user(budi), address(answer, "draf/"), **(TYPED | {"level": "9"}))
    assert wrong.status_code == 422
    assert "not one of the available choices" in wrong.json()["faults"][0]

    foreign = send(as_user(joko), address(answer, "draf/"), **TYPED)
    assert foreign.status_code == 422
    assert "another organisation" in foreign.json()["faults"][0]

    send(as_user(rina), address(answer), **TYPED)
    stale = send(as_user(budi), address(answer, "draf/"), **TYPED)
    assert stale.status_code == 409
    assert stale.json()["version"] == 2


def test_half_a_figure_does_not_hold_up_the_words(as_user, answer, budi):
    client = as_user(budi)
    typing = TYPED | {"figures": "Rapat: 2 kali\nCakup", "rerata": "3,", "responden": ""}
    kept = send(client, address(answer, "draf/"), **typing)

    assert kept.status_code == 200
    assert fresh(answer).statement == TYPED["statement"]
    assert fresh(answer).figures == "Rapat: 2 kali\nCakup"
    assert fresh(answer).content.survey is None
    handed = send(client, address(answer), version=kept.json()["version"], serahkan="1", **typing)
    assert handed.status_code == 422
    assert "“Cakup” is no figure" in handed.content.decode()


# --- Checking ------------------------------------------------------------------------------------------------


def test_second_person_accepts_or_returns_with_a_reason(as_user, answer, budi, verifier, now):
    handed = factories.handed_in(answer, by=budi, now=now)
    client = as_user(verifier)
    html = page(client, address(answer))
    assert "Accept" in html
    assert "No proof is confirmed for it yet" in html

    seen = {"version": fresh(answer).version}
    empty = send(client, address(answer, "kembalikan/"), reason=" ", **seen)
    assert empty.status_code == 422
    assert send(client, address(answer, "kembalikan/"), reason="Notulen kurang.", **seen).status_code == 302
    assert fresh(answer).state == "returned"
    assert "Notulen kurang." in page(as_user(budi), address(answer))

    factories.handed_in(fresh(answer), by=budi, now=now)
    assert send(client, address(answer, "terima/"), version=fresh(answer).version).status_code == 302
    assert fresh(answer).state == "verified"
    assert handed.pk == answer.pk


def test_what_was_changed_since_it_was_read_is_not_accepted(as_user, answer, budi, verifier, now):
    factories.handed_in(answer, by=budi, now=now)
    read = fresh(answer).version
    actions.take_back(fresh(answer), by=budi, now=now)
    actions.hand_in(
        fresh(answer), Content(4, "Lain sama sekali."), expected=fresh(answer).version, by=budi, now=now
    )

    response = as_user(verifier).post(
        address(answer, "terima/"), {"submission_key": new_key(), "version": read}, follow=True
    )

    assert "Somebody has changed the answer just now" in response.content.decode()
    assert fresh(answer).state == "answered"


def test_nobody_is_offered_to_check_the_own_answer(as_user, answer, rina, verifier, now):
    factories.handed_in(answer, by=rina, now=now)

    assert "Accept" not in page(as_user(rina), address(answer)).split("<main")[1]
    refused = as_user(rina).post(address(answer, "terima/"), {"submission_key": new_key()}, follow=True)
    assert "Somebody else checks it" in refused.content.decode()
    assert fresh(answer).state == "answered"
    assert "Accept" in page(as_user(verifier), address(answer)).split("<main")[1]


def test_deed_that_does_not_exist_is_not_found(as_user, rina, answer):
    assert send(as_user(rina), address(answer, "hapus/")).status_code == 404
    assert as_user(rina).get(address(answer, "terima/")).status_code == 405


# --- Who sees what, and when ---------------------------------------------------------------------------------


def test_officer_of_another_agency_reads_but_does_not_write(as_user, answer, joko):
    html = page(as_user(joko), address(answer))
    assert "data-draf=" not in html
    assert "Nothing is written yet" in html
    refused = send(as_user(joko), address(answer), **TYPED)
    assert refused.status_code == 422
    assert fresh(answer).level is None


def test_answer_of_another_city_does_not_exist(as_user, answer, tetangga):
    client = as_user(tetangga)
    page(client, address(answer), 404)
    for more in ("", "draf/", "terima/"):
        assert send(client, address(answer, more), **TYPED).status_code == 404


def test_when_no_step_is_open_the_page_says_why_and_when(as_user, balikpapan, budi, rina, now):
    ahead = {
        RoundStep.SELF_ASSESSMENT: factories.days(RoundStep.SELF_ASSESSMENT, now=now + timedelta(days=9))
    }
    days = {RoundStep.INVITATION: factories.days(RoundStep.INVITATION, now=now)[RoundStep.INVITATION]}
    days |= ahead[RoundStep.SELF_ASSESSMENT]
    round_ = factories.round_of(balikpapan, days=days)
    assessment = actions.open_assessment(round_, balikpapan, by=None, now=now)
    actions.share(
        assessment, {"A2": actions.Given(access.assignments(budi)[0].organisation)}, by=rina, now=now
    )
    answer = assessment.answers.get(code="A2")

    html = page(as_user(budi), address(answer))

    assert "“Self-assessment” opens on" in html
    assert "data-draf=" not in html
    assert send(as_user(budi), address(answer), **TYPED).status_code == 422


def test_submitted_answers_are_read_only(as_user, answer, budi):
    actions.submit(answer.assessment, factories.SIGNED, by=None, now=timezone.now(), gaps="Uji")

    html = page(as_user(budi), address(answer))

    assert "The round was submitted" in html
    assert "data-draf=" not in html


def test_extension_opens_the_form_again(as_user, balikpapan, budi, rina, now):
    past = factories.days(RoundStep.SELF_ASSESSMENT, now=now - timedelta(days=40))
    long = factories.days(RoundStep.SUBMISSION, now=now)
    round_ = factories.round_of(balikpapan, days=past | long)
    assessment = actions.open_assessment(round_, balikpapan, by=None, now=now)
    actions.share(
        assessment, {"A2": actions.Given(access.assignments(budi)[0].organisation)}, by=rina, now=now
    )
    answer = assessment.answers.get(code="A2")
    assert "was over on" in send(as_user(budi), address(answer), **TYPED).content.decode()

    until = now + timedelta(days=2)
    rounds.extend(round_, RoundStep.SELF_ASSESSMENT, closes_at=until, reason="Banjir", by=rina, now=now)

    assert send(as_user(budi), address(answer), **TYPED).status_code == 302


# --- What stands beside it -----------------------------------------------------------------------------------


def test_page_shows_proof_history_and_what_was_before(as_user, answer, balikpapan, budi, verifier, now):
    earlier = evaluation.round_("lama-2023", instrument=factories.FORM, year=2023)
    scores = {leaf.code: "2.80" for leaf in earlier.edition.leaves}
    evaluation.result(earlier, balikpapan, scores)
    factories.proven(answer, by=budi, confirmed_by=verifier)
    factories.handed_in(answer, by=budi, now=now)

    html = page(as_user(budi), address(answer))

    assert "Bukti A2" in html
    assert "confirmed" in html
    assert "scored 2.8" in html
    assert "Handed in" in html
    assert "not published, and not written yet" in html


def test_history_tells_days_as_people_write_them(as_user, answer, rina, budi, now):
    desk = access.assignments(budi)[0].organisation
    actions.share(answer.assessment, {"A2": actions.Given(desk, due_on=date(2026, 12, 7))}, by=rina, now=now)

    assert "<ins>7 December 2026</ins>" in page(as_user(budi), address(answer))


def test_what_people_typed_is_escaped(as_user, answer, budi, now):
    send(as_user(budi), address(answer), **(TYPED | {"statement": "<script>alert(1)</script>"}))

    html = page(as_user(budi), address(answer))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_page_costs_the_same_however_much_was_done(as_user, answer, budi, joko, now):
    client = as_user(budi)
    page(client, address(answer))
    with CaptureQueriesContext(connection) as few:
        page(client, address(answer))
    version = 1
    for number in range(6):
        sent = send(
            client, address(answer), version=version, **(TYPED | {"statement": f"Rapat ke-{number}."})
        )
        assert sent.status_code == 302
        version += 1
    for name in ("satu", "dua", "tiga"):
        factories.proven(answer, by=budi, name=name)
    page(client, address(answer))
    with CaptureQueriesContext(connection) as many:
        page(client, address(answer))

    assert len(many) == len(few) <= MOST_QUERIES
