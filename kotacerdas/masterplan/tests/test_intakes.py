"""Workbooks of programmes: whatever a city's table looks like, the right rows come out of it; what goes out comes in again."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kotacerdas.audit.models import Entry as TrailEntry
from kotacerdas.common.exports import Source as From
from kotacerdas.imports import actions as imports
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.queries import preview
from kotacerdas.imports.tests import factories as imported
from kotacerdas.imports.tests import workbooks as sheets
from kotacerdas.imports.words import told
from kotacerdas.indicators.tests import factories as indicators
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.intakes.programmes import NAME, key_of
from kotacerdas.masterplan.models import Edition, Programme, WorkplanYear
from kotacerdas.masterplan.tests import factories, workbooks
from kotacerdas.masterplan.tests.factories import NOW
from kotacerdas.people.models import Organisation
from kotacerdas.people.tests.factories import organisation

pytestmark = pytest.mark.django_db
HEAD = ["Kode", "Program", "Dimensi"]
JUTA = 1_000_000


@pytest.fixture
def agencies(balikpapan) -> dict[str, Organisation]:
    def made(code: str, name: str, short: str = "", **fields: Any) -> Organisation:
        return organisation(
            name, city=balikpapan, code=f"{balikpapan.code}/{code}", short_name=short, **fields
        )

    return {
        "kominfo": made("kominfo", "Dinas Komunikasi dan Informatika", "Diskominfo"),
        "bappeda": made("bappeda", "Badan Perencanaan Pembangunan Daerah", "Bappeda"),
        "dinkes": made("dinkes", "Dinas Kesehatan"),
        "dlh": made("dlh", "Dinas Lingkungan Hidup", "Dinas Lingkungan"),
        "lama": made("lama", "Dinas Lama", valid_to=date(2021, 3, 1), note="Dilebur ke Dinas Kesehatan"),
    }


def bring(plan: Edition, rows: Any, *, by: Any, **choices: Any) -> ImportRun:
    return imported.run(plan.city, rows, intake=NAME, target=key_of(plan), by=by, **choices)


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


def taken_away(plan: Edition, by: Any, file_type: str = "xlsx") -> io.BytesIO:
    intake = intakes.named(NAME)
    target = intake.target(key_of(plan), by)
    assert target, "nobody may take it away"
    source = From("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
    store, columns = intake.store(target, by=by), intake.handed_out(target)
    return io.BytesIO(exports.data_response(intake, columns, store, source, file_type, "contoh").content)


def stand(plan: Edition) -> dict[str, Any]:
    """Everything that is kept of the edition's programmes, to compare before and after."""
    through = Programme.supporting.through.objects
    return {
        row.code: (
            {field.name: getattr(row, field.attname) for field in Programme._meta.concrete_fields if field.name not in ("id", "version")},
            sorted(through.filter(programme=row).values_list("organisation__code", flat=True)),
            sorted(row.partners.values_list("name", "kind")),
            sorted(row.figures.exclude(target=None, realised=None).values_list("year", "target", "realised")),
            sorted(row.workplan_years.values_list("document", "year")),
            sorted(row.budgets.values_list("year", "source", "ceiling", "changed", "plan_q1", "plan_q2", "plan_q3", "plan_q4"), key=str),
        )
        for row in plan.programmes.all()
    }  # fmt: skip


def money(plan: Edition, code: str) -> dict[tuple[int, str], int]:
    rows = plan.programmes.get(code=code).budgets
    return {
        (year, source): ceiling for year, source, ceiling in rows.values_list("year", "source", "ceiling")
    }


def targets(plan: Edition, code: str) -> dict[int, Decimal]:
    return dict(plan.programmes.get(code=code).figures.values_list("year", "target"))


# --- three tables of cities --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_printed_matrix_with_three_lines_of_titles(plan, agencies, rina, kind):
    content = workbooks.printed() if kind == "xlsx" else workbooks.as_ods(workbooks.printed())

    found = bring_in(plan, content, by=rina, name=f"matriks.{kind}")

    assert (counts(found), said(found)) == ({"added": 3}, [])
    first, second, third = plan.programmes.by_code().filter(code__in=["SG-01", "SG-02", "SL-01"])
    assert (first.title, first.dimension, first.subdimension) == ("Portal layanan satu pintu", "gov", "")
    assert (first.baseline, first.baseline_year, first.unit) == (40, 2021, "%")
    assert (first.lead, second.lead) == (agencies["kominfo"], agencies["kominfo"])
    assert set(first.supporting.all()) == {agencies["bappeda"], agencies["dinkes"]}
    assert (third.dimension, third.subdimension, third.supporting.count()) == ("liv", "health", 2)
    assert targets(plan, "SG-01") == {2022: 50, 2023: 60, 2024: 70, 2025: 80, 2026: Decimal("90.5")}
    assert money(plan, "SG-01") == {
        (2022, "apbd"): 100 * JUTA,
        (2023, "apbd"): 200 * JUTA,
        (2023, "csr"): 25 * JUTA,
    }
    assert (money(plan, "SG-02"), money(plan, "SL-01")) == (
        {(2022, "apbd"): 150 * JUTA},
        {(2022, "csr"): 10 * JUTA},
    )
    assert found.counts["left"] == {"heading": 3, "total": 2, "hidden": 1, "aside": 1}


def test_hidden_rows_come_in_where_that_was_asked(plan, agencies, rina):
    found = bring(plan, workbooks.printed(), by=rina, with_hidden=True)

    assert counts(found) == {"added": 4}


def test_another_order_without_codes_and_with_the_source_in_a_column(plan, agencies, rina):
    found = bring_in(plan, workbooks.without_codes(), by=rina)

    assert (found.sheet, counts(found), said(found)) == ("Program", {"added": 3}, [])
    rows = {row.title: row for row in plan.programmes.all()}
    portal, archive, waste = (
        rows[name] for name in ("Portal layanan satu pintu", "Arsip digital", "Bank sampah")
    )
    assert (portal.code, archive.code, waste.code) == ("GOV-01", "GOV-02", "ENV-01")
    assert (portal.starts_on, portal.ends_on, portal.state) == (
        date(2022, 1, 1),
        date(2026, 12, 31),
        "running",
    )
    assert (archive.dimension, archive.subdimension) == ("gov", "bureaucracy")
    assert money(plan, "GOV-01") == {(2022, "apbd"): 100 * JUTA, (2023, "apbd"): 200 * JUTA}
    assert (money(plan, "GOV-02"), money(plan, "ENV-01")) == (
        {(2023, "apbn"): 50 * JUTA},
        {(2022, "grant"): 5 * JUTA},
    )
    assert sorted(portal.partners.values_list("name", "kind")) == [
        ("PT Contoh", "company"),
        ("Universitas Contoh", "university"),
    ]
    again = bring(plan, workbooks.without_codes(), by=rina)
    assert counts(again) == {"unchanged": 3}


def test_a_flat_table_of_texts_with_quarters_and_changes(plan, agencies, rina):
    found = bring_in(plan, workbooks.flat(), by=rina, numbers="id")

    assert (counts(found), said(found)) == ({"added": 2}, [])
    quick, people = plan.programmes.by_code()
    budget = quick.budgets.get()
    assert (quick.kind, people.kind, people.is_budget_tagged) == ("quick_win", "people", False)
    assert (quick.starts_on, people.ends_on) == (date(2022, 1, 2), date(2023, 2, 1))
    assert (budget.ceiling, budget.changed, budget.plan) == (
        1250 * JUTA,
        1500 * JUTA,
        (250 * JUTA, None, None, None),
    )
    assert (quick.questions, quick.standards) == (["C31", "D04", "C33"], ["8.1", "9.2"])
    assert quick.figures.get().realised == 1
    assert money(plan, people.code) == {(2022, "apbd"): 0}
    assert found.counts["left"] == {"header": 1}


def test_headings_of_quick_wins_action_plans_and_collaboration_give_the_kind(plan, rina):
    found = bring_in(plan, workbooks.in_groups(), by=rina)

    assert said(found) == []
    assert list(plan.programmes.by_code().values_list("code", "kind", "dimension", "subdimension")) == [
        ("E-1", "dimension", "env", ""),
        ("G-1", "dimension", "gov", ""),
        ("G-2", "quick_win", "", ""),
        ("K-1", "collaboration", "", ""),
        ("L-1", "dimension", "liv", "health"),
        ("Q-1", "quick_win", "", ""),
        ("R-1", "people", "", ""),
        ("R-2", "infrastructure", "", ""),
        ("R-3", "applications", "", ""),
        ("R-4", "literacy", "", ""),
    ]


def test_a_column_says_more_than_a_heading(plan, rina):
    rows = [
        ["Kode", "Program", "Jenis"],
        [None, "QUICK WIN"],
        ["A", "Satu", ""],
        ["B", "Dua", "Kolaborasi"],
    ]

    bring_in(plan, rows, by=rina)

    assert list(plan.programmes.by_code().values_list("code", "kind")) == [
        ("A", "quick_win"),
        ("B", "collaboration"),
    ]


def test_a_plan_of_one_year_needs_no_year_in_its_titles(balikpapan, rina):
    rkpd = factories.edition(balikpapan, "rkpd-2026", kind="rkpd", first_year=2026, last_year=2026)
    rows = [[*HEAD, "Target", "Pagu", "Sumber Dana", "Pagu CSR"], ["A", "Satu", "Living", 5, 7, "APBD", 2]]

    bring_in(rkpd, rows, by=rina)

    assert (targets(rkpd, "A"), money(rkpd, "A")) == ({2026: 5}, {(2026, "apbd"): 7, (2026, "csr"): 2})


# --- what is wrong -----------------------------------------------------------------------------------------


def test_a_hostile_workbook_is_told_cell_by_cell_and_its_one_good_row_comes_in(plan, agencies, rina):
    found = bring(plan, workbooks.hostile(), by=rina)

    assert counts(found) == {"added": 1, "conflict": 2, "faulty": 24}
    assert faults(found) == {
        ("programme-code", "A2"),
        ("text-too-long", "B3"),
        ("reference-unknown", "E4"),
        ("agency-replaced", "E5"),
        ("agency-replaced", "F5"),
        ("percent-above-hundred", "H6"),
        ("date-month-first", "L7"),
        ("programme-ends-before-start", "L8"),
        ("plan-money-in-words", "M9"),
        ("plan-money-without-source", "O10"),
        ("plan-money-of-several-sources", "O11"),
        ("plan-source-unknown", "P12"),
        ("number-too-small", "M13"),
        ("number-too-large", "M14"),
        ("number-not-whole", "M15"),
        ("plan-money-without-ceiling", "N16"),
        ("quarters-above-ceiling", "N17"),
        ("plan-targets-sum", "J18"),
        ("plan-ceilings-sum", "T19"),
        ("programme-without-dimension", "C20"),
        ("plan-subdimension-elsewhere", "D21"),
        ("choice-unknown", "C22"),
        ("formula-without-value", "H23"),
        ("row-twice", "A25"),
        ("plan-question-code", "R26"),
        ("programme-stopped-without-reason", "S27"),
    }
    (good,) = found.lines.filter(change="added")
    assert good.after["title"].startswith("=HYPERLINK")


def test_faults_say_what_to_do_with_both_figures(plan, agencies, rina):
    with translation.override("en"):
        words = said(bring(plan, workbooks.hostile(), by=rina))

    assert (
        "E5: “Dinas Lama” existed until 1 March 2021 only; now there is: Dinas Kesehatan. Write that."
        in words
    )
    assert "J18: The targets of the years add up to 3, the total says 4. Correct one of them." in words
    assert not [each for each in words if "2,022" in each or "2,023" in each]


def test_a_column_of_another_year_is_never_taken_for_one_of_the_plan(plan, agencies, rina):
    rows = [[*HEAD, "Target 2021", "Target 2027", "Pagu 2021 APBD"], ["A", "Satu", "Smart Living", 5, 6, 7]]

    found = bring(plan, rows, by=rina)

    assert set(found.mapping) == {"code", "title", "dimension"}


def test_without_codes_a_note_or_a_total_is_no_programme(plan, rina):
    rows = [
        ["No", "Program", "Satuan", "Target 2022"],
        [None, "SMART LIVING"],
        [1, "Puskesmas terhubung", "unit", 5],
        [None, "Jumlah seluruh program", None, 5],
        [None, "Kepala Badan Perencanaan"],
    ]

    found = bring(plan, rows, by=rina)

    assert counts(found) == {"added": 1, "faulty": 2}
    assert faults(found) == {("plan-row-is-no-programme", "B4"), ("plan-row-is-no-programme", "B5")}


def test_a_cell_that_shows_85_percent_is_85(plan, rina):
    def shape(page: Any) -> None:
        page["E2"].number_format, page["F2"].number_format = "0%", '0.0"%"'

    rows = [
        [*HEAD, "Satuan", "Target 2022", "Target 2023", "Target 2024"],
        ["A", "Satu", "Living", "%", 0.855, 90.5, "95 %"],
    ]
    found = bring_in(plan, sheets.xlsx(rows, shape=shape), by=rina)

    assert said(found) == []
    assert targets(plan, "A") == {2022: Decimal("85.5"), 2023: Decimal("90.5"), 2024: 95}


def test_years_of_renja_and_rkpd_are_read_as_people_write_them(plan, rina):
    rows = [
        [*HEAD, "Renja", "Tahun RKPD"],
        ["A", "Satu", "Living", 2024, "2022 s.d. 2024, 2026"],
        ["B", "Dua", "Living", "2022; 2023 dan 2025", "Tahun 2023"],
        ["C", "Tiga", "Living", "2021-2022", "segera"],
    ]

    found = bring_in(plan, rows, by=rina)

    assert faults(found) == {("year-outside-edition", "D4"), ("plan-years-unreadable", "E4")}
    kept = {
        (row.programme.code, row.document): [] for row in WorkplanYear.objects.select_related("programme")
    }
    for row in WorkplanYear.objects.select_related("programme"):
        kept[row.programme.code, row.document].append(row.year)
    assert kept == {
        ("A", "renja"): [2024],
        ("A", "rkpd"): [2022, 2023, 2024, 2026],
        ("B", "renja"): [2022, 2023, 2025],
        ("B", "rkpd"): [2023],
    }
    with translation.override("en"):
        assert "D4: 2021 lies outside the years of the edition, 2022 to 2026 (programme C)." in said(found)


def test_an_agency_that_stands_there_already_may_stay_after_its_end(plan, agencies, rina):
    factories.programme(plan, "SG-01", lead=agencies["lama"], supporting=(agencies["lama"].pk,))

    assert counts(bring(plan, taken_away(plan, rina), by=rina)) == {"unchanged": 1}


def test_of_a_period_that_is_over_the_agencies_of_then_are_taken(balikpapan, agencies, rina):
    old = factories.edition(balikpapan, "masterplan-2017", first_year=2017, last_year=2021)

    found = bring_in(old, [[*HEAD, "OPD"], ["A", "Satu", "Smart Living", "Dinas Lama"]], by=rina)

    assert (counts(found), old.programmes.get().lead) == ({"added": 1}, agencies["lama"])


def test_a_programme_continues_one_of_the_edition_before(balikpapan, plan, rina):
    before = factories.edition(balikpapan, "masterplan-2017", first_year=2017, last_year=2021)
    earlier = factories.programme(before, "L-1")
    rows = [
        [*HEAD, "Lanjutan dari"],
        ["A", "Satu", "Smart Living", "L-1"],
        ["B", "Dua", "Smart Living", "L-2"],
    ]
    assert faults(bring(plan, rows, by=rina)) == {
        ("plan-continues-nothing", "D2"),
        ("plan-continues-nothing", "D3"),
    }

    Edition.objects.filter(pk=plan.pk).update(predecessor=before)
    found = bring_in(plan, rows, by=rina)

    assert faults(found) == {("plan-continues-unknown", "D3")}
    assert plan.programmes.get(code="A").continues == earlier


# --- out and in --------------------------------------------------------------------------------------------


@pytest.fixture
def full(plan, balikpapan, agencies) -> Edition:
    """Programmes with everything that a record can hold, also what no sheet gives back to the letter."""
    before = factories.edition(balikpapan, "masterplan-2017", first_year=2017, last_year=2021)
    Edition.objects.filter(pk=plan.pk).update(predecessor=before)
    factories.programme(
        plan, "SG-01", title="Portal  layanan", description="Baris satu\r\n\r\n  - baris dua", subdimension="service", nature="digital",
        goal="= bukan rumus", indicator=indicators.indicator("penduduk"), measure="Layanan, daring", unit="%", direction="down",
        baseline=Decimal("0.001"), baseline_year=2021, lead=agencies["kominfo"], starts_on=date(2022, 2, 28),
        ends_on=date(2026, 1, 1), state="stopped", stop_reason="Dana dialihkan", rpjmd_ref="1.2.03", renstra_ref="T1",
        sipd={"program": "1.02.03", "lain": "x"}, standards=["8.1", "SNI ISO 37122:9.2"], questions=["C31", "D04"],
        is_budget_tagged=False, continues=factories.programme(before, "L-1"), is_sample=True,
        supporting=(agencies["dinkes"].pk, agencies["bappeda"].pk),
        partners=(("PT Contoh (Persero)", "company"), ("Universitas Contoh", "community")),
        targets={2022: Decimal("1.5"), 2024: Decimal(0)}, realised={2022: Decimal("2.25")},
        workplans={"renja": (2022, 2024), "rkpd": (2024,)},
        budgets={(2022, "apbd"): Money(10**15 - 1, 5, (1, None, 0, None)), (2026, "other"): Money(0)},
    )  # fmt: skip
    factories.programme(plan, "SG-02", title="12")
    return Edition.objects.get(pk=plan.pk)


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
@pytest.mark.parametrize(("out", "back"), [("id", "en"), ("en", "id")])
@pytest.mark.parametrize("clears", [False, True])
def test_what_goes_out_comes_in_unchanged(full, rina, file_type, out, back, clears):
    with translation.override(out):
        content = taken_away(full, rina, file_type)
    with translation.override(back):
        found = bring(full, content, by=rina, name=f"data.{file_type}", clears=clears)

    assert (counts(found), said(found)) == ({"unchanged": 2}, [])


def test_into_an_empty_edition_it_comes_as_it_was(full, rina):
    before, content = stand(full), taken_away(full, rina)
    full.programmes.all().delete()

    bring_in(full, content, by=rina)

    for code, (fields, *parts) in stand(full).items():
        old, *rest = before[code]
        # Blanks and ends of lines are the sheet's, a code of SIPD at a level that no column has is not in it.
        words = {
            "title": "Portal layanan",
            "description": "Baris satu\n\n- baris dua",
            "sipd": {"program": "1.02.03"},
        }
        assert fields == (old | words if code == "SG-01" else old)
        assert parts == rest


def test_a_change_touches_only_what_was_changed(full, rina):
    before = stand(full)
    book = openpyxl.load_workbook(taken_away(full, rina))
    page = book.worksheets[0]
    titles = [cell.value for cell in page[1]]
    page.cell(2, titles.index("Target 2024") + 1).value = 7
    content = io.BytesIO()
    book.save(content)
    content.seek(0)

    found = bring_in(full, content, by=rina)

    fields, agencies, partners, figures, *rest = stand(full)["SG-01"]
    assert counts(found) == {"changed": 1, "unchanged": 1}
    assert (fields, agencies, partners, *rest) == (*before["SG-01"][:3], *before["SG-01"][4:])
    assert figures == [(2022, Decimal("1.5"), Decimal("2.25")), (2024, Decimal(7), None)]


def test_undoing_leaves_it_as_it_was_and_keeps_what_others_lean_on(full, agencies, rina):
    before = stand(full)
    rows = [
        [*HEAD, "Target 2022", "Pagu 2022 APBD", "OPD Pendukung", "Deskripsi", "Tahun RKPD"],
        ["SG-01", "Lain sama sekali", "Smart Economy", 9, 5, "Diskominfo", "Lain", "2022-2026"],
        ["N1", "Baru", "Smart Living", 1, 2, "Bappeda", ""],
        ["N2", "Baru juga", "Smart Living", 1, 2, "", ""],
    ]
    found = bring_in(full, rows, by=rina)
    factories.node(full).served_by.create(programme=full.programmes.get(code="N2"))

    undone = imports.order_undoing(found, by=rina, now=NOW)

    assert (undone.count("undone"), undone.count("kept")) == (2, 1)
    left = stand(full)
    assert left.pop("N2")
    assert left == before
    assert TrailEntry.objects.filter(kind="masterplan.drop-programmes").count() == 1


def test_empty_cells_empty_only_where_that_was_asked_and_never_a_title(full, rina):
    rows = [[*HEAD, "Sasaran", "Target 2022", "Mitra"], ["SG-01", "", "Smart Governance", "", "", ""]]

    assert counts(bring(full, rows, by=rina)) == {"unchanged": 1}
    found = bring(full, rows, by=rina, clears=True)
    assert faults(found) == {("cell-empty", "B2")}

    rows[1][1] = "Portal layanan"
    bring_in(full, rows, by=rina, clears=True)
    row = full.programmes.get(code="SG-01")
    assert (row.title, row.goal, row.partners.count()) == ("Portal  layanan", "", 0)
    assert targets(full, "SG-01") == {2022: None, 2024: 0}


def test_what_others_changed_after_the_file_was_taken_away_is_a_conflict(full, rina):
    content = taken_away(full, rina)
    row = full.programmes.get(code="SG-01")
    deeds.change(row, Record({"goal": "Sasaran baru"}), expected=row.version, by=rina, now=NOW)

    assert counts(bring(full, content, by=rina)) == {"conflict": 1, "unchanged": 1}


def test_a_year_says_less_than_the_day_that_is_kept(plan, rina):
    factories.programme(plan, "A", starts_on=date(2022, 5, 2), ends_on=date(2023, 6, 30))
    rows = [["Kode", "Program", "Tahun mulai", "Tahun selesai"], ["A", "Program A", 2022, 2024]]

    bring_in(plan, rows, by=rina)

    row = plan.programmes.get()
    assert (row.starts_on, row.ends_on) == (date(2022, 5, 2), date(2024, 12, 31))


def test_a_partner_without_a_kind_keeps_the_one_that_is_known(plan, rina):
    factories.programme(plan, "A", partners=(("Forum Contoh", "community"),))

    found = bring(plan, [["Kode", "Program", "Mitra"], ["a", "Program A", "Forum Contoh"]], by=rina)

    assert counts(found) == {"unchanged": 1}


# --- who, where, how much ----------------------------------------------------------------------------------


def test_only_open_editions_of_the_cities_that_one_keeps_take_rows(plan, adopted, rina, budi, hadi, tetangga):
    intake = intakes.named(NAME)

    assert [each.key for each in intake.targets(rina)] == [key_of(plan)]
    assert [intake.targets(user) for user in (budi, hadi, tetangga)] == [[], [], []]


def test_an_edition_adopted_meanwhile_is_not_written(plan, rina):
    found = bring(plan, [HEAD, ["A", "Satu", "Smart Living"]], by=rina)
    Edition.objects.filter(pk=plan.pk).update(status="adopted")

    with pytest.raises(imports.Refused, match="no-longer-allowed"):
        imported.write(found, rina)
    assert not plan.programmes.exists()


def test_the_template_holds_every_year_and_explains_itself(plan, rina):
    intake = intakes.named(NAME)
    columns = intake.handed_out(intake.target(key_of(plan), rina))

    with translation.override("en"):
        book = openpyxl.load_workbook(io.BytesIO(exports.template(intake, columns)))

    titles = [cell.value for cell in book.worksheets[0][1]]
    assert {"Target 2022", "Target 2026", "Ceiling 2022 APBD", "Q1 2026 APBD"} <= set(titles)
    assert len(titles) == len(set(titles)) < 100
    assert book.worksheets[1].max_row == len(titles) + 3


def test_the_page_of_columns_offers_those_of_the_file_and_of_the_template_only(plan, agencies, rina):
    found = preview(bring(plan, workbooks.printed(), by=rina))

    keys = {each.key for each in found.fields}
    assert {"ceiling_2023_csr", "ceiling_2022_apbd", "target_2026"} <= keys
    assert len(keys) < 100


def test_writing_many_takes_as_many_queries_as_writing_few(plan, agencies, rina):
    def queries(of: int, start: int) -> int:
        rows = [
            [*HEAD, "OPD", "OPD Pendukung", "Mitra", "Target 2022", "Pagu 2022 APBD"],
            *([f"P-{at}", f"Program {at}", "Smart Living", "Diskominfo", "Bappeda", "PT X", 1, 2] for at in range(start, start + of)),
        ]  # fmt: skip
        found = bring(plan, rows, by=rina)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            imported.write(found, rina)
        return len(captured)

    assert queries(3, 0) == queries(30, 100)


def test_the_pages_of_the_office_lead_from_the_template_to_the_plan(plan, agencies, rina, client):
    found = bring(plan, workbooks.printed(), by=rina)
    client.force_login(rina)
    at = f"ke={quote(key_of(plan), safe='')}"

    answers = [
        client.get("/kantor/impor/program/"),
        client.get(f"/kantor/impor/program/templat.xlsx?{at}"),
        client.get(f"/kantor/impor/program/data.xlsx?{at}"),
        client.get(f"/kantor/impor/program/data.csv?{at}"),
        client.get(found.get_absolute_url()),
        client.get(f"{found.get_absolute_url()}?kolom=1"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 6
    assert "SG-01" in answers[4].content.decode()
