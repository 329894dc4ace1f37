"""The pages of the search and of words that mean the same."""

import pytest
from django.urls import reverse

from kotacerdas.common.submissions import new_key
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Confidentiality, Content, Synonyms
from kotacerdas.evidence.tests import factories
from kotacerdas.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("index")
SEARCH, SYNONYMS = reverse("evidence:search"), reverse("evidence:synonyms")


@pytest.fixture
def pile(balikpapan, budi):
    agency = people.organisation("Inspektorat", city=balikpapan)
    factories.document(
        balikpapan, by=budi, nature="minutes", observed_from="2023-02-01", observed_until="2023-02-01"
    )
    factories.document(
        balikpapan, text="Dewan membahas risiko.", name="Kedua.txt", nature="report", agency=agency
    )
    factories.document(
        balikpapan,
        text="Dewan, rahasia.",
        name="Ketiga.txt",
        agency=agency,
        confidentiality=Confidentiality.SECRET,
    )
    indexing.refresh(Content.objects.values_list("pk", flat=True))


def key():
    return {"submission_key": new_key()}


def page(client, user, **asked):
    client.force_login(user)
    return client.get(SEARCH, asked)


def test_the_page_shows_marked_words_and_leads_to_the_place(client, pile, rina):
    answer = page(client, rina, cari="analisis risiko")

    body = answer.content.decode()
    assert "<mark>analisis risiko</mark>" in body
    assert "?satuan=1&amp;dari=" in body


def test_facets_count_only_what_the_reader_may_see(client, pile, joko, rina):
    seen = {user: page(client, user, cari="dewan").context for user in (joko, rina)}

    assert (seen[joko]["found"].total, seen[rina]["found"].total) == (2, 3)
    labels = [value.label for facet in seen[joko]["facets"] for value in facet.values]
    assert "rahasia" not in [label.lower() for label in labels]
    assert {facet.name for facet in seen[rina]["facets"]} == {"jenis", "kerahasiaan"}


def test_a_filter_narrows_and_can_be_taken_away(client, pile, rina):
    answer = page(client, rina, cari="dewan", jenis="report")

    assert [hit.document.title for hit in answer.context["found"].hits] == ["Kedua"]
    assert 'href="?cari=dewan"' in answer.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"halaman": "99"},
        {"halaman": "x"},
        {"instansi": "abc"},
        {"tahun": "9" * 30},
        {"jenis": "<b>"},
        {"berkas": "'"},
    ],
)
def test_odd_addresses_are_answered(client, pile, rina, asked):
    assert page(client, rina, cari="dewan", **asked).status_code == 200


def test_without_words_and_without_finds_the_page_teaches(client, pile, rina):
    assert "rapat dewan smart city" in page(client, rina).content.decode()
    assert page(client, rina, cari="kereta gantung").context["found"].total == 0


def test_pages_of_results_go_on(client, balikpapan, rina, django_assert_max_num_queries):
    for number in range(25):
        factories.document(balikpapan, text=f"Dewan membahas pokok {number}.", name=f"Rapat {number}.txt")
    indexing.refresh(Content.objects.values_list("pk", flat=True))
    page(client, rina, cari="dewan")

    with django_assert_max_num_queries(20):
        answer = client.get(SEARCH, {"cari": "dewan", "halaman": "2"})
    assert len(answer.context["found"].hits) == 5


def test_citizens_and_neighbours_find_no_page(client, pile, siti, tetangga):
    assert page(client, siti, cari="dewan").status_code in (403, 404)
    assert page(client, tetangga, cari="dewan", kota="64.71").status_code == 404


def test_the_office_keeps_its_words(client, balikpapan, rina):
    client.force_login(rina)
    client.post(SYNONYMS, {"kata": "bifi\r\nWi-Fi publik", "sumber": "nama program", **key()}, follow=True)
    row = Synonyms.objects.get(city=balikpapan)
    assert row.words == ["bifi", "Wi-Fi publik"]

    client.post(
        reverse("evidence:change-synonyms", args=[row.key]), {"kata": "bifi\nhotspot", "sumber": "", **key()}
    )
    row.refresh_from_db()
    assert row.words == ["bifi", "hotspot"]

    client.post(reverse("evidence:remove-synonyms", args=[row.key]))
    assert not Synonyms.objects.filter(city=balikpapan).exists()


def test_one_word_alone_is_refused_with_what_to_do(client, rina):
    client.force_login(rina)

    answer = client.post(SYNONYMS, {"kata": "rapat", **key()})

    assert answer.status_code == 422
    assert not Synonyms.objects.exists()


def test_others_read_the_words_and_cannot_change_them(client, balikpapan, joko, rina):
    row = factories.synonyms(balikpapan)
    client.force_login(joko)

    assert "bifi = Wi-Fi" in client.get(SYNONYMS).content.decode()
    client.post(SYNONYMS, {"kata": "a1\nb1"})
    assert client.post(reverse("evidence:remove-synonyms", args=[row.key])).status_code in (403, 404)
    assert Synonyms.objects.count() == 1
