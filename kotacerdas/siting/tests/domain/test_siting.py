"""The chosen sites keep every rule, the proven ones are the best, and no choice exceeds the bound."""

from __future__ import annotations

from threading import Event

import pytest
from hypothesis import given, settings

from kotacerdas.common.domain.faults import Refused
from kotacerdas.siting.domain import greedy, hops, lagrange, losing, searching, solving
from kotacerdas.siting.domain.merging import merged
from kotacerdas.siting.tests.domain.problems import best_by_trying, choices, line, named, questions

FOUR = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}


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

    assert hops.relays(seen, [0], range(5)) == {
        1: frozenset({0}),
        2: frozenset({0}),
        3: frozenset({2}),
        4: frozenset(),
    }


def test_beyond_the_most_hops_nothing_is_reached():
    seen = {0: [1], 1: [0, 2], 2: [1]}

    assert hops.relays(seen, [0], range(3), most=1)[2] == frozenset()


# --- What would be missed least ----------------------------------------------------------------------------


def test_what_others_cover_is_given_up_first():
    of = line("ab", "b", "c", "cd", weights=FOUR)
    gone = losing.dropped(of, 2, seconds=0.1)

    assert named(of, gone) == "BC"
    assert losing.lost(of, gone) == 0


def test_a_must_have_stays():
    of = line("a", "", weights=FOUR, musts=frozenset({1}))

    assert named(of, losing.dropped(of, 2, seconds=0.1)) == "A"


def test_overlap_tells_what_no_other_point_covers():
    of = line("ab", "b", weights=FOUR)

    assert [(of.sites[each.site], each.covered, each.alone, each.shared) for each in losing.overlaps(of)] == [
        ("B", 3.0, 0.0, 3.0),
        ("A", 7.0, 4.0, 3.0),
    ]


def test_a_proof_that_is_stopped_is_not_waited_for_and_leaves_the_bound_before_it(monkeypatch):
    """The solver here hears of nothing, as in a long step of its own."""
    pytest.importorskip("highspy", reason="the group portfolio is not installed")
    deaf = Event()
    monkeypatch.setattr("kotacerdas.siting.domain.highs.solved", lambda *_args, **_options: deaf.wait(20))
    # Of four sites the relaxation takes a half each and covers all six; two cover five.
    of = line("abd", "bce", "caf", "def", weights=dict.fromkeys("abcdef", 1.0), most=2)

    *_before, bound, last = solving.stages(of, seconds=30, stopped=lambda: True)
    deaf.set()

    assert (last.method, last.chosen, last.is_proven) == ("highs", bound.chosen, False)
    assert last.bound == bound.bound > last.objective


def test_what_the_solver_trips_over_is_raised_where_it_is_waited_for(monkeypatch):
    def trips(*_args, **_options):
        raise MemoryError

    monkeypatch.setattr("kotacerdas.siting.domain.highs.solved", trips)
    monkeypatch.setattr("kotacerdas.siting.domain.highs.is_here", lambda: True)
    of = line("abd", "bce", "caf", "def", weights=dict.fromkeys("abcdef", 1.0), most=2)
    with pytest.raises(MemoryError):
        list(solving.stages(of, seconds=30, stopped=lambda: False))


def test_a_bound_that_meets_the_choice_is_a_proof():
    """Though a billionth is added to it for the rounding of sums."""
    of = line("ab", "bc", "ca", weights={"a": 1, "b": 1, "c": 1}, most=1)
    assert [(each.method, each.is_proven) for each in solving.stages(of, seconds=5)] == [
        ("greedy", False),
        ("lagrange", True),
    ]
