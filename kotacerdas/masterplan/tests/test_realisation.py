"""Workbooks of realisation: whatever a city's sheet of monitoring looks like, the right months come out; what goes out comes in."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry as TrailEntry
from kotacerdas.common.exports import Source as From
from kotacerdas.imports import actions as imports
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import factories as imported
from kotacerdas.imports.words import told
from kotacerdas.masterplan.domain.record import Money
from kotacerdas.masterplan.intakes.realisation import NAME, columns, key_of
from kotacerdas.masterplan.models import Budget, Edition, Programme, Report, Spent
from kotacerdas.masterplan.tests import factories, workbooks
from kotacerdas.masterplan.tests.reported import report
from kotacerdas.people.tests.factories import organisation

pytestmark = pytest.mark.django_db
YEAR = 2025
HEAD = ["Kode", "Program"]
JUTA = 1_000_000
BUDGETS = {
    (YEAR, "apbd"): Money(1000 * JUTA, None, (None,) * 4),
    (YEAR, "csr"): Money(500 * JUTA),
    (2026, "apbd"): Money(7),
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The year of the sheets is over."""
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 22, 2, tzinfo=UTC))


@pytest.fixture
def wifi(adopted: Edition, diskominfo: Any) -> Programme:
    return factories.running(
        adopted,
        "SG-01",
        title="Wifi kelurahan",
        lead=diskominfo,
        unit="%",
        budgets=BUDGETS,
        targets={YEAR: D(60)},
    )


@pytest.fixture
def waste(adopted: Edition) -> Programme:
    return factories.programme(
        adopted, "SV-01", title="Bank sampah", budgets=factories.apbd(YEAR, 100 * JUTA)
    )


def bring(plan: Edition, rows: Any, *, by: Any, **choices: Any) -> ImportRun:
    year = choices.pop("year", YEAR)
    return imported.run(plan.city, rows, intake=NAME, target=key_of(plan, year), by=by, **choices)


def bring_in(plan: Edition, rows: Any, *, by: Any, **choices: Any) -> ImportRun:
    found = imported.write(bring(plan, rows, by=by, **choices), by)
    assert found.state == State.WRITTEN, [told(each) for each in found.stopped_by]
    return found


def counts(found: ImportRun) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "conflict", "faulty")
    return {name: found.count(name) for name in names if found.count(name)}


def faults(found: ImportRun) -> set[tuple[str, str]]:
    return {(fault.kind, str(fault.values["cell"])) for row in found.lines.all() for fault in row.blamed}


def said(found: ImportRun) -> list[str]:
    return [told(fault) for row in found.lines.all() for fault in row.blamed]


def money(of: Programme) -> dict[tuple[int, str], int]:
    rows = Spent.objects.filter(programme=of, year=YEAR)
    return {(row.month, row.source): row.amount for row in rows}


def work(of: Programme) -> dict[int, D]:
    return dict(Report.objects.filter(programme=of, year=YEAR).values_list("month", "physical"))


def stand(plan: Edition) -> Any:
    """Everything of which the workbook speaks, and the state."""
    mine = {"programme__edition": plan}
    return (
        list(Report.objects.filter(**mine).order_by("pk").values_list("programme", "year", "month", "physical", "note", "obstacle", "correction")),
        sorted(Spent.objects.filter(**mine).values_list("programme", "year", "month", "source", "amount")),
        sorted(Budget.objects.filter(**mine).values_list("programme", "year", "source", "ceiling", "changed", "plan_q1"), key=str),
        sorted(plan.programmes.exclude(figures__realised=None).values_list("code", "figures__year", "figures__target", "figures__realised"), key=str),
        sorted(plan.programmes.values_list("code", "state")),
    )  # fmt: skip


def taken_away(plan: Edition, by: Any, file_type: str = "xlsx") -> io.BytesIO:
    intake = intakes.named(NAME)
    target = intake.target(key_of(plan, YEAR), by)
    assert target, "nobody may take it away"
    source = From("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
    store, columns = intake.store(target, by=by), intake.handed_out(target)
    return io.BytesIO(exports.data_response(intake, columns, store, source, file_type, "contoh").content)


# --- sheets of cities --------------------------------------------------------------------------------------


def test_a_printed_sheet_of_monitoring_with_running_totals(adopted, wifi, waste, rina):
    found = bring_in(adopted, workbooks.monitoring(), by=rina)

    assert (counts(found), said(found)) == ({"changed": 2}, [])
    assert money(wifi) == {(3, "apbd"): 150 * JUTA, (6, "apbd"): 250 * JUTA, (6, "csr"): 12_500_000}
    assert work(wifi) == {3: D("12.5"), 6: 45}
    assert money(waste) == {(6, "apbd"): 40 * JUTA}
    assert wifi.figures.get(year=YEAR).realised == D("58.5")
    assert wifi.budgets.get(year=YEAR, source="apbd").effective == 1200 * JUTA
    assert Programme.objects.get(pk=waste.pk).state == "running"
    assert found.counts["left"] == {"heading": 1, "total": 2, "aside": 1}
    assert found.mapping.keys() >= {
        "until_03_apbd",
        "until_06_apbd",
        "until_06_csr",
        "physical_03",
        "changed_apbd",
    }


def test_a_sheet_of_one_month_says_it_in_a_column(adopted, wifi, waste, rina):
    report(wifi, 2, "10", year=YEAR, spent={"apbd": 100 * JUTA})
    rows = [
        [*HEAD, "Bulan", "Sumber Dana", "Realisasi Keuangan s.d. bulan ini", "Fisik (%)", "Keterangan"],
        ["SG-01", "Wifi Kelurahan", "Maret", "APBD", "Rp 250.000.000,00", "12,5", "Tiang berdiri"],
        ["SV-01", "Bank sampah", "TW I", "", 30 * JUTA, 20, ""],
    ]

    found = bring_in(adopted, rows, by=rina, numbers="id")

    assert said(found) == []
    assert money(wifi) == {(2, "apbd"): 100 * JUTA, (3, "apbd"): 150 * JUTA}
    assert (work(wifi), work(waste), money(waste)) == (
        {2: 10, 3: D("12.5")},
        {3: 20},
        {(3, "apbd"): 30 * JUTA},
    )
    assert Report.objects.get(programme=wifi, month=3).note == "Tiang berdiri"


def test_increments_quarters_and_running_totals_are_kept_apart(adopted, wifi, rina):
    rows = [
        [
            *HEAD,
            "Selama Januari APBD",
            "Belanja TW I APBD",
            "APBD s/d Mei",
            "Fisik Jan",
            "Fisik TW I",
            "Fisik / s.d. Mei",
        ],
        ["SG-01", "", 10, 35, 50, 1, 2, 3],
    ]
    found = bring(adopted, rows, by=rina)
    assert faults(found) == {("plan-spent-which", "D2")}

    rows[0][3] = "Realisasi selama TW I / APBD"
    bring_in(adopted, rows, by=rina)

    assert money(wifi) == {(1, "apbd"): 10, (3, "apbd"): 25, (5, "apbd"): 15}


@pytest.mark.parametrize(("way", "march"), [("Kumulatif", 20), ("Bulan ini", 30)])
def test_a_column_says_which_kind_of_figure_it_is(adopted, wifi, rina, way, march):
    rows = [
        [
            *HEAD,
            "Sifat Angka",
            "Realisasi / APBD / Februari",
            "Realisasi / APBD / Maret",
            "Fisik Februari",
            "Fisik Maret",
        ],
        ["SG-01", "", way, 10, 30, 1, 2],
    ]

    bring_in(adopted, rows, by=rina)

    assert money(wifi) == {(2, "apbd"): 10, (3, "apbd"): march}


def test_money_without_a_source_is_that_of_the_only_one_and_else_refused(adopted, wifi, waste, rina):
    rows = [[*HEAD, "Selama Maret", "Fisik Maret"], ["SG-01", "", 10, 1], ["SV-01", "", 10, 1]]

    found = bring_in(adopted, rows, by=rina)

    assert faults(found) == {("plan-money-without-source", "C2")}
    assert money(waste) == {(3, "apbd"): 10}


# --- what is wrong -----------------------------------------------------------------------------------------


def test_a_hostile_sheet_is_told_cell_by_cell(adopted, wifi, waste, balikpapan, rina):
    organisation("Dinas Lama", city=balikpapan, valid_to=date(2021, 3, 1))
    report(wifi, 2, "40", year=YEAR, spent={"apbd": 100})

    found = bring(adopted, workbooks.hostile_monitoring(), by=rina)

    assert counts(found) == {"faulty": 21, "changed": 1}, said(found)
    assert faults(found) == {
        ("plan-programme-unknown", "A2"),
        ("cell-empty", "B3"),
        ("plan-frozen-title", "B4"),
        ("agency-gone", "C5"),
        ("reference-unknown", "C6"),
        ("plan-frozen-lead", "C7"),
        ("physical-not-a-percentage", "I8"),
        ("physical-falls", "I9"),
        ("plan-money-in-words", "H10"),
        ("spent-above-ceiling", "H11"),
        ("plan-frozen-ceiling", "D12"),
        ("plan-frozen-target", "F13"),
        ("percent-above-hundred", "G14"),
        ("plan-month-without-work", "K15"),
        ("spent-without-ceiling", "L16"),
        ("plan-change-without-ceiling", "N17"),
        ("plan-another-year", "O18"),
        ("spent-falls", "M19"),
        ("choice-unknown", "P20"),
        ("plan-spent-clash", "M21"),
        ("number-not-whole", "H22"),
    }


def test_faults_say_what_to_do(adopted, wifi, waste, rina):
    with translation.override("en"):
        words = said(bring(adopted, workbooks.hostile_monitoring(), by=rina))

    start = "A2: “SG-0l” is no programme of “Masterplan Kota Cerdas”. A workbook of realisation adds none. Meant may be: SG-01"
    assert any(each.startswith(start) for each in words)
    assert any(
        each.startswith("D12: APBD: the ceiling as first set is 1,000,000,000 and was frozen")
        for each in words
    )


def test_a_month_that_has_not_begun_is_refused(adopted, wifi, rina):
    found = bring(
        adopted, [[*HEAD, "Fisik Oktober", "Fisik Desember"], ["SG-01", "", 90, 95]], by=rina, year=2026
    )

    assert faults(found) == {("report-of-the-future", "D2")}


def test_less_than_before_needs_its_reason(adopted, wifi, rina):
    report(wifi, 2, "40", year=YEAR, spent={"apbd": 100})
    rows = [
        [*HEAD, "Fisik Maret", "s.d. Maret APBD", "Alasan koreksi"],
        ["SG-01", "", 30, 80, "Salah hitung"],
    ]

    assert faults(bring(adopted, [row[:4] for row in rows], by=rina)) == {
        ("physical-falls", "C2"),
        ("spent-falls", "D2"),
    }
    bring_in(adopted, rows, by=rina)

    assert Report.objects.get(programme=wifi, month=3).correction == "Salah hitung"
    assert money(wifi) == {(2, "apbd"): 100, (3, "apbd"): -20}


def test_a_file_that_mends_two_months_at_once_is_looked_at_as_a_whole(adopted, wifi, rina):
    report(wifi, 2, "40", year=YEAR)
    report(wifi, 3, "50", year=YEAR)

    found = bring_in(adopted, [[*HEAD, "Fisik Februari", "Fisik Maret"], ["SG-01", "", 60, 70]], by=rina)

    assert (said(found), work(wifi)) == ([], {2: 60, 3: 70})


def test_a_raised_ceiling_of_the_same_row_counts(adopted, wifi, rina):
    rows = [
        [*HEAD, "Pagu perubahan APBD", "Selama Maret APBD", "Fisik Maret"],
        ["SG-01", "", 2000 * JUTA, 1500 * JUTA, 50],
    ]

    found = bring_in(adopted, rows, by=rina)

    assert (said(found), money(wifi)) == ([], {(3, "apbd"): 1500 * JUTA})


# --- out and in --------------------------------------------------------------------------------------------


@pytest.fixture
def full(adopted: Edition, wifi: Programme, waste: Programme) -> Edition:
    report(
        wifi,
        2,
        "40.25",
        year=YEAR,
        spent={"apbd": 100, "csr": 5},
        note="Satu\r\n\r\n  - dua ",
        obstacle="= rumus",
    )
    report(wifi, 3, "30", year=YEAR, spent={"apbd": -20}, correction="Salah  hitung")
    report(wifi, 3, "3", year=2024)
    Budget.objects.filter(programme=wifi, source="csr").update(changed=0)
    return adopted


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
@pytest.mark.parametrize(("out", "back"), [("id", "en"), ("en", "id")])
@pytest.mark.parametrize("clears", [False, True])
def test_what_goes_out_comes_in_unchanged(full, rina, file_type, out, back, clears):
    with translation.override(out):
        content = taken_away(full, rina, file_type)
    with translation.override(back):
        found = bring(full, content, by=rina, name=f"data.{file_type}", clears=clears)

    assert (counts(found), said(found)) == ({"unchanged": 2}, [])


def test_undoing_leaves_it_as_it_was_to_the_letter(full, rina):
    before = stand(full)
    rows = [
        [*HEAD, "Realisasi kinerja", "Pagu perubahan CSR", "Fisik Februari", "Fisik Mei", "Selama Februari APBD", "Selama Mei APBD",
         "Keterangan Februari", "Alasan koreksi Maret"],
        ["SG-01", "", 55, 400, 20, 60, 90, 7, "Lain", "Lagi"],
        ["SV-01", "", 3, "", 5, 6, 7, 8, "", ""],
    ]  # fmt: skip
    found = bring_in(full, rows, by=rina)
    assert (said(found), stand(full) == before) == ([], False)

    undone = imports.order_undoing(found, by=rina, now=timezone.now())

    assert (undone.count("undone"), undone.count("kept")) == (2, 0)
    assert stand(full) == before


def test_what_somebody_reported_since_is_not_undone(full, wifi, rina):
    found = bring_in(full, [[*HEAD, "Fisik Mei"], ["SG-01", "", 60], ["SV-01", "", 5]], by=rina)
    report(wifi, 6, "70", year=YEAR)

    undone = imports.order_undoing(found, by=rina, now=timezone.now())

    assert (undone.count("undone"), undone.count("kept")) == (1, 1)
    assert work(wifi)[5] == 60


def test_a_report_made_since_the_file_was_taken_away_is_a_conflict(full, wifi, rina):
    content = taken_away(full, rina)
    report(wifi, 4, "50", year=YEAR)
    book = openpyxl.load_workbook(content)
    page = book.worksheets[0]
    titles = [cell.value for cell in page[1]]
    at = titles.index(str(columns.physical(YEAR, "03").title))
    page.cell(2, at + 1).value = 45
    content = io.BytesIO()
    book.save(content)
    content.seek(0)

    found = bring(full, content, by=rina)

    assert counts(found) == {"conflict": 1, "unchanged": 1}
    row = found.lines.get(change="conflict")
    assert (row.before["physical_03"], row.after["physical_03"], row.before["physical_04"]) == (
        "30",
        "45",
        "50",
    )


def test_empty_cells_empty_only_where_that_was_asked_and_never_the_work(full, wifi, rina):
    Budget.objects.filter(programme=wifi, source="csr").update(changed=None)
    rows = [
        [*HEAD, "Fisik Februari", "Selama Februari APBD", "Selama Maret APBD", "Keterangan Februari"],
        ["SG-01", "Wifi kelurahan", "", "", "", ""],
    ]

    assert counts(bring(full, rows, by=rina)) == {"unchanged": 1}
    bring_in(full, rows, by=rina, clears=True)

    assert (work(wifi)[2], money(wifi)) == (D("40.25"), {(2, "csr"): 5})
    assert Report.objects.get(programme=wifi, year=YEAR, month=2).note == ""


def test_a_sheet_of_one_programme_leaves_it_in_the_trail_as_a_report(adopted, wifi, rina):
    bring_in(adopted, [[*HEAD, "Fisik Mei"], ["SG-01", "", 60]], by=rina)
    assert TrailEntry.objects.filter(kind="masterplan.report").count() == 1

    bring_in(adopted, [[*HEAD, "Fisik Juni", "Fisik Juli"], ["SG-01", "", 60, 70]], by=rina)

    entry = TrailEntry.objects.get(kind="masterplan.write-reports")
    with translation.override("en"):
        assert "2 months of 1 programmes" in trail.lines([entry], seen_by=rina)[0].sentence


# --- who may -----------------------------------------------------------------------------------------------


def test_years_that_have_begun_of_adopted_editions_are_open(
    plan, adopted, wifi, rina, budi, joko, hadi, tetangga
):
    intake = intakes.named(NAME)
    years = [key_of(adopted, year) for year in (2026, 2025, 2024, 2023, 2022)]

    assert [each.key for each in intake.targets(rina)] == years
    assert [each.key for each in intake.targets(budi)] == years
    assert [intake.targets(user) for user in (joko, hadi, tetangga)] == [[], [], []]


def test_an_agency_reports_on_what_it_leads_and_sees_no_other(adopted, wifi, waste, budi):
    report(waste, 2, "40", year=YEAR)
    found = bring_in(adopted, [[*HEAD, "Fisik Mei"], ["SG-01", "", 60], ["SV-01", "", 5]], by=budi)

    assert (counts(found), faults(found)) == (
        {"changed": 1, "faulty": 1},
        {("plan-programme-of-another", "A3")},
    )
    assert (work(wifi), work(waste)) == ({5: 60}, {2: 40})
    page = openpyxl.load_workbook(taken_away(adopted, budi)).worksheets[0]
    assert [cell.value for cell in page["A"]][1:] == ["SG-01"]


def test_its_file_is_seen_by_the_programme_office_and_by_no_other_agency(
    adopted, wifi, waste, budi, joko, rina
):
    Programme.objects.filter(pk=waste.pk).update(lead=joko.assignments.get().organisation)
    found = bring(adopted, [[*HEAD, "Fisik Mei"], ["SG-01", "", 60]], by=budi)

    seen = {
        user: ImportRun.objects.visible_to(user).filter(pk=found.pk).exists() for user in (budi, joko, rina)
    }
    assert seen == {budi: True, joko: False, rina: True}


def test_the_pages_lead_from_a_template_that_is_filled_in_to_the_plan(full, rina, client):
    found = bring(full, workbooks.monitoring(), by=rina)
    client.force_login(rina)
    at = f"ke={quote(key_of(full, YEAR), safe='')}"

    answers = [
        client.get("/kantor/impor/realisasi/"),
        client.get(f"/kantor/impor/realisasi/templat.xlsx?{at}"),
        client.get(f"/kantor/impor/realisasi/data.xlsx?{at}"),
        client.get(found.get_absolute_url()),
        client.get(f"{found.get_absolute_url()}?kolom=1"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 5
    content = io.BytesIO(answers[1].content)
    assert openpyxl.load_workbook(content).worksheets[0]["B2"].value == "Wifi kelurahan"
    assert counts(bring(full, io.BytesIO(answers[1].content), by=rina)) == {"unchanged": 2}


def test_writing_many_takes_as_many_queries_as_writing_few(adopted, rina):
    def queries(of: int, start: int) -> int:
        for at in range(start, start + of):
            factories.programme(adopted, f"P-{at}", budgets=factories.apbd(YEAR, 100))
        rows = [
            [
                *HEAD,
                "Realisasi kinerja",
                "Pagu perubahan APBD",
                "Fisik Maret",
                "Fisik April",
                "Selama Maret APBD",
            ],
            *([f"P-{at}", "", 1, 200, 10, 20, 5] for at in range(start, start + of)),
        ]
        found = bring(adopted, rows, by=rina)
        with CaptureQueriesContext(connection) as captured:
            imported.write(found, rina)
        return len(captured)

    assert queries(3, 0) == queries(30, 100)
