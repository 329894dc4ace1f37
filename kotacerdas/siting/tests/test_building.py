"""The question of a scenario against plain loops over every cell; each rule as numbers; what is refused says why."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from pyproj import Transformer

from kotacerdas.common.domain.faults import Refused
from kotacerdas.coverage.settled import Settled
from kotacerdas.siting.building import Built, build
from kotacerdas.siting.domain import greedy
from kotacerdas.siting.domain.candidates import Offer
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.queries.material import Material
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.sight import Observer
from kotacerdas.terrain.tests import slow
from kotacerdas.terrain.tests.ground import CRS, hills, over

pytest.importorskip("numba", reason="the group planning is not installed")
ROWS, COLUMNS, SIZE = 33, 37, 20.0
BACK = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def degrees(row: int, column: int, ground: Elevation) -> tuple[float, float]:
    lon, lat = BACK.transform(*ground.grid.middle_of(Cell(row, column)))
    return float(lon), float(lat)


def ground(**more: Any) -> Elevation:
    return over(hills(ROWS, COLUMNS, roughness=0.5, **more), SIZE)


def material(elevation: Elevation, **more: Any) -> Material:
    """Two kelurahan, left and right, with uneven people; the last row lies outside of both."""
    area = np.zeros((ROWS, COLUMNS), np.int16)
    area[:, COLUMNS // 2 :] = 1
    area[-1] = -1
    people = np.random.default_rng(5).integers(0, 4, area.shape).astype(np.float32)
    people[area < 0] = 0
    counts = {"a": int(people[area == 0].sum()), "b": int(people[area == 1].sum())}
    given: dict[str, Any] = {
        "points": ((*degrees(5, 5, elevation), 6.0),), "needs": (), "reports": (), "hubs": (), "is_sample": False
    }  # fmt: skip
    return Material(
        Ground(code="tanah", title="Bukit"), elevation, Settled(("a", "b"), area, people, False, counts), **given | more
    )  # fmt: skip


def offers(elevation: Elevation, *cells: tuple[int, int], **more: Any) -> list[Offer]:
    found = []
    for at, (row, column) in enumerate(cells):
        lon, lat = degrees(row, column, elevation)
        kecamatan = "k1" if column < COLUMNS // 2 else "k2"
        found.append(
            Offer(f"c{at}", f"Calon {at}", "grid", "", lon, lat, 10, kecamatan=kecamatan, kecamatan_name=kecamatan, **more)
        )  # fmt: skip
    return found


SPOTS = ((4, 6), (10, 10), (16, 20), (28, 30), (31, 2), (0, 36))
LOOK = {"radius_m": 130.0, "mast_m": 6.0, "receiver_m": 1.5}


def seen(elevation: Elevation, row: int, column: int, height: float = 6.0) -> np.ndarray:
    look = Look(LOOK["radius_m"], LOOK["receiver_m"])
    return slow.seen_by_rays(elevation, Observer(Cell(row, column), height), look) > 0


def by_hand(
    elevation: Elevation, given: Material, load: np.ndarray
) -> tuple[dict[Any, float], list[dict[Any, float]]]:
    """Weight of each square, and of each candidate the weight that it sees of each square."""
    squares: dict[Any, float] = defaultdict(float)
    reached: list[dict[Any, float]] = []
    area = given.settled.area
    masks = [seen(elevation, *spot) for spot in SPOTS]
    reached = [defaultdict(float) for _mask in masks]
    for row in range(ROWS):
        for column in range(COLUMNS):
            if load[row, column] <= 0 or area[row, column] < 0:
                continue
            square = (row // 5, column // 5, int(area[row, column]))
            squares[square] += float(load[row, column])
            for at, mask in enumerate(masks):
                if mask[row, column]:
                    reached[at][square] += float(load[row, column])
    return squares, reached


def covered_weight(built: Built, site: int) -> float:
    return float(built.problem.weights[built.problem.covers.row(site)].sum())


def test_weights_and_covers_are_those_of_plain_loops_over_every_cell() -> None:
    elevation = ground()
    given = material(elevation)
    served = seen(elevation, 5, 5)
    load = np.where(served, 0, given.settled.people)

    built = build(given, offers(elevation, *SPOTS), Wishes(most=3, **LOOK))

    squares, reached = by_hand(elevation, given, load)
    assert len(built.demand) == len(squares)
    assert built.problem.weights.sum() == pytest.approx(sum(squares.values()))
    for site, seen_by in enumerate(reached):
        wanted = sum(squares[each] for each, weight in seen_by.items() if weight >= squares[each] / 2 - 1e-9)
        assert covered_weight(built, site) == pytest.approx(wanted)
    assert built.figures["waiting"] == round(load.sum())
    assert built.figures["before"] == round(given.settled.people[served].sum())


def test_people_whom_a_point_serves_already_wait_for_nothing() -> None:
    elevation = ground()
    without = build(material(elevation, points=()), offers(elevation, (5, 5)), Wishes(most=1, **LOOK))
    beside = build(material(elevation), offers(elevation, (5, 5)), Wishes(most=1, **LOOK))

    assert covered_weight(without, 0) > 0
    assert covered_weight(beside, 0) == 0
    assert beside.figures["useless"] == 1


def test_a_factor_of_a_kelurahan_a_place_of_need_and_a_report_add_to_what_waits() -> None:
    elevation = ground()
    far = degrees(20, 30, elevation)
    given = material(elevation, needs=(("school", *far), ("posyandu", *far)), reports=(far,))
    plain = build(given, offers(elevation, *SPOTS), Wishes(most=3, **LOOK))
    weighed = build(
        given, offers(elevation, *SPOTS),
        Wishes(most=3, equity={"a": 2.0}, needs={"school": 50}, report_people=7, **LOOK),
    )  # fmt: skip

    waiting_in_a = plain.demand.heads[plain.demand.area == 0].sum()
    assert weighed.problem.weights.sum() - plain.problem.weights.sum() == pytest.approx(waiting_in_a + 57)
    assert weighed.demand.heads.sum() == pytest.approx(plain.demand.heads.sum())
    assert not weighed.figures["is_plain"]


def test_a_place_that_a_point_serves_already_does_not_count_as_need() -> None:
    elevation = ground()
    given = material(elevation, needs=(("school", *degrees(5, 5, elevation)),))

    built = build(given, offers(elevation, *SPOTS), Wishes(most=1, needs={"school": 1000}, **LOOK))

    assert built.problem.weights.sum() == pytest.approx(built.demand.heads.sum())
    assert built.needs == []


def test_rules_become_numbers_of_the_right_candidates() -> None:
    elevation = ground()
    rows = offers(elevation, *SPOTS)
    rows[1] = Offer(**{**rows[1].as_json(), "is_must": True, "exclusion": "pasar"})
    rows[3] = Offer(**{**rows[3].as_json(), "exclusion": "pasar"})

    built = build(
        material(elevation), rows, Wishes(most=4, budget=100, apart_m=150, least={"k2": 2}, **LOOK)
    )  # fmt: skip

    rules = built.problem.rules
    assert (rules.most, rules.budget, rules.musts) == (4, 100, frozenset({1}))
    assert rules.excludes == ((0, 1), (1, 3))
    assert built.problem.group_names == ("k1", "k2")
    assert dict(rules.least) == {1: 2}
    assert built.problem.is_kept(greedy.chosen(built.problem))


def test_only_what_sees_a_hub_or_a_relay_that_does_may_be_chosen() -> None:
    heights = np.full((ROWS, COLUMNS), 10.0, np.float32)
    heights[:, 12] = 80.0
    elevation = over(heights, SIZE)
    given = material(elevation, points=(), hubs=((*degrees(16, 2, elevation), 15.0),))
    rows = offers(elevation, (16, 6), (16, 12), (16, 30))

    built = build(given, rows, Wishes(most=3, backhaul="hubs", link_km=1.0, relays=1, **LOOK))

    assert built.reaching == {0, 1}
    assert dict(built.problem.rules.hangs_on) == {2: frozenset({1})}
    alone = build(given, rows, Wishes(most=3, backhaul="hubs", link_km=1.0, relays=0, **LOOK))
    assert dict(alone.problem.rules.hangs_on) == {2: frozenset()}


def test_whoever_stands_on_a_void_or_outside_is_left_out_and_counted() -> None:
    heights = hills(ROWS, COLUMNS)
    heights[10, 10] = np.nan
    elevation = over(heights, SIZE)
    rows = [*offers(elevation, (4, 6), (10, 10)), Offer("jauh", "Jauh", "upload", "", 100.0, 1.0, 10)]

    built = build(material(elevation), rows, Wishes(most=1, **LOOK))

    assert built.problem.sites == ("c0",)
    assert built.figures["left_out"] == 2


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"least": {"k9": 1}}, "siting-kecamatan-without"),
        ({"backhaul": "hubs"}, "siting-no-hubs"),
    ],
)
def test_what_cannot_be_asked_is_refused(fields: dict[str, Any], kind: str) -> None:
    elevation = ground()
    with pytest.raises(Refused) as refused:
        build(material(elevation), offers(elevation, *SPOTS), Wishes(most=2, **LOOK, **fields))
    assert [each.kind for each in refused.value.faults] == [kind]


def test_a_must_have_outside_the_ground_is_named() -> None:
    elevation = ground()
    rows = [Offer("jauh", "Jauh", "upload", "", 100.0, 1.0, 10, is_must=True), *offers(elevation, (4, 6))]
    with pytest.raises(Refused) as refused:
        build(material(elevation), rows, Wishes(most=2, **LOOK))
    assert [(each.kind, each.values["site"]) for each in refused.value.faults] == [
        ("siting-must-off-ground", "jauh")
    ]


def test_memory_is_bounded_by_a_limit_of_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotacerdas.siting.domain.demand.MOST_PAIRS", 3)
    elevation = ground()
    with pytest.raises(Refused) as refused:
        build(material(elevation), offers(elevation, *SPOTS), Wishes(most=2, **LOOK))
    assert refused.value.faults[0].kind == "siting-many-pairs"


def test_progress_is_told_while_candidates_look_around() -> None:
    elevation, told = ground(), []
    build(
        material(elevation), offers(elevation, *SPOTS), Wishes(most=2, **LOOK), told=lambda done, of: told.append((done, of))
    )  # fmt: skip
    assert told == [(0, 6), (6, 6)]
