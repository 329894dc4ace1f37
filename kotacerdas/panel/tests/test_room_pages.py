"""The reading room: what was submitted beside its proof, one's own score, and nobody else's before the opening."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kotacerdas.evidence.models import Citation, Confidentiality, Document
from kotacerdas.files import blobs
from kotacerdas.panel.models import Mark
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.factories import score
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.selfassessment import actions as answering
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.tests.factories import SIGNED, WORDS, proven

MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """The days of the factories are open."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.NOW)


def address(panel, code="A1", page="room", **more):
    return reverse(f"panel:{page}", args=[panel.round.code, panel.city.code, code, *more.values()])


@pytest.fixture
def judged(balikpapan, budi, rina):
    """A panel before which A1 lies with a confirmed proof."""
    round_ = factories.run_round(balikpapan)
    made = answering.open_assessment(round_, balikpapan, by=None, now=factories.NOW)
    answer = made.answers.get(code="A1")
    answering.hand_in(answer, WORDS, expected=answer.version, by=None, now=factories.NOW)
    wati = officeholder("wati@contoh.go.id", Role.VERIFIER, city=balikpapan)
    proven(answer, by=budi, confirmed_by=wati)
    answering.submit(made, SIGNED, by=None, now=factories.NOW, gaps="Contoh")
    return factories.seats(round_, balikpapan, factories.assessors(3))[0].panel


def test_claim_and_proof_stand_side_by_side(judged, as_user):
    seat = judged.seats.get(number=1)

    page = as_user(seat.user).get(address(judged)).content.decode()

    assert WORDS.statement in page
    assert "Bukti A1" in page
    assert "<mark>" in page


def test_what_the_city_writes_after_its_submission_is_not_read(judged, as_user):
    Answer.objects.filter(code="A1").update(statement="Diubah diam-diam.")
    seat = judged.seats.get(number=1)

    page = as_user(seat.user).get(address(judged)).content.decode()

    assert "Diubah diam-diam." not in page
    assert WORDS.statement in page


def test_a_proof_that_has_become_secret_is_not_shown(judged, as_user):
    Document.objects.update(confidentiality=Confidentiality.SECRET)
    seat = judged.seats.get(number=1)

    page = as_user(seat.user).get(address(judged)).content.decode()

    assert "Bukti A1" not in page
    assert "SHA-256" in page


def test_evidence_itself_stays_closed_to_assessors(judged, as_user):
    seat = judged.seats.get(number=1)
    document = Document.objects.get()

    assert as_user(seat.user).get(document.get_absolute_url()).status_code in {403, 404}
    assert not Document.objects.visible_to(seat.user).exists()


def test_nobody_else_comes_in(judged, as_user, anonymous, rina, budi, tetangga, hadi, siti, nadia):
    for person in (rina, budi, tetangga, hadi, nadia):
        assert as_user(person).get(address(judged)).status_code in {403, 404}
    assert as_user(siti).get(address(judged)).status_code == 403
    assert anonymous.get(address(judged)).status_code == 302


def test_whoever_has_not_declared_is_led_to_the_declaration(balikpapan, as_user):
    round_ = factories.run_round(balikpapan)
    factories.submitted(round_, balikpapan)
    (seat,) = factories.seats(round_, balikpapan, factories.assessors(1), declared=False)

    answer = as_user(seat.user).get(address(seat.panel))

    assert answer.url == reverse("panel:declare", args=[round_.code, balikpapan.code])


def save(client, panel, code="A1", **typed):
    typed.setdefault("version", "0")
    return client.post(address(panel, code, "mark"), typed, headers={"accept": "application/json"})


def test_a_score_is_saved_and_says_when(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)

    answer = save(client, judged, level="3", note="Baik.")

    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert "Tersimpan" in answer.json()["saved"]
    assert Mark.objects.get().level == 3


def test_sent_again_after_a_lost_answer_it_is_saved_once(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)

    first, again = (save(client, judged, level="3").json()["version"] for _each in range(2))

    assert first == again == 1


def test_the_second_window_is_told_what_the_first_saved(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)
    save(client, judged, level="3")

    answer = save(client, judged, level="1")

    assert answer.status_code == 409
    assert answer.json()["level"] == 3
    assert Mark.objects.get().level == 3


@pytest.mark.parametrize(
    "typed", [{"level": "7"}, {"level": "-1"}, {"level": "tiga"}, {"level": "3", "note": "x" * 2001}]
)
def test_what_cannot_be_is_refused_with_words(judged, as_user, typed):
    client = as_user(judged.seats.get(number=1).user)

    answer = save(client, judged, **typed)

    assert answer.status_code == 422
    assert all(answer.json()["faults"])
    assert not Mark.objects.exists()


def test_without_a_script_the_next_question_opens(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)

    answer = client.post(address(judged, "A1", "mark"), {"version": "0", "level": "3"})

    assert answer.url == address(judged, "A2")


def test_without_a_script_a_fault_stands_on_the_page_with_what_was_typed(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)

    answer = client.post(address(judged, "A1", "mark"), {"version": "0", "level": "9", "note": "Ketikan."})

    assert answer.status_code == 422
    assert "Ketikan." in answer.content.decode()


def test_nothing_of_the_others_stands_on_the_page_before_the_opening(panel, seats, as_user):
    score(seats[1], "A1", 4, note="Catatan rahasia kursi dua.")
    score(seats[0], "A1", 1)

    page = as_user(seats[0].user).get(address(panel)).content.decode()

    assert "rahasia kursi dua" not in page


def test_after_the_opening_the_others_stand_beside(panel, seats, as_user):
    factories.opened(panel, A1={1: 0})

    page = as_user(seats[0].user).get(address(panel)).content.decode()

    assert page.count("Assessor 2: <b>3</b>") + page.count("Asesor 2: <b>3</b>") == 1
    assert page.count("Assessor 3: <b>3</b>") + page.count("Asesor 3: <b>3</b>") == 1


def test_a_question_that_the_city_answers_anew_says_so(judged, as_user):
    seat = judged.seats.get(number=1)
    score(seat, "A1", 3)
    made = judged.round.assessments.get()
    answering.reopen(made, reason="Asesor meminta", by=None, now=factories.NOW)
    answer = made.answers.get(code="A1")
    taken = answering.take_back(answer, by=None, now=factories.NOW) or answer
    answer.refresh_from_db()
    answering.hand_in(answer, Content(2, "Diperbaiki."), expected=answer.version, by=None, now=factories.NOW)
    answering.submit(made, SIGNED, by=None, now=factories.NOW, gaps="Contoh")

    page = as_user(seat.user).get(address(judged)).content.decode()

    assert taken is not None
    assert "Diperbaiki." in page
    assert "data-berubah" in page


def test_the_picture_of_an_exhibit_is_only_for_the_question_that_it_proves(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)
    code = Citation.objects.get().code

    # A text has no picture; of another question, or of none, there is nothing at all.
    for question in ("A1", "A2"):
        assert (
            client.get(address(judged, question, "exhibit-picture", citation=code, unit=1)).status_code == 404
        )


def test_an_exhibit_and_a_page_that_are_not_there_open_the_first(judged, as_user):
    client = as_user(judged.seats.get(number=1).user)

    for words in ("?bukti=tidakada", "?halaman=999", "?halaman=x", "?halaman=-1"):
        answer = client.get(address(judged) + words)
        assert answer.status_code == 200
        assert "Bukti A1" in answer.content.decode()


def test_a_damaged_submission_is_said_and_not_shown(judged, as_user):
    snapshot = judged.round.assessments.get().snapshots.get()
    with blobs.store().as_path(snapshot.sha256) as path:
        path.chmod(0o600)
        path.write_bytes(path.read_bytes().replace(b"Masterplan", b"Mosterplan"))

    page = as_user(judged.seats.get(number=1).user).get(address(judged)).content.decode()

    assert WORDS.statement not in page
    assert "baca-fakta" not in page


def _count(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries), [each["sql"][:160] for each in queries]


def test_the_room_takes_the_same_queries_whatever_is_in_it(judged, as_user, nadia):
    client = as_user(judged.seats.get(number=1).user)
    few, _all = _count(client, address(judged))
    factories.opened(judged)
    many, told = _count(client, address(judged))

    assert few <= many <= MOST_QUERIES, json.dumps(told, indent=1)
