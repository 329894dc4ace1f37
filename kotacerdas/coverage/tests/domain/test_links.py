"""Many links at once are judged as the one path is that `terrain` draws."""

from __future__ import annotations

from itertools import product
from math import hypot, inf, nan

import numpy as np
import pytest

from kotacerdas.coverage.domain.links import paths, verdicts
from kotacerdas.coverage.domain.links.choosing import nearest_clear
from kotacerdas.coverage.domain.links.clearing import clear_pairs
from kotacerdas.coverage.domain.links.paths import Paths, antennas
from kotacerdas.terrain.domain import profiles
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.profiles import Sight, Verdict
from kotacerdas.terrain.tests.ground import hills, over

Mast = tuple[float, float, float]
MHZ = 5800.0


def rough(seed: int, voids: float = 0.0) -> Elevation:
    heights = hills(60, 80, seed, roughness=2.0)
    heights[np.random.default_rng(seed).random(heights.shape) < voids] = nan
    return over(heights)


def masts(model: Elevation, count: int, seed: int) -> list[Mast]:
    """Some of them a little outside."""
    drawn, grid = np.random.default_rng(seed), model.grid
    return [
        (float(x), float(y), float(height))
        for x, y, height in zip(
            drawn.uniform(grid.west - 20, grid.east + 20, count),
            drawn.uniform(grid.south - 20, grid.north + 20, count),
            drawn.uniform(0, 60, count),
            strict=True,
        )
    ]


def one_by_one(model: Elevation, first: Mast, last: Mast) -> Sight:
    """As the page of a profile computes it."""
    ends = [
        ((model.grid.north - y) / model.grid.size - 0.5, (x - model.grid.west) / model.grid.size - 0.5)
        for x, y, _height in (first, last)
    ]
    ground = profiles.between(model.heights, model.grid.size, *ends)
    return profiles.sight(ground, mhz=MHZ, first=first[2], last=last[2])


def judged(model: Elevation, firsts: list[Mast], lasts: list[Mast]) -> list[Sight]:
    order = np.arange(len(firsts))
    return verdicts.sights(Paths(model, antennas(model, firsts), antennas(model, lasts), order, order, MHZ))


@pytest.mark.parametrize(("seed", "voids"), [(1, 0.0), (2, 0.002), (3, 0.02)])
@pytest.mark.parametrize("at_once", [200, paths.MOST_SAMPLES])
def test_every_link_is_judged_as_its_profile_is(
    seed: int, voids: float, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "MOST_SAMPLES", at_once)
    model = rough(seed, voids)
    firsts, lasts = masts(model, 120, seed), masts(model, 120, seed + 10)
    lasts[0], lasts[1] = firsts[0], (firsts[1][0] + 3, firsts[1][1], 5.0)

    wanted = [one_by_one(model, *pair) for pair in zip(firsts, lasts, strict=True)]
    found = judged(model, firsts, lasts)

    assert [each.verdict for each in found] == [each.verdict for each in wanted]
    assert len({each.verdict for each in wanted}) >= 3
    for mine, other in zip(found, wanted, strict=True):
        assert mine.margin == (None if other.margin is None else pytest.approx(other.margin, abs=1e-6))
        assert mine.needed == (None if other.needed is None else pytest.approx(other.needed, abs=1e-6))
        assert (mine.worst is None) == (other.worst is None)
        if mine.worst and other.worst:
            assert mine.worst.at == pytest.approx(other.worst.at, abs=1e-6)


@pytest.mark.parametrize(("seed", "voids"), [(4, 0.0), (5, 0.005)])
def test_clear_pairs_are_exactly_those_whose_profile_is_clear(seed: int, voids: float) -> None:
    model = rough(seed, voids)
    firsts, lasts = masts(model, 25, seed), masts(model, 20, seed + 10)
    wanted = [
        (at, to)
        for (at, first), (to, last) in product(enumerate(firsts), enumerate(lasts))
        if hypot(first[0] - last[0], first[1] - last[1]) <= 400
        and one_by_one(model, first, last).verdict == Verdict.CLEAR
    ]

    assert 0 < len(wanted) < 500
    assert clear_pairs(model, firsts, lasts, mhz=MHZ, most_km=0.4) == wanted


def test_a_list_against_itself_gives_each_pair_both_ways_and_none_with_itself() -> None:
    model = rough(6)
    sites = masts(model, 30, 6)

    found = clear_pairs(model, sites, sites, mhz=MHZ, most_km=0.4)
    assert found
    assert found == [pair for pair in clear_pairs(model, sites, list(sites), mhz=MHZ, most_km=0.4) if pair[0] != pair[1]]  # fmt: skip
    assert sorted((last, first) for first, last in found) == found


def test_what_has_no_place_or_lies_outside_is_linked_to_nothing() -> None:
    model = over(np.full((20, 20), 30.0))
    inside = (model.grid.west + 100, model.grid.south + 100, 20.0)
    lost: list[Mast] = [(inf, inf, 5.0), (nan, 1.0, 5.0), (model.grid.west - 500, model.grid.south, 50.0)]

    assert clear_pairs(model, [inside, *lost], [*lost, inside], mhz=MHZ, most_km=50) == [(0, 3)]
    assert clear_pairs(model, [], [inside], mhz=MHZ, most_km=50) == []


def test_the_nearest_hubs_with_a_free_path_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotacerdas.coverage.domain.links.choosing.AT_ONCE", 3)
    model = rough(7)
    places, hubs = masts(model, 20, 7), masts(model, 40, 17)
    pairs = clear_pairs(model, places, hubs, mhz=MHZ, most_km=0.5)

    def far(place: int, hub: int) -> float:
        return hypot(places[place][0] - hubs[hub][0], places[place][1] - hubs[hub][1])

    wanted = [
        sorted((hub for at, hub in pairs if at == place), key=lambda hub: far(place, hub))[:2]
        for place in range(len(places))
    ]
    assert nearest_clear(model, places, hubs, mhz=MHZ, most_km=0.5, wanted=2) == wanted
    assert any(len(row) == 2 for row in wanted)


def test_no_more_samples_are_held_at_a_time_than_fit() -> None:
    model = over(np.full((200, 200), 30.0))
    grid = model.grid
    firsts: list[Mast] = [(grid.west + 15, grid.south + 15 + at, 20.0) for at in range(50)]
    lasts: list[Mast] = [(grid.east - 15, grid.north - 15 - at, 20.0) for at in range(50)]
    order = np.arange(50)
    both = Paths(model, antennas(model, firsts), antennas(model, lasts), order, order, MHZ)

    pieces = [len(each.along) for each in paths.samples(both)]
    assert sum(pieces) == int((both.steps - 1).sum())
    assert max(pieces) <= paths.MOST_SAMPLES
