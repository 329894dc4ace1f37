"""The page on which a result letter is keyed in, what the scorecard shows of it, and who reads which words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common.submissions import new_key
from kotacerdas.common.tests.reading import words
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.actions import Head
from kotacerdas.evaluation.models import Recommendation, Remark, ResultLetter
from kotacerdas.evaluation.queries.letters import kept_of
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022, NOW, advices, remark
from kotacerdas.files.models import File
from kotacerdas.people.tests.factories import city

STRENGTH, WEAKNESS = Remark.Kind.STRENGTH, Remark.Kind.WEAKNESS
DATA, RISK = "Perkuat data terpadu", "Susun peta risiko kota"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
TYPED = {
    "number": "B-123/AI.01/2026",
    "dated_on": "2026-12-14",
    "signed_by": "Direktur Jenderal",
    "strengths": "Asesor 1: Layanan 112 berjalan",
    "weaknesses": "",
    "advice": f"Asesor 2: {DATA}\nAsesor 3: {RISK}",
}


@pytest.fixture
def own(balikpapan):
    return factories.own_round(balikpapan, instrument="smartcity/2022-kppn")


@pytest.fixture
def at(own):
    return f"/putaran/{own.code}/surat/"


@pytest.fixture
def shared(balikpapan, samarinda):
    """A round of which results are known, with two cities."""
    made = factories.round_("bersama-2025", year=2025)
    for each in (balikpapan, samarinda):
        factories.result(made, each, MALANG_2022)
    return made


def send(client, address, round_, city_, **typed):
    data = {"seen": kept_of(round_, city_).mark, "submission_key": new_key(), **TYPED, **typed}
    return client.post(address, data)


def record(round_, city_, *remarks, by=None, **options):
    actions.record_letter(round_, city_, Head("B-9/2026"), remarks, by=by, now=NOW, **options)


# --- Keying in ---------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_stands_in_the_form_again(as_user, rina, own, at, balikpapan):
    client = as_user(rina)
    assert send(client, at, own, balikpapan).status_code == 302

    page = client.get(at)
    text = page.content.decode()
    for typed in (TYPED["number"], TYPED["signed_by"], TYPED["strengths"], TYPED["advice"]):
        assert typed in text
    assert [row.number for row in Recommendation.objects.filter(round=own)] == [1, 2]
    assert client.get(f"/en{at}").status_code == 200


def test_sent_twice_it_is_carried_out_once(as_user, rina, own, at, balikpapan):
    client, form = as_user(rina), {"submission_key": new_key(), "seen": kept_of(own, balikpapan).mark}
    answers = [send(client, at, own, balikpapan, **form) for _again in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert Recommendation.objects.filter(round=own).count() == 2


def test_the_file_is_kept_and_what_pretends_to_be_one_is_not(as_user, rina, own, at, balikpapan):
    client = as_user(rina)
    false = SimpleUploadedFile("surat.pdf", b"MZ\x90\x00 program", "application/pdf")
    assert send(client, at, own, balikpapan, file=false).status_code == 422
    assert not ResultLetter.objects.exists()

    true = SimpleUploadedFile("surat.pdf", PDF, "application/pdf")
    assert send(client, at, own, balikpapan, file=true).status_code == 302
    assert "surat.pdf" in client.get(at).content.decode()
    assert send(client, at, own, balikpapan, drops_file="on").status_code == 302
    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"dated_on": "1926-12-14"}, "Periksa tahunnya"),
        ({"advice": "a" * 2001}, "2.000"),
        ({"number": "", "dated_on": "", "signed_by": "", "strengths": "", "advice": ""}, ""),
    ],
)
def test_what_cannot_be_kept_stays_in_the_form(as_user, rina, own, at, balikpapan, typed, said):
    page = send(as_user(rina), at, own, balikpapan, **typed)

    assert page.status_code == 422
    assert said in words(page)
    assert typed.get("advice", TYPED["advice"])[:40] in page.content.decode()


def test_a_followed_up_recommendation_is_named_when_its_line_is_gone(as_user, rina, own, at, balikpapan):
    from kotacerdas.recommendations.actions.shared import begin

    record(own, balikpapan, *advices(DATA, RISK))
    begin(Recommendation.objects.get(number=2))

    page = send(as_user(rina), at, own, balikpapan, advice=DATA)
    assert page.status_code == 422
    assert "2026/–/2" in words(page)
    assert RISK in words(page)


def test_two_who_save_at_once_see_both_versions(as_user, rina, own, at, balikpapan):
    seen = kept_of(own, balikpapan).mark
    record(own, balikpapan, *advices("Dari orang lain"), by=rina)
    page = send(as_user(rina), at, own, balikpapan, seen=seen)

    assert page.status_code == 409
    said = words(page)
    assert "Dari orang lain" in said
    assert DATA in said
    assert "Rina" in said
    assert [row.text_id for row in Recommendation.objects.filter(round=own)] == ["Dari orang lain"]
    mark = page.content.decode().partition('name="seen" value="')[2].partition('"')[0]
    assert send(as_user(rina), at, own, balikpapan, seen=mark).status_code == 302


def test_in_a_shared_round_the_operator_says_of_which_city(as_user, nadia, shared, balikpapan):
    client, at = as_user(nadia), f"/putaran/{shared.code}/surat/"
    choice = client.get(at).content.decode()
    assert 'value="64.71"' in choice
    assert 'value="64.72"' in choice

    assert send(client, f"{at}?kota=64.71", shared, balikpapan).status_code == 302
    assert ResultLetter.objects.get().city == balikpapan
    assert client.get(f"{at}?kota=35.07").status_code == 404


@pytest.mark.parametrize("who", ["budi", "lestari", "tetangga", "hadi", "siti", "nadia"])
def test_nobody_else_has_the_page_of_a_round_of_a_city(request, as_user, own, at, balikpapan, who):
    client = as_user(request.getfixturevalue(who))

    assert client.get(at).status_code in {403, 404}
    assert send(client, at, own, balikpapan).status_code in {403, 404}
    assert not ResultLetter.objects.exists()


def test_the_page_is_offered_to_those_who_may(as_user, anonymous, rina, nadia, budi, own, shared, balikpapan):
    factories.result(own, balikpapan, MALANG_2022)
    card = f"/k/64.71/rapor/{own.code}/"
    calendar = f"/putaran/{own.code}/kalender/"
    for address in (card, calendar):
        assert f"/putaran/{own.code}/surat/" in as_user(rina).get(address).content.decode()
        assert "/surat/" not in as_user(budi).get(address).content.decode()
    ranking = f"/putaran/{shared.code}/"
    assert f"/putaran/{shared.code}/surat/" in as_user(nadia).get(ranking).content.decode()
    for client in (anonymous, as_user(rina)):
        assert "/surat/" not in client.get(ranking).content.decode()
        assert "/surat/" not in client.get(f"/k/64.71/rapor/{shared.code}/").content.decode()


# --- Reading -----------------------------------------------------------------------------------------------


def test_the_scorecard_tells_what_came_with_the_result_by_assessor(anonymous, shared, balikpapan):
    record(
        shared,
        balikpapan,
        remark(STRENGTH, "Layanan 112", assessor=2),
        remark(STRENGTH, "Tanpa sebutan"),
        remark(WEAKNESS, "Peta risiko belum ada", assessor=1),
        *advices(DATA, assessor=1),
        is_public=True,
    )
    said = words(anonymous.get(f"/en/k/64.71/rapor/{shared.code}/"))

    assert "Result letter no. B-9/2026, dated not recorded, signed by: not recorded." in said
    assert "Strengths Assessor 2 Layanan 112 Without a name Tanpa sebutan" in said
    assert "Weaknesses Assessor 1 Peta risiko belum ada" in said
    assert f"Recommendations Assessor 1 {DATA}" in said


def test_words_that_are_not_public_are_for_the_city_and_operators(
    as_user, anonymous, rina, budi, nadia, tetangga, siti, shared, balikpapan
):
    record(shared, balikpapan, *advices(DATA))
    places = (f"/k/64.71/rapor/{shared.code}/", "/k/64.71/", "/k/64.71/rekomendasi/2025-1/")
    for client in (as_user(rina), as_user(budi), as_user(nadia)):
        for place in places:
            assert DATA in words(client.get(place)), place
    for client in (anonymous, as_user(tetangga), as_user(siti)):
        for place in places:
            page = client.get(place)
            assert page.status_code == 200
            assert "terpadu" not in page.content.decode(), place
        assert "The text of 1 recommendation is not public." in words(client.get(f"/en{places[0]}"))


def test_of_a_round_of_its_own_outsiders_see_nothing_at_all(
    as_user, anonymous, rina, tetangga, own, balikpapan
):
    record(own, balikpapan, *advices(DATA))
    slug = "/k/64.71/rekomendasi/2026-1/"
    assert DATA in words(as_user(rina).get(slug))
    for client in (anonymous, as_user(tetangga)):
        assert client.get(slug).status_code == 404
        assert "terpadu" not in client.get("/k/64.71/").content.decode()

    record(own, balikpapan, *advices(DATA), is_public=True)
    assert DATA in words(anonymous.get(slug)), "a letter that the city calls public is"


def test_a_letter_with_words_that_are_not_public_is_not_handed_out(
    as_user, anonymous, rina, nadia, shared, balikpapan
):
    client = as_user(nadia)
    upload = SimpleUploadedFile("surat.pdf", PDF, "application/pdf")
    at = f"/putaran/{shared.code}/surat/?kota=64.71"
    assert send(client, at, shared, balikpapan, file=upload).status_code == 302
    address = File.objects.get().get_absolute_url()

    assert as_user(rina).get(address).status_code == 200
    assert anonymous.get(address).status_code == 302
    assert address not in anonymous.get(f"/k/64.71/rapor/{shared.code}/").content.decode()
    send(client, at, shared, balikpapan, is_public="on")
    assert anonymous.get(address).status_code == 200


def test_hostile_words_are_only_words(as_user, rina, own, at, balikpapan):
    send(as_user(rina), at, own, balikpapan, strengths="<script>alert(1)</script>")
    factories.result(own, balikpapan, MALANG_2022)
    for page in (as_user(rina).get(at), as_user(rina).get(f"/k/64.71/rapor/{own.code}/")):
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert" in page.content.decode()


# --- Cost --------------------------------------------------------------------------------------------------


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_cost_the_same_however_much_was_said(as_user, anonymous, nadia, shared, balikpapan):
    pages = [
        (anonymous, f"/k/64.71/rapor/{shared.code}/"),
        (anonymous, "/k/64.71/"),
        (as_user(nadia), f"/putaran/{shared.code}/surat/?kota=64.71"),
        (as_user(nadia), f"/putaran/{shared.code}/surat/"),
    ]
    record(shared, balikpapan, *advices(DATA), remark(STRENGTH, "Satu"))
    few = [cost(*page) for page in pages]
    some = [remark(STRENGTH, f"Kekuatan {number}", assessor=number % 5) for number in range(30)]
    record(shared, balikpapan, *advices(*(f"Saran {number} a b c" for number in range(30))), *some)
    for number in range(3):
        factories.result(shared, city(f"64.0{number + 1}", f"Kota {number}"), MALANG_2022)

    assert [cost(*page) for page in pages] == few
    assert max(few) <= 16, few


def test_a_sample_says_so(as_user, rina, balikpapan):
    made = factories.own_round(balikpapan, is_sample=True, instrument="smartcity/2022-kppn")
    factories.result(made, balikpapan, MALANG_2022)
    record(made, balikpapan, *advices(DATA))
    for place in (
        f"/putaran/{made.code}/surat/",
        f"/k/64.71/rapor/{made.code}/",
        "/k/64.71/rekomendasi/2026-1/",
    ):
        assert "Contoh" in words(as_user(rina).get(place)), place
