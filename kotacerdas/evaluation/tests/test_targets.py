"""What evidence can prove here: every question of a round whose form is known, and the recommendations to a city."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation.targets import INDICATOR, QUESTION, RECOMMENDATION
from kotacerdas.evidence import targets
from kotacerdas.people.models import City

pytestmark = pytest.mark.usefixtures("official_results")


@pytest.fixture
def city():
    return City.objects.get(code="64.71")


def test_the_round_of_2023_has_its_117_questions(city):
    found = targets.of_scope(city, targets.scope(None, city, "smartcity-2023-kppn"))

    assert len(found) == 117
    assert {each.year for each in found} == {2023}
    assert {each.dimension for each in found} >= {"gov", "brand", "eco", "liv", "soc", "env"}
    assert len({each.key for each in found}) == 117


def test_each_is_found_again_by_its_key(city):
    for scope in targets.scopes(None, city):
        for each in targets.of_scope(city, scope)[:5]:
            assert targets.find(city, each.kind, each.key) == each


def test_rounds_without_a_known_form_have_nothing_to_prove(city, nadia):
    assert "smartcity-2021" not in {scope.key for scope in targets.scopes(nadia, city)}


def test_recommendations_with_a_public_text_are_targets(city):
    scope = next(each for each in targets.scopes(None, city) if each.kind == RECOMMENDATION)

    assert all(each.words for each in targets.of_scope(city, scope))


def test_a_recommendation_of_another_city_is_no_target_here(city):
    other = City.objects.get(code="64.72")
    scope = next(each for each in targets.scopes(None, city) if each.kind == RECOMMENDATION)
    key = targets.of_scope(city, scope)[0].key

    assert targets.find(city, RECOMMENDATION, key) is not None
    assert targets.find(other, RECOMMENDATION, key) is None


def test_indicators_of_spbe_and_pemdi_are_targets_of_the_last_year_they_hold_for(city):
    spbe = targets.scope(None, city, "spbe-2020")
    found = targets.of_scope(city, spbe)

    assert (len(found), {each.year for each in found}) == (47, {2025})
    assert found[0].words == "Kebijakan Internal Arsitektur SPBE"
    assert found[0].group == "Kebijakan Internal Tata Kelola SPBE"
    assert len(targets.of_scope(city, targets.scope(None, city, "pemdi-2026"))) == 20


def test_a_board_begins_with_the_newest_round_and_not_with_another_form(city):
    newest = targets.newest(targets.scopes(None, city))

    assert newest is not None
    assert newest.kind == QUESTION


@pytest.mark.parametrize("key", ["spbe-2020/I99", "spbe-2020", "spbe-1999/I1", "skm-2017/U1", "/"])
def test_a_key_that_names_no_indicator_is_nothing(city, key):
    assert targets.find(city, INDICATOR, key) is None


@pytest.mark.parametrize("key", ["", "x", "smartcity-2023-kppn/Z99", "smartcity-2021/A1", "9" * 30, "1 OR 1"])
def test_a_key_that_names_nothing_is_nothing(city, key):
    assert targets.find(city, QUESTION, key) is None
    assert targets.find(city, RECOMMENDATION, key) is None
    with pytest.raises(Refused):
        targets.require(city, QUESTION, key)


def test_an_unknown_scope_names_the_known_ones(city):
    with pytest.raises(Refused) as refused:
        targets.scope(None, city, "tidak-ada")

    assert "smartcity-2023-kppn" in refused.value.faults[0].values["known"]
