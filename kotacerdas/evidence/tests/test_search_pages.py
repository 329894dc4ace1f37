"""The pages of the search and of words that mean the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation.tests import factories as rounds
from kotacerdas.evidence import targets
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Citation, Confidentiality, Content, Document, Synonyms
from kotacerdas.evidence.tests import factories
from kotacerdas.people.tests import factories as people

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.both_databases]
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


@pytest.fixture
def questions(balikpapan, rina):
    """One of each dimension, of a round that everybody may see."""
    code = rounds.round_("smartcity-2023-kppn", instrument="smartcity/2023-kppn", year=2023).code
    some = targets.of_scope(balikpapan, targets.scope(rina, balikpapan, code))
    return {each.dimension: each for each in some}


@pytest.fixture
def cited(pile, questions, budi):
    """The minutes prove something of governance and of the economy, the secret file something of the economy."""
    of_both, secret = Document.objects.get(nature="minutes"), Document.objects.get(title="Ketiga")
    factories.citation(of_both, quote="Dewan", targets=[questions["gov"], questions["eco"]], by=budi)
    factories.citation(secret, quote="rahasia", targets=[questions["eco"]], by=budi)


def dimension_counts(answer):
    found = [facet for facet in answer.context["facets"] if facet.name == "dimensi"]
    return {value.asked: value.count for facet in found for value in facet.values}


def test_documents_are_found_by_the_dimension_for_which_they_are_cited(client, cited, rina, joko):
    everything = page(client, rina, cari="dewan")
    assert dimension_counts(everything) == {"gov": 1, "eco": 2}
    narrowed = page(client, rina, cari="dewan", dimensi="eco")
    assert len(narrowed.context["found"].hits) == 2
    assert "Kedua" not in {hit.document.title for hit in narrowed.context["found"].hits}

    # What somebody may not see is not counted either, nor is a citation that was withdrawn.
    assert dimension_counts(page(client, joko, cari="dewan")) == {"gov": 1, "eco": 1}
    Citation.objects.update(state="withdrawn")
    assert dimension_counts(page(client, rina, cari="dewan")) == {}


def test_a_dimension_that_nothing_is_cited_for_finds_nothing_and_can_be_taken_away(client, cited, rina):
    answer = page(client, rina, cari="dewan", dimensi="env")

    assert answer.context["found"].total == 0
    assert dimension_counts(answer) == {"env": 0}
    assert 'href="?cari=dewan"' in answer.content.decode()


def test_a_dimension_costs_as_many_queries_for_many_citations(
    client, cited, questions, rina, django_assert_max_num_queries
):
    with CaptureQueriesContext(connection) as few:
        page(client, rina, cari="dewan", dimensi="eco")
    for target in questions.values():
        factories.citation(Document.objects.get(title="Kedua"), quote="Dewan", targets=[target], by=None)

    with django_assert_max_num_queries(len(few)):
        page(client, rina, cari="dewan", dimensi="eco")


@pytest.mark.parametrize(
    "asked",
    [
        {"dimensi": "<b>"},
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
