"""The best portfolio is the best one, spends no rupiah too much, and says what clashes where nothing holds together."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings

from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan.domain.portfolio import clashes, improving, margins, scenario, solving
from kotacerdas.masterplan.domain.portfolio.rows import built
from kotacerdas.masterplan.tests.domain.scenarios import anything, best_by_trying, budget, given, programme

if TYPE_CHECKING:
    from kotacerdas.masterplan.domain.portfolio.scenario import Scenario


def codes(of: Scenario) -> str:
    return "".join(sorted(solving.solve(of).codes))


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, ...]]:
    return [(fault.kind, *map(str, fault.values.values())) for fault in refused.value.faults]


def test_the_dearest_is_not_taken_where_two_cheaper_are_worth_more():
    assert (
        codes(given(programme("A", 10, 9), programme("B", 5, 5), programme("C", 5, 5), **budget(10))) == "BC"
    )


def test_a_source_without_money_pays_nothing():
    assert codes(given(programme("A", 1, 9), programme("B", 0, 1))) == "B"


def test_an_agency_does_no_more_than_it_can():
    work = {"agency": "diskominfo", "effort": {"2026": 3}}
    limited = given(
        programme("A", 0, 2, **work), programme("B", 0, 3, **work), capacity={"diskominfo": {"2026": 5}}
    )  # fmt: skip

    assert codes(limited) == "B"


def test_what_requires_another_brings_it_along_or_stays_away():
    needy = programme("A", 5, 10, requires=["B"])

    assert codes(given(needy, programme("B", 5, 0), **budget(10))) == "AB"
    assert codes(given(needy, programme("B", 5, 0), programme("C", 5, 1), **budget(9))) == "C"


def test_of_two_that_exclude_each_other_the_better_is_taken():
    assert codes(given(programme("A", 0, 1, excludes=["B"]), programme("B", 0, 2))) == "B"


def test_what_must_be_is_chosen_though_it_is_worth_little():
    assert codes(given(programme("A", 5, 0, must=True), programme("B", 6, 9), **budget(10))) == "A"


def test_one_way_to_build_is_chosen_at_most():
    flyover = {
        "code": "flyover",
        "priority": 10,
        "ways": [
            {"code": "apbd", "costs": {"APBD": {"2026": 100}}},
            {"code": "kpbu", "costs": {"KPBU": {"2026": 120}}, "brings": "0.9"},
        ],
    }
    both = {"budget": {"APBD": {"2026": 50}, "KPBU": {"2026": 200}}}

    best = solving.solve(given(flyover, programme("A", 50, 3), **both))

    assert {(each.code, way.code) for each, way in best.chosen} == {("flyover", "kpbu"), ("A", "")}
    assert best.objective == 12


def test_levels_of_a_question_count_as_far_as_it_has_room():
    lifting = [programme(code, 1, 0, lifts={"C31": 1}) for code in "AB"]
    other = programme("C", 1, 0, gain="0.01")
    questions = {"C31": {"per_level": "0.05", "room": 1}}

    best = solving.solve(given(*lifting, other, objective="gain", questions=questions, **budget(2)))

    assert len(best.codes & {"A", "B"}) == 1
    assert best.objective == Decimal("0.06")


@settings(max_examples=120, deadline=None)
@hypothesis_given(anything())
def test_it_is_as_good_as_the_best_of_all_that_can_be_tried(of):
    wanted = best_by_trying(of)
    if wanted is None:
        with pytest.raises(Refused) as refused:
            solving.solve(of)
        assert refused.value.faults[0].kind == "portfolio-infeasible"
        return

    best = solving.solve(of)

    assert best.objective == wanted
    assert best.is_proven
    assert best.gap <= solving.NONE
    assert all(each.left >= 0 for each in best.spent())


@settings(max_examples=60, deadline=None)
@hypothesis_given(anything())
def test_a_clash_is_as_small_as_it_can_be(of):
    """All of it cannot hold; without any one of its demands the rest can."""
    if best_by_trying(of) is not None:
        return
    model = built(of)
    named = clashes.smallest(model)

    assert not clashes.holds(model, named)
    for left_out in range(len(named)):
        assert clashes.holds(model, named[:left_out] + named[left_out + 1 :])


def test_a_clash_is_told_by_its_demands_alone():
    with pytest.raises(Refused) as refused:
        solving.solve(
            given(
                programme("A", 6, must=True), programme("B", 5, must=True), programme("C", 1, must=True),
                programme("D", 9), **budget(10),
            )
        )  # fmt: skip

    assert told(refused) == [
        ("portfolio-infeasible",), ("clash-must", "A"), ("clash-must", "B"), ("clash-budget", "APBD", "2026"),
    ]  # fmt: skip


def test_not_a_rupiah_too_much_is_spent():
    """The solver allows a millionth of the budget; here that is ten thousand rupiah."""
    cost = [3_333_333_334, 3_333_333_333, 3_333_333_334]
    rows = [programme(code, amount, 1) for code, amount in zip("ABC", cost, strict=True)]

    best = solving.solve(given(*rows, **budget(10_000_000_000)))

    assert len(best.codes) == 2
    assert best.is_proven


def test_to_the_rupiah_everything_may_be_spent():
    rows = [programme(code, 5_000_000_000, 1, must=True) for code in "AB"]

    assert codes(given(*rows, programme("C", 1, 9), **budget(10_000_000_000))) == "AB"


def test_the_last_rupiah_says_who_comes_and_who_goes():
    rows = [programme("A", 60, 6), programme("B", 50, 5), programme("C", 45, 4)]
    best = solving.solve(given(*rows, **budget(100)))

    more, less = margins.margins(best, share=Decimal("0.1"))

    assert (best.codes, more.comes, more.goes, more.worth) == ({"B", "C"}, ("A",), ("C",), 2)
    assert (less.change, less.worth) == (-10, -3)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"programmes": []}, "portfolio-without-programmes"),
        ({"programmes": [{"code": "A", "costs": {"APBD": {"2026": -1}}}]}, "scenario-number"),
        ({"programmes": [{"code": "A", "costs": {"APBD": {"2026": "NaN"}}}]}, "scenario-number"),
        ({"programmes": [{"code": "A", "priority": "1.500,00"}]}, "scenario-number"),
        ({"programmes": [{"code": "A", "costs": {"APBD": {"26": 1}}}]}, "scenario-year"),
        ({"programmes": [{"code": "A", "harga": 1}]}, "scenario-unknown-name"),
        ({"programmes": [{"code": "A"}], "seconds": 1e9}, "scenario-number"),
        ({"programmes": [{"code": "A"}, {"code": "A"}]}, "programme-twice"),
        ({"programmes": [{"code": "A", "requires": ["B"]}]}, "programme-unknown"),
        ({"programmes": [{"code": "A", "excludes": ["A"]}]}, "programme-names-itself"),
        ({"programmes": [{"code": "A", "lifts": {"C1": 1}}]}, "programme-question-unknown"),
        ({"programmes": [{"code": "A", "requires": ["B"], "excludes": ["B"]}, {"code": "B"}]},
         "programme-requires-and-excludes"),
        ({"programmes": [{"code": "A", "effort": {"2026": 1}, "ways": [{"code": "x"}]}]}, "programme-costs-and-ways"),
        ({"programmes": [{"code": "A", "ways": [{"code": "x"}, {"code": "x"}]}]}, "programme-way-twice"),
        ([], "scenario-shape"),
        (None, "scenario-shape"),
        ({}, "scenario-missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(broken, fault):
    with pytest.raises(Refused) as refused:
        scenario.read(broken)

    assert [each.kind for each in refused.value.faults] == [fault]


def test_a_circle_is_named_in_its_order():
    with pytest.raises(Refused) as refused:
        given(*({"code": code, "requires": [other]} for code, other in ("AB", "BC", "CA")))

    (fault,) = refused.value.faults
    assert fault.kind == "programmes-in-a-circle"
    circle = str(fault.values["circle"]).split(" → ")
    assert circle[0] == circle[-1]
    assert all({"A": "B", "B": "C", "C": "A"}[a] == b for a, b in pairwise(circle))


def test_the_schema_is_json():
    assert json.loads(json.dumps(scenario.Scenario.model_json_schema()))["required"] == ["programmes"]


def test_what_is_large_is_searched_on_two_cores_and_still_proven():
    """Two hundred programmes of ten agencies, each of which can do the work of ten; the best choice is known."""
    rows = [
        {"code": f"P{at}", "priority": 1 + at % 2, "agency": f"OPD {at % 10}", "effort": {"2026": 1}}
        for at in range(2 * improving.WORTH_IT)
    ]
    limited = given(*rows, capacity={f"OPD {at}": {"2026": 10} for at in range(10)})

    best = solving.solve(limited)

    assert best.is_proven
    assert best.objective == 10 * 5 * 1 + 10 * 5 * 2


def test_out_of_time_the_bound_still_holds():
    """Every programme alike but for a thousandth: nothing can be proven in a hundredth of a second."""
    rows = [programme(f"P{at}", 1000 + at * at % 97, 1000 + at * 7 % 89) for at in range(300)]

    best = solving.solve(given(*rows, seconds=0.01, **budget(100_000)))

    assert float(best.objective) <= best.bound
    assert all(each.left >= 0 for each in best.spent())
