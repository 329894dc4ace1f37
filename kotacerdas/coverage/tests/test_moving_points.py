"""What the planner answers when points are moved: the same as counting everything anew, and nothing is saved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.coverage import questions
from kotacerdas.coverage.domain.wishes import Placed, Wishes
from kotacerdas.coverage.posts import Post, Posted
from kotacerdas.coverage.settled import Settled
from kotacerdas.coverage.tests import moving_city
from kotacerdas.coverage.tests.moving_city import at
from kotacerdas.coverage.warm import Base, based
from kotacerdas.geography.models import Count
from kotacerdas.planner.domain.warm import Warm
from kotacerdas.planner.questions import Asked
from kotacerdas.terrain.domain.elevation import Elevation
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.tests.ground import hills, over
from kotacerdas.wifi.models import Point

if TYPE_CHECKING:
    from kotacerdas.people.models import City

pytest.importorskip("numba", reason="the group planning is not installed")
ROWS, COLUMNS = 24, 31
DAY = date(2026, 11, 29)
USUAL = 8.0


# --- Against counting anew ---------------------------------------------------------------------------------


def ground(seed: int, voids: int) -> Elevation:
    heights = hills(ROWS, COLUMNS, seed)
    holes = np.random.default_rng(seed).integers(0, heights.size, voids)
    heights.ravel()[holes] = np.nan
    return over(heights, size=50.0)


def lived(on: Elevation) -> Settled:
    """In quarters of a person, so that sums have no rounding; the last columns belong to nobody."""
    area = np.add.outer(np.arange(ROWS) // 8, np.zeros(COLUMNS, int)).astype(np.int16)
    area[:, -3:] = -1
    people = (np.arange(area.size).reshape(area.shape) % 7 / 4).astype(np.float32)
    people[(area < 0) | on.voids] = 0
    return Settled(("a", "b", "c"), area, people, False, {"a": 500, "b": 500, "c": 500})


def post(code: str, cell: tuple[int, int], height: float) -> Post:
    return Post(code, code, 0.0, 0.0, height, None, Cell(*cell))


def standing(on: Elevation, living: Settled, posts: list[Post], look: Look) -> Base:
    return based("64.71", "ground", on, living, Posted(tuple(posts), ()), look)


def degrees(on: Elevation, cell: tuple[int, int]) -> tuple[float, float]:
    from pyproj import Transformer

    east, north = on.grid.middle_of(Cell(*cell))
    lon, lat = Transformer.from_crs(on.grid.crs, "EPSG:4326", always_xy=True).transform(east, north)
    return lon, lat


CELLS = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))


@settings(max_examples=40)
@given(
    seed=st.integers(0, 500),
    voids=st.integers(0, 40),
    cells=st.lists(CELLS, min_size=3, max_size=6),
    targets=st.lists(CELLS, min_size=3, max_size=3),
    heights=st.lists(st.sampled_from([None, 2.0, 25.0]), min_size=3, max_size=3),
    radius=st.sampled_from([120.0, 400.0, 1_300.0]),
)
def test_what_would_change_is_what_counting_anew_finds(
    seed: int, voids: int, cells: Any, targets: Any, heights: Any, radius: float
) -> None:
    """Two moved, one added, one taken away, on random hills with voids and up to the border; exact and by the sweep."""
    on = ground(seed, voids)
    living, look = lived(on), Look(radius, 1.5)
    posts = [
        post(f"W-{number}", cell, 10.0)
        for number, cell in enumerate(cells)
        if on.height_at(Cell(*cell)) is not None
    ]
    targets = [cell for cell in targets if on.height_at(Cell(*cell)) is not None]
    moved = list(zip(posts[:2], targets, heights, strict=False))
    added = [Placed("baru", *degrees(on, targets[2]), heights[2])] if len(targets) == 3 else []
    removed = [each.code for each in posts[2:3]]
    base = standing(on, living, posts, look)

    wanted = Wishes(
        radius,
        1.5,
        [Placed(one.code, *degrees(on, cell), height) for one, cell, height in moved],
        added,
        removed,
    )
    told = questions.answer(Warm(2**24), base, wanted, USUAL).values

    anew = [
        *(post(one.code, cell, one.height if height is None else height) for one, cell, height in moved),
        *(post("baru", targets[2], USUAL if each.height is None else each.height) for each in added),
        *(each for each in posts[len(moved) :] if each.code not in removed),
    ]
    after = standing(on, living, anew, look)
    by_code = {each["code"]: each["now"] for each in told["areas"]}
    for number, code in enumerate(living.codes):
        assert by_code.get(code, round(float(base.reached[number]))) == round(float(after.reached[number]))
    was, now = base.counts > 0, after.counts > 0
    people = living.people.astype(np.float64)
    assert told["people"] == {
        "was": round(base.people),
        "gained": round(people[~was & now].sum()),
        "lost": round(people[was & ~now].sum()),
    }
    ours = living.area >= 0
    assert told["ha"] == {
        "gained": (~was & now & ours).sum() * 0.25,
        "lost": (was & ~now & ours).sum() * 0.25,
    }


def test_nothing_tried_changes_nothing() -> None:
    on = ground(1, 5)
    told = questions.answer(
        Warm(2**24), standing(on, lived(on), [], Look(400.0)), Wishes(400.0, 1.5), USUAL
    ).values

    assert told["people"] == {"was": 0, "gained": 0, "lost": 0}
    assert told["areas"] == told["points"] == told["pictures"] == []


# --- A city ------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(balikpapan: City) -> City:
    moving_city.built(balikpapan)
    return balikpapan


def ask(city: City, warm: Warm | None = None, **wished: Any) -> Any:
    values = {
        "city": city.code,
        "on": DAY.isoformat(),
        "usual_m": USUAL,
        "radius": 500.0,
        "receiver": 1.5,
        **wished,
    }
    return questions.move(Asked(values, {}, warm or Warm(2**26)))


def elsewhere(code: str = "W-1", along: float = 1.5, up: float = 1.4, **more: Any) -> dict[str, Any]:
    lon, lat = at(along, up)
    return {"code": code, "lon": lon, "lat": lat, **more}


@pytest.mark.django_db
def test_a_moved_point_tells_whom_it_gains_and_loses(ready: City) -> None:
    told = ask(ready, moves=[elsewhere()]).values

    assert told["people"]["gained"] > 0
    assert told["people"]["lost"] > 0
    [point] = told["points"]
    assert point["code"] == "W-1"
    assert point["now"]["people"] >= point["now"]["alone"] > 0
    assert sum(each["now"] - each["was"] for each in told["areas"]) == pytest.approx(
        told["people"]["gained"] - told["people"]["lost"], abs=4
    )


@pytest.mark.django_db
def test_nothing_is_saved_and_the_same_question_has_the_same_answer(ready: City) -> None:
    warm, before = Warm(2**26), list(Point.objects.values())

    first, second = (ask(ready, warm, moves=[elsewhere()]) for _each in range(2))
    cold = ask(ready, moves=[elsewhere()])

    assert first.values == second.values == cold.values
    for name, picture in first.arrays.items():
        assert np.array_equal(picture, cold.arrays[name])
    assert list(Point.objects.values()) == before


@pytest.mark.django_db
def test_several_wishes_add_up(ready: City) -> None:
    there, back = elsewhere(), elsewhere("W-2", 1.2, 0.7)

    one = ask(ready, moves=[there]).values
    both = ask(ready, moves=[there, back]).values
    all_gone = ask(ready, removes=["W-1", "W-2", "W-3"]).values

    assert both["people"] == one["people"]
    assert all_gone["people"]["lost"] == all_gone["people"]["was"] > 0


@pytest.mark.django_db
def test_a_point_put_where_it_stands_changes_nothing(ready: City) -> None:
    told = ask(ready, moves=[elsewhere("W-1", *moving_city.PLACES[0])])

    assert told.values["people"]["gained"] == told.values["people"]["lost"] == 0
    assert told.values["pictures"] == []


@pytest.mark.django_db
def test_pictures_lie_where_something_changed(ready: City) -> None:
    from io import BytesIO

    from PIL import Image

    told = ask(ready, moves=[elsewhere()])

    assert told.values["pictures"]
    for each in told.values["pictures"]:
        (west, north), _upper, (east, south), _lower = each["corners"]
        assert 116.9 < west < east < 117.1
        assert -0.7 < south < north < -0.5
        image = Image.open(BytesIO(told.arrays[each["name"]].tobytes()))
        assert 0 < image.width <= moving_city.ROWS


@pytest.mark.parametrize(
    ("wished", "kind"),
    [
        ({"moves": [{"code": "W-1", "lon": 118.0, "lat": -0.6}]}, "what-if-outside"),
        ({"moves": [{"code": "W-1", "lon": 500.0, "lat": -0.6}]}, "what-if-outside"),
        ({"moves": [{"code": "W-1", "lon": -0.595, "lat": 117.005}]}, "what-if-swapped"),
        ({"moves": [elsewhere("X")]}, "what-if-unknown"),
        ({"removes": ["X"]}, "what-if-unknown"),
        ({"adds": [elsewhere("W-2")]}, "what-if-there-already"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_tried_is_refused_with_a_reason(ready: City, wished: Any, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(ready, **wished)

    assert [each.kind for each in refused.value.faults] == [kind]


@pytest.mark.django_db
def test_a_point_on_unknown_ground_is_refused(balikpapan: City) -> None:
    heights = hills(moving_city.ROWS, moving_city.ROWS)
    heights[:, 30:] = np.nan
    moving_city.built(balikpapan, heights=heights)

    with pytest.raises(Refused) as refused:
        ask(balikpapan, moves=[elsewhere(along=1.9)])
    assert refused.value.faults[0].kind == "what-if-on-void"


@pytest.mark.django_db
def test_without_a_ground_it_says_so(balikpapan: City) -> None:
    with pytest.raises(Refused) as refused:
        ask(balikpapan)

    assert [each.kind for each in refused.value.faults] == ["what-if-no-ground"]


@pytest.mark.django_db
def test_it_hears_of_other_points_people_and_ground_between_questions(ready: City) -> None:
    warm = Warm(2**26)
    first = ask(ready, warm).values["people"]["was"]

    Count.objects.update(people=2_000)
    doubled = ask(ready, warm).values["people"]["was"]
    Point.objects.filter(code="W-1").update(removed_on=DAY)
    fewer = ask(ready, warm).values
    moving_city.put(ready, over(np.full((10, 10), 5.0)))
    off = ask(ready, warm).values

    assert doubled == pytest.approx(2 * first, abs=1)
    assert fewer["people"]["was"] < doubled
    assert fewer["count"] == 2
    assert off["people"]["was"] == off["count"] == 0


@pytest.mark.django_db
def test_a_warm_question_asks_the_database_little_however_many_points(
    ready: City, django_assert_num_queries: Any
) -> None:
    warm = Warm(2**26)
    ask(ready, warm)

    with django_assert_num_queries(6):
        ask(ready, warm, moves=[elsewhere(), elsewhere("W-2", 0.5, 0.5)], removes=["W-3"])


@pytest.mark.django_db
def test_what_was_looked_at_once_is_not_looked_at_again(ready: City, monkeypatch: pytest.MonkeyPatch) -> None:
    from kotacerdas.coverage import warm as keeping
    from kotacerdas.terrain import sight

    warm = Warm(2**26)
    first = ask(ready, warm, moves=[elsewhere()])
    looked: list[Any] = []

    def counting(*given: Any, **more: Any) -> Any:
        looked.append(given[1].cell)
        return view(*given, **more)

    view = sight.view
    monkeypatch.setattr(keeping.sight, "view", counting)
    assert ask(ready, warm, moves=[elsewhere()]).values == first.values
    assert looked == []
    ask(ready, warm, moves=[elsewhere(up=1.2)])
    assert len(looked) == 1
