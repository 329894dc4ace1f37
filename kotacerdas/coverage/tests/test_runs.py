"""Coverage is computed once and shown: what is found, what takes the place of what, and what stays when something goes wrong."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.reference import Report
from kotacerdas.connectivity.tests import factories as connectivity
from kotacerdas.coverage import computing, serving
from kotacerdas.coverage.actions import running
from kotacerdas.coverage.demo_runs import load_runs
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.queries import runs as queries
from kotacerdas.coverage.settled import settled
from kotacerdas.coverage.tests.factories import (
    CELL,
    NOW,
    SIDE,
    SOUTH,
    WEST,
    asked_run,
    coverage_run,
    grid,
    ground,
    picture,
    points,
    squares,
)
from kotacerdas.geography.tests import factories as geography
from kotacerdas.jobs.leases import claim
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import City, User
from kotacerdas.terrain import keeping, retention
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.wifi.models import Point

if TYPE_CHECKING:
    from typing import Any

pytest.importorskip("numba", reason="the group planning is not installed")
pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def ready(balikpapan: City) -> City:
    squares(balikpapan)
    ground(balikpapan)
    points(balikpapan)
    return balikpapan


def array(run: CoverageRun, name: str) -> Any:
    return np.load(run.folder / f"{name}.npy")


def test_people_of_each_kelurahan_live_on_its_land_and_nobody_is_lost(ready: City) -> None:
    over = elevation_of(used_ground(ready))

    found = settled(ready, over)

    assert len(found.codes) == 4
    assert not found.is_estimate
    for at in range(4):
        mine = found.area == at
        assert round(found.people[mine].sum(dtype=np.float64)) == 1000
        assert mine.sum() * CELL**2 == pytest.approx(1e6, rel=0.02)
    assert found.off_the_ground == ()


def test_a_city_without_outlines_has_nobody_anywhere(balikpapan: City, ready: City) -> None:
    over = elevation_of(used_ground(ready))
    geography.Outline.objects.all().delete()

    found = settled(balikpapan, over)

    assert (found.codes, int(found.area.max()), float(found.people.sum())) == ((), -1, 0.0)


def test_on_flat_ground_a_point_reaches_a_circle_and_its_share_of_people(ready: City) -> None:
    run = coverage_run(ready, radius_m=150.0)

    first, second, third = run.found["points"]
    circle = np.pi * 150**2 / 10_000
    assert [each["ha"] for each in (first, second, third)] == pytest.approx([circle] * 3, rel=0.06)
    assert third["people"] == pytest.approx(1000 * circle / 100, abs=5)
    assert third["only_people"] == third["people"]
    assert 0 < first["only_people"] < first["people"]
    assert run.found["people"]["all"] == 4000
    assert run.found["people"]["reached"] == pytest.approx(
        first["people"] + second["only_people"] + third["people"], abs=3
    )
    assert sum(each["reached"] for each in run.found["areas"].values()) == run.found["people"]["reached"]


def test_a_ridge_hides_and_those_behind_it_hear_less(
    balikpapan: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    strong = replace(serving.radio_of(2437.0, NOW.date()), eirp=40.0)
    monkeypatch.setattr(serving, "radio_of", lambda mhz, on: strong)
    squares(balikpapan)
    points(balikpapan)
    Point.objects.filter(code="WIFI-002").delete()

    def ridge(flat: Any) -> Any:
        flat[:, flat.shape[1] // 4 + 8] = 46
        return flat

    ground(balikpapan, ridge)
    run = coverage_run(balikpapan, radius_m=300.0, point_m=5.0)

    assert run.found["points"][1]["ha"] == pytest.approx(np.pi * 300**2 / 10_000, rel=0.06)
    assert run.found["points"][0]["ha"] < 27.5
    hidden = (array(run, "count") == 0) & (array(run, "signal") > -32_768)
    assert hidden.any()
    seen = array(run, "signal")[array(run, "count") > 0]
    assert np.median(array(run, "signal")[hidden]) < np.median(seen)


def test_the_figures_are_those_of_the_rasters(ready: City) -> None:
    run = coverage_run(ready, radius_m=400.0)
    count, best, signal = (array(run, name) for name in ("count", "best", "signal"))
    living = settled(ready, elevation_of(used_ground(ready)))

    assert (count.dtype, best.dtype, signal.dtype) == (np.uint16, np.int16, np.int16)
    assert run.found["people"]["reached"] == pytest.approx(float(living.people[count > 0].sum()), abs=2)
    assert [each["best_people"] for each in run.found["points"]] == pytest.approx(
        [float(living.people[best == at].sum()) for at in range(3)], abs=1
    )
    assert sum(each["people"] for each in run.found["classes"]) == pytest.approx(4000, abs=2)
    assert sum(each["ha"] for each in run.found["classes"]) == pytest.approx(
        (living.area >= 0).sum() * CELL**2 / 10_000
    )
    reached = sum(each["ha_reached"] for each in run.found["areas"].values())
    assert reached == pytest.approx(((count > 0) & (living.area >= 0)).sum() * CELL**2 / 10_000)


def test_places_of_need_are_told_by_kelurahan_and_kind(ready: City) -> None:
    geography.place(ready, "sdn-1", lon=WEST + SIDE / 2, lat=SOUTH + SIDE / 2, kind="school")
    geography.place(ready, "sdn-2", lon=WEST + 0.0005, lat=SOUTH + 0.0005, kind="school")
    geography.place(ready, "taman", lon=WEST + SIDE / 2, lat=SOUTH + SIDE / 2, kind="park")

    run = coverage_run(ready)

    told = [each["places"] for each in run.found["areas"].values()]
    assert told == [{"school": [1, 2]}, {}, {}, {}]


def test_gaps_are_where_people_live_and_neither_point_nor_operator_serves(ready: City) -> None:
    grid(ready, picture((0, 0, 6, 6)) | picture((14, 14, 4, 4), letter="?"))

    run = coverage_run(ready)

    assert len(run.found["gaps"]) == 2
    none, unknown = run.found["gaps"]
    assert set(none["signal"]) == {"none"}
    assert set(unknown["signal"]) == {"unknown"}
    assert none["people"] > unknown["people"] > 0
    assert none["ha"] == pytest.approx(36, rel=0.15)
    assert none["shape"]["type"] == "Polygon"
    assert run.found["signal_as_of"] == "2026-11-29"


def test_without_evidence_of_operators_every_gap_is_unknown(ready: City) -> None:
    run = coverage_run(ready)

    assert {name for each in run.found["gaps"] for name in each["signal"]} == {"unknown"}
    assert run.found["signal_as_of"] == ""
    assert run.found["gaps_people"] + run.found["gaps_left_out"] <= 4000 - run.found["people"]["reached"] + 40


def test_a_point_beside_the_ground_is_told_and_not_counted(ready: City) -> None:
    Point.objects.filter(code="WIFI-003").update(lon="117.5")

    run = coverage_run(ready)

    assert [each["code"] for each in run.found["points"]] == ["WIFI-001", "WIFI-002"]
    assert run.found["beside"] == ["WIFI-003"]


def test_people_whom_nobody_counted_are_unknown_and_not_none(balikpapan: City) -> None:
    units = squares(balikpapan, people=None)
    geography.count(units[0], 1000, is_estimate=True)
    ground(balikpapan)
    points(balikpapan)

    run = coverage_run(balikpapan)

    assert run.found["people"]["all"] == 1000
    assert run.found["people"]["uncounted"] == 3
    assert run.found["people"]["is_estimate"]
    assert [each["reached"] for each in run.found["areas"].values()][1:] == [None] * 3


def test_the_job_computes_takes_and_leaves_a_trail(ready: City, rina: User) -> None:
    asked = running.ask(ready, running.usual(ready, NOW), by=rina, now=NOW)

    run_all()

    run = queries.used_run(ready)
    assert run is not None
    assert (run.code, run.state, run.ground) == (asked.code, "ready", used_ground(ready))
    assert {each.name for each in run.folder.iterdir()} >= {"count.npy", "count.png", "count.tif", "best.png"}
    assert set(Entry.objects.values_list("kind", flat=True)) >= {"coverage.ask-run", "coverage.run"}


def test_asking_twice_is_asking_once_and_other_settings_are_another_run(ready: City) -> None:
    first = asked_run(ready)

    assert asked_run(ready) == first
    assert asked_run(ready, radius_m=500.0) != first


def test_a_run_that_has_begun_may_have_missed_the_newest_points_so_another_is_asked_for(ready: City) -> None:
    first = asked_run(ready)
    claim("heavy", worker="a", now=NOW + timedelta(days=1))

    assert asked_run(ready) != first


def test_what_was_asked_for_last_is_in_use_whichever_is_ready_first(ready: City) -> None:
    slow, quick = asked_run(ready, radius_m=500.0), asked_run(ready, now=LATER)
    found = running.compute(slow)
    running.take(quick, running.compute(quick), by=None, now=LATER)

    with pytest.raises(Refused, match="coverage-run-overtaken"):
        running.take(slow, found, by=None, now=LATER)
    assert queries.used_run(ready) == quick


def test_a_failed_run_that_is_tried_again_after_another_is_told_so(ready: City) -> None:
    failed, newer = asked_run(ready, radius_m=500.0), asked_run(ready, now=LATER)
    running.take(newer, running.compute(newer), by=None, now=LATER)

    run_all()

    failed.refresh_from_db()
    assert failed.faults == [["coverage-run-overtaken", {}]]
    assert queries.used_run(ready) == newer


def test_rasters_of_a_stopped_run_whose_job_is_forgotten_go_with_the_next_run(
    ready: City, django_capture_on_commit_callbacks: Any
) -> None:
    stopped, waiting = asked_run(ready, radius_m=200.0), asked_run(ready, radius_m=250.0)
    for each in (stopped, waiting):
        running.compute(each)
    CoverageRun.objects.filter(pk=stopped.pk).update(job=None)

    with django_capture_on_commit_callbacks(execute=True):
        used = coverage_run(ready, now=LATER)

    assert [each.folder.exists() for each in (stopped, waiting, used)] == [False, True, True]


def test_a_new_run_takes_the_place_of_the_old_one_and_its_rasters(
    ready: City, django_capture_on_commit_callbacks: Any
) -> None:
    old = coverage_run(ready)
    with django_capture_on_commit_callbacks(execute=True):
        new = coverage_run(ready, now=LATER, radius_m=300.0)

    assert queries.used_run(ready) == new
    assert CoverageRun.objects.filter(is_used=True).count() == 1
    assert new.found["people"]["reached"] > old.found["people"]["reached"]
    assert not old.folder.exists()
    assert running.take(new, new.found | {"ground": None}, by=None, now=LATER).found == new.found


def test_a_job_killed_in_the_middle_leaves_the_old_run_and_nothing_half_written(
    ready: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = coverage_run(ready)
    asked = asked_run(ready, now=LATER, radius_m=300.0)

    def killed(*_given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(computing.run_files.raster, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            running.compute(asked)

    assert queries.used_run(ready) == old
    assert old.folder.exists()
    assert not asked.folder.exists()
    run_all()
    assert queries.used_run(ready) == asked


def test_what_a_killed_job_left_is_swept_away_a_day_later(ready: City) -> None:
    import os

    run = asked_run(ready)
    left, young = (run.folder.parent / f".{name}.part" for name in ("lama", "baru"))
    for each in (left, young):
        each.mkdir(parents=True)
    os.utime(left, (0, 0))

    running.compute(run)

    assert (left.exists(), young.exists()) == (False, True)
    young.rmdir()


def test_a_folder_that_another_worker_takes_away_meanwhile_stops_no_sweep(ready: City) -> None:
    run = asked_run(ready)
    run.folder.parent.mkdir(parents=True, exist_ok=True)
    gone = run.folder.parent / ".hilang.part"
    gone.symlink_to("tidak-ada")

    running.compute(run)

    assert (run.folder / "count.npy").exists()
    gone.unlink()


def test_without_a_ground_it_says_what_to_do(balikpapan: City) -> None:
    squares(balikpapan)
    points(balikpapan)

    with pytest.raises(Refused, match="coverage-run-without-ground"):
        asked_run(balikpapan)
    assert not CoverageRun.objects.exists()


@pytest.mark.parametrize(
    ("missing", "kind"),
    [("points", "coverage-run-without-points"), ("outlines", "coverage-run-without-outlines")],
)
def test_what_is_missing_is_told_and_the_old_run_stays(ready: City, missing: str, kind: str) -> None:
    old = coverage_run(ready)
    {"points": Point, "outlines": geography.Outline}[missing].objects.all().delete()
    asked = asked_run(ready, now=LATER, radius_m=300.0)

    run_all()

    asked.refresh_from_db()
    assert (asked.state, [kind_of for kind_of, _values in asked.faults]) == ("refused", [kind])
    assert queries.used_run(ready) == old


def test_without_the_packages_for_terrain_the_run_says_which(
    ready: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asked_run(ready)
    monkeypatch.setattr("kotacerdas.terrain.sight.find_spec", lambda name: None)

    run_all()

    asked.refresh_from_db()
    assert asked.faults == [["terrain-no-group", {}]]


def test_other_points_or_another_ground_make_a_run_old(ready: City) -> None:
    from kotacerdas.coverage.queries.points import points_on

    run = coverage_run(ready)
    before = points_on(ready, NOW.date())
    code = used_ground(ready).code

    assert queries.inputs_of(ready, before, code) == run.found["inputs"]
    assert queries.inputs_of(ready, before, "lain") != run.found["inputs"]
    assert queries.inputs_of(ready, before[1:], code) != run.found["inputs"]


def test_other_people_or_outlines_make_a_run_old(ready: City) -> None:
    from kotacerdas.coverage.queries.points import points_on

    run = coverage_run(ready)
    before, code = points_on(ready, NOW.date()), used_ground(ready).code

    geography.Count.objects.filter(unit__code="64.71.01.1001").update(people=1200)

    assert queries.inputs_of(ready, before, code) != run.found["inputs"]


def test_people_who_change_while_a_run_computes_make_it_old(
    ready: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kotacerdas.coverage.queries.points import points_on

    taken = serving.served

    def meanwhile(*given: Any, **how: Any) -> Any:
        geography.Count.objects.filter(unit__code="64.71.01.1001").update(people=1200)
        return taken(*given, **how)

    monkeypatch.setattr(serving, "served", meanwhile)
    run = coverage_run(ready)

    now = queries.inputs_of(ready, points_on(ready, NOW.date()), used_ground(ready).code)
    assert now != run.found["inputs"]


def test_what_was_found_is_json(ready: City) -> None:
    found = running.compute(asked_run(ready))

    assert json.loads(json.dumps(found)) == found


def test_what_a_tower_sees_is_no_gap_and_behind_a_ridge_it_sees_nothing(balikpapan: City) -> None:
    squares(balikpapan)
    points(balikpapan)
    connectivity.tower(balikpapan, lon=str(WEST + SIDE), lat=str(SOUTH + SIDE / 2), height_m=30)
    connectivity.tower(
        balikpapan, "M-2", operator="indosat", lon=str(WEST + SIDE), lat=str(SOUTH + SIDE / 2), height_m=30
    )
    ground(balikpapan)
    assert coverage_run(balikpapan).found["gaps"] == []

    def ridge(flat: Any) -> Any:
        flat[flat.shape[0] // 2 :, flat.shape[1] // 4] = 300
        return flat

    Ground.objects.all().delete()
    ground(balikpapan, ridge)
    run = coverage_run(balikpapan, now=LATER)

    assert run.found["towers"] == 1
    assert "64.71.01.1001" in {each["unit"] for each in run.found["gaps"]}
    assert max(each["lon"] for each in run.found["gaps"]) < WEST + SIDE / 2


def test_the_demo_has_one_run_however_often_it_is_loaded(ready: City) -> None:
    City.objects.filter(pk=ready.pk).update(is_member=True)

    for _twice in range(2):
        load_runs(Report())

    run = queries.used_run(ready)
    assert run is not None
    assert CoverageRun.objects.count() == 1
    assert run.settings["radius_m"] == 150.0


def test_a_city_of_the_demo_whose_coverage_cannot_be_computed_stops_nothing(ready: City) -> None:
    City.objects.filter(pk=ready.pk).update(is_member=True)
    geography.Outline.objects.all().delete()

    load_runs(Report())

    assert CoverageRun.objects.get().faults == [["coverage-run-without-outlines", {"city": ready.name}]]


def test_the_ground_of_a_run_in_use_or_under_way_stays_on_the_disk(ready: City) -> None:
    first = Ground.objects.used(ready).get()
    coverage_run(ready)
    others = []
    for at in range(4):
        Ground.objects.update(is_used=False)
        others.append(ground(ready, title=f"Lain {at}"))
    asked_run(ready, now=LATER)
    Ground.objects.update(is_used=False)
    newest = ground(ready, title="Terbaru")
    Ground.objects.filter(pk__in=[each.pk for each in others[:3]]).update(is_used=False)
    for each in (first, others[3]):
        os.utime(each.folder / keeping.ABOUT, (1_000, 1_000))

    retention.put_away(ready)

    kept = {row.pk for row in Ground.objects.all() if keeping.is_kept(row.folder)}
    assert {first.pk, others[3].pk, newest.pk} <= kept
    assert len(kept) == 5
