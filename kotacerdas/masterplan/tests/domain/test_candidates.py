"""Who can be chosen at all, and the scenario that the solver is given."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain.portfolio import candidates, choosing
from kotacerdas.masterplan.domain.portfolio import scenario as scenarios
from kotacerdas.masterplan.domain.portfolio.candidates import Candidate, LeftOut, Limits, WayCosts, sorted_out

COSTS = {"apbd": {2026: 100}}
LIMITS = Limits(2026, {"apbd": {2026: 150}})


def scenario(*given: Candidate, limits: Limits = LIMITS, objective: str = "priority", gains=None):
    choices = sorted_out(given, limits.first_year)
    return candidates.scenario(choices, limits, objective=objective, gains=gains or {}, seconds=2)


def test_a_programme_of_unknown_cost_is_no_free_one():
    assert sorted_out([Candidate("A")], 2026).left_out == {"A": LeftOut("no-costs")}


def test_what_was_paid_before_the_first_year_cannot_be_chosen_any_more():
    assert sorted_out([Candidate("A", costs={"apbd": {2025: 9}})], 2026).left_out == {"A": LeftOut("past")}


def test_only_the_money_from_the_first_year_on_is_asked_for():
    found = scenario(Candidate("A", costs={"apbd": {2025: 9, 2026: 100}, "apbn": {2024: 5}}))
    assert found["programmes"][0]["costs"] == {"apbd": {"2026": 100}}


def test_whoever_needs_one_that_cannot_be_chosen_cannot_either_and_so_on():
    found = sorted_out(
        [
            Candidate("A", standing="stopped"),
            Candidate("B", costs=COSTS, requires=frozenset({"A"})),
            Candidate("C", costs=COSTS, requires=frozenset({"B"})),
        ],
        2026,
    )
    assert found.left_out["B"] == LeftOut("needs", "A")
    assert found.left_out["C"] == LeftOut("needs", "B")
    assert not found.programmes


def test_what_is_done_is_there_for_those_who_need_it_and_in_the_way_of_others():
    found = sorted_out(
        [
            Candidate("A", standing="done"),
            Candidate("B", costs=COSTS, requires=frozenset({"A"})),
            Candidate("C", costs=COSTS, excludes=frozenset({"A"})),
            Candidate("D", costs=COSTS, requires=frozenset({"C"})),
        ],
        2026,
    )
    assert [each.code for each in found.programmes] == ["B"]
    assert found.left_out["C"] == LeftOut("beside", "A")
    assert found.left_out["D"] == LeftOut("needs", "C")


def test_what_must_be_chosen_and_cannot_is_told():
    with pytest.raises(Refused) as refused:
        scenario(Candidate("A"), limits=Limits(2026, {}, must=frozenset({"A"})))
    assert [fault.kind for fault in refused.value.faults] == ["portfolio-must-no-costs"]


def test_ways_take_the_place_of_costs():
    ways = [WayCosts("a", {"apbd": {2026: 900}}), WayCosts("b", {"kpbu": {2026: 900}})]
    found = scenario(Candidate("A", costs=COSTS, ways=ways))
    assert "costs" not in found["programmes"][0]
    assert [way["code"] for way in found["programmes"][0]["ways"]] == ["a", "b"]


def test_questions_of_which_nobody_knows_the_worth_are_left_out():
    from decimal import Decimal

    given = Candidate("A", costs=COSTS, lifts=("C31", "X9"))
    found = scenario(given, objective="gain", gains={"C31": (Decimal("0.006"), Decimal("1.4"))})
    assert found["programmes"][0]["lifts"] == {"C31": "1"}
    assert found["questions"] == {"C31": {"per_level": "0.006", "room": "1.4"}}
    assert scenarios.read(found)


def test_the_whole_answer_names_chosen_bound_money_and_what_the_last_rupiah_buys():
    from decimal import Decimal

    found = choosing.chosen(
        scenario(
            Candidate("A", costs=COSTS, priority=Decimal(9)), Candidate("B", costs=COSTS, priority=Decimal(5))
        )
    )["result"]
    assert found["chosen"] == [{"code": "A"}]
    assert found["proven"]
    assert found["spent"] == [
        {"kind": "budget", "name": "apbd", "year": "2026", "there": 150.0, "taken": 100.0}
    ]
    assert [each["source"] for each in found["margins"]] == ["apbd", "apbd"]


def test_demands_that_clash_are_named_as_faults():
    found = choosing.chosen(
        scenario(Candidate("A", costs=COSTS), limits=Limits(2026, {}, must=frozenset({"A"})))
    )
    assert [kind for kind, _values in found["faults"]] == [
        "portfolio-infeasible",
        "clash-must",
        "clash-budget",
    ]
