"""What a level of a question adds to a city's final index, as the portfolios of its masterplan ask for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.evaluation import plan_gains
from kotacerdas.evaluation.tests import factories
from kotacerdas.instruments import catalogue
from kotacerdas.masterplan.gains import gains

if TYPE_CHECKING:
    from kotacerdas.people.models import City

EVERYBODY = AnonymousUser()


def test_the_newest_form_whose_questions_are_public_tells_the_worth() -> None:
    form = plan_gains.newest_form()
    assert form is not None
    assert form.key == "smartcity/2023-kppn"


def test_a_level_is_worth_the_weight_of_its_component_over_its_questions() -> None:
    """C weighs 20 percent and has 33 questions; all of them raised by a level raise the index by 0.2."""
    worth = plan_gains.worths("smartcity/2023-kppn")
    assert worth["C31"] == (Decimal("0.20") / 33).quantize(Decimal("0.000001"))
    assert worth["A1"] == Decimal("0.02")
    assert sum(worth.values()) == pytest.approx(Decimal(1), abs=Decimal("0.0001"))


@pytest.mark.django_db
def test_without_a_result_every_question_has_room_for_all_levels_and_says_so(balikpapan: City) -> None:
    found = gains(balikpapan, EVERYBODY)
    assert found.questions["C31"][1] == 4
    assert [fault.kind for fault in found.basis] == ["gains-form", "gains-no-result"]


@pytest.mark.django_db
def test_the_room_is_what_the_question_itself_lacks(balikpapan: City) -> None:
    form = catalogue.edition("smartcity/2023-kppn")
    answers = {leaf.code: "3.60" if leaf.code == "C31" else "2.00" for leaf in form.leaves}
    factories.result(factories.round_(instrument="smartcity/2023-kppn", year=2023), balikpapan, answers)
    found = gains(balikpapan, EVERYBODY)
    assert found.questions["C31"][1] == Decimal("0.40")
    assert found.questions["C32"][1] == Decimal("2.00")
    assert [fault.kind for fault in found.basis] == ["gains-form", "gains-result"]


@pytest.mark.django_db
def test_of_another_form_only_the_component_counts(balikpapan: City) -> None:
    factories.result(factories.round_(), balikpapan, factories.MALANG_2022)
    assert gains(balikpapan, EVERYBODY).questions["C31"][1] == Decimal("1.08")


@pytest.mark.django_db
def test_what_the_reader_may_not_see_is_not_told(balikpapan: City, samarinda: City) -> None:
    factories.result(factories.round_(is_published=False), balikpapan, factories.MALANG_2022)
    assert gains(balikpapan, EVERYBODY).questions["C31"][1] == 4


@pytest.mark.django_db
def test_the_latest_result_counts_in_two_queries(balikpapan: City, django_assert_num_queries: Any) -> None:
    factories.result(factories.round_(), balikpapan, factories.MALANG_2022)
    later = factories.round_("uji-2024", instrument="smartcity/2024", year=2024)
    factories.result(later, balikpapan, {**factories.MALANG_2022, "C": "3.50"})
    with django_assert_num_queries(2):
        found = gains(balikpapan, EVERYBODY)
    assert found.questions["C31"][1] == Decimal("0.50")
