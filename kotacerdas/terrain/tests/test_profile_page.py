"""The page of a profile: what it says, what it refuses, and that it needs none of the heavy packages."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
import pytest

from kotacerdas.geography.domain.projection import projection_at
from kotacerdas.geography.tests import factories as geography
from kotacerdas.terrain import keeping
from kotacerdas.terrain.domain.elevation import elevation
from kotacerdas.terrain.domain.grid import Grid
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.tests.factories import NOW
from kotacerdas.terrain.views import profiles

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from kotacerdas.people.models import City

pytestmark = pytest.mark.django_db
WEST, EAST = (116.99, -0.595), (117.01, -0.595)


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"


def kept(city: City, heights: Any, *, is_synthetic: bool = False) -> Ground:
    """In use, 30 m a cell, around 117.0, -0.595."""
    taken = np.asarray(heights, np.float32)
    rows, columns = taken.shape
    projection = projection_at(*WEST)
    x, y = (round(float(each)) for each in projection.metres(117.0, -0.595))
    grid = Grid(rows, columns, 30.0, x - columns * 15, y + rows * 15, f"EPSG:{projection.epsg}")
    row = Ground.objects.create(
        city=city, title="Uji", source="Badan Contoh", cell=30, state="ready", is_used=True, at=NOW, is_synthetic=is_synthetic
    )  # fmt: skip
    keeping.keep(elevation(grid, taken, is_synthetic=is_synthetic), row.folder)
    return row


def ridge(height: float = 0.0) -> Any:
    """Some 3 x 3 km at 20 m, with a ridge from north to south in the middle."""
    ground = np.full((100, 100), 20.0)
    ground[:, 49:51] += height
    return ground


def address(first: Any = WEST, last: Any = EAST, **more: object) -> str:
    def place(of: Any) -> str:
        return of if isinstance(of, str) else f"{of[0]},{of[1]}"

    return "/en/medan/profil/?" + urlencode(
        {"kota": "64.71", "dari": place(first), "ke": place(last), **more}
    )


def text(client: Client, at: str, status: int = 200) -> str:
    page = client.get(at)
    assert page.status_code == status
    return str(page.content.decode())


def test_a_ridge_blocks_and_the_page_says_where_by_how_much_and_what_would_help(
    balikpapan: City, anonymous: Client
) -> None:
    kept(balikpapan, ridge(30))
    words = text(anonymous, address(nama_ke="WIFI-007 Taman"))

    assert re.search(
        r"<h1[^>]*>Blocked: 1,\d{3} m from the start the ground covers the ray by 20\.\d m", words
    )
    assert re.search(
        r"raise the mast at A by \d+\.\d m, or the mast at WIFI-007 Taman by \d+\.\d m, or both by", words
    )
    assert "Diffraction (Bullington)" in words
    assert "2.2 km, 5,800 MHz" in words
    assert "grafik--penampang" in words


def test_over_flat_ground_nothing_is_to_be_raised(balikpapan: City, anonymous: Client) -> None:
    kept(balikpapan, ridge())
    words = text(anonymous, address(tinggi_dari=30, tinggi_ke=30))

    assert "Clear: the nearest ground" in words
    assert "raise the mast" not in words


def test_a_ridge_that_no_mast_clears_says_so(balikpapan: City, anonymous: Client) -> None:
    kept(balikpapan, ridge(900))
    assert "No mast of up to 300 m would free the zone" in text(anonymous, address())


def test_unknown_ground_is_said_and_never_taken_for_free(balikpapan: City, anonymous: Client) -> None:
    ground = ridge()
    ground[:, 40:45] = np.nan
    kept(balikpapan, ground)
    words = text(anonymous, address(tinggi_dari=90, tinggi_ke=90))

    assert "Unknown: the height of the ground is missing" in words
    assert "Diffraction (Bullington)" not in words


@pytest.mark.parametrize(
    ("first", "more", "said"),
    [
        ("-0.595, 116.99", {}, "Write longitude first: 116.990000, -0.595000"),
        ("110.0, -7.0", {}, "lies outside the elevation model of the city"),
        (EAST, {}, "Both ends are the same place"),
        ("Taman", {}, "is no place"),
        (WEST, {"tinggi_dari": 301}, "An antenna stands 0 to 300 m above the ground, not 301"),
        (WEST, {"tinggi_ke": -1}, "An antenna stands 0 to 300 m above the ground, not -1"),
        (WEST, {"tinggi_ke": "nan"}, "is no number"),
        (WEST, {"mhz": 5}, "The frequency must lie between 100 and 100,000 MHz, not 5"),
        (WEST, {"mhz": "1" * 60}, "is no number"),
    ],
)
def test_what_cannot_be_computed_says_why(
    balikpapan: City, anonymous: Client, first: Any, more: dict[str, object], said: str
) -> None:
    kept(balikpapan, ridge())
    words = text(anonymous, address(first, **more), 422)

    assert said in words
    assert "grafik--penampang" not in words


def test_near_the_equator_swapped_degrees_are_told_by_the_ground(balikpapan: City, anonymous: Client) -> None:
    """Both numbers could be latitudes elsewhere; that the other way round lies on the ground tells."""
    kept(balikpapan, ridge())
    assert "lies outside" in text(anonymous, address("0.5, 0.6"), 422)


def test_without_a_ground_the_page_says_what_is_missing(balikpapan: City, anonymous: Client) -> None:
    assert "No elevation model yet" in text(anonymous, "/en/medan/profil/?kota=64.71")
    assert "has no elevation model yet" in text(anonymous, address(), 422)


def test_a_ground_whose_heights_were_lost_says_how_to_get_them_back(
    balikpapan: City, anonymous: Client
) -> None:
    row = kept(balikpapan, ridge())
    (row.folder / keeping.HEIGHTS).unlink()
    assert "not on the disk" in text(anonymous, address(), 422)


def test_before_anybody_asked_the_marks_stand_in_the_city(balikpapan: City, anonymous: Client) -> None:
    geography.squares(balikpapan)
    kept(balikpapan, ridge(), is_synthetic=True)
    words = text(anonymous, "/en/medan/profil/?kota=64.71")

    assert re.search(r'name="dari" value="117\.0\d+, -0\.5\d+"', words)
    assert '"move": "dari"' in words
    assert 'class="contoh' in words


def test_after_a_mark_was_moved_only_the_profile_comes_and_the_line_with_it(
    balikpapan: City, anonymous: Client
) -> None:
    kept(balikpapan, ridge(30))
    page = anonymous.get(address(), headers={"HX-Request": "true"})
    words = page.content.decode()

    assert "<html" not in words
    found = re.search(r'<script id="profil-tempat" type="application/json">(.*?)</script>', words)
    assert found is not None
    followed = json.loads(found[1])
    assert followed["marks"] == {"dari": list(WEST), "ke": list(EAST)}
    assert followed["patches"][0]["tone"] == "bad"
    assert anonymous.get(address("1,1"), headers={"HX-Request": "true"}).status_code == 200


def test_names_in_the_address_cannot_bring_markup(balikpapan: City, anonymous: Client) -> None:
    kept(balikpapan, ridge())
    assert "<script>x" not in text(anonymous, address(nama_dari="<script>x"))


def test_who_asks_too_often_waits(
    balikpapan: City, anonymous: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(balikpapan, ridge())
    monkeypatch.setitem(profiles.LIMITS, "profile", "2/m/ip")
    assert [anonymous.get(address()).status_code for _at in range(3)] == [200, 200, 429]
    assert anonymous.get("/medan/profil/").status_code == 200
    # What the script would not show is told in the part that it asked for.
    part = anonymous.get(address(), headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "Wait a minute" in part.content.decode()
    assert "grafik--penampang" not in part.content.decode()


def test_the_page_asks_the_same_few_questions(
    balikpapan: City, anonymous: Client, django_assert_max_num_queries: Any
) -> None:
    geography.squares(balikpapan)
    kept(balikpapan, ridge(30))
    with django_assert_max_num_queries(5):
        text(anonymous, address())
