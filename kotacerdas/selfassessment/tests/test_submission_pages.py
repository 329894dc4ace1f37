"""Submitting with and without gaps, opening again, receipts, and the page of what was submitted."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evidence.models import Document
from kotacerdas.files import blobs
from kotacerdas.people.models import RoleAssignment
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.models import Answer, Receipt, Snapshot
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import SIGNED, WORDS, WORKING, days
from kotacerdas.selfassessment.tests.proving import proven

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def one(balikpapan):
    now = timezone.now()
    made = factories.round_of(balikpapan, days=days(*WORKING, now=now))
    return actions.open_assessment(made, balikpapan, by=None, now=now)


def submitted(one, *, by=None):
    return actions.submit(one, SIGNED, by=by, now=timezone.now(), gaps="Contoh untuk uji")


def written(one, code, statement="Perwali ditetapkan."):
    row = one.answers.get(code=code)
    words = WORDS.__class__(level=2, statement=statement, figures="Cakupan: 87,5 %")
    return actions.hand_in(row, words, expected=row.version, by=None, now=timezone.now())


def address(one, part="kirim/"):
    return f"/penilaian/{one.round.code}/{part}"


def form(client, one, **fields):
    page = client.get(address(one)).content.decode()
    basis = re.search(r'name="dasar" value="(\w*)"', page)
    sent = {"signer": "Sekda", "office": "Sekretaris Daerah", "gaps": "Data BPS belum terbit", "sure": "on"}
    return sent | {"dasar": basis[1] if basis else "", "submission_key": new_key()} | fields


# --- Before ------------------------------------------------------------------------------------------------


def test_page_says_what_is_missing_and_leads_to_it(as_user, rina, one):
    written(one, "A1")

    page = as_user(rina).get(address(one)).content.decode()

    board = address(one, "")
    assert f"{board}?kota=64.71&amp;opd=0#daftar" in page
    for status in ("open", "answered", "tanpa-bukti"):
        assert f"status={status}#daftar" in page
    assert "status=telat" not in page


def test_leader_of_the_city_is_proposed_as_signer(as_user, rina, lestari, one):
    RoleAssignment.objects.filter(user=lestari).update(post="Sekretaris Daerah")

    page = as_user(rina).get(address(one)).content.decode()

    assert f'value="{lestari}"' in page
    assert 'value="Sekretaris Daerah"' in page


def test_submission_freezes_everything_and_shows_its_hash(as_user, rina, one):
    written(one, "A1")
    client = as_user(rina)

    assert client.post(address(one), form(client, one)).status_code == 302

    made = Snapshot.objects.get()
    page = client.get(address(one)).content.decode()
    assert (made.signed_by, made.signed_as, made.gaps) == (
        "Sekda",
        "Sekretaris Daerah",
        "Data BPS belum terbit",
    )
    assert made.sha256 in page
    assert made.file.get_absolute_url() in client.get(made.get_absolute_url()).content.decode()
    frozen = client.get(made.file.get_absolute_url())
    content = b"".join(frozen) if frozen.streaming else frozen.content
    assert json.loads(content)["answers"][0]["statement"] == "Perwali ditetapkan."


def test_form_sent_twice_submits_once(as_user, rina, one):
    client = as_user(rina)
    sent = form(client, one)

    for _again in range(2):
        assert client.post(address(one), sent).status_code == 302

    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize("missing", ["signer", "gaps", "sure"])
def test_nothing_is_submitted_without_signer_reason_or_consent(as_user, rina, one, missing):
    client = as_user(rina)

    answer = client.post(address(one), form(client, one, **{missing: ""}))

    assert answer.status_code == 422
    assert "Sekretaris Daerah" in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_without_gaps_no_reason_is_asked(as_user, rina, one):
    for row in one.answers.all():
        Answer.objects.filter(pk=row.pk).update(state="verified", level=2, statement="Contoh")
    client = as_user(rina)

    assert 'name="gaps"' not in client.get(address(one)).content.decode()
    assert client.post(address(one), form(client, one)).status_code == 302
    assert Snapshot.objects.get().gaps == ""


def test_answer_changed_since_the_page_was_opened_is_looked_at_again(as_user, rina, one):
    client = as_user(rina)
    sent = form(client, one)
    written(one, "A2")

    answer = client.post(address(one), sent)

    assert answer.status_code == 409
    assert "Data BPS belum terbit" in answer.content.decode()
    assert not Snapshot.objects.exists()


def test_others_of_the_city_read_the_page_and_are_told_why_they_do_not_submit(as_user, lestari, budi, one):
    for somebody in (lestari, budi):
        client = as_user(somebody)
        page = client.get(address(one))
        assert page.status_code == 200
        assert 'name="signer"' not in page.content.decode()
        assert client.post(address(one), form(client, one)).status_code == 409
    assert not Snapshot.objects.exists()


def test_rights_hold_where_the_form_is_sent_by_hand(as_user, rina, budi, one):
    sent = form(as_user(rina), one)
    seen = re.search(r'name="dasar" value="(\w*)"', as_user(rina).get(address(one)).content.decode())[1]

    answer = as_user(budi).post(address(one), sent | {"dasar": seen})

    assert answer.status_code == 422
    assert not Snapshot.objects.exists()


def test_days_that_forbid_it_are_named_before_anything_is_pressed(as_user, rina, balikpapan):
    now = timezone.now()
    made = factories.round_of(balikpapan, days=days(Step.SELF_ASSESSMENT, now=now))
    one = actions.open_assessment(made, balikpapan, by=None, now=now)

    page = as_user(rina).get(address(one)).content.decode()

    assert "pesan--awas" in page
    assert 'name="signer"' not in page


# --- Again -------------------------------------------------------------------------------------------------


def test_opened_again_and_submitted_once_more_it_says_what_changed(as_user, rina, one):
    submitted(one)
    client = as_user(rina)
    where = address(one, "buka/")
    assert client.post(where, {"submission_key": new_key(), "reason": " "}).status_code == 422
    assert client.post(where, {"submission_key": new_key(), "reason": "Data baru"}).status_code == 302
    one.refresh_from_db()
    assert not one.is_submitted

    written(one, "B1")
    submitted(one)

    page = client.get(f"/en{address(one)}").content.decode()
    assert "1 answer differs" in page
    assert re.search(r"B1</a>: claimed level|B1</a>: figures", page)
    assert Snapshot.objects.count() == 2


def test_only_the_programme_office_opens_again(as_user, budi, lestari, tetangga, one):
    submitted(one)
    sent = {"submission_key": new_key(), "reason": "Coba"}

    assert as_user(budi).post(address(one, "buka/"), sent).status_code == 403
    assert as_user(lestari).post(address(one, "buka/"), sent).status_code == 403
    assert as_user(tetangga).post(address(one, "buka/"), sent).status_code == 404
    one.refresh_from_db()
    assert one.is_submitted


# --- What was submitted ------------------------------------------------------------------------------------


def test_everything_submitted_is_read_in_the_order_of_the_form_with_its_hash_checked(
    as_user, lestari, rina, joko, budi, one
):
    written(one, "A1", "Dewan dibentuk dengan SK.")
    proven(one, "A1", brought_by=budi, by=joko, checked_by=rina)
    made = submitted(one)
    written_later = Answer.objects.filter(assessment=one, code="A1")
    written_later.update(statement="Lain sama sekali.")

    page = as_user(lestari).get(f"/en{address(one, 'kiriman/1/')}").content.decode()

    assert "Unchanged" in page
    assert made.sha256 in page
    assert "Dewan dibentuk dengan SK." in page
    assert "Lain sama sekali." not in page
    assert "Cakupan: 87.5 %" in page
    assert Document.objects.get().latest.content.sha256 in page
    assert page.index('id="soal-A1"') < page.index('id="soal-A2"') < page.index('id="soal-B1"')


def test_damaged_bytes_are_told_and_not_shown(as_user, rina, one):
    written(one, "A1", "Dewan dibentuk dengan SK.")
    made = submitted(one)
    path = blobs.local().path(made.sha256)
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole.replace(b"Dewan", b"Devan"))
    client = as_user(rina)

    page = client.get(f"/en{address(one, 'kiriman/1/')}").content.decode()
    path.unlink()
    gone = client.get(f"/en{address(one, 'kiriman/1/')}").content.decode()

    assert "Damaged" in page
    assert "dibentuk dengan SK" not in page
    assert "is missing" in gone
    assert client.get(address(one)).status_code == 200


def test_proof_that_became_secret_shows_only_its_hash(as_user, rina, budi, joko, lestari, one):
    written(one, "A1")
    document = proven(one, "A1", brought_by=budi, by=joko, checked_by=rina)
    submitted(one)
    Document.objects.filter(pk=document.pk).update(confidentiality="secret", title="Judul rahasia")

    hidden = as_user(lestari).get(address(one, "kiriman/1/")).content.decode()
    shown = as_user(rina).get(address(one, "kiriman/1/")).content.decode()

    assert "Judul rahasia" not in hidden
    assert "analisis risiko" not in hidden
    assert document.latest.content.sha256 in hidden
    assert "Judul rahasia" in shown
    frozen = one.snapshots.get().file.get_absolute_url()
    assert frozen not in hidden
    assert as_user(lestari).get(frozen).status_code == 404
    assert as_user(rina).get(frozen).status_code == 200


def test_neighbours_and_unknown_numbers_find_nothing(as_user, tetangga, rina, one):
    submitted(one)

    assert as_user(tetangga).get(address(one, "kiriman/1/")).status_code == 404
    assert as_user(rina).get(address(one, "kiriman/2/")).status_code == 404


# --- Receipts ----------------------------------------------------------------------------------------------


def receipt(client, one, **fields):
    at = timezone.now() - timedelta(hours=2)
    sent = {
        "number": "KEM-2026-17",
        "received_at": at.strftime("%Y-%m-%dT%H:%M"),
        "submission_key": new_key(),
    }
    return client.post(address(one, "kiriman/1/tanda-terima/"), sent | fields)


def test_receipt_with_a_screenshot_is_recorded_and_shown(as_user, rina, one, balikpapan):
    submitted(one)
    client = as_user(rina)
    at = (
        (timezone.now() - timedelta(hours=1)).astimezone(balikpapan.timezone).replace(second=0, microsecond=0)
    )

    upload = SimpleUploadedFile("tangkapan.png", PNG, "image/png")
    answer = receipt(client, one, received_at=at.strftime("%Y-%m-%dT%H:%M"), file=upload)

    kept = Receipt.objects.get()
    assert answer.status_code == 302
    assert (kept.number, kept.received_at, kept.by) == ("KEM-2026-17", at, rina)
    page = client.get(address(one, "kiriman/1/")).content.decode()
    assert "KEM-2026-17" in page
    assert client.get(kept.file.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"number": ""},
        {"received_at": "kemarin"},
        {"received_at": "2999-01-01T10:00"},
        {"file": SimpleUploadedFile("bukti.png", b"<script>", "image/png")},
    ],
)
def test_receipt_that_cannot_be_right_is_refused(as_user, rina, one, fields):
    submitted(one)

    assert receipt(as_user(rina), one, **fields).status_code == 422
    assert not Receipt.objects.exists()


def test_only_the_programme_office_records_receipts(as_user, budi, tetangga, one):
    submitted(one)

    assert receipt(as_user(budi), one).status_code == 403
    assert receipt(as_user(tetangga), one).status_code == 404


# --- Weight ------------------------------------------------------------------------------------------------


def test_pages_ask_the_database_as_often_for_much_as_for_little(
    as_user, rina, budi, joko, one, django_assert_max_num_queries
):
    client = as_user(rina)

    def once_more(number):
        text = f"Contoh nomor {number}."
        proven(one, f"B{number}", brought_by=budi, by=joko, checked_by=rina, text=text)
        submitted(one)
        receipt(client, one)
        actions.reopen(one, reason="Contoh", by=None, now=timezone.now())

    once_more(1)
    with django_assert_max_num_queries(28) as page:
        client.get(address(one))
    few = len(page)
    with django_assert_max_num_queries(16) as page:
        client.get(address(one, "kiriman/1/"))
    less = len(page)
    for number in range(2, 6):
        once_more(number)

    with django_assert_max_num_queries(few):
        client.get(address(one))
    with django_assert_max_num_queries(less):
        client.get(address(one, "kiriman/5/"))
