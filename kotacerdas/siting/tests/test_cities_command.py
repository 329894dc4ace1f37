"""`kotacerdas wifi plan-all`: each city a task, the same figures here and on a cluster, also when a worker is lost on the way."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import numpy as np
import pytest
import rasterio
from affine import Affine

from kotacerdas.common.domain.faults import Refused
from kotacerdas.siting.cities import cluster
from kotacerdas.siting.cities.covering import Order, covered
from kotacerdas.siting.cities.sites import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIDE, CELL = 240, 30.0
WEST, NORTH = 480_000.0, 9_870_000.0


def dem(folder: Path, name: str, seed: int) -> None:
    chance = np.random.default_rng(seed)
    rough = chance.uniform(5, 150, (SIDE // 12, SIDE // 12))
    heights = np.kron(rough, np.ones((12, 12))).astype("int16")
    with rasterio.open(
        folder / f"{name}.tif", "w", driver="GTiff", width=SIDE, height=SIDE, count=1, dtype="int16",
        crs="EPSG:32750", transform=Affine(CELL, 0, WEST, 0, -CELL, NORTH),
    ) as written:  # fmt: skip
        written.write(heights, 1)


def points(folder: Path, name: str, seed: int, count: int = 30) -> None:
    chance = np.random.default_rng(seed)
    places = chance.uniform(600, SIDE * CELL - 600, (count, 2))
    rows = [f"p{at},{WEST + x:.1f},{NORTH - y:.1f},10" for at, (x, y) in enumerate(places)]
    (folder / f"{name}.csv").write_text("\n".join(["id,x,y,height", *rows]), encoding="utf-8")


@pytest.fixture
def cities(tmp_path: Path) -> Path:
    for at in range(3):
        dem(tmp_path, f"kota{at}", at)
        points(tmp_path, f"kota{at}", at)
    rows = [f"64.7{at},kota{at}.tif,kota{at}.csv" for at in range(3)]
    path = tmp_path / "kota.csv"
    path.write_text("\n".join(["city,dem,points", *rows]), encoding="utf-8")
    return path


def test_each_city_is_told_in_the_order_of_the_file(command, cities):
    said = command("wifi", "plan-all", cities, "--radius", "900", "--json")

    found = json.loads(said.out)
    assert [city["city"] for city in found["cities"]] == ["64.70", "64.71", "64.72"]
    assert (found["done"], found["failed"], found["complete"]) == (3, 0, True)
    for city in found["cities"]:
        assert city["points"] == 30
        assert 0 < city["covered_cells"] < city["land_cells"]
        assert city["covered_share"] == round(city["covered_cells"] / city["land_cells"], 6)


def test_the_broken_file_of_one_city_stops_no_other(command, cities):
    (cities.parent / "kota1.tif").write_bytes(b"no elevation")
    said = command("wifi", "plan-all", cities, "--json")

    found = json.loads(said.out)
    assert [city["state"] for city in found["cities"]] == ["done", "failed", "done"]
    assert found["cities"][1]["faults"]


def test_people_read_the_share_of_each_city(command, cities):
    said = command("wifi", "plan-all", cities)

    assert [line.partition(":")[0] for line in said.out.splitlines()] == ["64.70", "64.71", "64.72"]
    assert said.out.count(" ha ") == 3


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("city,dem\na,b\n", "points"),
        ("city,dem,points\n,a.tif,b.csv\n", "2"),
        ("city,dem,points\nA,a.tif,b.csv\nA,c.tif,d.csv\n", "A"),
        ("city,dem,points\nA,,b.csv\n", "dem"),
        ("city,dem,points,radius\nA,a.tif,b.csv,lima\n", "lima"),
        ("city,dem,points,sites\nA,a.tif,b.csv,-3\n", "-3"),
        ("city,dem,points,sites\nA,a.tif,b.csv,banyak\n", "banyak"),
        ("city,dem,points,spacing\nA,a.tif,b.csv,0\n", "0"),
        ("city,dem,points,candidates,spacing\nA,a.tif,b.csv,c.csv,200\n", "A"),
    ],
)
def test_a_bad_list_of_cities_is_refused_with_its_line(command, tmp_path, table, said):
    path = tmp_path / "kota.csv"
    path.write_text(table, encoding="utf-8")
    answer = command("wifi", "plan-all", path)

    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("tcp://10.0.0.7:8786", "coverage-cluster-open"),
        ("tcp://planner.kota.example:8786", "coverage-cluster-open"),
        ("http://127.0.0.1:8786", "coverage-cluster-address"),
        ("8786", "coverage-cluster-address"),
    ],
)
def test_a_scheduler_that_others_reach_is_not_asked(address, kind):
    with pytest.raises(Refused) as refused:
        list(cluster.on(address, []))

    assert [fault.kind for fault in refused.value.faults] == [kind]


def test_without_the_packages_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(Refused) as refused:
        list(cluster.on("tcp://127.0.0.1:8786", []))

    assert [fault.kind for fault in refused.value.faults] == ["coverage-no-cluster-group"]


# --- The next sites ----------------------------------------------------------------------------------------


def test_without_a_wish_no_site_is_chosen(command, cities):
    found = json.loads(command("wifi", "plan-all", cities, "--json").out)

    assert all("sites" not in city for city in found["cities"])


def test_the_next_sites_stand_on_a_grid_of_land_and_say_their_bound(command, cities):
    said = command(
        "wifi", "plan-all", cities, "--radius", "900", "--sites", "3", "--spacing", "800", "--json"
    )

    for city in json.loads(said.out)["cities"]:
        sites = city["sites"]
        assert sites["unit"] == "ha"
        assert len(sites["chosen"]) == 3
        assert 0 < sites["objective"] <= sites["bound"] <= sites["total"]
        assert sites["objective"] == pytest.approx(sum(each["gain"] for each in sites["chosen"]), abs=0.01)
        assert sites["total"] == pytest.approx(city["uncovered_ha"], abs=0.1)
        assert all(116 < each["lon"] < 118 and -2 < each["lat"] < 0 for each in sites["chosen"])


def test_each_city_may_wish_its_own_number_candidates_and_demand(command, cities):
    folder = cities.parent
    west, north = WEST + 3000, NORTH - 3000
    (folder / "calon.csv").write_text(
        f"id,x,y,height\ndekat,{west},{north},10\njauh,{WEST + 30},{NORTH - 30},10\n", encoding="utf-8"
    )
    (folder / "kebutuhan.csv").write_text(
        f"id,x,y,weight\na,{west + 30},{north},40\nb,{west},{north + 30},2.5\n", encoding="utf-8"
    )
    (folder / "titik.csv").write_text(f"id,x,y,height\nA,{WEST + 6900},{NORTH - 6900},10\n", encoding="utf-8")
    cities.write_text(
        "city,dem,points,sites,candidates,demand\n"
        "A,kota0.tif,titik.csv,1,calon.csv,kebutuhan.csv\n"
        "B,kota0.tif,titik.csv,0,,\n",
        encoding="utf-8",
    )
    first, second = json.loads(command("wifi", "plan-all", cities, "--json").out)["cities"]

    assert [each["id"] for each in first["sites"]["chosen"]] == ["dekat"]
    assert first["sites"]["unit"] == "weight"
    assert first["sites"]["objective"] == first["sites"]["total"] == 42.5
    assert "sites" not in second


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        ("id,x,y\na,1,1\n", "weight"),
        ("id,x,y,weight\na,480100,9869900,NaN\n", "NaN"),
        ("id,x,y,weight\na,480100,9869900,-1\n", "-1"),
        ("id,x,y,weight\na,480100,9869900,1\na,480100,9869900,1\n", "a"),
        ("id,x,y,weight\n,480100,9869900,1\n", "id"),
        ("id,lon,lat,weight\na,-1.2,116.8,1\n", "a"),
    ],
)
def test_demand_that_cannot_be_taken_fails_its_city_alone(command, cities, demand, said):
    (cities.parent / "kebutuhan.csv").write_text(demand, encoding="utf-8")
    cities.write_text(
        "city,dem,points,sites,demand\nA,kota0.tif,kota0.csv,2,kebutuhan.csv\nB,kota1.tif,kota1.csv,,\n",
        encoding="utf-8",
    )
    first, second = json.loads(command("wifi", "plan-all", cities, "--json").out)["cities"]

    assert (first["state"], second["state"]) == ("failed", "done")
    assert said in " ".join(first["faults"])


def test_a_grid_too_fine_is_refused_before_it_is_made(command, cities, monkeypatch):
    monkeypatch.setattr("kotacerdas.siting.cities.sites.MOST_CANDIDATES", 100)
    found = json.loads(command("wifi", "plan-all", cities, "--sites", "2", "--spacing", "30", "--json").out)

    assert [city["state"] for city in found["cities"]] == ["failed"] * 3
    assert "57" in found["cities"][0]["faults"][0]


def test_the_same_order_has_the_same_answer(tmp_path):
    dem(tmp_path, "kota", 5)
    points(tmp_path, "kota", 5, count=3)
    files = str(tmp_path / "kota.tif"), str(tmp_path / "kota.csv")
    order = Order("kota", *files, radius=900.0, wish=Wish(sites=2, spacing=1500.0, mast=10.0))
    first, second = covered(order), covered(order)

    assert first.figures == second.figures
    assert first.figures["sites"]["objective"] <= first.figures["sites"]["bound"]


# --- On a cluster ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="the group cluster is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as running:
        yield running.scheduler_address


def orders(folder: Path, count: int) -> list[Order]:
    dem(folder, "kota", 1)
    points(folder, "kota", 1, count=60)
    files = str(folder / "kota.tif"), str(folder / "kota.csv")
    wish = Wish(sites=4, spacing=600.0, mast=10.0)
    return [
        Order(f"kota {at}", *files, radius=600.0 + 40 * at, is_exact=True, wish=wish if at % 2 else None)
        for at in range(count)
    ]


def test_a_lost_worker_changes_no_figure(scheduler, tmp_path):
    import distributed

    given = orders(tmp_path, 14)
    found = {}
    with distributed.Client(scheduler, set_as_default=False) as watching:
        workers = watching.run(os.getpid)
        for outcome in cluster.on(scheduler, given):
            found[outcome.city] = outcome
            if len(found) == 1:
                os.kill(next(iter(workers.values())), signal.SIGKILL)
                left = len(given) - len(found)

    assert len(workers) == 2
    assert left > 0
    assert len(found) == len(given)
    assert [order.city for order in given if "sites" in found[order.city].figures]
    for order in given:
        assert found[order.city].figures == covered(order).figures


def test_a_cluster_tells_the_fault_of_a_city_like_this_machine(scheduler, tmp_path):
    (broken,) = orders(tmp_path, 1)
    (tmp_path / "kota.csv").write_text("id,x,y,height\nA,1,1,10\n", encoding="utf-8")

    assert [each.faults for each in cluster.on(scheduler, [broken])] == [covered(broken).faults]


def test_a_scheduler_that_is_not_there_is_named(monkeypatch, unused_port):
    monkeypatch.setattr(cluster, "SECONDS_TO_ANSWER", 1)
    with pytest.raises(Refused) as refused:
        list(cluster.on(f"tcp://127.0.0.1:{unused_port}", []))

    assert [fault.kind for fault in refused.value.faults] == ["coverage-cluster-silent"]


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port
