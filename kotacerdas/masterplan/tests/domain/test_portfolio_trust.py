"""The solver of the portfolio is not believed blindly: money is counted to the rupiah, and what contradicts a known choice is void."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from math import inf, isfinite, nan

import pytest
from hypothesis import assume, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain.portfolio import greedy, highs, improving, margins, solving
from kotacerdas.masterplan.domain.portfolio.rows import Limit, built
from kotacerdas.masterplan.tests.domain.scenarios import anything, best_by_trying, budget, given, programme

highspy = pytest.importorskip("highspy", reason="the group portfolio is not installed")

LESS = frozenset({0})
"""Of `three`: it keeps the rules, and is worth 9 where 10 is possible."""


def three(**more):
    return given(programme("A", 10, 9), programme("B", 5, 5), programme("C", 5, 5), **budget(10), **more)


def says(monkeypatch, *answer):
    monkeypatch.setattr(highs, "solved", lambda *_given, **_options: highs.Answer(*answer))


# --- To the rupiah -----------------------------------------------------------------------------------------


def test_a_clash_by_one_rupiah_names_nobody_innocent():
    rows = [programme("A", 5_000_001, must=True), programme("B", 5_000_000, must=True)]
    with pytest.raises(Refused) as refused:
        solving.solve(given(*rows, programme("C", 0, must=True), **budget(10_000_000)))

    assert [(fault.kind, *fault.values.values()) for fault in refused.value.faults] == [
        ("portfolio-infeasible",), ("clash-must", "A"), ("clash-must", "B"), ("clash-budget", "APBD", "2026"),
    ]  # fmt: skip


def test_a_price_beyond_all_money_is_refused_without_a_long_search():
    rows = [programme("A", 9_000_000_000_000, must=True), programme("B", 1)]
    with pytest.raises(Refused) as refused:
        solving.solve(given(*rows, seconds=5, **budget(1)))

    assert refused.value.faults[0].kind == "portfolio-infeasible"


def test_one_rupiah_of_a_source_that_has_none_is_too_much():
    best = solving.solve(given(programme("A", 1, 9), programme("B", 10**12, 9), programme("C", 0)))

    assert (best.codes, best.is_proven) == ({"C"}, True)


@settings(max_examples=200, deadline=None)
@hypothesis_given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 20), st.data())
def test_a_cover_forbids_what_is_too_dear_and_nothing_else(amounts, there, data):
    limit = Limit("budget", ("APBD", "2026"), Decimal(there), dict(enumerate(map(Decimal, amounts))))
    every = [frozenset(some) for count in range(7) for some in combinations(range(len(amounts)), count)]
    dear = [some for some in every if limit.taken(some) > there]
    assume(dear)
    chosen = data.draw(st.sampled_from(dear))

    row = limit.cover(chosen)

    assert not row.allows(chosen)
    assert all(row.allows(some) for some in every if limit.taken(some) <= there)


# --- The best, whatever it is counted in -------------------------------------------------------------------


def test_costs_that_differ_by_a_rupiah_do_not_mislead_the_solver():
    """With costs as plain shares of the budget HiGHS 1.13 calls 121.75 the best, at its default tolerances."""
    of = given(
        {"code": "A", "gain": 13, "ways": [way("p", 30_000_001, "0.33"), way("q", 50_000_000, 1)]},
        programme("C", 70_000_000, gain=29),
        programme("E", 20_000_000, gain=25),
        {"code": "F", "gain": 41, "ways": [way("p", 120_000_000, "0.33"), way("q", 9_999_999, 1)]},
        programme("G", 110_000_001, gain=22),
        programme("H", 89_999_999, gain=50, excludes=["E"]),
        objective="gain",
        **budget(200_000_001),
    )
    best = solving.solve(of)

    assert (best.objective, best.is_proven) == (best_by_trying(of), True)


def way(code, cost, brings):
    return {"code": code, "costs": {"APBD": {"2026": cost}}, "brings": brings}


@pytest.mark.parametrize("unit", ["1e-12", "1e-6", "1", "1e6"])
def test_it_does_not_matter_in_what_worth_is_counted(unit):
    worths = [Decimal(each) * Decimal(unit) for each in (31, 17, 29, 44, 8)]
    costs = [7, 4, 6, 10, 2]
    of = given(
        *(programme(code, cost, worth) for code, cost, worth in zip("ABCDE", costs, worths, strict=True)),
        **budget(17),
    )
    best = solving.solve(of)

    assert (best.objective, best.is_proven) == (best_by_trying(of), True)


# --- What the solver says ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "wanted"),
    [(10.0, 10.0), (12.0, 12.0), (99.0, 19.0), (inf, 19.0), (9.5, 19.0), (-inf, 19.0), (nan, 19.0)],
)
def test_a_bound_is_believed_as_far_as_it_can_be_true(bound, wanted):
    answer = highs.Answer("optimal", None, bound)

    assert solving.judged(answer, worth=10.0, ceiling=19.0) == wanted


@pytest.mark.parametrize(
    "lie",
    [("optimal", LESS, 9.0), ("time", LESS, 9.5), ("infeasible", None, -inf), ("nothing", None, 0.0),
     ("time", LESS, inf), ("nothing", None, nan)],
)  # fmt: skip
def test_an_answer_that_denies_a_known_choice_proves_nothing(monkeypatch, lie):
    monkeypatch.setattr(greedy, "chosen", lambda _model: frozenset({1, 2}))
    says(monkeypatch, *lie)

    best = solving.solve(three())

    assert (best.codes, best.objective, best.bound, best.is_proven) == ({"B", "C"}, 10, 19, False)


def test_the_search_beside_the_proof_is_heard_though_the_solver_calls_less_the_best(monkeypatch):
    monkeypatch.setattr(improving, "WORTH_IT", 1)
    monkeypatch.setattr(improving, "improved", lambda *_given, **_options: frozenset({1, 2}))
    says(monkeypatch, "optimal", LESS, 9.0)

    best = solving.solve(three())

    assert (best.codes, best.is_proven) == ({"B", "C"}, False)


@pytest.mark.parametrize("state", ["kSolveError", "kUnknown", "kIterationLimit", "kNotset", "kMemoryLimit"])
def test_of_a_search_that_ended_oddly_nothing_is_read(monkeypatch, state):
    monkeypatch.setattr(
        highspy.Highs, "getModelStatus", lambda _self: getattr(highspy.HighsModelStatus, state)
    )
    best = solving.solve(three())

    assert highs.solved(built(three()), seconds=1, gap=0.0) == highs.Answer("nothing", None, inf)
    assert (best.bound, best.is_proven) == (19, False)


def test_a_choice_that_breaks_a_rule_is_no_choice(monkeypatch):
    of = given(programme("A", 0, 9, excludes=["B"]), programme("B", 0, 5))
    both = highs.Answer("optimal", frozenset({0, 1}), 14.0)
    monkeypatch.setattr(highs, "_run", lambda *_given, **_options: both)

    assert highs.solved(built(of), seconds=1, gap=0.0) == highs.Answer("nothing", None, inf)


def test_without_time_there_is_a_choice_and_a_bound_that_is_a_number():
    rows = [programme(f"P{at}", 1000 + at * at % 97, 1000 + at * 7 % 89) for at in range(300)]

    best = solving.solve(given(*rows, seconds=1e-6, **budget(100_000)))

    assert best.objective > 0
    assert isfinite(best.bound)
    assert not best.is_proven
    assert 0 < best.gap < 1


# --- The choice at once ------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@hypothesis_given(anything())
def test_the_choice_at_once_keeps_the_rules_and_exceeds_nothing(of):
    model, wanted = built(of), best_by_trying(of)
    chosen = greedy.chosen(model)

    if chosen is None:
        assert any(each.must for each in of.programmes)
    else:
        assert wanted is not None
        assert model.allows(chosen)
        assert model.value(chosen) <= wanted <= model.ceiling


def test_what_must_be_brings_its_needs_and_takes_another_way_where_the_cheapest_is_barred():
    csr = {"code": "csr", "costs": {"CSR": {"2026": 1}}}
    of = given(
        {"code": "A", "must": True, "requires": ["B"], "ways": [csr, way("q", 4, 1)]},
        programme("B", 3, 0),
        programme("C", 5, 9),
        **budget(8),
    )
    assert [(each.code, by.code) for each, by in built(of).pairs(greedy.chosen(built(of)))] == [
        ("A", "q"),
        ("B", ""),
    ]


# --- A little more, a little less --------------------------------------------------------------------------


def test_more_money_never_brings_less_though_the_solver_finds_nothing(monkeypatch):
    best = solving.solve(three())
    says(monkeypatch, "nothing", None, inf)

    more, _less = margins.margins(best, share=Decimal("0.1"))

    assert (more.worth, more.is_proven) == (0, False)


def test_that_nothing_holds_together_is_not_said_where_only_time_ran_out(monkeypatch):
    best = solving.solve(three())

    def too_late(*_given, **_options):
        raise Refused(Fault("portfolio-no-time", {"seconds": 1}))

    monkeypatch.setattr(margins, "solve", too_late)

    assert list(margins.margins(best)) == []


def test_that_nothing_holds_together_any_more_is_said_without_naming_the_clash(monkeypatch):
    best = solving.solve(given(programme("A", 10, must=True), **budget(10)))
    monkeypatch.setattr("kotacerdas.masterplan.domain.portfolio.clashes.found", lambda _model: 1 / 0)

    assert [each.worth for each in margins.margins(best)] == [0, None]
