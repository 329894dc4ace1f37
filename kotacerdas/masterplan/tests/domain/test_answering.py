"""What a plan answers: counted from values, with every row behind the figure and nothing guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kotacerdas.masterplan.domain.answering import (
    Agency,
    Asked,
    Found,
    Material,
    Partner,
    Programme,
    found,
    running,
)

TODAY = date(2026, 11, 22)
WHOLE = {"starts_on": date(2022, 1, 1), "ends_on": date(2026, 12, 31)}
GOVERNANCE = Asked("C01", "running", frozenset({"dimension"}), "gov")
QUICK = frozenset({"quick_win"})


def programme(key: int = 1, **given: Any) -> Programme:
    fields = {
        "kind": "dimension",
        "dimension": "gov",
        "years": range(2022, 2027),
        "state": "running",
        **given,
    }
    return Programme(key=key, code=f"P-{key}", **fields)


def ask(asked: Asked, *programmes: Programme, year: int = 2026, **rest: Any) -> Found:
    answer = found(Material(year, TODAY, programmes, **rest), asked)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("given", "year", "counts", "why"),
    [
        (WHOLE, 2026, True, "dated"),
        (WHOLE, 2024, True, "dated"),
        ({}, 2026, True, "dated"),
        ({}, 2024, None, "undated"),
        ({"state": "planned", **WHOLE}, 2026, False, "planned"),
        ({"state": "planned", "physical": {2026: Decimal(5)}}, 2026, True, "reported"),
        ({"spent": {2024: 10}}, 2024, True, "reported"),
        ({"physical": {2024: Decimal(0)}, **WHOLE}, 2024, False, "idle"),
        ({"physical": {2026: Decimal(0)}, **WHOLE}, 2026, True, "dated"),
        ({"starts_on": date(2025, 1, 1)}, 2024, False, "outside"),
        ({"state": "done", "starts_on": date(2023, 1, 1), "ends_on": date(2024, 6, 1)}, 2024, True, "dated"),
        (
            {"state": "done", "starts_on": date(2023, 1, 1), "ends_on": date(2024, 6, 1)},
            2025,
            False,
            "outside",
        ),
        ({"state": "done", "starts_on": date(2023, 1, 1)}, 2025, None, "undated"),
        ({"state": "stopped"}, 2026, False, "stopped"),
        ({"state": "stopped"}, 2024, None, "stopped"),
        (WHOLE, 2027, None, "future"),
        ({"starts_on": date(2023, 1, 1), "ends_on": date(2025, 6, 1)}, 2026, True, "dated"),
    ],
)
def test_whether_it_ran_follows_from_reports_then_from_state_and_days(given, year, counts, why):  # type: ignore[no-untyped-def] # pytest's
    row = running.of(programme(**given), year, TODAY)

    assert (row.counts, row.why) == (counts, why)


def test_running_ones_are_counted_against_those_planned_for_the_year() -> None:
    over = {"state": "done", "starts_on": date(2022, 1, 1), "ends_on": date(2023, 1, 1)}
    answer = ask(
        GOVERNANCE,
        programme(1),
        programme(2, state="planned"),
        programme(3, dimension="env"),
        programme(4, **over),
    )

    assert (answer.count, answer.of) == (1, 2)
    assert [(row.key, row.counts) for row in answer.rows] == [(1, True), (2, False)]


def test_who_names_the_question_is_among_them_whatever_its_kind() -> None:
    quick = programme(2, kind="quick_win", dimension="", questions=frozenset({"C01"}))

    assert ask(GOVERNANCE, programme(1), quick).of == 2
    assert found(Material(2026, TODAY, (programme(),)), Asked("C24", "running", named_only=True)) is None


def test_the_year_before_is_asked_of_the_plan_that_covered_it() -> None:
    asked = Asked("A4", "running", frozenset({"dimension"}), years_before=1)
    old = programme(9, years=range(2020, 2026), state="done", physical={2025: Decimal(40)})

    assert ask(asked, programme(1), before=(old,)).rows[0].key == 9
    unknown = ask(asked, programme(1))
    assert (unknown.count, unknown.missing) == (None, ("plan",))


def test_neighbours_of_running_ones_are_named() -> None:
    asked = Asked("F1", "running", frozenset({"collaboration"}), "gov")
    partner = Partner("Kab. Penajam Paser Utara", "neighbour")
    some = [
        programme(1, kind="collaboration", partners=(partner, Partner("ITS", "university"))),
        programme(2, kind="collaboration", state="planned", partners=(Partner("Samarinda", "neighbour"),)),
    ]

    assert ask(asked, *some).values["neighbours"] == ["Kab. Penajam Paser Utara"]


def test_agencies_that_carry_nothing_are_counted_too() -> None:
    some = [programme(1, lead=10, supporting=frozenset({11})), programme(2, lead=10, has_renstra=True)]
    answer = ask(Asked("B4", "agencies"), *some, agencies=(Agency(10), Agency(11, True), Agency(12, True)))

    assert (answer.count, answer.of, answer.values["renstra"]) == (2, 3, 2)
    assert [(row.key, row.values["leads"], row.values["supports"]) for row in answer.rows] == [
        (10, 2, 0),
        (11, 0, 1),
        (12, 0, 0),
    ]


def test_share_of_the_budget_is_exact_and_untagged_money_is_not_in_it() -> None:
    some = [
        programme(1, budgets={(2026, "apbd"): 100, (2026, "csr"): 50, (2025, "apbd"): 7}),
        programme(2, budgets={(2026, "apbd"): 900}, is_tagged=False),
        programme(3),
    ]
    answer = ask(Asked("B6", "budget_share"), *some, total=Decimal(30_000))

    assert (answer.values["share"], answer.count, answer.of) == (Fraction(1, 300), 1, 2)


@pytest.mark.parametrize("total", [None, Decimal(0)])
def test_without_the_whole_budget_there_is_no_share(total: Decimal | None) -> None:
    answer = ask(Asked("B6", "budget_share"), programme(budgets={(2026, "apbd"): 100}), total=total)

    assert (answer.values["money"], answer.values["share"], answer.missing) == (100, None, ("apbd",))


def test_money_from_elsewhere_goes_by_source_and_no_budget_is_not_no_money() -> None:
    asked = Asked("B7", "other_money")
    some = [
        programme(1, budgets={(2026, "csr"): 50, (2026, "apbn"): 70}),
        programme(2, budgets={(2026, "apbd"): 9}),
    ]
    answer = ask(asked, *some)

    assert (answer.count, answer.of, answer.values["sources"]) == (1, 2, {"csr": 50, "apbn": 70})
    assert ask(asked, programme(3)).missing == ("budgets",)
    assert ask(asked, some[1]).missing == ()


def test_quick_wins_that_still_run_are_followed_into_the_next_plan() -> None:
    asked = Asked("E11", "continued", QUICK)
    old = [
        programme(key, kind="quick_win", years=range(2020, 2026), physical={2025: Decimal(1)})
        for key in (7, 8)
    ]
    answer = ask(asked, programme(1, kind="quick_win", continues=7), before=tuple(old))

    assert (answer.count, answer.of) == (1, 2)
    assert [(row.key, row.why) for row in answer.rows] == [(1, "dated"), (8, "not-continued")]
    assert ask(asked, programme(1)).missing == ("plan-before",)


def test_new_is_what_did_not_run_the_year_before() -> None:
    asked = Asked("E12", "new", QUICK)
    this_year = {"kind": "quick_win", "starts_on": date(2026, 2, 1)}
    some = (
        programme(1, **this_year),
        programme(2, kind="quick_win", **WHOLE),
        programme(3, kind="quick_win"),
        programme(4, **this_year, continues=99),
    )
    answer = ask(asked, *some, before=some)

    assert {row.key: (row.counts, row.why) for row in answer.rows} == {
        1: (True, "new"),
        2: (False, "ran-before"),
        3: (None, "before-unknown"),
        4: (True, "new"),
    }
    assert (answer.count, answer.of) == (2, 4)


def test_risks_of_quick_wins_and_what_is_done_about_them() -> None:
    some = [
        programme(1, kind="quick_win", risks=2, mitigated=2),
        programme(2, kind="quick_win", risks=3, mitigated=1),
        programme(3, kind="quick_win"),
        programme(4, risks=9),
    ]
    identified = ask(Asked("E09", "risks_identified", QUICK), *some)
    mitigated = ask(Asked("E10", "risks_mitigated", QUICK), *some)

    assert (identified.count, identified.of, identified.values["risks"]) == (2, 3, 5)
    assert (mitigated.count, mitigated.of, mitigated.values["mitigated"]) == (1, 3, 3)


def test_how_quick_wins_were_formulated_with_whom_and_with_what_money() -> None:
    its = Partner("ITS", "university")
    some = [
        programme(1, kind="quick_win", answers_issue=True, partners=(its,), budgets={(2026, "csr"): 5}),
        programme(2, kind="quick_win", answers_issue=True),
        programme(3, kind="quick_win", partners=(its,), budgets={(2025, "apbd"): 5}),
    ]
    formulated = ask(Asked("E01", "formulated", QUICK), *some)
    partners = ask(Asked("E05", "partners", QUICK), *some)
    funded = ask(Asked("E08", "funded", QUICK), *some)

    assert (formulated.count, formulated.values) == (1, {"issues": 2, "partners": 2})
    assert (partners.count, partners.values["kinds"]) == (2, {"university": 1})
    assert (funded.count, funded.values["money"]) == (1, 5)


def test_a_legal_basis_that_is_not_recorded_is_missing() -> None:
    asked = Asked("A1", "legal_basis")

    assert ask(asked).missing == ("legal-basis",)
    assert ask(asked, legal_basis="Perwali 1/2022").missing == ()
