"""Points that may go: never worse than the bound says, every rule kept, and the best of all selections where it is proven."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis.strategies import booleans

from kotacerdas.siting.domain import highs, sparing
from kotacerdas.siting.domain.problem import Problem, Rules
from kotacerdas.siting.domain.sparing import Wanted, spared
from kotacerdas.siting.domain.standing import Standing
from kotacerdas.siting.tests.domain.problems import choices, line, named, questions

WEIGHTS = {"a": 10, "b": 20, "c": 3, "d": 7}


def test_what_others_cover_goes_first():
    of = line("ab", "b", "cd", "c", weights=WEIGHTS)
    found = spared(of, Wanted(points=2))

    assert named(of, found.gone) == "BD"
    assert (found.lost, found.least, found.is_proven) == (0, 0, True)


def test_money_is_saved_at_least_as_wished():
    of = line("a", "b", "c", "d", weights=WEIGHTS, costs=(5, 9, 4, 4))
    found = spared(of, Wanted(saved=5))

    assert of.cost(found.gone) >= 5
    assert (named(of, found.gone), found.lost) == ("CD", 10) or (named(of, found.gone), found.lost) == (
        "A",
        10,
    )


def test_a_point_of_which_nobody_knows_the_cost_saves_nothing():
    of = line("a", "c", "d", weights=WEIGHTS, costs=(5, 0, 5))
    found = spared(of, Wanted(saved=5))

    assert named(of, found.gone) == "C"


def test_what_must_stay_stays_and_a_hub_stays_with_what_it_feeds():
    of = line("a", "c", "b", weights=WEIGHTS, musts=frozenset({0}), hangs_on={2: frozenset({1})})
    found = spared(of, Wanted(points=1))

    assert named(of, found.gone) == "C"
    assert found.lost == 20


def test_more_than_may_go_is_told():
    of = line("a", "b", weights=WEIGHTS, musts=frozenset({0, 1}))

    with pytest.raises(sparing.TooMuch):
        spared(of, Wanted(points=1))


def asked_of(of: Problem, wanted: Wanted) -> float | None:
    """The least loss of every selection that keeps the rules, by trying them all."""
    asked = sparing.remaining(of, wanted)
    whole = of.value(range(len(of.sites)))
    return min((whole - of.value(each) for each in choices(asked)), default=None)


@settings(max_examples=80, deadline=None)
@given(questions())
def test_no_selection_loses_less_than_the_bound(of):
    of = replace(of, rules=Rules(musts=of.rules.musts))
    wanted = Wanted(points=len(of.sites) // 2)
    best = asked_of(of, wanted)
    if best is None:
        with pytest.raises(sparing.TooMuch):
            spared(of, wanted)
        return
    found = spared(of, wanted, seconds=5)

    assert sparing.remaining(of, wanted).is_kept(frozenset(range(len(of.sites))) - found.gone)
    assert found.least <= best + 1e-6
    assert found.lost >= best - 1e-6
    if found.is_proven:
        assert found.lost == pytest.approx(best, abs=1e-6)


def test_the_same_question_has_the_same_answer():
    of = line("abc", "bcd", "cda", "d", "ab", weights=WEIGHTS, costs=(1, 2, 3, 4, 5))
    one, two = (spared(of, Wanted(points=3), seconds=0) for _ in range(2))

    assert (one.gone, one.lost, one.least) == (two.gone, two.lost, two.least)


def test_without_the_solver_the_bound_remains(monkeypatch):
    monkeypatch.setattr(highs, "is_here", lambda: False)
    of = line("ab", "bc", "ca", "d", weights=WEIGHTS)
    found = spared(of, Wanted(points=2))

    assert found.least <= found.lost


@settings(max_examples=100, deadline=None)
@given(questions(), booleans())
def test_one_after_the_other_goes_what_is_missed_least_of_all_that_may_go(of, by_money):
    """As by looking at every point anew each time."""
    of = replace(of, rules=Rules(musts=of.rules.musts, hangs_on=of.rules.hangs_on))
    wanted = Wanted(saved=int(of.costs.sum()) // 2) if by_money else Wanted(points=len(of.sites) // 2)
    asked = sparing.remaining(of, wanted)
    standing = Standing(asked, range(len(of.sites)))
    while not sparing._is_enough(standing):
        free = [
            (
                float(of.weights[standing.only_by(site)].sum()) / (of.costs[site] if by_money else 1),
                float(of.alone[site]),
                site,
            )
            for site in standing.sites
            if not standing.is_needed(site) and (of.costs[site] or not by_money)
        ]
        if not free:
            assert sparing._peeled(asked) is None
            return
        standing.remove(min(free)[-1])

    assert sparing._peeled(asked) == standing.sites
