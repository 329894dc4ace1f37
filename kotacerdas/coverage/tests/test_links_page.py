"""The page of radio links: which are free, why others are not, where else a point could hang; who sees what."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from kotacerdas.connectivity.tests import factories as connectivity
from kotacerdas.coverage.domain.links import answers
from kotacerdas.coverage.domain.links.choosing import nearest_clear
from kotacerdas.coverage.tests.factories import SIDE, SOUTH, WEST, ground, squares
from kotacerdas.coverage.views import links as views
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.tests import factories as wifi

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db
PAGE = "/en/jangkauan/sambungan/?kota=64.71"
LEFT, MIDDLE, RIGHT = (WEST + SIDE * share for share in (0.2, 1.0, 1.8))
MAST = {"mast_height_m": Decimal(20)}


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"


def point(city: City, code: str, lon: float, lat: float = SOUTH + SIDE, **more: Any) -> Point:
    place = {"lon": round(Decimal(lon), 6), "lat": round(Decimal(lat), 6)}
    return wifi.point(city, code, **place, **({"backhaul": "fibre"} | MAST | more))


def hung(city: City, code: str, lon: float, hub: Point | None, **more: Any) -> Point:
    made = point(city, code, lon, backhaul="radio", **more)
    Point.objects.filter(pk=made.pk).update(hub=hub)
    return made


def wall(shape: Any) -> Any:
    """40 m, and a ridge of 90 m from north to south a little west of the middle, so wide that a sample lies on it."""
    middle = shape.shape[1] // 2
    shape[:, middle - 6 : middle - 4] = 90.0
    return shape


@pytest.fixture
def divided(balikpapan: City) -> City:
    """A ridge between the hub in the east and what hangs on it: two in the west, one in the east."""
    squares(balikpapan)
    ground(balikpapan, wall)
    hub = point(balikpapan, "PUSAT", RIGHT)
    hung(balikpapan, "TERHALANG", LEFT, hub)
    hung(balikpapan, "BEBAS", MIDDLE + SIDE * 0.3, hub)
    hung(balikpapan, "TANPA", LEFT, None, lat=SOUTH + SIDE * 0.5)
    return balikpapan


def text(client: Client, address: str = PAGE, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return str(page.content.decode())


def rows(client: Client, query: str = "") -> dict[str, dict[str, str]]:
    content = text(client, f"/en/jangkauan/sambungan/unduh.csv?kota=64.71{query}").lstrip("\ufeff")
    return {row["Code"]: row for row in csv.DictReader(io.StringIO(content))}


def test_the_finding_says_how_many_the_ground_blocks(divided: City, anonymous: Client) -> None:
    words = text(anonymous)

    assert re.search(r"<h1[^>]*>The ground blocks 1 of 3 radio links and leaves 1 free</h1>", words)
    assert words.index("TERHALANG") < words.index("TANPA</small>" if "TANPA</small>" in words else "TANPA")
    assert "The hub is not recorded." in words


def test_each_link_says_its_path_its_margin_and_its_worst_obstacle(divided: City, anonymous: Client) -> None:
    found = rows(anonymous)

    assert {code: row["Path"] for code, row in found.items()} == {
        "TERHALANG": "blocked", "BEBAS": "free", "TANPA": "not known",
    }  # fmt: skip
    assert float(found["TERHALANG"]["Margin, m"]) < -30
    assert "the ground covers the ray by 30." in found["TERHALANG"]["Why"]
    assert float(found["BEBAS"]["Margin, m"]) > 15
    assert float(found["TERHALANG"]["Distance, km"]) == pytest.approx(1.6, abs=0.02)
    assert found["TERHALANG"]["Both antennas higher by, for a free zone, m"] == str(
        -float(found["TERHALANG"]["Margin, m"])
    )


def test_where_it_is_blocked_the_nearest_hubs_with_a_free_path_are_named(
    divided: City, anonymous: Client
) -> None:
    """A fibre point beside it comes before a tower farther off; the hub behind the ridge is not among them."""
    point(divided, "DEKAT", LEFT + SIDE * 0.2)
    connectivity.tower(
        divided, "MENARA", lon=Decimal(str(round(LEFT, 6))), lat=Decimal(str(SOUTH + SIDE * 1.9))
    )
    found = rows(anonymous)

    assert found["TERHALANG"]["Hubs and towers with a free path"].startswith("DEKAT ")
    assert "tower MENARA" in found["TERHALANG"]["Hubs and towers with a free path"]
    assert "PUSAT" not in found["TERHALANG"]["Hubs and towers with a free path"]
    assert found["TANPA"]["Hubs and towers with a free path"].startswith("DEKAT ")
    assert found["BEBAS"]["Hubs and towers with a free path"] == ""


def test_a_row_leads_to_the_profile_of_its_path(divided: City, anonymous: Client) -> None:
    address = re.search(r'href="(/en/medan/profil/[^"]*TERHALANG[^"]*)"', text(anonymous))
    assert address is not None
    asked = parse_qs(urlsplit(address[1].replace("&amp;", "&")).query)
    assert asked["tinggi_dari"] == ["20"]
    assert asked["mhz"] == ["5800"]

    words = text(anonymous, address[1].replace("&amp;", "&"))
    assert "Blocked: " in words
    assert "TERHALANG" in words
    margin = rows(anonymous)["TERHALANG"]["Both antennas higher by, for a free zone, m"]
    assert f"or both by {float(margin):.1f} m" in words


def test_the_list_is_narrowed_and_its_files_in_the_same_way(divided: City, anonymous: Client) -> None:
    assert "BEBAS" not in text(anonymous, f"{PAGE}&hasil=blocked").partition('id="daftar"')[2]
    assert list(rows(anonymous, "&hasil=blocked")) == ["TERHALANG"]
    assert list(rows(anonymous, "&kecamatan=64.71.99")) == ["TERHALANG", "TANPA", "BEBAS"]
    assert anonymous.get("/jangkauan/sambungan/unduh.xlsx?kota=64.71").status_code == 200
    assert anonymous.get("/jangkauan/sambungan/unduh.pdf?kota=64.71").status_code == 404


def test_a_lower_frequency_has_a_wider_zone(divided: City, anonymous: Client) -> None:
    high, low = (float(rows(anonymous, f"&mhz={mhz}")["BEBAS"]["Margin, m"]) for mhz in (5800, 700))
    assert low < high
    assert "The frequency must lie between 100 and 100,000 MHz" in text(anonymous, f"{PAGE}&mhz=1")


def test_without_a_ground_nothing_is_called_free(balikpapan: City, anonymous: Client) -> None:
    squares(balikpapan)
    hung(balikpapan, "SATU", LEFT, point(balikpapan, "PUSAT", RIGHT))

    assert "nobody knows what the ground does to it" in text(anonymous)
    assert rows(anonymous)["SATU"]["Path"] == "not known"


def test_a_hub_that_is_no_point_of_ours_is_unknown_and_not_free(divided: City, anonymous: Client) -> None:
    hung(divided, "LAIN", LEFT, None)
    Point.objects.filter(code="LAIN").update(hub_name="POP Penyedia")

    assert "Where “POP Penyedia” stands is not recorded." in rows(anonymous)["LAIN"]["Why"]


def test_a_height_that_nobody_wrote_down_is_taken_as_usual_and_says_so(
    divided: City, anonymous: Client
) -> None:
    Point.objects.filter(code="BEBAS").update(mast_height_m=None)
    found = rows(anonymous)

    assert (found["BEBAS"]["Antenna above ground, m"], found["BEBAS"]["Height assumed"]) == ("5.0", "Yes")
    assert found["TERHALANG"]["Height assumed"] == ""
    assert "(so in 1 of the links)" in text(anonymous)


def test_only_radio_links_of_points_that_stand_are_listed(divided: City, anonymous: Client) -> None:
    Point.objects.filter(code="BEBAS").update(removed_on="2026-01-01")
    Point.objects.filter(code="TANPA").update(installed_on="2999-01-01")
    assert list(rows(anonymous)) == ["TERHALANG"]


def test_without_radio_links_the_page_teaches_what_belongs_there(balikpapan: City, anonymous: Client) -> None:
    words = text(anonymous)
    assert "No radio link is recorded in Balikpapan" in words
    assert "Note the link and the hub at the point" in words


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_asks_equally_often_however_many_links(
    divided: City, anonymous: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    hub = Point.objects.get(code="PUSAT")
    for at in range(count):
        hung(divided, f"R-{at:02d}", LEFT + SIDE * at / 20, hub)
        connectivity.tower(divided, f"M-{at}", lon=Decimal(str(round(LEFT + SIDE * at / 30, 6))))
    with django_assert_max_num_queries(7):
        text(anonymous)
    with django_assert_max_num_queries(5):
        rows(anonymous)


def test_who_asks_too_often_waits(divided: City, anonymous: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(views.LIMITS, "links", "2/m/ip")
    assert [anonymous.get(PAGE).status_code for _at in range(3)] == [200, 200, 429]


def test_neither_page_imports_the_heavy_packages(tmp_path: Path) -> None:
    """In a process of its own, for tests of kernels import them here."""
    asked = """
import django, sys
django.setup()
import kotacerdas.coverage.views.links, kotacerdas.terrain.views.profiles
from kotacerdas.coverage.links import clear_pairs
from kotacerdas.terrain.tests.ground import hills, over
model = over(hills(30, 30))
mast = model.grid.west + 50, model.grid.south + 50, 90.0
clear_pairs(model, [mast], [(mast[0] + 100, *mast[1:])], mhz=5800, most_km=1)
print(sorted({"numba", "rasterio", "itmlogic", "highspy"} & set(sys.modules)))
"""
    settings = {"DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings", "SECRET_KEY": "x" * 60}
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", asked], env=settings | {"KOTACERDAS_DATA": str(tmp_path)}, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"


def test_the_page_its_filters_and_its_files_compute_once(
    divided: City, anonymous: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def counted(*given: Any, **options: Any) -> list[list[int]]:
        asked.append(options["mhz"])
        return nearest_clear(*given, **options)

    monkeypatch.setattr(answers, "nearest_clear", counted)
    answers.answered.cache_clear()
    text(anonymous)
    text(anonymous, f"{PAGE}&hasil=blocked")
    rows(anonymous)
    assert asked == [5800.0]
    text(anonymous, f"{PAGE}&mhz=2437")
    assert asked == [5800.0, 2437.0]


def test_heights_of_the_ground_are_read_where_they_lie(divided: City, anonymous: Client) -> None:
    """A ridge that is lowered frees the path: the page computes over the ground in use and keeps nothing of its own."""
    assert rows(anonymous)["TERHALANG"]["Path"] == "blocked"
    ground_row = divided.grounds.get()
    flat = np.full_like(np.load(ground_row.folder / "heights.npy"), 40.0)
    np.save(ground_row.folder / "heights.npy", flat)
    assert rows(anonymous)["TERHALANG"]["Path"] == "free"
