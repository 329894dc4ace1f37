"""The chosen sites keep every rule, the proven ones are the best, and no choice exceeds the bound."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from hypothesis import given, settings, strategies

from kotacerdas.common.domain.faults import Refused
from kotacerdas.siting.domain import clashes, greedy, highs, lagrange, neighbours, searching, solving
from kotacerdas.siting.domain.problem import Rules, merged, problem
from kotacerdas.siting.domain.standing import Standing
from kotacerdas.siting.tests.domain.problems import best_by_trying, choices, line, named, questions

FOUR = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}
RING = line("abd", "bce", "caf", "def", weights=dict.fromkeys("abcdef", 1.0), most=2)
"""Of four sites the relaxation takes a half each and covers all six; two cover five."""


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, ...]]:
    return [(fault.kind, *map(str, fault.values.values())) for fault in refused.value.faults]


def test_two_that_share_nothing_cover_more_than_the_two_largest():
    of = line("abc", "ab", "d", weights=FOUR, most=2)

    assert named(of, solving.solve(of).chosen) == "AC"


def test_one_is_exchanged_where_the_greedy_way_was_short_sighted():
    # B covers most, and with it no pair covers everything; A and C do.
    of = line("ab", "bc", "cd", weights={"a": 2, "b": 3, "c": 3, "d": 2}, most=2)

    assert named(of, greedy.chosen(of)) == "AC"


def test_money_is_kept_to_the_rupiah():
    of = line("a", "b", "c", weights=FOUR, costs=(600_000, 500_000, 500_000), budget=1_000_000)

    assert named(of, solving.solve(of).chosen) == "BC"


def test_each_kecamatan_gets_its_least():
    of = line("a", "b", "d", weights=FOUR, most=2, groups=[0, 0, 1], least={1: 1})

    assert named(of, solving.solve(of).chosen) == "AC"


def test_a_must_have_is_chosen_though_it_brings_nothing():
    of = line("a", "b", "", weights=FOUR, most=2, musts=frozenset({2}))

    assert named(of, solving.solve(of).chosen) == "AC"


def test_what_excludes_another_is_not_chosen_beside_it():
    of = line("a", "b", "c", weights=FOUR, most=2, excludes=((0, 1),))

    assert named(of, solving.solve(of).chosen) == "AC"


def test_a_site_that_hangs_on_a_relay_comes_with_it_or_not_at_all():
    of = line("ab", "", "c", weights=FOUR, most=2, hangs_on={0: frozenset({1})})
    alone = line("ab", "", "c", weights=FOUR, most=1, hangs_on={0: frozenset({1})})

    assert named(of, solving.solve(of).chosen) == "AB"
    assert named(alone, solving.solve(alone).chosen) == "C"


@settings(deadline=None, max_examples=150)
@given(questions())
def test_the_proven_answer_is_the_best_of_all_choices(of):
    best = best_by_trying(of)
    try:
        found = solving.solve(of, seconds=20)
    except Refused:
        assert best is None
        return

    assert best is not None
    assert of.is_kept(found.chosen)
    assert found.objective == of.value(found.chosen)
    assert found.is_proven
    assert found.objective == pytest.approx(best)


@settings(deadline=None, max_examples=150)
@given(questions())
def test_no_choice_exceeds_the_bound_and_settled_sites_are_settled_rightly(of):
    values = {each: of.value(each) for each in choices(of)}
    if not values:
        return
    known = min(values.values())
    bound = lagrange.bound(of, known)

    assert max(values.values()) <= bound.value
    better = [chosen for chosen, value in values.items() if value > known]
    never, always = bound.never(known), bound.always(known)
    assert not any(never[site] for chosen in better for site in chosen)
    assert all(site in chosen for chosen in better for site in range(len(of.sites)) if always[site])


@settings(deadline=None, max_examples=100)
@given(questions())
def test_merging_changes_the_worth_of_no_choice(of):
    small = merged(of)

    assert len(small.weights) <= len(of.weights)
    for chosen in choices(of):
        assert small.value(chosen) == of.value(chosen)


@settings(deadline=None, max_examples=60)
@given(questions())
def test_the_walk_is_never_worse_and_keeps_the_rules(of):
    try:
        start = greedy.chosen(of)
    except greedy.Stuck:
        return
    found = searching.improved(of, start, seconds=0.02)

    assert of.is_kept(found)
    assert of.value(found) >= of.value(start)


def test_each_stage_says_how_far_it_may_be_from_the_best():
    of = line("abc", "ab", "d", weights=FOUR, most=2)
    first, *others = solving.stages(of)

    assert (first.method, first.bound, first.gap) == ("greedy", None, None)
    assert others[-1].is_proven
    assert others[-1].gap == pytest.approx(0, abs=1e-6)
    assert all(each.bound >= 10 for each in others)


@settings(deadline=None, max_examples=60)
@given(questions(), strategies.sampled_from([1e-12, 0.1, 1e9]))
def test_it_does_not_matter_in_what_weights_are_counted(of, scale):
    """Shares of a city far below one, or money far above."""
    counted = replace(of, weights=of.weights * scale)
    best = best_by_trying(counted)
    if best is None:
        return
    found = solving.solve(counted, seconds=20)

    assert found.objective == pytest.approx(best, rel=1e-9)
    assert found.is_proven
    assert best <= found.bound <= best * (1 + 1e-8)


def test_nothing_to_cover_is_covered_by_nobody():
    of = line("", "", weights={}, most=1)
    found = solving.solve(of)

    assert (found.objective, found.gap) == (0.0, 0.0)


# --- What cannot be ----------------------------------------------------------------------------------------


def test_must_haves_that_are_too_many_too_dear_or_exclude_each_other_are_named():
    of = line(
        "a",
        "b",
        weights=FOUR,
        costs=(7, 6),
        most=1,
        budget=12,
        musts=frozenset({0, 1}),
        excludes=((0, 1),),
    )
    with pytest.raises(Refused) as refused:
        solving.solve(of)

    assert told(refused) == [
        ("siting-musts-many", "2", "1"),
        ("siting-musts-dear", "13", "12"),
        ("siting-musts-exclude", "A", "B"),
    ]


def test_a_kecamatan_with_too_few_candidates_is_named():
    of = line("a", "b", weights=FOUR, most=1, groups=[0, 1], least={0: 2, 1: 1})
    with pytest.raises(Refused) as refused:
        solving.solve(of)

    assert told(refused) == [
        ("siting-group-small", "utara", "2", "1"),
        ("siting-least-many", "3", "1"),
    ]


def test_a_clash_of_several_rules_is_cut_down_to_those_that_clash():
    # Two of the north cost at least 8, the must-have of the south 5; the pair of A and C has nothing to do with it.
    of = line(
        "a", "b", "c", "d",
        weights=FOUR, costs=(4, 4, 9, 5), budget=12, most=4, groups=[0, 0, 0, 1],
        least={0: 2}, musts=frozenset({3}), excludes=((0, 2),),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        solving.solve(of)

    assert told(refused) == [
        ("siting-infeasible",),
        ("siting-clash-budget", "12"),
        ("siting-clash-must", "D"),
        ("siting-clash-least", "utara", "2"),
    ]


def test_without_the_solver_the_instant_answer_and_the_bound_remain(monkeypatch):
    monkeypatch.setattr("kotacerdas.siting.domain.highs.is_here", lambda: False)
    of = line("ab", "bc", "ca", weights=FOUR, most=1)

    assert [each.method for each in solving.stages(of)] == ["greedy", "lagrange"]


def test_a_dead_end_without_the_solver_says_what_to_install(monkeypatch):
    monkeypatch.setattr("kotacerdas.siting.domain.highs.is_here", lambda: False)
    of = line("a", "b", weights=FOUR, costs=(9, 9), budget=10, groups=[0, 0], least={0: 2})
    with pytest.raises(Refused) as refused:
        solving.solve(of)

    assert told(refused) == [("siting-no-solver",)]


# --- Relays ------------------------------------------------------------------------------------------------


def test_a_relay_is_nearer_to_a_hub_than_what_hangs_on_it():
    # 0 reaches a hub; 1 and 2 see 0 and each other; 3 sees 2 alone; 4 sees nobody.
    seen = {0: [1, 2], 1: [0, 2], 2: [0, 1, 3], 3: [2], 4: []}

    assert neighbours.relays(seen, [0], range(5)) == {
        1: frozenset({0}),
        2: frozenset({0}),
        3: frozenset({2}),
        4: frozenset(),
    }


def test_beyond_the_most_hops_nothing_is_reached():
    seen = {0: [1], 1: [0, 2], 2: [1]}

    assert neighbours.relays(seen, [0], range(3), most=1)[2] == frozenset()


def test_a_proof_that_is_stopped_is_not_waited_for_and_leaves_the_bound_before_it(monkeypatch):
    """The solver here hears of nothing, as in a long step of its own."""
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    deaf = Event()
    monkeypatch.setattr("kotacerdas.siting.domain.highs.solved", lambda *_args, **_options: deaf.wait(20))

    *_before, bound, last = solving.stages(RING, seconds=30, stopped=lambda: True)
    deaf.set()

    assert (last.method, last.chosen, last.is_proven) == ("highs", bound.chosen, False)
    assert last.bound == bound.bound > last.objective


def test_what_the_solver_trips_over_is_raised_where_it_is_waited_for(monkeypatch):
    def trips(*_args, **_options):
        raise MemoryError

    monkeypatch.setattr("kotacerdas.siting.domain.highs.solved", trips)
    monkeypatch.setattr("kotacerdas.siting.domain.highs.is_here", lambda: True)
    with pytest.raises(MemoryError):
        list(solving.stages(RING, seconds=30, stopped=lambda: False))


def test_a_bound_that_meets_the_choice_is_a_proof():
    """Though a billionth is added to it for the rounding of sums."""
    of = line("ab", "bc", "ca", weights={"a": 1, "b": 1, "c": 1}, most=1)
    assert [(each.method, each.is_proven) for each in solving.stages(of, seconds=5)] == [
        ("greedy", False),
        ("lagrange", True),
    ]


def test_what_lies_within_the_asked_gap_is_not_called_proven():
    (*_before, last) = solving.stages(RING, seconds=5, gap=0.5)

    assert (last.objective, last.is_proven) == (5.0, False)
    assert 0 < last.gap <= 0.5


# --- The solver is not believed blindly --------------------------------------------------------------------


def test_a_rupiah_too_much_is_too_much_though_the_solver_takes_it_for_rounding():
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    of = line("a", "b", "c", weights=FOUR, costs=(5_000_001, 5_000_000, 5_000_000), budget=10_000_000)
    found = solving.solve(of)

    assert (named(of, found.chosen), found.is_proven) == ("BC", True) or found.objective == 5
    assert of.is_kept(highs.solved(of, seconds=5).chosen)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9])
def test_costs_that_differ_by_a_rupiah_do_not_mislead_the_solver(unit):
    """With costs as plain shares of the budget HiGHS 1.13 calls 121.75 of these worths the best, with its default tolerances; and
    worths of a billionth it takes for nothing."""
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    costs = (30_000_001, 50_000_000, 70_000_000, 20_000_000, 120_000_000, 9_999_999, 110_000_001, 89_999_999)
    worths = [each * unit for each in (4.29, 13, 29, 25, 13.53, 41, 22, 50)]
    of = problem(
        costs,
        worths,
        [(at, at) for at in range(8)],
        Rules(budget=200_000_001, excludes=((0, 1), (4, 5), (3, 7))),
    )
    best = best_by_trying(of)
    found = highs.solved(of, seconds=20)

    assert found.status == "optimal"
    assert of.value(found.chosen) == pytest.approx(best, rel=1e-9)
    assert found.bound == pytest.approx(best, rel=1e-6)


def test_rules_that_a_rupiah_breaks_are_refused():
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    of = line(
        "a", "b", weights=FOUR, costs=(5_000_001, 5_000_000), budget=10_000_000, groups=[0, 0], least={0: 2}
    )
    with pytest.raises(Refused) as refused:
        solving.solve(of)

    assert [kind for kind, *_values in told(refused)] == [
        "siting-infeasible",
        "siting-clash-budget",
        "siting-clash-least",
    ]


@pytest.mark.parametrize(
    "said", [highs.Answer("optimal", frozenset({0, 1}), 4.5), highs.Answer("infeasible", frozenset(), 0.0)]
)
def test_a_solver_that_denies_a_choice_that_is_there_proves_nothing(said):
    best = frozenset({0, 1})
    assert RING.value(best) == 5

    chosen, bound = solving.judged(RING, said, best, settled_at=4.0, ceiling=6.0)

    assert (chosen, bound) == (best, 6.0)


def test_what_settled_sites_leave_out_is_worth_no_more_than_what_they_were_settled_against():
    best = frozenset({0, 1})
    said = highs.Answer("infeasible", frozenset(), 0.0)

    assert solving.judged(RING, said, best, settled_at=5.0, ceiling=6.0) == (best, 5.0)


def test_an_answer_below_the_known_choice_counts_for_nothing(monkeypatch):
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    monkeypatch.setattr(highs, "_run", lambda *_given: highs.Answer("optimal", frozenset({3}), 3.0))

    assert highs.solved(RING, seconds=1, known=frozenset({0, 1})) == highs.Answer(
        "nothing", frozenset(), highs.ENDLESS
    )


def test_a_search_out_of_a_dead_end_is_not_waited_for_once_it_is_stopped(monkeypatch):
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    deaf = Event()
    monkeypatch.setattr("kotacerdas.siting.domain.highs.solved", lambda *_args, **_options: deaf.wait(20))
    of = line("a", "b", weights=FOUR, costs=(9, 9), budget=10, groups=[0, 0], least={0: 2})
    with pytest.raises(Refused) as refused:
        list(solving.stages(of, seconds=30, stopped=lambda: True))
    deaf.set()

    assert [kind for kind, *_values in told(refused)] == ["siting-no-time"]


@settings(deadline=None, max_examples=80)
@given(questions())
def test_each_rule_that_is_named_is_needed_for_the_clash(of):
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    if best_by_trying(of) is not None:
        return
    parts = clashes.needed(of)

    def holds(some):
        return best_by_trying(replace(of, rules=clashes.only(of.rules, some))) is not None

    assert not holds(parts)
    assert all(holds([each for each in parts if each != left]) for left in parts)


def test_among_thousands_of_pairs_a_clash_is_found_by_halves(monkeypatch):
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    asked = []
    holds = clashes._holds
    monkeypatch.setattr(clashes, "_holds", lambda *given: asked.append(1) or holds(*given))
    pairs = tuple((first, second) for first in range(40) for second in range(first + 1, 40))
    of = problem(
        [1] * 40,
        [1.0] * 40,
        [(at, at) for at in range(40)],
        Rules(most=40, excludes=pairs, least={0: 2}),
        groups=[0] * 2 + [1] * 38,
    )

    assert [each.kind for each in clashes.needed(of)] == ["least", "excludes"]
    assert len(asked) < 60


@settings(deadline=None, max_examples=100)
@given(questions())
def test_what_stands_is_told_like_plain_loops(of):
    """Which sites may come, which must stay: after sites came and went in any order."""
    standing, chosen = Standing(of), frozenset()
    for site in range(len(of.sites)):
        standing.add(site)
    for site in range(0, len(of.sites), 2):
        standing.remove(site)
        chosen = frozenset(range(len(of.sites))) - frozenset(range(0, site + 1, 2))
        allowed = standing.allowed()
        for other in frozenset(range(len(of.sites))) - chosen:
            after = chosen | {other}
            fits = (of.rules.most is None or len(after) <= of.rules.most) and (
                of.rules.budget is None or of.cost(after) <= of.rules.budget
            )
            free = not any({other, each} in map(set, of.rules.excludes) for each in chosen)
            carried = other not in of.rules.hangs_on or bool(of.rules.hangs_on[other] & chosen)
            assert bool(allowed[other]) == (fits and free and carried)
        assert standing.gains == pytest.approx(
            [of.value(chosen | {each}) - of.value(chosen) for each in range(len(of.sites))]
        )
        assert standing.cost == of.cost(chosen)
