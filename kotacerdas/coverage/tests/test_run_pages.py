"""Pages of coverage: what they say, who may do what, how many questions they ask the database."""

from __future__ import annotations

import html
import json
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from openpyxl import load_workbook
from PIL import Image

from kotacerdas.common import submissions
from kotacerdas.coverage.actions import running
from kotacerdas.coverage.findings.runs import headline
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.queries import runs as queries
from kotacerdas.coverage.queries.runs import used_run
from kotacerdas.coverage.tests.factories import (
    NOW,
    asked_run,
    coverage_run,
    grid,
    ground,
    picture,
    points,
    squares,
)
from kotacerdas.geography.tests import factories as geography
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.terrain.models import Ground
from kotacerdas.wifi.models import Point
from kotacerdas.wifi.tests import factories as wifi

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from kotacerdas.people.models import City, User

pytest.importorskip("numba", reason="the group planning is not installed")
pytestmark = pytest.mark.django_db
PAGE, FORM = "/jangkauan/?kota=64.71", "/jangkauan/hitung/?kota=64.71"


@pytest.fixture
def ready(balikpapan: City) -> City:
    squares(balikpapan)
    ground(balikpapan)
    points(balikpapan)
    return balikpapan


@pytest.fixture
def computed(ready: City) -> CoverageRun:
    grid(ready, picture((0, 0, 6, 6)))
    geography.place(ready, "sdn-1", lon=117.0045, lat=-0.5955, kind="school")
    return coverage_run(ready)


def text(client: Client, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return str(page.content.decode())


def sent(client: Client, **fields: Any) -> Any:
    given = {"radius": "300", "point": "6", "receiver": "1,5", "band": "2437"} | fields
    return client.post(FORM, {submissions.FIELD: submissions.new_key(), **given})


def test_the_page_says_how_many_are_reached_and_where_nothing_reaches(
    computed: CoverageRun, anonymous: Client
) -> None:
    words = text(anonymous, f"/en{PAGE}")

    assert "3 Wi-Fi points reach 4." in words
    assert "live where none reaches" in words
    assert "150 m" in words
    assert "a ray to every cell" in words
    assert "1 of 1" in words
    assert words.count("/gambar/") >= 3
    assert "Write down for a check" not in words


def test_it_says_so_in_indonesian_too(computed: CoverageRun, anonymous: Client) -> None:
    assert '<html lang="id"' in text(anonymous, PAGE)
    assert text(anonymous, PAGE) != text(anonymous, f"/en{PAGE}")


def test_the_office_gets_a_form_for_each_area_with_its_place_filled_in(
    computed: CoverageRun, as_user: Callable[[User], Client], rina: User
) -> None:
    words = text(as_user(rina), f"/en{PAGE}")

    gap = computed.found["gaps"][0]
    assert "Write down for a check" in words
    assert f"lon={gap['lon']:.6f}&amp;lat={gap['lat']:.6f}" in words


def test_a_synthetic_ground_is_called_an_example(ready: City, anonymous: Client) -> None:
    Ground.objects.all().delete()
    ground(ready, is_synthetic=True)
    coverage_run(ready)

    assert "synthetic relief: an example" in text(anonymous, f"/en{PAGE}")


def test_changed_points_make_the_page_say_that_it_is_old(computed: CoverageRun, anonymous: Client) -> None:
    assert "have changed since" not in text(anonymous, f"/en{PAGE}")
    Point.objects.filter(code="WIFI-001").update(mast_height_m=20)

    assert "have changed since" in text(anonymous, f"/en{PAGE}")


def test_lost_rasters_leave_the_figures(computed: CoverageRun, anonymous: Client) -> None:
    address = f"/jangkauan/gambar/{computed.code}/count/{computed.found['pictures']['count']}.png"
    computed.folder.rename(computed.folder.with_name("hilang"))

    words = text(anonymous, f"/en{PAGE}")
    assert "pictures of this run were lost" in words
    assert "/gambar/" not in words
    assert anonymous.get(address).status_code == 404
    assert anonymous.get("/jangkauan/unduh/64.71/count.tif").status_code == 404


def test_without_anything_the_page_says_what_comes_first(balikpapan: City, anonymous: Client) -> None:
    assert "no outlines of its kelurahan yet" in text(anonymous, f"/en{PAGE}")
    squares(balikpapan)
    assert "no elevation model that is ready" in text(anonymous, f"/en{PAGE}")
    ground(balikpapan)
    assert "programme office has it computed" in text(anonymous, f"/en{PAGE}")


def test_without_the_packages_the_page_says_which(
    ready: City, anonymous: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotacerdas.coverage.views.runs.find_spec", lambda name: None)

    assert "group `planning`" in text(anonymous, f"/en{PAGE}")


def test_a_run_that_waits_is_told(ready: City, anonymous: Client) -> None:
    asked_run(ready)

    assert "being computed right now" in text(anonymous, f"/en{PAGE}")


def test_the_page_asks_as_few_questions_for_many_points_as_for_few(
    computed: CoverageRun,
    anonymous: Client,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    anonymous.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        anonymous.get(PAGE)
    for number in range(12):
        wifi.point(computed.city, f"WIFI-1{number:02}", lon="117.0061", lat="-0.5911")
    coverage_run(computed.city, now=NOW + timedelta(hours=1))
    with django_assert_num_queries(len(few)):
        page = text(anonymous, PAGE)
    assert "halaman=2" in page


def test_pictures_are_kept_by_their_content_and_only_what_is_seen(
    computed: CoverageRun, anonymous: Client
) -> None:
    for what, mark in computed.found["pictures"].items():
        answer = anonymous.get(f"/jangkauan/gambar/{computed.code}/{what}/{mark}.png")
        assert answer["Content-Type"] == "image/png"
        assert "immutable" in answer["Cache-Control"]
        image = Image.open(BytesIO(answer.content)).convert("RGBA")
        assert image.size == (computed.found["cells"][1], computed.found["cells"][0])
        assert image.getpixel((0, 0))[3] == 0
    assert anonymous.get(f"/jangkauan/gambar/{computed.code}/count/lain.png").status_code == 404
    assert anonymous.get(f"/jangkauan/gambar/{computed.code}/heights/{mark}.png").status_code == 404
    CoverageRun.objects.update(is_used=False)
    assert anonymous.get(f"/jangkauan/gambar/{computed.code}/{what}/{mark}.png").status_code == 404


def test_whoever_has_a_picture_is_told_that_it_is_the_same(computed: CoverageRun, anonymous: Client) -> None:
    address = f"/jangkauan/gambar/{computed.code}/count/{computed.found['pictures']['count']}.png"
    first = anonymous.get(address)

    again = anonymous.get(address, headers={"if-none-match": first["ETag"]})
    other = anonymous.get(address, headers={"if-none-match": '"lain"'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "immutable" in again["Cache-Control"]
    assert (other.status_code, other.content) == (200, first.content)
    CoverageRun.objects.update(is_used=False)
    assert anonymous.get(address, headers={"if-none-match": first["ETag"]}).status_code == 404


def test_a_picture_of_a_run_that_is_not_in_use_is_nobodys(
    computed: CoverageRun, as_user: Callable[[User], Client], rina: User
) -> None:
    """It may be kept by whatever stands between, so it is given to nobody or to all."""
    address = f"/jangkauan/gambar/{computed.code}/count/{computed.found['pictures']['count']}.png"
    CoverageRun.objects.update(is_used=False)

    assert as_user(rina).get(address).status_code == 404


def test_an_estimate_of_people_is_called_one(ready: City, anonymous: Client) -> None:
    words = "People in part of the kelurahan are an estimate."
    coverage_run(ready)
    assert words not in text(anonymous, f"/en{PAGE}")
    geography.Count.objects.update(is_estimate=True)
    coverage_run(ready, now=NOW + timedelta(hours=1))

    assert words in text(anonymous, f"/en{PAGE}")


def test_places_are_written_as_the_reader_writes_numbers(computed: CoverageRun, anonymous: Client) -> None:
    lat = f"{computed.found['gaps'][0]['lat']:.5f}".replace("-", "−")

    assert f"latitude {lat}" in text(anonymous, f"/en{PAGE}")
    assert lat.replace(".", ",") in text(anonymous, PAGE)


def test_tables_shapes_and_rasters_come_as_files(computed: CoverageRun, anonymous: Client) -> None:
    def file(name: str) -> bytes:
        answer = anonymous.get(f"/en/jangkauan/unduh/64.71/{name}")
        assert answer.status_code == 200
        return b"".join(answer) if answer.streaming else bytes(answer.content)

    sheet = load_workbook(BytesIO(file("kelurahan.xlsx"))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if "Kelurahan" in row)
    assert sum(row[2] for row in rows[head + 1 : head + 5]) == 4000
    assert file("titik.csv").decode().count("\r\nWIFI-00") == 3
    features = json.loads(file("celah.geojson"))["features"]
    assert len(features) == len(computed.found["gaps"])
    assert features[0]["properties"]["sinyal"] == "none"
    for name in ("count", "signal", "best"):
        assert file(f"{name}.tif")[:2] == b"II"


@pytest.mark.parametrize("name", ["kelurahan.pdf", "titik.geojson", "celah.xlsx", "heights.tif", "lain.csv"])
def test_there_are_no_other_files(computed: CoverageRun, anonymous: Client, name: str) -> None:
    assert anonymous.get(f"/jangkauan/unduh/64.71/{name}").status_code == 404


def test_the_office_asks_for_another_radius_once_however_often_it_clicks(
    computed: CoverageRun, as_user: Callable[[User], Client], rina: User
) -> None:
    client, key = as_user(rina), submissions.new_key()

    answers = [sent(client, **{submissions.FIELD: key}) for _twice in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert CoverageRun.objects.count() == 2
    assert "waits for its turn" in text(client, f"/en{FORM}")
    run_all()
    used = used_run(computed.city)
    assert used is not None
    assert used.settings == {
        "radius_m": 300.0,
        "receiver_m": 1.5,
        "point_m": 6.0,
        "mhz": 2437.0,
        "exact": True,
    }
    assert "reach 1" in text(client, f"/en{FORM}")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("radius", "0"),
        ("radius", "6000"),
        ("point", "301"),
        ("point", "-1"),
        ("receiver", "x"),
        ("band", "1"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    ready: City, as_user: Callable[[User], Client], rina: User, field: str, value: str
) -> None:
    answer = sent(as_user(rina), **{field: value})

    assert answer.status_code == 422
    assert not CoverageRun.objects.exists()


def test_without_a_ground_the_form_says_what_to_do(
    balikpapan: City, as_user: Callable[[User], Client], rina: User
) -> None:
    answer = sent(as_user(rina))

    assert answer.status_code == 422
    assert "/medan/" in answer.content.decode() or "relief" in answer.content.decode()


def test_neighbours_and_citizens_cannot_start_a_run(
    ready: City, as_user: Callable[[User], Client], tetangga: User, siti: User, anonymous: Client
) -> None:
    assert sent(as_user(tetangga)).status_code in (403, 404)
    assert sent(as_user(siti)).status_code in (403, 404)
    assert sent(anonymous).status_code in (302, 403)
    assert not CoverageRun.objects.exists()


def test_a_refused_run_tells_its_office_why(
    ready: City, as_user: Callable[[User], Client], rina: User
) -> None:
    Point.objects.all().delete()
    asked = asked_run(ready)
    run_all()
    asked.refresh_from_db()

    assert asked.state == "refused"
    assert "No Wi-Fi point that is on stands on the ground" in text(as_user(rina), f"/en{FORM}")
    assert running.TASK == "coverage.run"


def test_more_points_than_a_run_holds_are_told_to_its_office(
    ready: City, as_user: Callable[[User], Client], rina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kotacerdas.coverage.serving.MOST_POSTS", 2)
    asked = asked_run(ready)
    run_all()
    asked.refresh_from_db()

    assert asked.faults == [["coverage-too-many-points", {"count": 3, "most": 2}]]
    assert "3 points are more than the 2 that can be counted at once" in text(as_user(rina), f"/en{FORM}")


def test_watching_a_run_reads_of_older_ones_only_what_it_tells(
    computed: CoverageRun, as_user: Callable[[User], Client], rina: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        ((row, brief),) = queries.newest_of(computed.city)
        told = headline(brief, row.city)

    assert "found" in row.get_deferred_fields()
    assert told == headline(queries.brief_of(computed), computed.city)
    assert told in html.unescape(text(as_user(rina), FORM))


def test_watching_runs_of_a_city_without_counts_tells_hectares(ready: City) -> None:
    geography.Count.objects.all().delete()
    made = coverage_run(ready)

    ((_row, brief),) = queries.newest_of(ready)

    with translation.override("en"):
        assert headline(brief, ready) == headline(queries.brief_of(made), ready)
        assert "hectares" in headline(brief, ready)


def test_a_run_that_found_nothing_yet_has_nothing_to_tell(ready: City) -> None:
    asked_run(ready)

    assert [brief for _row, brief in queries.newest_of(ready)] == [None]
