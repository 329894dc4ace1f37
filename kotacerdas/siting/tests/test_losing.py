"""Points that would be missed least: found over the ground, kept once, and shown to the offices of the city alone."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.jobs.actions import cancel
from kotacerdas.jobs.models import Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.siting.actions import losing as deeds
from kotacerdas.siting.losing import computing as losing
from kotacerdas.siting.losing import findings
from kotacerdas.siting.losing.computing import Asked
from kotacerdas.siting.models import Saving
from kotacerdas.siting.tests.outcomes import FOUND, NOW, flat, point, saving
from kotacerdas.wifi.tests import factories as wifi

if TYPE_CHECKING:
    from collections.abc import Callable

    from kotacerdas.people.models import City, User

pytest.importorskip("numba", reason="the group planning is not installed")
pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def stood(balikpapan: City) -> City:
    """Two points nearly on one spot, one alone, one at the edge where fewer people are reached."""
    flat(balikpapan)
    first = point(balikpapan, "W-1", 0.25, 0.25)
    second = point(balikpapan, "W-2", 0.26, 0.25)
    third = point(balikpapan, "W-3", 0.75, 0.75)
    fourth = point(balikpapan, "W-4", 0.999, 0.25)
    wifi.paid(
        balikpapan,
        first,
        second,
        code="satu",
        first=TODAY.replace(day=1),
        last=TODAY.replace(day=30),
        cost=500_000,
    )
    wifi.paid(
        balikpapan, third, code="dua", first=TODAY.replace(day=1), last=TODAY.replace(day=30), cost=900_000
    )
    wifi.paid(
        balikpapan, fourth, code="tiga", first=TODAY.replace(day=1), last=TODAY.replace(day=30), cost=None
    )
    return balikpapan


def asked(points: int | None = None, percent: Any = None, **more: Any) -> Asked:
    return Asked(points, percent, more.pop("radius_m", 200.0), **more)


def gone(of: dict[str, Any]) -> list[str]:
    return sorted(each["code"] for each in of["rows"] if each["is_gone"])


def test_one_of_two_at_the_same_place_is_missed_least(stood: City) -> None:
    found = losing.found(stood, asked(1), on=TODAY)

    assert gone(found) in (["W-1"], ["W-2"])
    assert found["lost"] == found["least"]
    assert found["is_proven"]
    assert found["lost"] < 20
    assert found["lost"] == sum(each["lost"] for each in found["areas"])
    assert found["people"] == pytest.approx(4000 * 2.6 * 3.14159 * 0.2**2 / (2 * 2), rel=0.1)


def test_what_each_point_alone_reaches_is_counted_cell_by_cell(stood: City) -> None:
    rows = {each["code"]: each for each in losing.found(stood, asked(1), on=TODAY)["rows"]}

    assert rows["W-3"]["covered"] == rows["W-3"]["alone"] > 100
    assert rows["W-1"]["alone"] < rows["W-1"]["covered"] / 5
    assert [each["monthly"] for code, each in sorted(rows.items())] == [500_000, 500_000, 900_000, None]


def test_a_share_of_the_money_is_saved_and_a_point_of_unknown_cost_stays(stood: City) -> None:
    found = losing.found(stood, asked(percent=15), on=TODAY)

    assert found["monthly"] == 1_900_000
    assert found["target"] == 285_000
    assert found["saved"] >= found["target"]
    assert gone(found) in (["W-1"], ["W-2"])
    assert found["unknown_costs"] == 1


def test_what_must_stay_stays_and_so_does_the_point_that_feeds_it(stood: City) -> None:
    hub = stood.wifi_points.get(code="W-2")
    stood.wifi_points.filter(code="W-1").update(backhaul="radio", hub=hub)
    found = losing.found(stood, asked(1, musts=("W-1",)), on=TODAY)

    assert gone(found) == ["W-4"]
    rows = {each["code"]: each for each in found["rows"]}
    assert (rows["W-1"]["is_must"], rows["W-2"]["is_hub"]) == (True, True)


def test_squares_of_several_cells_say_nearly_the_same(stood: City, monkeypatch: Any) -> None:
    exact = losing.found(stood, asked(1), on=TODAY)
    monkeypatch.setattr(losing, "MOST_PAIRS", 400)
    coarse = losing.found(stood, asked(1), on=TODAY)

    assert coarse["square_m"] > coarse["cell_m"] == exact["square_m"]
    assert coarse["people"] == pytest.approx(exact["people"], rel=0.25)


def test_kelurahan_whose_people_nobody_counted_are_told(stood: City) -> None:
    from kotacerdas.geography.models import Count

    first = Count.objects.filter(unit__city=stood).order_by("unit__code").first()
    assert first is not None
    Count.objects.filter(unit=first.unit).delete()
    row = saving(stood, points=1)
    with translation.override("en"):
        words = findings.method(row)

    assert row.found["uncounted"] == 1
    assert "In 1 kelurahan nobody counted the people" in words


def test_a_point_beside_the_ground_is_left_out_and_named(stood: City) -> None:
    stood.wifi_points.filter(code="W-4").update(lon="119.5")

    assert losing.found(stood, asked(1), on=TODAY)["left_out"] == ["W-4"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (asked(4), "losing-all"),
        (asked(1, musts=("W-1", "W-2", "W-3", "W-4")), "losing-too-much"),
        (asked(1, musts=("X",)), "losing-unknown-point"),
        (asked(percent=99, musts=("W-1", "W-2", "W-3")), "losing-too-much"),
    ],
)
def test_what_cannot_be_is_refused(stood: City, question: Asked, kind: str) -> None:
    with pytest.raises(Refused) as refused:
        losing.found(stood, question, on=TODAY)

    assert [each.kind for each in refused.value.faults] == [kind]


def test_without_ground_points_or_costs_it_says_what_to_do(balikpapan: City) -> None:
    kinds = []
    for prepare in (lambda: None, lambda: flat(balikpapan), lambda: point(balikpapan, "W-1", 0.2, 0.2)):
        prepare()
        with pytest.raises(Refused) as refused:
            losing.found(balikpapan, asked(percent=15), on=TODAY)
        kinds.append(refused.value.faults[0].kind)

    assert kinds == ["siting-no-ground", "losing-no-points", "losing-no-costs"]


# --- The job ------------------------------------------------------------------------------------------------


def test_the_job_keeps_what_it_found_once(stood: City, rina: User) -> None:
    row = deeds.ask(stood, asked(1), by=rina, now=NOW)
    again = deeds.ask(stood, asked(1), by=rina, now=NOW)
    run_all()

    assert again.pk == row.pk
    row.refresh_from_db()
    assert row.found["gone"] == 1
    assert row.done_at is not None
    kinds = Entry.objects.filter(kind__startswith="siting").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["siting.ask-saving", "siting.saving"]


def test_a_refusal_is_kept_with_its_words(stood: City) -> None:
    row = deeds.ask(stood, asked(4), by=None, now=NOW)
    run_all()

    row.refresh_from_db()
    assert row.faults[0][0] == "losing-all"
    assert row.found == {}


def test_a_cancelled_question_leaves_the_earlier_answer(stood: City, rina: User) -> None:
    before = saving(stood, points=1)
    row = deeds.ask(stood, asked(2), by=rina, now=NOW)
    assert row.job is not None
    cancel(row.job, by=rina, now=NOW)
    run_all()

    assert Saving.objects.of(stood).done().get() == before


def test_a_worker_killed_between_finding_and_keeping_finds_nothing_twice(
    stood: City, rina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = deeds.ask(stood, asked(1), by=rina, now=NOW)
    keep = deeds.keep

    def killed(*args: Any, **options: Any) -> Any:
        keep(*args, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(deeds, "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        run_all("heavy")
    assert Saving.objects.get().done_at is None

    monkeypatch.setattr(deeds, "keep", keep)
    monkeypatch.setattr(losing, "found", lambda *args, **options: pytest.fail("found twice"))
    Job.objects.update(state="waiting", lease_until=None)
    run_all("heavy")
    row.refresh_from_db()
    assert row.found["gone"] == 1


def test_how_the_work_stands_is_told_while_it_waits(
    balikpapan: City, rina: User, as_user: Callable[[User], Client]
) -> None:
    shown(balikpapan)
    deeds.ask(balikpapan, asked(7), by=rina, now=NOW)
    client = as_user(rina)
    page = client.get(address(balikpapan)).content.decode()
    part = client.get(address(balikpapan), headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in page
    assert 'hx-trigger="every 2s"' in part
    assert "<h1" not in part


# --- The page -----------------------------------------------------------------------------------------------


def shown(city: City, points: int = 1, **found: Any) -> Saving:
    return Saving.objects.create(
        city=city, points=points, radius_m=150, asked_at=NOW, done_at=NOW, found={**FOUND, **found}
    )


def address(city: City, **query: Any) -> str:
    return f"{reverse('siting:losing')}?" + "&".join(
        f"{k}={v}" for k, v in {"kota": city.code, **query}.items()
    )


def test_the_headline_says_who_loses_and_what_no_choice_can_beat(
    balikpapan: City, rina: User, as_user: Callable[[User], Client]
) -> None:
    shown(balikpapan)
    with translation.override("en"):
        page = as_user(rina).get(address(balikpapan)).content.decode()

    assert (
        "If 1 point goes, 40 people lose their Wi-Fi; no other choice of as many loses fewer than 38" in page
    )


def test_the_address_chooses_the_answer(
    balikpapan: City, rina: User, as_user: Callable[[User], Client]
) -> None:
    shown(balikpapan)
    shown(balikpapan, points=2, gone=2, lost=77)
    client = as_user(rina)

    assert client.get(address(balikpapan, jumlah=1)).context["saving"].points == 1
    assert client.get(address(balikpapan)).context["saving"].points == 2
    for odd in ("3", "x", "-1", "9" * 400, "1e3", "%00"):
        assert client.get(address(balikpapan, jumlah=odd)).status_code == 200
    for odd in ("nan", "inf", "0", "100", "1e9999", "%00"):
        assert client.get(address(balikpapan, persen=odd)).status_code == 200


def test_only_the_offices_of_the_city_see_it(
    balikpapan: City, tetangga: User, siti: User, rina: User, as_user: Callable[[User], Client]
) -> None:
    shown(balikpapan)

    assert as_user(rina).get(address(balikpapan)).status_code == 200
    for other in (tetangga, siti):
        assert as_user(other).get(address(balikpapan)).status_code in (403, 404)
        assert as_user(other).post(address(balikpapan), {"points": "1", "radius": "150"}).status_code in (
            403,
            404,
        )
    assert Saving.objects.count() == 1


def test_an_agency_reads_but_does_not_ask(
    balikpapan: City, budi: User, as_user: Callable[[User], Client]
) -> None:
    client = as_user(budi)

    assert client.get(address(balikpapan)).status_code == 200
    assert client.post(address(balikpapan), {"points": "1", "radius": "150"}).status_code == 404


def sent(client: Client, city: City, **values: str) -> Any:
    return client.post(address(city), {FIELD: new_key(), "radius": "150", **values})


def test_a_question_is_asked_once_however_often_it_is_sent(
    balikpapan: City, rina: User, as_user: Callable[[User], Client]
) -> None:
    client, key = as_user(rina), new_key()
    first, second = (sent(client, balikpapan, points="50", **{FIELD: key}) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert "jumlah=50" in first["Location"]
    assert Saving.objects.get().job is not None


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"points": "5", "percent": "15"},
        {"points": "0"},
        {"points": "1,5"},
        {"percent": "100"},
        {"percent": "NaN"},
        {"percent": "15,123"},
        {"points": "5", "radius": "1"},
        {"points": "5", "musts": " ".join(f"x{at}" for at in range(501))},
        {"points": "9" * 50},
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field(
    balikpapan: City, rina: User, as_user: Callable[[User], Client], values: dict[str, str]
) -> None:
    assert sent(as_user(rina), balikpapan, **values).status_code == 422
    assert not Saving.objects.exists()


def test_queries_do_not_grow_with_the_points(
    balikpapan: City, rina: User, as_user: Callable[[User], Client], django_assert_max_num_queries: Any
) -> None:
    client = as_user(rina)
    shown(balikpapan)
    client.get(address(balikpapan))
    with django_assert_max_num_queries(60) as few:
        client.get(address(balikpapan))
    Saving.objects.all().delete()
    rows = [{**FOUND["rows"][0], "code": f"W-{at}"} for at in range(90)]
    shown(balikpapan, rows=rows)
    with django_assert_max_num_queries(len(few)):
        client.get(address(balikpapan))


def test_files_hold_every_point_and_run_nothing(
    balikpapan: City, rina: User, as_user: Callable[[User], Client]
) -> None:
    rows = [{**FOUND["rows"][0], "name": "=cmd|' /C calc'!A0", "monthly": None}, FOUND["rows"][1]]
    shown(balikpapan, rows=rows)
    client = as_user(rina)

    def file(ending: str) -> Any:
        return client.get(
            f"{reverse('siting:losing-download', args=[ending])}?kota={balikpapan.code}&jumlah=1"
        )

    assert "'=cmd" in file("csv").content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(file("xlsx").content)).worksheets[0]
    assert sheet.max_row == 3
    assert sheet["B2"].data_type == "s"
    drawn = json.loads(file("geojson").content)
    assert [each["properties"]["goes"] for each in drawn["features"]] == [True, False]
    assert drawn["features"][0]["geometry"]["coordinates"] == [117.0, -0.6]
    assert file("exe").status_code == 404
    missing = f"{reverse('siting:losing-download', args=['csv'])}?kota={balikpapan.code}&jumlah=7"
    assert client.get(missing).status_code == 404


# --- The demo -----------------------------------------------------------------------------------------------


def test_the_demo_has_a_sample_answer_once(stood: City, rina: User) -> None:
    from kotacerdas.common.reference import Report
    from kotacerdas.siting.losing import demo

    type(rina).objects.filter(pk=rina.pk).update(is_demo=True, email=demo.OFFICE)
    stood.wifi_points.update(is_sample=True)
    for _each in range(2):
        demo.load_savings(Report())

    made = Saving.objects.get()
    assert made.is_sample
    assert made.found["saved"] >= made.found["target"]
