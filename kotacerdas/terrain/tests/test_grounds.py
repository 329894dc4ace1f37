"""A city brings its elevation model: it is prepared in the background, and the old ground stays until that went well."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.geography.tests.factories import outlines
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.terrain.actions import grounds as deeds
from kotacerdas.terrain.forms import grounds as forms
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.terrain.tests.factories import NOW, geotiff, ground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path / "state"


def test_a_model_becomes_the_ground_in_a_job_and_not_in_the_request(balikpapan: City, tmp_path: Path) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    assert used_ground(balikpapan) is None

    run_all()

    row.refresh_from_db()
    assert (row.state, row.is_used) == (Ground.State.READY, True)
    assert (row.about["rows"], row.about["columns"]) == (40, 50)
    assert (row.about["lowest"], row.about["highest"]) == (5.0, 93.0)
    assert sum(share for *_class, share in row.about["heights"]) == pytest.approx(1)
    heights = elevation_of(row)
    assert heights is not None
    assert float(heights.heights[0, 0]) == 5.0


@pytest.mark.parametrize(
    ("name", "heights", "crs", "kind"),
    [
        ("tanpa.tif", None, None, "terrain-no-crs"),
        ("kosong.tif", np.full((9, 9), -9999), "EPSG:32750", "terrain-all-void"),
        ("laut.tif", np.zeros((9, 9)), "EPSG:32750", "terrain-only-sea"),
    ],
)
def test_a_model_that_cannot_be_used_says_why_and_the_old_ground_stays(
    balikpapan: City, tmp_path: Path, name: str, heights: Any, crs: str | None, kind: str
) -> None:
    kept = ground(balikpapan, geotiff(tmp_path / "lama.tif"))
    run_all()
    bad = ground(balikpapan, geotiff(tmp_path / name, heights, crs=crs))
    run_all()

    bad.refresh_from_db()
    assert bad.state == Ground.State.REFUSED
    assert [each[0] for each in bad.faults] == [kind]
    assert used_ground(balikpapan) == kept


def test_several_tiles_become_one_ground_and_trees_stand_on_it(balikpapan: City, tmp_path: Path) -> None:
    """The second tile fills the hole of the first; the clutter is 10 m on the first row alone."""
    hole = np.full((40, 50), 20.0)
    hole[:, 25:] = -9999
    trees = np.zeros((40, 50))
    trees[0] = 10
    names = [
        ("barat.tif", hole, False),
        ("barat.tif", np.full((40, 50), 30.0), False),
        ("pohon.tif", trees, True),
    ]
    brought = [
        deeds.Brought(
            io.BytesIO(geotiff(tmp_path / name, heights).read_bytes()), name, "image/tiff", is_clutter
        )
        for name, heights, is_clutter in names
    ]
    row = deeds.bring(brought, city=balikpapan, source="Badan Contoh", cell=30, by=None, now=NOW)
    run_all()

    row.refresh_from_db()
    heights = elevation_of(row)
    assert heights is not None
    assert (heights.heights[5, 3], heights.heights[5, 40]) == (20, 30)
    assert (heights.heights[0, 3], heights.heights[0, 40]) == (30, 40)
    assert row.title == "barat.tif (+2)"
    assert (row.about["tiles"], row.about["clutter"]) == (2, 1)


def test_done_again_it_ends_the_same(balikpapan: City, tmp_path: Path) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    first = deeds.prepare(row)

    assert deeds.prepare(row) == first
    deeds.take(row, first, by=None, now=NOW)
    deeds.take(row, first, by=None, now=NOW)
    assert Ground.objects.used(balikpapan).count() == 1


def test_heights_that_were_lost_are_none_and_made_anew(balikpapan: City, tmp_path: Path) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    run_all()
    shutil.rmtree(row.folder)
    assert elevation_of(row) is None

    deeds.prepare(row)
    assert elevation_of(row) is not None


def test_a_city_without_a_model_gets_a_synthetic_one_that_says_so(
    balikpapan: City, as_user: Any, rina: User
) -> None:
    outlines(balikpapan)
    row = deeds.invent(city=balikpapan, cell=100, title="Relief sintetis", by=rina, now=NOW)
    run_all()

    found = used_ground(balikpapan)
    assert found == row
    assert found.is_synthetic
    page = as_user(rina).get("/en/medan/").content.decode()
    assert "synthetic" in page


def test_an_earlier_model_can_be_used_again(
    balikpapan: City, tmp_path: Path, as_user: Any, rina: User
) -> None:
    first = ground(balikpapan, geotiff(tmp_path / "satu.tif"))
    ground(balikpapan, geotiff(tmp_path / "dua.tif"))
    run_all()
    Ground.objects.filter(pk=first.pk).update(is_used=False)
    answer = as_user(rina).post(reverse("terrain:use", args=[first.code]), {FIELD: new_key()})

    assert answer.status_code == 302
    assert used_ground(balikpapan) == first


# --- Pages -------------------------------------------------------------------------------------------------


def sent(client: Client, path: Path, **more: Any) -> Any:
    upload = SimpleUploadedFile(path.name, path.read_bytes(), "application/octet-stream")
    typed = {"berkas": upload, "sumber": "Badan Contoh", "sel": 30, FIELD: new_key()} | more
    return client.post(reverse("terrain:bring"), typed)


def test_the_programme_office_brings_one_on_screen(
    balikpapan: City, tmp_path: Path, as_user: Callable[[User], Client], rina: User
) -> None:
    answer = sent(as_user(rina), geotiff(tmp_path / "medan.tif"))
    run_all()

    assert answer.status_code == 302
    found = used_ground(balikpapan)
    assert found is not None
    assert (found.title, found.source, found.cell) == ("medan.tif", "Badan Contoh", 30)


@pytest.mark.parametrize(
    ("name", "content"),
    [("medan.tif", b"%PDF-1.7 not a model"), ("medan.png", b"\x89PNG"), ("S02E116.hgt", b"too short")],
)
def test_what_is_no_model_is_refused_beside_its_field(
    balikpapan: City, tmp_path: Path, as_user: Callable[[User], Client], rina: User, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    answer = sent(as_user(rina), path)

    assert answer.status_code == 422
    assert not Ground.objects.exists()


def test_tiles_and_trees_are_brought_on_screen(
    balikpapan: City, tmp_path: Path, as_user: Callable[[User], Client], rina: User
) -> None:
    tiles = [SimpleUploadedFile(f"{at}.tif", geotiff(tmp_path / f"{at}.tif").read_bytes()) for at in range(2)]
    trees = SimpleUploadedFile("pohon.tif", geotiff(tmp_path / "pohon.tif", np.ones((40, 50))).read_bytes())
    office = as_user(rina)
    answer = sent(office, tmp_path / "0.tif", berkas=tiles, tutupan=[trees])
    run_all()

    assert answer.status_code == 302
    found = used_ground(balikpapan)
    assert found is not None
    assert (found.about["lowest"], found.about["tiles"]) == (6.0, 2)
    assert "in the heights" in office.get("/en/medan/").content.decode()


def test_more_than_a_page_takes_is_refused_with_the_command_that_takes_it(
    balikpapan: City,
    tmp_path: Path,
    as_user: Callable[[User], Client],
    rina: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 9_000)
    tiles = [SimpleUploadedFile(f"{at}.tif", geotiff(tmp_path / f"{at}.tif").read_bytes()) for at in range(2)]
    answer = sent(as_user(rina), tmp_path / "0.tif", berkas=tiles)

    assert answer.status_code == 422
    assert "kotacerdas ground bring --city 64.71" in str(answer.context["form"].errors["berkas"])
    assert not Ground.objects.exists()


def test_everybody_sees_the_ground_in_use_and_its_picture_but_brings_none(
    balikpapan: City, tmp_path: Path, anonymous: Client, as_user: Callable[[User], Client], siti: User
) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    run_all()

    assert anonymous.get("/medan/").status_code == 200
    picture = anonymous.get(reverse("terrain:picture", args=[row.code]))
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert as_user(siti).get("/medan/bawa/").status_code in {403, 404}


def test_a_neighbour_does_not_use_or_see_what_was_refused(
    balikpapan: City, tmp_path: Path, as_user: Callable[[User], Client], tetangga: User
) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "tanpa.tif", crs=None))
    run_all()
    client = as_user(tetangga)

    assert client.post(reverse("terrain:use", args=[row.code])).status_code == 404
    assert client.get(reverse("terrain:picture", args=[row.code])).status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_asks_equally_often(
    balikpapan: City,
    tmp_path: Path,
    as_user: Callable[[User], Client],
    rina: User,
    count: int,
    django_assert_max_num_queries: Any,
) -> None:
    for at in range(count):
        ground(balikpapan, geotiff(tmp_path / f"{at}.tif"), by=rina)
    client = as_user(rina)
    client.get("/medan/")
    with django_assert_max_num_queries(14):
        client.get("/medan/")
