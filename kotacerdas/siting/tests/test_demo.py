"""The sample scenarios of the demo: with an answer, marked as samples, and loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.common.reference import Report
from kotacerdas.geography.tests import factories as geography
from kotacerdas.people.tests import factories as people
from kotacerdas.siting import demo
from kotacerdas.siting.models import Answer, Scenario
from kotacerdas.siting.tests.factories import SIDE, SOUTH, WEST

if TYPE_CHECKING:
    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(grounded: City) -> City:
    people.user(demo.OFFICE, is_demo=True)
    geography.place(grounded, "sdn-1", WEST + SIDE / 2, SOUTH + SIDE / 2)
    return grounded


def test_the_demo_has_two_scenarios_with_an_answer_that_say_they_are_samples(office: City) -> None:
    pytest.importorskip("numba", reason="the group planning is not installed")
    demo.load_samples(Report())

    assert Scenario.objects.filter(is_sample=True).count() == 2
    for each in Answer.objects.all():
        assert (each.state, each.is_sample) == ("ready", True)
        assert [stage["method"] for stage in each.stages] == ["greedy", "lagrange"]

    demo.load_samples(Report())
    assert Scenario.objects.count() == 2


def test_without_the_packages_the_demo_has_scenarios_that_wait_for_an_answer(
    office: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotacerdas.siting.demo.find_spec", lambda name: None)
    demo.load_samples(Report())

    assert Scenario.objects.count() == 2
    assert not Answer.objects.exists()


def test_without_ground_the_demo_goes_on_without_a_scenario(balikpapan: City) -> None:
    people.user(demo.OFFICE, is_demo=True)
    demo.load_samples(Report())
    assert not Scenario.objects.exists()
