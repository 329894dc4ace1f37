"""The index and the place of a city, as its indicators ask for them."""

from decimal import Decimal

from django.contrib.auth.models import AnonymousUser

from kotacerdas.evaluation import indicator_sources
from kotacerdas.evaluation.models import Result
from kotacerdas.evaluation.tests import factories

NOBODY = AnonymousUser()


def test_the_last_round_of_a_year_gives_the_index(balikpapan):
    for code, stage, score in (("tahap-1", "I", "2"), ("tahap-2", "II", "3")):
        made = factories.round_(code, year=2023, stage=stage, is_published=True)
        factories.result(made, balikpapan, dict.fromkeys("ABCDE", score))

    found = indicator_sources.index(balikpapan, NOBODY)

    assert list(found) == ["2023"]
    assert found["2023"].value == 3
    assert found["2023"].url.endswith("/tahap-2/")


def test_what_is_not_published_is_not_told(balikpapan, rina, tetangga):
    made = factories.round_("rahasia", year=2024, is_published=False)
    factories.result(made, balikpapan, rank=40)

    assert indicator_sources.rank(balikpapan, NOBODY) == {}
    assert indicator_sources.rank(balikpapan, tetangga) == {}
    assert indicator_sources.rank(balikpapan, rina)["2024"].value == Decimal(40)


def test_a_place_is_told_only_where_it_was_published(balikpapan):
    factories.result(factories.round_("tanpa-peringkat", is_published=True), balikpapan)

    assert indicator_sources.rank(balikpapan, NOBODY) == {}
    assert Result.objects.exists()
