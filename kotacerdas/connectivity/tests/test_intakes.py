"""Workbooks of towers, fixed lines and reports: what goes out comes back in, and nothing is guessed."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from kotacerdas.connectivity.models import FixedLine, SignalReport, Tower
from kotacerdas.connectivity.tests import factories
from kotacerdas.connectivity.tests.factories import LAT, LON
from kotacerdas.imports import actions as imports
from kotacerdas.imports import intakes
from kotacerdas.imports.models import ImportRun
from kotacerdas.imports.tests.factories import NOW, run, write
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db
TOWERS = ["Kode menara", "Penyelenggara", "Bujur", "Lintang", "Teknologi", "Tinggi (m)", "Sumber"]
LINES = ["Kelurahan", "RT", "Fixed line", "Penyedia", "Bujur", "Lintang", "Sumber", "Per tanggal"]
REPORTS = ["Tanggal", "Kelurahan", "RT", "Sinyal", "Pelapor", "Nama pelapor", "Keterangan"]


def bring(city: Any, intake: str, head: list[str], *rows: list[Any], by: Any) -> ImportRun:
    return run(city, [head, *rows], intake=intake, by=by)


def faults(found: ImportRun) -> set[str]:
    return {fault.kind for row in found.lines.all() for fault in row.blamed}


def written(found: ImportRun, by: Any) -> ImportRun:
    write(found, by=by)
    run_all()
    found.refresh_from_db()
    return found


def tower(**changes: Any) -> list[Any]:
    row = {
        "code": "A-1",
        "operator": "Indosat",
        "lon": LON,
        "lat": LAT,
        "technologies": "lte/5g",
        "height": 42,
        "source": "Uji",
    }
    return list((row | changes).values())


def test_towers_come_in_and_a_second_time_change_nothing(here, rina):
    written(bring(here, "connectivity.towers", TOWERS, tower(), by=rina), rina)

    row = Tower.objects.select_related("operator", "unit").get()
    assert (row.operator.code, row.technologies, row.unit.code) == (
        "indosat",
        ["4G", "5G"],
        f"{here.code}.01.1001",
    )
    again = bring(here, "connectivity.towers", TOWERS, tower(), by=rina)
    assert (again.count("unchanged"), again.count("added"), again.count("changed")) == (1, 0, 0)


def test_a_workbook_of_towers_is_undone_without_a_trace(here, rina):
    found = written(bring(here, "connectivity.towers", TOWERS, tower(), tower(code="A-2"), by=rina), rina)
    assert Tower.objects.count() == 2

    imports.order_undoing(found, by=rina, now=NOW)
    run_all()

    assert not Tower.objects.exists()


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"lon": LAT, "lat": LON}, "signal-swapped"),
        ({"lon": 116.0}, "signal-outside"),
        ({"lon": 500}, "signal-not-on-earth"),
        ({"operator": "Operator X"}, "signal-operator-unknown"),
        ({"technologies": "6G"}, "signal-technology-unknown"),
        ({"lat": "NaN"}, "number-not-finite"),
    ],
)
def test_a_tower_that_cannot_be_is_blamed(here, rina, changes, kind):
    assert faults(bring(here, "connectivity.towers", TOWERS, tower(**changes), by=rina)) == {kind}


def test_fixed_lines_come_in_with_and_without_a_place(here, rina):
    rows = [
        ["Kelurahan 1001", "RT 7", "tidak ada", "", LON, LAT, "Uji", "2026-11-01"],
        [f"{here.code}.01.1002", "012", "ada", "Penyedia A", "", "", "Uji", "2026-11-01"],
    ]
    written(bring(here, "connectivity.lines", LINES, *rows, by=rina), rina)

    found = {row.rt: (row.available, row.lon is not None) for row in FixedLine.objects.all()}
    assert found == {"007": ("no", True), "012": ("yes", False)}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Kelurahan 1001", "RT A", "ada", "", "", "", "Uji", "2026-11-01"], "signal-rt-unreadable"),
        (["Kelurahan 1001", "1", "ada", "", LON, "", "Uji", "2026-11-01"], "signal-half-a-place"),
        (["Kelurahan 1001", "1", "ada", "", "", "", "Uji", "2999-11-01"], "signal-line-of-the-future"),
        (["Tempat lain", "1", "ada", "", "", "", "Uji", "2026-11-01"], "reference-unknown"),
    ],
)
def test_a_line_that_cannot_be_is_blamed(here, rina, row, kind):
    assert faults(bring(here, "connectivity.lines", LINES, row, by=rina)) == {kind}


def test_reports_come_in_once_however_often_the_list_comes(here, rina):
    row = ["2026-11-01", "Kelurahan 1001", "7", "lemah", "ketua RT", "Pak Contoh", "Di ujung gang."]
    written(bring(here, "connectivity.reports", REPORTS, row, by=rina), rina)
    again = bring(here, "connectivity.reports", REPORTS, row, by=rina)

    (kept,) = SignalReport.objects.all()
    assert (kept.rt, kept.signal, kept.role, kept.name, kept.operator) == (
        "007",
        "weak",
        "rt_head",
        "Pak Contoh",
        None,
    )
    assert (again.count("unchanged"), again.count("added")) == (1, 0)


def test_a_list_with_more_rows_adds_only_those_that_are_not_here(here, rina):
    row = ["2026-11-01", "Kelurahan 1001", "7", "lemah", "ketua RT", "Pak Contoh", "Di ujung gang."]
    other = ["2026-11-02", *row[1:]]
    written(bring(here, "connectivity.reports", REPORTS, row, by=rina), rina)

    longer = written(bring(here, "connectivity.reports", REPORTS, row, other, by=rina), rina)

    assert (longer.count("unchanged"), longer.count("added")) == (1, 1)
    assert SignalReport.objects.count() == 2


def test_what_somebody_typed_is_not_written_again_by_a_list_that_says_the_same(here, unit, rina):
    typed = factories.report(
        unit, rt="007", signal="weak", on=date(2026, 11, 1), words="Di ujung gang.", name="Pak Contoh"
    )
    row = ["2026-11-01", "Kelurahan 1001", "7", "lemah", "ketua RT", "Pak Contoh", "Di ujung gang."]

    found = bring(here, "connectivity.reports", REPORTS, row, by=rina)

    assert (found.count("unchanged"), found.count("added")) == (1, 0)
    assert [each.code for each in SignalReport.objects.all()] == [typed.code]


def test_a_name_that_was_taken_away_since_does_not_come_back_with_the_same_list(here, rina):
    row = ["2026-11-01", "Kelurahan 1001", "7", "lemah", "ketua RT", "Pak Contoh", ""]
    written(bring(here, "connectivity.reports", REPORTS, row, by=rina), rina)
    SignalReport.objects.update(name="")

    again = bring(here, "connectivity.reports", REPORTS, row, by=rina)

    assert (again.count("unchanged"), again.count("added"), again.count("changed")) == (1, 0, 0)


def test_a_report_without_a_place_is_blamed(here, rina):
    row = ["2026-11-01", "Kelurahan 1001", "", "lemah", "warga", "", ""]

    assert faults(bring(here, "connectivity.reports", REPORTS, row, by=rina)) == {
        "signal-report-without-place"
    }


@pytest.mark.parametrize("what", ["menara", "jaringan-tetap"])
@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_what_is_given_away_comes_in_again_unchanged(here, unit, rina, client, what, file_type):
    factories.tower(here, technologies=["2G", "5G"], height_m=Decimal("42.5"), as_of=date(2026, 11, 1))
    factories.line(unit, providers="= PT A", lon=Decimal(str(LON)), lat=Decimal(str(LAT)))
    intake = {"menara": "connectivity.towers", "jaringan-tetap": "connectivity.lines"}[what]

    content = io.BytesIO(client.get(f"/en/sinyal/unduh/{what}.{file_type}").content)
    found = run(here, content, intake=intake, by=rina, name=f"x.{file_type}", numbers="en")

    assert (found.count("unchanged"), found.count("changed"), found.count("faulty")) == (1, 0, 0)


def test_today_is_the_day_of_the_city(here, rina, monkeypatch):
    """In the first hours of a day a city in the east is a day ahead of the server."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 28, 16, 30, tzinfo=UTC))
    row = ["2026-11-29", "Kelurahan 1001", "7", "lemah", "warga", "", ""]

    assert faults(bring(here, "connectivity.reports", REPORTS, row, by=rina)) == set()


@pytest.mark.parametrize("cell", [",", "/ ;"])
def test_a_list_of_no_technologies_is_blamed(here, rina, cell):
    assert faults(bring(here, "connectivity.towers", TOWERS, tower(technologies=cell), by=rina)) == {
        "signal-technology-unknown"
    }


@pytest.mark.parametrize("name", ["connectivity.towers", "connectivity.lines", "connectivity.reports"])
def test_only_who_keeps_the_evidence_brings_it_in(here, rina, budi, tetangga, name):
    intake = intakes.named(name)

    assert [target.key for target in intake.targets(rina)] == [here.code]
    assert intake.targets(budi) == []
    assert here.code not in [target.key for target in intake.targets(tetangga)]


def test_everything_that_is_kept_is_given_back_in_the_same_columns(here, unit, rina):
    factories.tower(here)
    factories.line(unit)
    factories.report(unit)

    for name in ("connectivity.towers", "connectivity.lines", "connectivity.reports"):
        intake = intakes.named(name)
        target = intake.target(here.code, rina)
        assert target
        (current,) = intake.store(target, by=rina).everything()
        assert {*current.values, *current.beside} == {column.key for column in intake.columns(target)}


OPEN = ["Tanggal", "Kelurahan", "RT", "Bujur", "Lintang", "Penyelenggara", "Sinyal", "Pelapor"]


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_open_data_of_reports_with_words_and_names_comes_in_again_unchanged(
    here, unit, rina, client, file_type
):
    """It leaves out who said it, in which words and where exactly; two of one RT that differ in nothing else stay two."""
    exact = {"rt": "", "lon": Decimal("117.004567"), "lat": Decimal("-0.595512"), "role": "citizen"}
    factories.report(unit, rt="007", words="Di ujung gang.", name="Pak Contoh")
    factories.report(unit, rt="007", words="Di tepi sungai.")
    factories.report(unit, words="Di teras.", **exact)
    factories.report(unit, **exact)
    # Near the border: rounded it lies outside the city.
    factories.report(unit, **exact | {"lon": Decimal("117.000100"), "lat": Decimal("-0.599900")})
    content = client.get(f"/en/sinyal/unduh/laporan.{file_type}?kota={here.code}").content

    found = run(
        here, io.BytesIO(content), intake="connectivity.reports", by=rina, name=f"x.{file_type}", numbers="en"
    )

    assert faults(found) == set()
    assert (found.count("unchanged"), found.count("added"), found.count("changed")) == (5, 0, 0)


def test_a_place_nearby_is_another_report_where_the_file_knows_it_exactly(here, unit, rina):
    factories.report(
        unit, rt="", lon=Decimal("117.004567"), lat=Decimal("-0.595512"), role="citizen", on=date(2026, 11, 1)
    )
    row = ["2026-11-01", "Kelurahan 1001", "", "117.004467", "-0.595412", "", "tidak ada", "warga"]

    found = bring(here, "connectivity.reports", OPEN, row, by=rina)

    assert (found.count("unchanged"), found.count("added")) == (0, 1)


def test_other_words_about_the_same_place_are_another_report(here, unit, rina):
    factories.report(unit, rt="007", signal="weak", on=date(2026, 11, 1), words="Di ujung gang.")
    row = ["2026-11-01", "Kelurahan 1001", "7", "lemah", "ketua RT", "", "Di tepi sungai."]

    found = bring(here, "connectivity.reports", REPORTS, row, by=rina)

    assert (found.count("unchanged"), found.count("added")) == (0, 1)
