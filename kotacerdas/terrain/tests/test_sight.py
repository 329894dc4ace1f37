"""Both kernels against plain Python, against each other, and against GDAL; and the traps that are known."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kotacerdas.common.domain.faults import Refused
from kotacerdas.terrain import sight
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.domain.looking import Look
from kotacerdas.terrain.sight import Observer
from kotacerdas.terrain.tests import gdal, slow
from kotacerdas.terrain.tests.ground import hills, over

pytest.importorskip("numba", reason="the group planning is not installed")
needs_gdal = pytest.mark.skipif(gdal.loaded() is None, reason="this rasterio brings no GDAL of its own")

# Few heights in eighths, so that rays graze again and again; NaN is a void.
HEIGHTS = some.sampled_from([1.0, 1.0, 2.0, 2.5, 3.0, 4.0, 7.125, 30.0, float("nan")])


@some.composite
def scenes(draw):
    rows, columns = draw(some.integers(1, 12)), draw(some.integers(1, 12))
    heights = np.array(
        draw(some.lists(HEIGHTS, min_size=rows * columns, max_size=rows * columns)), np.float32
    ).reshape(rows, columns)
    corners = some.sampled_from([0, rows - 1]), some.sampled_from([0, columns - 1])
    row = draw(corners[0] | some.integers(0, rows - 1))
    column = draw(corners[1] | some.integers(0, columns - 1))
    heights[row, column] = draw(some.sampled_from([1.0, 2.0, 5.0]))
    look = Look(
        radius=draw(some.sampled_from([5.0, 10.0, 25.0, 40.0, 1_000.0])),
        target=draw(some.sampled_from([0.0, 0.5, 1.5])),
        refraction=draw(some.sampled_from([0.0, 0.13])),
        is_flat=draw(some.booleans()),
    )
    return over(heights), Observer(Cell(row, column), draw(some.sampled_from([0.0, 0.5, 2.0, 10.0]))), look


def whole(model, observer, look, *, exact):
    found = np.zeros(model.heights.shape, np.uint8)
    view = sight.view(model, observer, look, exact=exact)
    view.over(found)[:] = view.seen
    return found


@settings(max_examples=150)
@given(scenes())
def test_exact_is_the_plain_ray_walk_on_every_cell(scene):
    model, observer, look = scene
    np.testing.assert_array_equal(whole(model, observer, look, exact=True), slow.seen_by_rays(*scene))


@pytest.mark.parametrize("is_flat", [True, False])
@pytest.mark.parametrize("at", [(0, 0), (0, 22), (30, 0), (30, 22), (15, 11), (0, 7), (29, 1)])
def test_exact_is_the_plain_ray_walk_over_hills(at, is_flat):
    heights = hills(31, 23)
    heights[4:7, 9] = np.nan
    model, look = over(heights, 30.0), Look(2_000.0, 1.5, is_flat=is_flat)
    observer = Observer(Cell(*at), 10.0)
    np.testing.assert_array_equal(
        whole(model, observer, look, exact=True), slow.seen_by_rays(model, observer, look)
    )


def test_the_curve_of_the_earth_hides_what_lies_low_and_far():
    model, observer = over(np.full((1, 400), 1.0), 100.0), Observer(Cell(0, 0), 10.0)
    seen = whole(model, observer, Look(40_000.0, 0.0, refraction=0.13), exact=True)
    # An eye at 10 m sees flat ground as far as the ray that touches it: d = sqrt(2 R h / (1 - k)).
    horizon = int((2 * 6_371_000 * 10 / 0.87) ** 0.5 // 100)
    assert abs(int(seen.sum()) - 1 - horizon) <= 1
    assert whole(model, observer, Look(40_000.0, 0.0, is_flat=True), exact=True).all()


@settings(max_examples=150)
@given(scenes())
def test_sweep_is_the_plain_sweep_except_where_rounding_decides(scene):
    model, observer, look = scene
    found, close = slow.seen_by_rings(model, observer, look)
    found[model.voids] = 0
    differs = whole(model, observer, look, exact=False) != found
    assert not (differs & ~close).any()


@pytest.mark.parametrize(("rows", "columns"), [(97, 131), (200, 61), (33, 300)])
def test_near_and_far_sweep_count_the_same(rows, columns, monkeypatch):
    from kotacerdas.terrain.kernels import abreast, sweep

    monkeypatch.setattr(abreast, "pays", lambda *_given: False)
    model = over(hills(rows, columns))
    drawn = np.random.default_rng(1)
    observers = [
        Observer(Cell(int(drawn.integers(rows)), int(drawn.integers(columns))), 8.0) for _ in range(25)
    ]
    observers += [Observer(Cell(row, column), 8.0) for row in (0, rows - 1) for column in (0, columns - 1)]
    for radius in (10.0, 160.0, 170.0, 480.0, 5_000.0):
        found = []
        for near in (True, False):
            monkeypatch.setattr(sweep, "near_pays", lambda *_given, near=near: near)
            found.append(sight.count(model, observers, Look(radius)))
        np.testing.assert_array_equal(*found)


@pytest.mark.parametrize("points", [8, 9, 31])
@pytest.mark.parametrize("radius", [4.0, 10.0, 14.2, 50.0, 160.0, 310.0, 600.0])
def test_points_that_look_abreast_see_what_each_sees_alone(radius, points):
    from kotacerdas.terrain.kernels import abreast

    heights, drawn = hills(141, 155, roughness=3.0), np.random.default_rng(3)
    heights[60:64, 70:75] = np.nan
    model = over(heights)
    places = [Cell(int(drawn.integers(141)), int(drawn.integers(155))) for _ in range(points - 2)]
    observers = [
        Observer(cell, 6.0 + at % 5) for at, cell in enumerate([*places, Cell(70, 77), Cell(70, 77)])
    ]
    assert abreast.pays(len(observers), int(radius / 10))
    expected = sum(whole(model, each, Look(radius), exact=False).astype(int) for each in observers)
    for workers in (1, 2):
        np.testing.assert_array_equal(sight.count(model, observers, Look(radius), workers=workers), expected)


@pytest.mark.parametrize("exact", [True, False])
def test_a_count_is_the_sum_of_views_whatever_the_workers(exact):
    model = over(hills(60, 80))
    observers = [Observer(Cell(at * 7 % 60, at * 11 % 80), 6.0 + at % 5) for at in range(17)]
    expected = sum(whole(model, each, Look(300.0), exact=exact).astype(int) for each in observers)
    for workers in (1, 2, 5):
        counted = sight.count(model, observers, Look(300.0), exact=exact, workers=workers)
        np.testing.assert_array_equal(counted, expected)


@needs_gdal
@pytest.mark.parametrize("is_flat", [True, False])
@pytest.mark.parametrize(("size", "radius"), [(30.0, 500.0), (30.0, 5_000.0), (5.0, 500.0)])
def test_sweep_is_gdals_edge_mode(size, radius, is_flat):
    heights = hills(181, 243, roughness=3.0)
    model, look = over(heights, size), Look(radius, 1.5, is_flat=is_flat)
    second, drawn = gdal.Model(heights, size), np.random.default_rng(7)
    cells = differing = 0
    for _ in range(25):
        row, column = int(drawn.integers(181)), int(drawn.integers(243))
        # Heights off the eighths of the ground, so that no ray grazes: there either answer is right.
        observer = Observer(Cell(row, column), 10.0331)
        answer = second.taken(second.view(row, column, 10.0331, 1.5, radius, look.bend))
        seen = whole(model, observer, look, exact=False)
        rows, columns = answer.seen.shape
        part = np.s_[answer.top : answer.top + rows, answer.left : answer.left + columns]
        assert seen.sum() == seen[part].sum()
        cells += seen[part].size
        differing += int(np.count_nonzero(seen[part] != answer.seen))
    second.close()
    # Single precision against double: all equal here; another processor may round one cell in a million otherwise.
    assert differing <= cells // 1_000_000


def test_sweep_hides_a_little_more_than_the_exact_walk_and_never_much():
    model = over(hills(181, 243, roughness=1.0), 30.0)
    cells = lost = won = 0
    for at in range(20):
        observer = Observer(Cell(at * 9 % 181, at * 31 % 243), 10.0)
        exact, swept = (
            whole(model, observer, Look(2_000.0), exact=which).astype(int) for which in (True, False)
        )
        cells += sight.within(model, observer, 2_000.0)
        lost += int(np.count_nonzero(exact > swept))
        won += int(np.count_nonzero(swept > exact))
    assert lost > won
    assert 0 < (lost - won) / cells < 0.02
    assert (lost + won) / cells < 0.04


# --- Traps ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exact", [True, False])
def test_diagonals_and_axes_of_a_flat_plain_are_seen(exact):
    """A sentinel times a weight that is almost nothing once hid the diagonals."""
    model = over(np.full((257, 257), 5.0))
    seen = whole(model, Observer(Cell(128, 128), 7.3), Look(1_280.0, 1.5, is_flat=True), exact=exact)
    assert seen.sum() == sight.within(model, Observer(Cell(128, 128), 7.3), 1_280.0)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize(
    ("down", "right"), [(1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)]
)
def test_a_wall_hides_what_lies_straight_behind_it(exact, down, right):
    heights = np.full((101, 101), 5.0)
    heights[50 + 20 * down, 50 + 20 * right] = 400.0
    model = over(heights)
    seen = whole(model, Observer(Cell(50, 50), 10.0), Look(500.0, 0.0, is_flat=True), exact=exact)
    assert [int(seen[50 + at * down, 50 + at * right]) for at in (19, 20, 21, 35)] == [1, 1, 0, 0]


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("slope", [0.0, 0.25, -0.5, 1.0])
def test_an_eye_on_a_slanting_plane_sees_all_of_it(exact, slope):
    """Every ray grazes; whether it is seen must not hang on how a product was rounded."""
    plane = 300 + slope * (np.arange(64)[:, None] + 2 * np.arange(64)[None, :])
    seen = whole(
        over(plane, 8.0), Observer(Cell(32, 32), 0.0), Look(10_000.0, 0.0, is_flat=True), exact=exact
    )
    if exact:
        assert seen.all()
    else:
        assert seen.mean() > 0.35  # single precision cannot tell; nothing may vanish altogether


@pytest.mark.parametrize("exact", [True, False])
def test_voids_hide_nothing_and_are_never_seen(exact):
    heights = np.full((21, 21), 20.0)
    heights[8:13, 12:15] = np.nan
    seen = whole(over(heights), Observer(Cell(10, 10), 5.0), Look(500.0), exact=exact)
    assert not seen[8:13, 12:15].any()
    assert seen[10, 15:].all()


@pytest.mark.parametrize("exact", [True, False])
def test_the_sea_is_seen_like_any_plain(exact):
    heights = np.zeros((40, 40))
    heights[:, :8] = 25.0
    seen = whole(over(heights), Observer(Cell(20, 7), 10.0), Look(300.0, 0.0), exact=exact)
    assert seen[20, 8:37].all()


@pytest.mark.parametrize("exact", [True, False])
def test_a_strip_of_one_cell_and_a_disc_of_one_cell(exact):
    for shape in ((1, 9), (9, 1), (1, 1)):
        model = over(np.full(shape, 3.0))
        assert whole(model, Observer(Cell(0, 0), 2.0), Look(10_000.0), exact=exact).all()
        alone = whole(model, Observer(Cell(0, 0), 2.0), Look(3.0), exact=exact)
        assert alone[0, 0] == 1
        assert alone.sum() == 1


@pytest.mark.parametrize("exact", [True, False])
def test_the_radius_belongs_to_the_disc(exact):
    model = over(np.full((41, 41), 3.0), 0.1 * 100)
    seen = whole(model, Observer(Cell(20, 20), 5.0), Look(130.0, is_flat=True), exact=exact)
    assert seen[20, 33] == 1
    assert seen[25, 32] == 1  # 5, 12, 13
    assert seen[20, 34] == 0
    assert seen[26, 32] == 0


def test_no_observers_cover_nothing():
    assert not sight.count(over(hills(5, 5)), [], Look(100.0)).any()


@pytest.mark.parametrize("radius", [0.0, -1.0, float("nan"), float("inf")])
def test_a_radius_that_is_none_is_refused(radius):
    with pytest.raises(Refused, match="terrain-radius"):
        sight.count(over(hills(5, 5)), [Observer(Cell(0, 0), 5.0)], Look(radius))


def test_two_threads_of_a_program_may_ask_at_once():
    model, observers = over(hills(90, 90)), [Observer(Cell(at, at), 8.0) for at in range(0, 90, 5)]
    expected, found = sight.count(model, observers, Look(400.0), workers=1), []
    threads = [
        threading.Thread(target=lambda: found.append(sight.count(model, observers, Look(400.0), workers=2)))
        for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 4
    for each in found:
        np.testing.assert_array_equal(each, expected)


def test_without_the_group_of_packages_it_is_said_what_is_missing(monkeypatch):
    monkeypatch.setattr(sight, "find_spec", lambda _name: None)
    with pytest.raises(Refused, match="terrain-no-group"):
        sight.count(over(hills(5, 5)), [Observer(Cell(0, 0), 5.0)], Look(100.0))


def test_workers_are_as_few_as_their_counts_have_room(monkeypatch):
    monkeypatch.setattr(sight, "MOST_BYTES_OF_COUNTS", 2 * 90 * 90 * 2 * 3)
    assert sight._threads(8, 90 * 90 * 2, work=10**9, observers=100) == 3
    assert sight._threads(8, 10**12, work=10**9, observers=100) == 1
    assert sight._threads(None, 100, work=10, observers=100) == 1


def test_more_points_than_a_count_holds_are_refused():
    with pytest.raises(ValueError, match="65535"):
        sight.count(over(hills(5, 5)), [Observer(Cell(0, 0), 5.0)] * 65_536, Look(100.0))


def test_a_model_from_the_store_is_looked_over_like_any_other(tmp_path):
    from kotacerdas.terrain import keeping

    model, observers = over(hills(40, 50)), [Observer(Cell(at, at), 7.0) for at in range(0, 40, 3)]
    keeping.keep(model, tmp_path / "ground")
    kept = keeping.kept(tmp_path / "ground")
    for exact in (True, False):
        np.testing.assert_array_equal(
            sight.count(kept, observers, Look(200.0), exact=exact),
            sight.count(model, observers, Look(200.0), exact=exact),
        )


def test_kernels_are_compiled_once_for_counts_and_once_for_views():
    """Another kind of array (not to be written, not in a row) would be compiled for seconds more."""
    from kotacerdas.terrain.kernels import exact

    model = over(hills(40, 50))
    before = len(exact.count.signatures)
    sight.count(model, [Observer(Cell(3, 3), 7.0)], Look(100.0), exact=True)
    sight.view(model, Observer(Cell(3, 3), 7.0), Look(100.0), exact=True)
    assert len(exact.count.signatures) <= max(before, 2)
