"""A city brings its elevation model: it is prepared in the background, and the old ground stays until that went well."""

from __future__ import annotations

import io
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kotacerdas.common import requests
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.formats import file_size
from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.geography.tests.factories import outlines
from kotacerdas.jobs import actions as jobs
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.terrain import keeping
from kotacerdas.terrain.actions import grounds as deeds
from kotacerdas.terrain.forms import grounds as forms
from kotacerdas.terrain.models import Ground
from kotacerdas.terrain.queries.grounds import elevation_of, used_ground
from kotacerdas.terrain.tests.factories import NOW, geotiff, ground
from kotacerdas.terrain.tests.files import hgt
from kotacerdas.terrain.views import grounds as views

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


def test_a_tile_is_cut_to_the_city(balikpapan: City, tmp_path: Path) -> None:
    """The example of the form with the cells it proposes: a whole degree would be twice as much as memory takes."""
    outlines(balikpapan)
    row = ground(balikpapan, hgt(tmp_path / "S02E116.hgt", np.full((1201, 1201), 7)), cell=10)
    run_all()

    row.refresh_from_db()
    assert (row.state, row.faults) == (Ground.State.READY, [])
    assert row.about["crs"] == "EPSG:32750"
    assert row.about["rows"] * row.about["columns"] < 64_000_000


def test_a_model_of_another_city_is_refused(balikpapan: City, tmp_path: Path) -> None:
    outlines(balikpapan)
    row = ground(balikpapan, geotiff(tmp_path / "jauh.tif"))
    run_all()

    row.refresh_from_db()
    assert row.faults == [["terrain-elsewhere", {"file": "jauh.tif"}]]
    assert used_ground(balikpapan) is None


def test_a_model_of_one_cell_is_refused(balikpapan: City, tmp_path: Path) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "kecil.tif", np.full((3, 3), 9)), cell=100)
    run_all()

    row.refresh_from_db()
    assert [each[0] for each in row.faults] == ["terrain-too-small"]


def test_one_that_is_ready_late_does_not_take_the_place_of_a_newer_one(
    balikpapan: City, tmp_path: Path
) -> None:
    early, late = (ground(balikpapan, geotiff(tmp_path / f"{name}.tif")) for name in ("lama", "baru"))
    Ground.objects.filter(pk=late.pk).update(at=NOW + timedelta(minutes=1))
    deeds.take(late, deeds.prepare(late), by=None, now=NOW)
    deeds.take(early, deeds.prepare(early), by=None, now=NOW)

    assert used_ground(balikpapan) == late
    assert deeds.use(early, by=None, now=NOW).is_used


def test_a_model_whose_job_was_given_up_says_so_and_is_prepared_anew(
    balikpapan: City, tmp_path: Path, as_user: Any, rina: User
) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    assert row.job is not None
    jobs.cancel(row.job, by=rina, now=NOW)
    office = as_user(rina)
    assert "The work on it failed or was cancelled" in office.get("/en/medan/").content.decode()

    office.post(reverse("terrain:again", args=[row.code]), {FIELD: new_key()})
    assert "The work on it failed" not in office.get("/en/medan/").content.decode()
    run_all()
    assert used_ground(balikpapan) == row


def test_lost_heights_are_prepared_anew_on_screen_and_never_taken_into_use(
    balikpapan: City, tmp_path: Path, as_user: Any, rina: User
) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    run_all()
    shutil.rmtree(row.folder)
    office = as_user(rina)
    assert "is not on the disk" in office.get("/en/medan/").content.decode()
    with pytest.raises(Refused, match="terrain-ground-lost"):
        deeds.use(used_ground(balikpapan), by=rina, now=NOW)

    office.post(reverse("terrain:again", args=[row.code]), {FIELD: new_key()})
    run_all()
    assert used_ground(balikpapan) == row
    assert elevation_of(row) is not None
    with pytest.raises(Refused, match="terrain-prepared-already"):
        deeds.again(row, by=rina, now=NOW)


def test_work_that_ends_in_the_middle_leaves_the_old_ground_and_nothing_half_written(
    balikpapan: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ground(balikpapan, geotiff(tmp_path / "lama.tif"))
    run_all()
    ground(balikpapan, geotiff(tmp_path / "baru.tif"))

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(keeping.os, "replace", full)
        run_all(may_fail=True)
    assert used_ground(balikpapan) == kept
    assert [path.name for path in kept.folder.parent.iterdir()] == [kept.code]


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
    # Of the other one only its office knows.
    other = Ground.objects.exclude(pk=first.pk).get()
    picture = as_user(rina).get(reverse("terrain:picture", args=[other.code]))
    assert "private" in picture["Cache-Control"]


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


@pytest.mark.parametrize("most", [9_000, 15_000], ids=["each too large", "too large together"])
def test_more_than_a_page_takes_is_refused_with_the_command_that_takes_it(
    balikpapan: City,
    tmp_path: Path,
    as_user: Callable[[User], Client],
    rina: User,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", most)
    tiles = [SimpleUploadedFile(f"{at}.tif", geotiff(tmp_path / f"{at}.tif").read_bytes()) for at in range(2)]
    answer = sent(as_user(rina), tmp_path / "0.tif", berkas=tiles)

    assert answer.status_code == 422
    assert "kotacerdas ground bring --city 64.71" in str(answer.context["form"].errors["berkas"])
    assert not Ground.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [("/en", "more than 60 MB is brought on the server"), ("", "kotacerdas ground bring")],
)
def test_a_body_that_no_page_reads_is_refused_with_the_way_that_takes_it(
    balikpapan: City,
    tmp_path: Path,
    as_user: Callable[[User], Client],
    rina: User,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
) -> None:
    monkeypatch.setattr(requests, "MOST_BODY", 100)
    monkeypatch.setattr(views.bring, "most_body", 1_000)
    upload = SimpleUploadedFile("medan.tif", geotiff(tmp_path / "medan.tif").read_bytes())
    answer = as_user(rina).post(f"{language}/medan/bawa/", {"berkas": upload})

    assert answer.status_code == 413
    assert said in answer.content.decode()
    assert not Ground.objects.exists()


def test_the_page_says_before_sending_how_much_it_takes(
    balikpapan: City, as_user: Callable[[User], Client], rina: User
) -> None:
    """With and without a script: beside the field, and as a limit that the script reads."""
    page = as_user(rina).get("/en/medan/bawa/").content.decode()

    assert "Up to 60 MB together; more are brought on the server by kotacerdas ground bring" in page
    assert f'data-paling-besar="{forms.MOST_BYTES}"' in page
    assert "kotacerdas ground bring --city 64.71" in page
    assert file_size(forms.MOST_BYTES) == "60.0 MB"
    assert forms.MOST_BYTES < requests.MOST_BODY_OF_FILES


def test_everybody_sees_the_ground_in_use_and_its_picture_but_brings_none(
    balikpapan: City, tmp_path: Path, anonymous: Client, as_user: Callable[[User], Client], siti: User
) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "medan.tif"))
    run_all()

    assert anonymous.get("/medan/").status_code == 200
    picture = anonymous.get(reverse("terrain:picture", args=[row.code]))
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert "public" in picture["Cache-Control"]
    assert as_user(siti).get("/medan/bawa/").status_code in {403, 404}


def test_a_neighbour_does_not_use_or_see_what_was_refused(
    balikpapan: City, tmp_path: Path, as_user: Callable[[User], Client], tetangga: User
) -> None:
    row = ground(balikpapan, geotiff(tmp_path / "tanpa.tif", crs=None))
    run_all()
    client = as_user(tetangga)

    assert client.post(reverse("terrain:use", args=[row.code])).status_code == 404
    assert client.post(reverse("terrain:again", args=[row.code])).status_code == 404
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
