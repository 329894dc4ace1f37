"""Recommendations of a letter that a city keyed in: on its board by themselves, with words that only its offices read."""

import io

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.evaluation import actions as evaluation
from kotacerdas.evaluation.actions import Head
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import NOW, advices
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.recommendations.actions.shared import begin

WORDS = "Susun peta risiko rahasia"
PLACES = ("/rekomendasi/", "/rekomendasi/cetak/", "/rekomendasi/unduh.csv", "/rekomendasi/2026-1/")


def record(round_, *texts):
    evaluation.record_letter(round_, round_.city, Head("B-1/2026"), advices(*texts), by=None, now=NOW)


@pytest.fixture
def own(balikpapan):
    made = factories.own_round(balikpapan)
    record(made, WORDS)
    return made


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["rina", "lestari", "budi"])
def test_the_offices_read_the_words_on_every_page(request, as_user, own, who):
    client = as_user(request.getfixturevalue(who))
    for place in PLACES:
        assert WORDS in text(client.get(place)), place


def test_the_printed_page_holds_them_too(as_user, rina, own):
    content = as_user(rina).get("/rekomendasi/cetak.pdf").content
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        said = document[0].get_textpage().get_text_bounded()
    assert WORDS in " ".join(said.split())


def test_neighbours_operators_and_outsiders_read_them_nowhere(
    as_user, anonymous, tetangga, nadia, hadi, siti, balikpapan, own
):
    outside = officeholder("luar@contoh.id", Role.OUTSIDE_MEMBER, city=balikpapan)
    for client in (anonymous, *map(as_user, (tetangga, nadia, hadi, siti, outside))):
        for place in (*PLACES, "/k/64.71/", "/k/64.71/rekomendasi/2026-1/", "/cari/?q=rahasia", "/bukti/"):
            assert WORDS not in client.get(place, follow=True).content.decode(), place


def test_it_is_planned_proven_and_worked_on_as_any_other(as_user, rina, budi, own):
    from kotacerdas.recommendations.tests.factories import desk_of, given, proven

    row = Recommendation.objects.get()
    care = given(row, desk_of(budi), by=rina)
    assert WORDS in care.task.title
    assert "/bukti/" in text(as_user(rina).get("/rekomendasi/2026-1/"))
    proven(row, by=budi, confirmed_by=rina)
    assert "1" in text(as_user(rina).get("/rekomendasi/"))


def test_the_workbook_knows_it_by_its_words(own, rina):
    from kotacerdas.recommendations.planning import Judge

    meant = Judge(own.city, rina, clears=False, now=NOW)._meant
    assert {"2026-1"} in meant.values()


def test_one_that_somebody_has_touched_stays_when_the_letter_is_recorded_anew(own, rina):
    from kotacerdas.common.domain.faults import Refused

    begin(Recommendation.objects.get())
    with pytest.raises(Refused):
        record(own, "Sama sekali lain")
    record(own, WORDS, "Sama sekali lain")
    assert list(Recommendation.objects.order_by("number").values_list("text_id", flat=True)) == [
        WORDS,
        "Sama sekali lain",
    ]


def test_one_of_an_invented_round_is_marked_as_a_sample(as_user, rina, balikpapan):
    made = factories.own_round(balikpapan, is_sample=True)
    record(made, WORDS)
    for place in PLACES:
        assert "Contoh" in text(as_user(rina).get(place)), place


def test_the_list_costs_the_same_however_many_a_letter_holds(as_user, rina, own):
    client = as_user(rina)

    def cost():
        client.get("/rekomendasi/")
        with CaptureQueriesContext(connection) as found:
            client.get("/rekomendasi/")
        return len(found)

    few = cost()
    record(own, WORDS, *(f"Saran nomor {number}" for number in range(12)))
    assert cost() == few
