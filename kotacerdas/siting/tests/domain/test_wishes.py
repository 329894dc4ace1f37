"""What is asked of a scenario, kept and read again; grids, distances, and the order in which one would build."""

import numpy as np
import pytest

from kotacerdas.siting.domain import candidates, neighbours, ranking
from kotacerdas.siting.domain.problem import Rules, problem
from kotacerdas.siting.domain.wishes import Wishes, faults_of


def test_wishes_are_read_again_as_they_were_kept() -> None:
    given = Wishes(
        places=("school", "hall"), least={"b": 1, "a": 2}, equity={"x": 2.0}, costs={"": 5}, most=3
    )
    kept = given.as_json()

    assert Wishes.of(kept).as_json() == kept
    assert Wishes.of({**kept, "a field of tomorrow": 1}).most == 3
    assert Wishes.of({}) == Wishes()


@pytest.mark.parametrize(
    ("fields", "is_plain"),
    [({}, True), ({"equity": {"a": 1.0}}, True), ({"equity": {"a": 2.0}}, False), ({"needs": {"school": 1}}, False),
     ({"needs": {"school": 0}}, True), ({"report_people": 1}, False)],
)  # fmt: skip
def test_only_people_counted_once_are_plain(fields: dict, is_plain: bool) -> None:
    assert Wishes(**fields).is_plain is is_plain


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"most": None}, "siting-without-limit"),
        ({"most": 0}, "siting-choose"),
        ({"budget": 0}, "siting-budget"),
        ({"grid_m": 49}, "siting-grid"),
        ({"radius_m": 0.0}, "siting-radius"),
        ({"radius_m": float("nan")}, "siting-radius"),
        ({"receiver_m": -1.0}, "siting-receiver-height"),
        ({"mast_m": 301.0}, "siting-mast-height"),
        ({"apart_m": 6000}, "siting-apart"),
        ({"equity": {"a": -1.0}}, "siting-equity"),
        ({"needs": {"school": -1}}, "siting-needs"),
        ({"costs": {"": -1}}, "siting-cost"),
        ({"least": {"a": -1}}, "siting-least"),
        ({"link_km": 0.0}, "siting-link"),
        ({"relays": 4}, "siting-relays"),
        ({"seconds": 0}, "siting-seconds"),
    ],
)
def test_each_impossible_wish_has_its_word(fields: dict, kind: str) -> None:
    assert [each.kind for each in faults_of(Wishes(**{"most": 3, **fields}))] == [kind]


def test_a_grid_has_the_same_crossings_whichever_corner_one_begins_at() -> None:
    large = {each.code: each for each in candidates.crossings(0, 0, 1000, 1000, 300)}
    small = list(candidates.crossings(290, 290, 910, 910, 300))

    assert candidates.count(290, 290, 910, 910, 300) == len(small) == 9
    assert all(large[each.code] == each for each in small)
    assert candidates.count(10, 10, 20, 20, 300) == 0


def test_pairs_that_are_too_near_are_those_of_plain_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "ROWS_AT_ONCE", 7)
    places = np.random.default_rng(3).uniform(0, 100, (40, 2))
    wanted = [(a, b) for a in range(40) for b in range(a + 1, 40) if np.hypot(*(places[a] - places[b])) < 20]

    assert neighbours.nearer_than(places, 20, most=10_000) == wanted
    assert neighbours.nearer_than(places, 20, most=len(wanted) - 1) is None


def test_of_alternatives_every_pair_excludes_each_other() -> None:
    assert neighbours.alternatives(["a", "", "a", "b", "a", ""]) == [(0, 2), (0, 4), (2, 4)]


def test_one_builds_first_what_adds_most_and_a_relay_before_what_hangs_on_it() -> None:
    asked = problem(
        [1, 1, 1], [5, 4, 1], [(0, 0), (1, 0), (1, 1), (2, 2)], Rules(hangs_on={1: frozenset({2})})
    )
    steps = ranking.in_order(asked, frozenset({0, 1, 2}), np.array([50.0, 40.0, 10.0]))

    assert [(each.site, each.weight, each.people, each.over) for each in steps] == [
        (0, 5.0, 50.0, None),
        (2, 1.0, 10.0, None),
        (1, 4.0, 40.0, 2),
    ]
