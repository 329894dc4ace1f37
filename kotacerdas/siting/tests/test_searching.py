"""Scenarios in the search box: found by the offices of the city, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.search import queries
from kotacerdas.siting.actions import scenarios as deeds
from kotacerdas.siting.tests.factories import NOW, scenario, wishes

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, User
    from kotacerdas.siting.models import Scenario

pytestmark = pytest.mark.django_db


def found(words: str, user: Someone) -> list[str]:
    groups = queries.search(words, user=user).groups
    return [hit.shown.url for group in groups for hit in group.hits]


@pytest.fixture
def hills(grounded: City) -> Scenario:
    return scenario(grounded, "Bukit dahulu")


def test_the_offices_of_the_city_find_a_scenario_by_its_name(
    hills: Scenario, rina: User, budi: User, siti: User, tetangga: User
) -> None:
    assert found("bukit", rina) == found("bukit dahulu", budi) == [hills.get_absolute_url()]
    for stranger in (siti, tetangga, AnonymousUser()):
        assert found("bukit", stranger) == []


def test_a_scenario_is_found_by_its_new_name_and_once_gone_not_at_all(hills: Scenario, rina: User) -> None:
    deeds.change(hills, "Lembah dahulu", wishes(), expected=1, by=None, now=NOW)
    assert found("bukit", rina) == []
    assert found("lembah", rina) == [hills.get_absolute_url()]

    deeds.remove(hills, expected=2, by=None, now=NOW)
    assert found("lembah", rina) == []
