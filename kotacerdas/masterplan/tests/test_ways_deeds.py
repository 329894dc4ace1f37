"""Ways to build: written, and one chosen whose money becomes the programme's."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.versions import StaleSave
from kotacerdas.masterplan.actions import ways as deeds
from kotacerdas.masterplan.actions.ways import WayWords
from kotacerdas.masterplan.models import Budget, Way
from kotacerdas.masterplan.queries.ways import ways_of
from kotacerdas.masterplan.tests.factories import NOW, apbd, programme
from kotacerdas.masterplan.tests.priorities import way

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Edition

pytestmark = pytest.mark.django_db


def kinds(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.kind for fault in refused.value.faults]


def budgets() -> list[tuple[str, int, int]]:
    return list(Budget.objects.order_by("source", "year").values_list("source", "year", "ceiling"))


def test_choosing_a_way_makes_its_cost_the_budget(plan: Edition) -> None:
    bridge = programme(plan, budgets=apbd(2024, 5))
    made = way(bridge, capital={"kpbu": {2025: 800}, "apbd": {2026: 100}})
    deeds.choose(made, "Paling murah sepanjang umurnya", expected=1, by=None, now=NOW)
    assert budgets() == [("apbd", 2026, 100), ("kpbu", 2025, 800)]
    assert Way.objects.get().chosen_because == "Paling murah sepanjang umurnya"
    assert Entry.objects.filter(kind="masterplan.choose-way").count() == 1


def test_another_way_takes_the_place_of_the_first(plan: Edition) -> None:
    bridge = programme(plan)
    first, second = way(bridge, "Pertama"), way(bridge, "Kedua", capital={"csr": {2024: 7}})
    deeds.choose(first, "Siap", expected=1, by=None, now=NOW)
    deeds.choose(second, "Ada sponsor", expected=1, by=None, now=NOW)
    assert list(Way.objects.filter(is_chosen=True).values_list("code", flat=True)) == ["kedua"]
    assert budgets() == [("csr", 2024, 7)]


def test_in_an_adopted_edition_no_way_is_chosen_and_no_money_moves(adopted: Edition) -> None:
    bridge = programme(adopted, budgets=apbd(2024, 5))
    made = way(bridge)
    with pytest.raises(Refused) as refused:
        deeds.choose(made, "Siap", expected=1, by=None, now=NOW)
    assert kinds(refused) == ["edition-frozen"]
    assert budgets() == [("apbd", 2024, 5)]
    assert not Way.objects.filter(is_chosen=True).exists()


def test_a_way_that_was_changed_meanwhile_is_not_chosen_unseen(plan: Edition) -> None:
    made = way(programme(plan))
    deeds.change_way(made, WayWords("Baru", "own", {"apbd": {2024: 1}}), expected=1, by=None, now=NOW)
    with pytest.raises(StaleSave):
        deeds.choose(Way.objects.get(), "Siap", expected=1, by=None, now=NOW)
    assert budgets() == []


def test_without_a_reason_or_costs_nothing_is_chosen(plan: Edition) -> None:
    bridge = programme(plan)
    with pytest.raises(Refused) as refused:
        deeds.choose(way(bridge, "Satu"), " ", expected=1, by=None, now=NOW)
    assert kinds(refused) == ["way-without-reason"]
    with pytest.raises(Refused) as refused:
        deeds.choose(way(bridge, "Dua", capital={}), "Siap", expected=1, by=None, now=NOW)
    assert kinds(refused) == ["way-without-capital"]


def test_the_chosen_way_keeps_its_cost_and_stays(plan: Edition) -> None:
    made = deeds.choose(way(programme(plan)), "Siap", expected=1, by=None, now=NOW)
    with pytest.raises(Refused) as refused:
        deeds.change_way(made, WayWords("Sendiri", "own", {"apbd": {2024: 1}}), expected=2, by=None, now=NOW)
    assert kinds(refused) == ["way-chosen-capital"]
    with pytest.raises(Refused) as refused:
        deeds.drop_way(made, expected=2, by=None, now=NOW)
    assert kinds(refused) == ["way-chosen"]


def test_everything_wrong_with_a_way_is_told_at_once(plan: Edition) -> None:
    with pytest.raises(Refused) as refused:
        way(programme(plan), " ", capital={"apbd": {2030: 5}}, likelihood=3, brings=Decimal(0))
    assert kinds(refused) == ["way-year", "way-without-title", "way-half-risk", "way-brings"]


def test_taking_a_way_away_twice_leaves_one_line(plan: Edition) -> None:
    made = way(programme(plan))
    for _time in range(2):
        deeds.drop_way(made, expected=1, by=None, now=NOW)
    assert Entry.objects.filter(kind="masterplan.drop-way").count() == 1


def test_ways_stand_side_by_side_with_their_risk_looked_up(
    plan: Edition, rina: Any, django_assert_num_queries: Any
) -> None:
    bridge = programme(plan)
    way(bridge, "Satu", likelihood=2, impact=5, yearly_cost=10, life_years=20, months=30)
    way(bridge, "Dua", likelihood=3, impact=1, yearly_cost=20, life_years=20, months=12)
    with django_assert_num_queries(3):
        found = ways_of(bridge, rina)
    assert [each.weighed.risk for each in found.options] == [21, 4]
    assert [each.weighed.over_life for each in found.options] == [1100, 1300]
    assert [each.way.code for each in found.least(lambda one: one.over_life)] == ["satu"]


def test_before_one_is_chosen_only_the_offices_see_ways(
    plan: Edition, adopted: Edition, rina: Any, tetangga: Any
) -> None:
    bridge = programme(adopted)
    made = way(bridge)
    assert len(ways_of(bridge, rina).options) == 1
    assert not ways_of(bridge, tetangga).options
    Way.objects.filter(pk=made.pk).update(is_chosen=True)
    assert len(ways_of(bridge, tetangga).options) == 1
