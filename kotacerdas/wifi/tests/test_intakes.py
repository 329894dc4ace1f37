"""Workbooks and GeoJSON of points: what goes out comes in again unchanged, and nothing wrong is written."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.exports import Source as From
from kotacerdas.imports import actions as imports
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests.factories import run, write
from kotacerdas.wifi import actions, downloads, geojson
from kotacerdas.wifi.intakes import POINTS
from kotacerdas.wifi.models import OffReason, Point, State
from kotacerdas.wifi.queries import standing
from kotacerdas.wifi.tests import factories
from kotacerdas.wifi.tests.domain.test_patterns import msi
from kotacerdas.wifi.tests.factories import HOW, NOW, TODAY, switch

pytestmark = pytest.mark.django_db
HEAD = ["Kode", "Nama", "Jenis tempat", "Bujur", "Lintang"]
ROW = ["WIFI-001", "Poskamling RT 1", "Poskamling", "116.8312", "-1.2654"]


def bring(city: Any, *rows: list[Any], by: Any, head: list[str] = HEAD, **choices: Any) -> ImportRun:
    return run(city, [head, *rows], intake="wifi.points", by=by, numbers="en", **choices)


def counts(found: ImportRun) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "conflict", "faulty")
    return {name: found.count(name) for name in names if found.count(name)}


def faults(found: ImportRun) -> set[str]:
    return {fault.kind for row in found.lines.all() for fault in row.blamed}


@pytest.fixture
def kept(outlined):
    """Points of every kind."""
    hub = factories.point(
        outlined, "WIFI-001", backhaul="fibre", installed_on=date(2025, 3, 1), is_sample=True
    )
    spoke = factories.point(
        outlined, "WIFI-002", kind="park", lon=Decimal("116.936"), lat=Decimal("-1.215"), address="= Jl. Contoh 1",
        owner_words="Warga", hub_words="WIFI-001", backhaul="radio", speed_mbps=50, mast_height_m=Decimal("12.5"),
        antenna="sector", azimuth=270, beam_width=65, gain_dbi=Decimal("-0.5"), people_a_day=40, note="- satu",
    )  # fmt: skip
    actions.add_pattern(outlined, "sektor-90", msi(), file_name="sektor.msi", **HOW)
    factories.point(
        outlined, "WIFI-003", antenna="pattern", pattern="sektor-90", azimuth=10, hub_words="Menara =1", backhaul="satellite",
        kind="posyandu",
    )  # fmt: skip
    factories.paid(outlined, hub, spoke, last=date(2026, 12, 31))
    switch(hub, is_on=True, since=date(2026, 3, 1))
    switch(spoke, is_on=False, since=date(2026, 1, 1), reason=OffReason.CONTRACT)
    return outlined


def state_of_all(city: Any) -> list[Any]:
    return [
        (each.point, each.point.version, each.point.hub, each.changes)
        for each in standing.ever(city, on=TODAY)
    ]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_what_goes_out_as_a_workbook_comes_in_unchanged(kept, rina, file_type, language):
    import io

    with translation.override(language):
        intake = intakes.named("wifi.points")
        target = intake.target(kept.code, rina)
        assert target
        source = From("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
        columns = intake.columns(target)
        content = exports.data_response(
            intake, columns, intake.store(target, by=rina), source, file_type, "x"
        ).content
        found = run(
            kept, io.BytesIO(content), intake="wifi.points", by=rina, name=f"x.{file_type}", numbers="en"
        )

    assert counts(found) == {"unchanged": 3}


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_goes_out_as_geojson_comes_in_unchanged(kept, rina, language):
    with translation.override(language):
        rows = standing.of(kept, on=TODAY)
        content = downloads.points(kept, rows, "geojson", address="http://testserver/").content
        found = geojson_run(kept, content, rina)

    assert counts(found) == {"unchanged": 3}


def geojson_run(city: Any, content: bytes, by: Any) -> ImportRun:
    target = POINTS.target(city.code, by)
    assert target
    looked = geojson.take_in(content, "titik.geojson", target)
    return geojson.hand_over(looked, target, by=by, now=NOW)


def test_a_dry_run_writes_nothing_and_writing_adds_the_points(outlined, rina):
    found = bring(outlined, ROW, by=rina)
    assert counts(found) == {"added": 1}
    assert not Point.objects.exists()

    write(found, rina)
    (row,) = Point.objects.all()
    assert (row.code, row.kind, row.unit is not None) == ("WIFI-001", "poskamling", True)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({3: "-1.2654", 4: "116.8312"}, "wifi-coordinates-swapped"),
        ({3: "117.2", 4: "-0.4"}, "wifi-point-outside"),
        ({3: "nan"}, "number-not-finite"),
        ({0: "WIFI 001/a"}, "wifi-code-unfit"),
        ({2: "Istana"}, "choice-unknown"),
    ],
)
def test_a_wrong_cell_is_blamed(outlined, rina, changed, kind):
    row = [changed.get(at, cell) for at, cell in enumerate(ROW)]

    assert faults(bring(outlined, row, by=rina)) == {kind}


@pytest.mark.parametrize(
    ("title", "cell", "kind"),
    [
        ("Tinggi antena", "301", "wifi-height"),
        ("Tinggi antena", "-2", "wifi-height"),
        ("Arah", "400", "wifi-azimuth"),
        ("Status", "Mati", "wifi-state-incomplete"),
        ("Pola antena", "tidak-ada", "wifi-pattern-missing"),
    ],
)
def test_a_wrong_fact_is_blamed(outlined, rina, title, cell, kind):
    assert faults(bring(outlined, [*ROW, cell], by=rina, head=[*HEAD, title])) == {kind}


def test_reversed_days_are_blamed(outlined, rina):
    head = [*HEAD, "Tanggal pasang", "Tanggal bongkar"]

    assert faults(bring(outlined, [*ROW, "2026-05-01", "2026-04-01"], by=rina, head=head)) == {
        "wifi-removed-before-installed"
    }


def test_a_code_that_stands_twice_is_told(outlined, rina):
    found = bring(outlined, ROW, [*ROW[:1], "Lain", *ROW[2:]], by=rina)

    assert faults(found) == {"row-twice"}


def test_a_file_switches_points_and_undo_takes_it_back(kept, rina):
    before = state_of_all(kept)
    head = ["Kode", "Status", "Sejak", "Alasan"]
    rows = [["WIFI-001", "Mati", "2026-11-01", "Tidak ada kontrak"], ["WIFI-003", "Nyala", "2026-11-02", ""]]
    with translation.override("en"):
        rows[0][3] = "no contract"
        found = bring(kept, *rows, by=rina, head=head)
    assert counts(found) == {"changed": 2}

    written = write(found, rina)
    assert [each.state for each in standing.of(kept, on=TODAY)] == ["off", "off", "on"]

    imports.order_undoing(written, by=rina, now=NOW)
    after = state_of_all(kept)
    assert [each[3] for each in after] == [each[3] for each in before]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["Nyala", "", ""], "wifi-state-incomplete"),
        (["Nyala", "2025-12-01", ""], "wifi-state-older"),
        (["Nyala", "2999-01-01", ""], "wifi-state-in-future"),
    ],
)
def test_a_state_that_would_rewrite_what_was_noted_is_blamed(kept, rina, cells, kind):
    """WIFI-002 is off since January: a file that only says "on" does not say that the gap never was."""
    head = ["Kode", "Status", "Sejak", "Alasan"]

    assert faults(bring(kept, ["WIFI-002", *cells], by=rina, head=head)) == {kind}


def test_a_state_before_the_point_was_installed_is_blamed(kept, rina):
    head = ["Kode", "Nama", "Jenis tempat", "Bujur", "Lintang", "Tanggal pasang", "Status", "Sejak"]
    row = ["WIFI-009", *ROW[1:], "2026-05-01", "Nyala", "2026-04-01"]

    assert faults(bring(kept, row, by=rina, head=head)) == {"wifi-state-before-installed"}


def test_on_again_needs_no_reason_and_comes_in_once(kept, rina):
    rows = [["WIFI-002", "Nyala", "2026-03-01", "Gangguan"]]
    head = ["Kode", "Status", "Sejak", "Alasan"]
    with translation.override("en"):
        rows[0][3] = "fault"
        write(bring(kept, *rows, by=rina, head=head), rina)
        again = bring(kept, *rows, by=rina, head=head)

    assert counts(again) == {"unchanged": 1}
    assert [(each.is_on, each.reason) for each in State.objects.filter(point__code="WIFI-002")] == [
        (False, "contract"),
        (True, ""),
    ]


def test_undo_gives_a_replaced_state_back_with_its_note(kept, rina):
    point = Point.objects.get(code="WIFI-003")
    switch(point, is_on=False, since=date(2026, 4, 1), note="Tiang roboh")
    head = ["Kode", "Status", "Sejak", "Alasan"]
    written = write(bring(kept, ["WIFI-003", "Nyala", "2026-04-01", ""], by=rina, head=head), rina)
    assert standing.one(point, on=TODAY).is_on

    imports.order_undoing(written, by=rina, now=NOW)

    row = point.states.get()
    assert (row.is_on, row.reason, row.note) == (False, "fault", "Tiang roboh")


def test_undo_takes_added_points_away(outlined, rina):
    written = write(bring(outlined, ROW, by=rina), rina)
    imports.order_undoing(written, by=rina, now=NOW)

    assert not Point.objects.exists()
    assert not State.objects.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "wifi-geojson-unreadable"),
        (b"<html>", "wifi-geojson-unreadable"),
        (b'{"type": "FeatureCollection", "features": []}', "wifi-geojson-empty"),
        (b'{"features": [3]}', "wifi-geojson-unreadable"),
        (b'{"features": [{"geometry": null}]}', "wifi-geojson-not-points"),
        (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": []}}]}', "wifi-geojson-not-points"),
        (b"[" * 100_000, "wifi-geojson-unreadable"),
        (b" " * (geojson.MOST_BYTES + 1), "wifi-geojson-too-large"),
    ],
)
def test_what_is_no_geojson_of_points_is_refused(outlined, rina, content, kind):
    with pytest.raises(Refused) as refused:
        geojson_run(outlined, content, rina)

    assert [each.kind for each in refused.value.faults] == [kind]


def test_a_foreign_geojson_with_other_names_comes_in(outlined, rina):
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [116.83123456789, -1.2654, 12]},
        "properties": {"kode": "W-9", "nama": "Taman Kota", "jenis": "taman", "kecepatan": 30},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    with translation.override("id"):
        write(geojson_run(outlined, content, rina), rina)

    (row,) = Point.objects.all()
    assert (row.code, row.kind, row.speed_mbps, row.lon) == ("W-9", "park", 30, Decimal("116.831235"))


def test_a_nan_in_geojson_is_blamed(outlined, rina):
    content = b'{"features": [{"geometry": {"type": "Point", "coordinates": [NaN, -1.26]}, "id": "W-1",'
    content += b'"properties": {"name": "x", "kind": "park"}}]}'

    assert faults(geojson_run(outlined, content, rina)) == {"number-not-finite"}


@pytest.mark.parametrize("name", [r"\ud800", r"\u0000"])
def test_letters_that_are_none_in_geojson_are_told(outlined, rina, name):
    content = b'{"features": [{"geometry": {"type": "Point", "coordinates": [116.83, -1.26]}, "id": "W-1",'
    content += f'"properties": {{"name": "x{name}", "kind": "park"}}}}]}}'.encode()

    with pytest.raises(Refused) as refused:
        geojson_run(outlined, content, rina)
    assert [each.kind for each in refused.value.faults] == ["wifi-geojson-unreadable"]


def test_points_that_feed_each_other_in_a_circle_are_blamed_before_anything_is_written(outlined, rina):
    factories.point(outlined, "WIFI-001", hub_words="WIFI-003")
    rows = [[code, *ROW[1:], hub] for code, hub in (("WIFI-002", "WIFI-001"), ("WIFI-003", "WIFI-002"))]

    found = bring(outlined, *rows, by=rina, head=[*HEAD, "Hub"])

    assert faults(found) == {"wifi-hub-circle"}
    assert counts(found)["faulty"] == 2
    alone = bring(
        outlined, [*rows[0][:-1], "WIFI-003"], [*rows[1][:-1], "Menara"], by=rina, head=[*HEAD, "Hub"]
    )
    assert faults(alone) == set()


def test_a_cleared_cell_opens_a_circle(outlined, rina):
    factories.point(outlined, "WIFI-001", hub_words="WIFI-002")
    factories.point(outlined, "WIFI-002")
    rows = [["WIFI-001", *ROW[1:], ""], ["WIFI-002", *ROW[1:], "WIFI-001"]]

    assert faults(bring(outlined, *rows, by=rina, head=[*HEAD, "Hub"])) == {"wifi-hub-circle"}
    assert faults(bring(outlined, *rows, by=rina, head=[*HEAD, "Hub"], clears=True)) == set()
