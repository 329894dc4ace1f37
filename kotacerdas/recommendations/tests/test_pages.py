"""The list, one recommendation with its deeds, and the page to print: who sees and does what there."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.recommendations import actions
from kotacerdas.recommendations.domain.caring import Claim, Verdict
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.tests.factories import NOW, claimed, given, proven
from kotacerdas.recommendations.tests.factories import advice as advised

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
LIST = "/en/rekomendasi/"
ONE = "/en/rekomendasi/2023-I-1/"


def page(client, where=LIST, status=200):
    response = client.get(where)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def send(client, deed, *, version=1, key=None, **fields):
    return client.post(f"{ONE}{deed}/", {"submission_key": key or new_key(), "version": version, **fields})


def words_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def proof(advice, diskominfo, budi, rina, wati):
    """One that is done and proven."""
    given(advice, diskominfo, by=rina, tags=["risk"], text="Rapikan data dahulu")
    claimed(advice, by=budi)
    made = proven(advice, by=budi, confirmed_by=rina)
    actions.judge(advice, suffices=True, reason="Notulen lengkap", by=wati, now=NOW)
    return made


@pytest.fixture
def more(balikpapan, diskominfo, rina, proof):
    """Beside it: one that is late, one that nobody has touched, one whose text is not public."""
    late = advised(balikpapan, 2, text="Libatkan swasta")
    given(late, diskominfo, due_on=timezone.localdate() - timedelta(days=3), by=rina)
    return [
        late,
        advised(balikpapan, 3, text="Naikkan SPBE"),
        advised(balikpapan, 4, year=2022, stage="", text=""),
    ]


# --- The list ------------------------------------------------------------------------------------------------


def test_empty_list_says_what_belongs_there(as_user, rina):
    assert "No recommendation is kept here yet" in page(as_user(rina))


def test_headline_says_how_many_are_done_and_proven(as_user, rina, more):
    html = page(as_user(rina))

    assert "1 of 4 is done and proven" in html
    assert "3 have no confirmed proof" in html
    assert "The text is not public." in html
    assert "1 confirmed proof" in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 4),
        ("?status=proven", 1),
        ("?status=late", 1),
        ("?status=unproven", 3),
        ("?status=closed", 0),
        ("?status=claim-done", 1),
        ("?status=proof-sufficient", 1),
        ("?status=verdict-none", 4),
        ("?tahun=2022", 1),
        ("?tahun=2023", 4),
        ("?opd=0", 2),
        ("?tema=risk", 1),
        ("?cari=swasta", 1),
        ("?cari=2023/I/3", 1),
        ("?status=tidak-ada&opd=abc&tahun=satu&tema=lain", 4),
    ],
)
def test_list_is_narrowed_by_what_stands_in_the_address(as_user, rina, more, asked, found):
    html = page(as_user(rina), LIST + asked)

    assert html.count('<th scope="row"') == found
    if not found:
        assert "No recommendation matches" in html


def test_closed_one_is_not_carried_into_the_next_year(as_user, rina, balikpapan):
    old = advised(balikpapan, 1, year=2022, stage="")
    actions.record_verdict(old, actions.Heard(Verdict.FULFILLED, 2023, "Surat"), by=rina, now=NOW)
    client = as_user(rina)
    assert 'scope="row"' in page(client, f"{LIST}?tahun=2023")
    assert 'scope="row"' not in page(client, f"{LIST}?tahun=2024")


def test_downloads_hold_exactly_the_rows_of_the_page(as_user, rina, more):
    response = as_user(rina).get("/en/rekomendasi/unduh.csv?status=proven")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))

    assert (row["Year"], row["Claim of the city"], row["Whether the proof suffices"]) == (
        "2023",
        "done",
        "sufficient",
    )
    assert "Bukti 2023-I-1 bukti" in row["Where the proof is"]
    assert as_user(rina).get("/en/rekomendasi/unduh.xlsx").status_code == 200
    assert as_user(rina).get("/en/rekomendasi/unduh.pdf").status_code == 404


def test_pages_cost_the_same_however_many_there_are(as_user, rina, budi, wati, balikpapan, diskominfo, more):
    client = as_user(rina)
    places = (LIST, "/en/rekomendasi/cetak/", "/en/rekomendasi/unduh.csv")
    few = [queries(client, where) for where in places]
    for number in range(10, 25):
        one = advised(balikpapan, number)
        given(one, diskominfo, by=rina)
        claimed(one, by=budi)
        proven(one, by=budi, confirmed_by=wati)
    many = [queries(client, where) for where in places]

    assert many == few
    assert max(many) <= MOST_QUERIES, many


def test_one_page_costs_the_same_however_much_was_done(as_user, rina, budi, wati, advice, proof):
    client = as_user(rina)
    few = queries(client, ONE)
    for number in range(6):
        claimed(advice, words=f"Sudah {number}", by=budi)
        proven(advice, by=budi, confirmed_by=wati, name=f"tambahan {number}")

    assert queries(client, ONE) == few


def queries(client, where):
    page(client, where) if "unduh" not in where else client.get(where)
    with CaptureQueriesContext(connection) as found:
        client.get(where)
    return len(found)


# --- One recommendation --------------------------------------------------------------------------------------


def test_three_states_stand_side_by_side_with_the_proof(as_user, lestari, proof, advice):
    html = page(as_user(lestari), ONE)

    for words in ("Perkuat data (en)", "The city says", "Does the proof suffice?", "The next assessors",
                  "Notulen lengkap", "Rapikan data dahulu", proof.get_absolute_url(), advice.get_absolute_url()):  # fmt: skip
        assert words in html
    assert "there is nothing for you to do" in html


def test_each_sees_the_forms_of_what_he_or_she_may_do(as_user, budi, joko, wati, rina, proof):
    forms = {
        "budi": (budi, {"klaim"}),
        "joko": (joko, set()),
        "wati": (wati, {"nilai"}),
        "rina": (rina, {"rencana", "klaim", "nilai", "putusan", "tutup"}),
    }
    for reader, wanted in forms.values():
        html = page(as_user(reader), ONE)
        assert {
            slug
            for slug in ("rencana", "klaim", "nilai", "putusan", "tutup", "buka")
            if f'id="{slug}"' in html
        } == wanted


def test_whole_way_by_forms(as_user, advice, diskominfo, budi, rina, wati):
    planned = send(
        as_user(rina),
        "rencana",
        owner=diskominfo.pk,
        due_on="2027-03-01",
        plan="Susun peta data",
        tags=["risk"],
    )
    assert planned.status_code == 302
    assert (
        send(as_user(budi), "klaim", version=2, claim="done", claim_words="Peta selesai").status_code == 302
    )
    proven(advice, by=budi, confirmed_by=rina)
    assert send(as_user(wati), "nilai", version=3, verdict="sufficient").status_code == 302
    verdict = {"verdict": "fulfilled", "year": "2024", "source": "Surat hasil 2024", "words": "Baik"}
    assert send(as_user(rina), "putusan", version=4, **verdict).status_code == 302
    assert send(as_user(rina), "buka", version=5, reason="Salah tahun").status_code == 302
    assert send(as_user(rina), "tutup", version=6, reason="Digabung").status_code == 302

    care = Care.objects.get()
    assert (care.owner, care.tags, care.claim, care.proof) == (diskominfo, ["risk"], "done", "sufficient")
    assert [step.deed for step in care.steps.all()] == [
        "plan", "claim", "accept", "record_verdict", "reopen", "close",
    ]  # fmt: skip
    html = page(as_user(rina), ONE)
    assert "Digabung" in html
    assert "fulfilled" in html


@pytest.mark.parametrize(
    ("deed", "fields", "said"),
    [
        ("klaim", {"claim": "done", "claim_words": " "}, "Write what was done"),
        ("klaim", {"claim": "entah"}, "not one of the available choices"),
        ("nilai", {"verdict": "insufficient", "reason": "Kurang"}, "claimed nothing yet"),
        ("putusan", {"verdict": "partly", "source": "Surat"}, "Write the year of the round"),
        ("tutup", {"reason": " "}, "is required"),
        ("buka", {"reason": "Ya"}, "open already"),
        ("rencana", {"due_on": "besok"}, "Enter a valid date"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(as_user, advice, rina, deed, fields, said):
    response = send(as_user(rina), deed, **fields)
    assert response.status_code == 422
    assert said in words_of(response)
    assert not Care.objects.filter(version__gt=1).exists()


def test_whoever_claimed_is_told_that_somebody_else_judges(as_user, advice, rina):
    claimed(advice, by=rina)
    assert "somebody else judges the proof" in page(as_user(rina), ONE)
    response = send(as_user(rina), "nilai", version=2, verdict="insufficient", reason="Kurang")
    assert response.status_code == 422
    assert "Somebody else says whether the proof suffices" in words_of(response)


def test_form_sent_twice_is_carried_out_once(as_user, advice, rina):
    client, key = as_user(rina), new_key()
    for _again in range(2):
        sent = send(client, "klaim", key=key, claim="planned", claim_words="Mulai")
        assert sent.status_code == 302
    assert Care.objects.get().steps.count() == 1


def test_save_against_an_older_version_shows_both(as_user, advice, diskominfo, budi, rina):
    given(advice, diskominfo, by=rina)
    claimed(advice, Claim.PLANNED, words="Tulisan kantor", by=rina)

    response = send(as_user(budi), "klaim", version=2, claim="under_way", claim_words="Tulisan saya")

    html = words_of(response)
    assert response.status_code == 409
    assert "Tulisan kantor" in html
    assert "Tulisan saya" in html
    assert "under way" in html
    assert Care.objects.get().claim_words == "Tulisan kantor"
    assert send(as_user(budi), "klaim", version=3, claim="under_way", claim_words="Kita").status_code == 302


def test_text_that_is_not_public_stays_unknown_and_is_cared_for_all_the_same(
    as_user, balikpapan, rina, diskominfo
):
    hidden = advised(balikpapan, 9, year=2022, stage="", text="")
    given(hidden, diskominfo, by=rina)
    html = page(as_user(rina), "/en/rekomendasi/2022-9/")
    assert "The text is not public." in html
    assert "no document can be cited for it" in html
    assert "evidence/question" not in html


def test_judgement_of_other_proof_is_shown_as_none(as_user, wati, rina, joko, advice, proof):
    proven(advice, by=joko, confirmed_by=rina, name="baru")
    html = page(as_user(wati), ONE)
    assert "The proof has changed since it was judged" in html
    assert "0 of 1 are done and proven" in page(as_user(wati))


@pytest.mark.parametrize("where", ["/en/rekomendasi/2023-I-8/", "/en/rekomendasi/x/", f"{ONE}lain/"])
def test_what_is_not_there_is_not_found(as_user, rina, advice, where):
    page(as_user(rina), where, 404)


# --- Printing ------------------------------------------------------------------------------------------------


def test_printed_page_says_which_are_done_and_where_the_proof_is(as_user, lestari, more, proof):
    html = page(as_user(lestari), "/en/rekomendasi/cetak/?tahun=2023")

    assert "1 of 4 is done and proven" in html
    assert "Carried into year: 2023" in html
    assert proof.get_absolute_url() in html
    assert proof.document.title in html


def test_same_as_pdf(as_user, lestari, more):
    response = as_user(lestari).get("/rekomendasi/cetak.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in response.content


# --- Who sees it ---------------------------------------------------------------------------------------------


def test_neighbour_operator_and_outsiders_see_nothing_of_it(
    as_user, anonymous, more, tetangga, nadia, hadi, siti
):
    own_list = page(as_user(tetangga))
    assert "Perkuat data" not in own_list
    page(as_user(tetangga), ONE, 404)
    page(as_user(tetangga), f"{LIST}?kota=64.71", 404)
    for somebody in (nadia, hadi, siti):
        for where in (LIST, ONE, "/en/rekomendasi/cetak/", "/en/rekomendasi/unduh.csv"):
            assert as_user(somebody).get(where).status_code == 403
    assert anonymous.get(ONE).status_code == 302
    assert send(as_user(tetangga), "tutup", reason="Ya").status_code == 404
    assert Care.objects.filter(closed_at=None).count() == Care.objects.count()


def test_public_page_shows_no_internal_state(as_user, anonymous, tetangga, nadia, siti, proof, advice):
    for client in (anonymous, *map(as_user, (tetangga, nadia, siti))):
        html = page(client, advice.get_absolute_url())
        assert "Perkuat data" in html
        for words in ("Rapikan data dahulu", "Sudah dilakukan", "Notulen lengkap", "sufficient", "memadai"):
            assert words not in html
