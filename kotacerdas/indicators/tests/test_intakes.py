"""Workbooks of figures and targets: what goes out comes back in, nothing is guessed, and an undo leaves nothing behind."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from kotacerdas.common.exports import Source as From
from kotacerdas.imports import actions as imports
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import workbooks
from kotacerdas.imports.tests.factories import planned, run, write
from kotacerdas.imports.words import told
from kotacerdas.indicators import actions
from kotacerdas.indicators.models import Observation, Revision, Series, Source, Target
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW, written
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import city as city_called
from kotacerdas.people.tests.factories import officeholder

pytestmark = pytest.mark.django_db
NAME = "indicators.figures"
HEAD = ["Kode indikator", "Periode", "Nilai", "Satuan", "Status", "Sumber"]
BPS = "BPS, Daerah Dalam Angka"


def bring(city: Any, *rows: list[Any], by: Any, head: list[str] = HEAD, **choices: Any) -> ImportRun:
    return run(city, [head, *rows], intake=NAME, by=by, **choices)


def counts(found: ImportRun) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "conflict", "faulty")
    return {name: found.count(name) for name in names if found.count(name)}


def faults(found: ImportRun) -> set[tuple[str, str]]:
    return {(fault.kind, str(fault.values["cell"])) for row in found.lines.all() for fault in row.blamed}


def taken_away(city: Any, by: Any, file_type: str, name: str = NAME) -> bytes:
    intake = intakes.named(name)
    target = intake.target(city.code, by)
    assert target, "nobody may take it away"
    source = From("Contoh", "KotaCerdas", "http://testserver/", timezone.now())
    store, columns = intake.store(target, by=by), intake.columns(target)
    return exports.data_response(intake, columns, store, source, file_type, "contoh").content


@pytest.fixture
def kept(balikpapan, people, people_here):
    """Figures of every kind: whole ones, decimals that could be thousands, a sample, months, another method."""
    rate = factories.indicator("laju", unit_id="%", unit_en="%", places=2, kind="percent")
    here = factories.series(rate, balikpapan)
    factories.wrote(people_here, ("2023", "742105"), ("2024", "746804"))
    actions.write_all(
        here,
        [
            written("2022", "1.234"),
            written("2023", "76.60", note_id="- Baris satu\r\n\r\n= baris dua", source_dated=date(2024, 2, 28)),
            written("2024", "-0.5", status="estimate", note_en="Preliminary"),
        ],
        by=None,
        now=NOW,
    )  # fmt: skip
    monthly = factories.series(rate, balikpapan, label="bulanan", frequency="month")
    factories.wrote(monthly, ("2024-07", "0.001"))
    sample = factories.series(people, balikpapan, label="contoh", is_sample=True)
    factories.wrote(sample, ("2030", "800000"), status="sample")
    nation = factories.series(people, None, level="nation")
    factories.wrote(nation, ("2024", "281603800"))
    return balikpapan


# --- out and in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
@pytest.mark.parametrize(("out", "back"), [("id", "en"), ("en", "id")])
def test_what_goes_out_comes_in_unchanged(kept, rina, file_type, out, back):
    with translation.override(out):
        content = taken_away(kept, rina, file_type)
    with translation.override(back):
        found = run(kept, io.BytesIO(content), intake=NAME, by=rina, name=f"data.{file_type}")
    assert counts(found) == {"unchanged": 7}


def test_the_system_takes_away_the_shared_figures_too(kept):
    found = run(kept, io.BytesIO(taken_away(kept, None, "xlsx")), intake=NAME, by=None)
    assert counts(found) == {"unchanged": 8}


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_into_an_empty_system_it_comes_as_it_was(kept, rina, file_type):
    columns = (
        "period",
        "value",
        "places",
        "status",
        "note_id",
        "note_en",
        "source__title",
        "source__dated_on",
    )
    order = ("series__indicator__code", "series__label", "period")
    mine = Observation.objects.filter(series__city=kept).order_by(*order)
    before = list(mine.values_list(*columns))
    series = list(
        Series.objects.filter(city=kept)
        .order_by("label", "pk")
        .values_list("label", "frequency", "is_sample")
    )
    content = taken_away(kept, rina, file_type)
    mine.delete()
    Series.objects.filter(city=kept).delete()

    found = write(run(kept, io.BytesIO(content), intake=NAME, by=rina, name=f"data.{file_type}"), rina)

    after = list(mine.all().values_list(*columns))
    assert (found.state, counts(found)) == (State.WRITTEN, {"added": 7})
    assert [[_blanks(each) for each in row] for row in after] == [
        [_blanks(each) for each in row] for row in before
    ]
    assert sorted(Series.objects.filter(city=kept).values_list("label", "frequency", "is_sample")) == sorted(
        series
    )
    assert set(Series.objects.exclude(label="").values_list("break_note_en", flat=True)) == {"New method"}


def _blanks(value: Any) -> Any:
    """A spreadsheet changes the ends of lines."""
    return "\n".join(line.strip() for line in value.splitlines()) if isinstance(value, str) else value


# --- what a row may say ------------------------------------------------------------------------------------


def test_a_new_figure_begins_its_series_with_its_source(balikpapan, people, rina):
    found = write(
        bring(balikpapan, ["penduduk", 2024, "746.804", "Jiwa", "Fakta", BPS], by=rina, numbers="id"), rina
    )

    row = Observation.objects.select_related("source", "series").get()
    assert (found.state, row.value, row.places, row.status) == (State.WRITTEN, 746804, 0, "fact")
    assert (row.source.title, row.series.city, row.series.frequency) == (BPS, balikpapan, "year")


@pytest.mark.parametrize(
    ("typed", "numbers", "value"),
    [("746.804", "id", "746804"), ("746,804", "en", "746804"), ("746.804,5", "", "746804.5"), ("746,804.5", "", "746804.5"),
     ("1.234.567", "", "1234567"), ("Rp 1.250.000", "", "1250000"), ("76,60", "", "76.6"), ("76.60", "", "76.6"),
     (746804, "", "746804"), (76.6, "", "76.6")],
)  # fmt: skip
def test_numbers_are_read_in_both_ways_of_writing(balikpapan, people, rina, typed, numbers, value):
    found = bring(balikpapan, ["penduduk", 2024, typed, "", "fakta", BPS], by=rina, numbers=numbers)
    assert [row.after["value"] for row in found.lines.all()] == [value]


def test_a_number_that_could_be_two_is_refused_with_its_cell(balikpapan, people, rina):
    found = bring(balikpapan, ["penduduk", 2024, "746.804", "", "fakta", BPS], by=rina)
    assert faults(found) == {("number-ambiguous", "C2")}


@pytest.mark.parametrize("unit", ["ribu jiwa", "km2", "%", "Thousand people"])
def test_another_unit_inside_a_series_is_refused_at_its_cell(balikpapan, people_here, rina, unit):
    factories.wrote(people_here, ("2023", "742105"))
    good, bad = ["penduduk", 2024, 746804, "Orang", "fakta", BPS], ["penduduk", 2025, 751, unit, "fakta", BPS]
    found = bring(balikpapan, good, bad, by=rina)

    assert faults(found) == {("unit-differs", "D3")}
    with translation.override("id"):
        (words,) = [told(fault) for row in found.lines.all() for fault in row.blamed]
    assert words.startswith("D3: ")
    write(found, rina)
    assert sorted(Observation.objects.values_list("period", flat=True)) == ["2023", "2024"]


def test_every_fault_stands_at_its_cell_and_has_a_sentence(balikpapan, people_here, rina):
    factories.indicator("persen", unit_id="%", unit_en="%", least=Decimal(0), most=Decimal(100))
    factories.wrote(people_here, ("2023", "742105"))
    found = bring(
        balikpapan,
        ["antah", 2024, 1, "", "fakta", BPS],
        ["penduduk", "kapan-kapan", 1, "", "fakta", BPS],
        ["penduduk", "2024-07", 1, "", "fakta", BPS],
        ["penduduk", 2022, 1, "", "fakta", None],
        ["penduduk", 2100, 1, "", "fakta", BPS],
        ["penduduk", 2021, 1, "", "contoh", BPS],
        ["persen", 2021, 101, "", "fakta", BPS],
        ["penduduk", 2019, None, "", "fakta", BPS],
        ["penduduk", 2018, 1, "", None, BPS],
        ["penduduk", 2017, "=1+1", "", "fakta", BPS],
        by=rina,
    )  # fmt: skip
    assert faults(found) == {
        ("reference-unknown", "A2"), ("period-unreadable", "B3"), ("period-of-another-kind", "B4"),
        ("fact-without-source", "F5"), ("fact-of-the-future", "E6"), ("sample-among-facts", "E7"),
        ("figure-too-large-for-indicator", "C8"), ("cell-empty", "C9"), ("cell-empty", "E10"),
        ("number-formula", "C11"),
    }  # fmt: skip
    assert not write_nothing(found)
    for language in ("id", "en"):
        with translation.override(language):
            said = [told(fault) for row in found.lines.all() for fault in row.blamed]
        assert not [words for words in said if "%(" in words]


def write_nothing(found: ImportRun) -> list[Any]:
    return list(found.lines.accepted())


@pytest.mark.parametrize(
    ("written_as", "period"),
    [("2024", "2024"), ("Tahun 2024", "2024"), ("2024-S2", "2024-S2"), ("Semester II 2024", "2024-S2"),
     ("Triwulan III 2024", "2024-Q3"), ("TW 3-2024", "2024-Q3"), ("Juli 2024", "2024-07"), (date(2024, 7, 1), "2024-07")],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(balikpapan, people, rina, written_as, period):
    found = bring(balikpapan, ["penduduk", written_as, 5, "", "fakta", BPS], by=rina)
    assert [row.after["period"] for row in found.lines.all()] == [period]


def test_rows_of_other_places_are_refused(balikpapan, people, rina):
    head = ["Kode", "Wilayah", "Periode", "Nilai", "Status", "Sumber"]
    found = bring(
        balikpapan,
        ["penduduk", "Kota Balikpapan", 2024, 1, "fakta", BPS],
        ["penduduk", "Kota Samarinda", 2024, 2, "fakta", BPS],
        ["penduduk", "Kalimantan Timur", 2024, 3, "fakta", BPS],
        head=head, by=rina,
    )  # fmt: skip
    assert counts(found) == {"added": 1, "faulty": 2}
    assert {kind for kind, _cell in faults(found)} == {"figures-elsewhere", "figures-shared"}


def test_only_who_writes_for_the_country_changes_what_all_cities_share(kept):
    head = ["Kode", "Tingkat", "Periode", "Nilai", "Status", "Sumber"]
    row = ["penduduk", "Nasional", 2025, 284_000_000, "perkiraan", BPS]
    operator = officeholder("pusat@contoh.go.id", Role.PROGRAMME_OFFICE, city=kept)
    assert faults(bring(kept, row, head=head, by=operator)) == {("figures-shared", "B2")}
    write(bring(kept, row, head=head, by=None))
    assert Observation.objects.filter(series__level="nation", period="2025").exists()


def test_another_city_and_other_roles_have_no_workbook_here(
    balikpapan, people, tetangga, lestari, budi, rina
):
    intake = intakes.named(NAME)
    assert [intake.target(balikpapan.code, each) for each in (tetangga, lestari, budi)] == [None, None, None]
    assert intake.target(balikpapan.code, rina)


def test_what_another_city_keeps_for_itself_is_unknown_here(balikpapan, rina):
    factories.indicator("milik-tetangga", city=city_called("64.72", "Kota Samarinda"))
    found = bring(balikpapan, ["milik-tetangga", 2024, 1, "", "fakta", BPS], by=rina)
    assert faults(found) == {("reference-unknown", "A2")}


# --- sources and changes -----------------------------------------------------------------------------------


def test_a_changed_fact_names_its_source_anew(balikpapan, people_here, rina):
    factories.wrote(people_here, ("2024", "746000"))
    head = ["Kode", "Periode", "Nilai", "Sumber"]
    found = bring(balikpapan, ["penduduk", 2024, 746804, None], head=head, by=rina)
    assert {kind for kind, _cell in faults(found)} == {"fact-without-source"}
    assert counts(bring(balikpapan, ["penduduk", 2024, 746804, BPS], head=head, by=rina)) == {"changed": 1}


def test_a_new_source_does_not_keep_the_address_of_the_old_one(balikpapan, people_here, rina):
    old = {"source": "Buku lama", "source_url": "https://contoh.go.id/lama", "source_dated": date(2020, 1, 1)}
    actions.write(people_here, written("2024", "1", **old), by=None, now=NOW)
    head = ["Kode", "Periode", "Nilai", "Sumber"]
    write(bring(balikpapan, ["penduduk", 2024, 2, "Buku baru"], head=head, by=rina), rina)

    source = Observation.objects.get().source
    assert source
    assert (source.title, source.url, source.dated_on) == ("Buku baru", "", None)


def test_an_unchanged_source_stays_the_row_it_is(balikpapan, people_here, rina):
    shipped = Source.objects.create(key="bps-2024", title=BPS, url="https://contoh.go.id/")
    actions.write(people_here, written("2024", "1", kept_source=shipped), by=None, now=NOW)
    head = ["Kode", "Periode", "Nilai", "Sumber", "Catatan (Indonesia)"]
    write(bring(balikpapan, ["penduduk", 2024, 2, BPS, "Diperbaiki"], head=head, by=rina), rina)

    assert Observation.objects.get().source == shipped
    assert Source.objects.count() == 1


def test_what_was_changed_here_since_the_download_is_a_conflict(kept, people_here, rina):
    book = openpyxl.load_workbook(io.BytesIO(taken_away(kept, rina, "xlsx")))
    page = book.worksheets[0]
    keys = [each.key for each in intakes.named(NAME).columns(intakes.Target("", "", kept))]
    for row in page.iter_rows(min_row=2):
        if row[0].value == "penduduk" and row[keys.index("period")].value == "2024":
            row[keys.index("value")].value = 1
    actions.write(people_here, written("2024", "746900"), by=None, now=NOW)
    content = io.BytesIO()
    book.save(content)

    found = run(kept, io.BytesIO(content.getvalue()), intake=NAME, by=rina)
    row = found.lines.get(change="conflict")
    assert (row.before["value"], row.after["value"]) == ("746900", "1")


def test_the_mapping_of_a_strange_workbook_is_remembered(balikpapan, people, rina):
    head = ["Kode indikator", "Periode", "X3", "X4", "X5"]
    mapping = {"code": 0, "period": 1, "value": 2, "status": 3, "source": 4}
    bring(balikpapan, ["penduduk", 2023, 5, "fakta", BPS], head=head, by=rina, mapping=mapping)
    content = workbooks.xlsx([head, ["penduduk", 2024, 6, "fakta", BPS]])
    intake = intakes.named(NAME)
    target = intake.target(balikpapan.code, rina)
    assert target
    looked = imports.look_into(content, name="lagi.xlsx", intake=intake, target=target)
    again = planned(imports.take_in(looked, intake=intake, target=target, by=rina, now=NOW), by=rina)
    assert counts(again) == {"added": 1}


# --- undo --------------------------------------------------------------------------------------------------


def test_undone_all_is_as_it_was_to_the_letter(kept, rina):
    def all_of_it() -> list[Any]:
        names = ("series", "period", "value", "places", "status", "source", "note_id", "note_en")
        return list(Observation.objects.order_by("series", "period").values_list(*names))

    before, sources = all_of_it(), Source.objects.count()
    found = bring(
        kept,
        ["laju", 2023, "77,15", "persen", "perkiraan", "Sumber lain"],
        ["laju", 2021, "70,00", "%", "fakta", BPS],
        ["penduduk", 2024, 750000, "jiwa", "fakta", "Sumber lain"],
        by=rina,
    )  # fmt: skip
    found = write(found, rina)
    assert all_of_it() != before
    found = imports.order_undoing(found, by=rina, now=NOW)

    assert (found.state, found.count("undone"), all_of_it()) == (State.UNDONE, 3, before)
    assert Source.objects.count() == sources + 1
    assert Revision.objects.count() == 5, "two changed and put back, one taken away"


def test_a_series_begun_by_mistake_goes_with_the_undo(balikpapan, people, rina):
    found = write(bring(balikpapan, ["penduduk", "2024-07", 5, "", "fakta", BPS], by=rina), rina)
    imports.order_undoing(found, by=rina, now=NOW)

    assert not Series.objects.exists()
    assert not Observation.objects.exists()
    found = write(bring(balikpapan, ["penduduk", "2024", 5, "", "fakta", BPS], by=rina), rina)
    assert found.state == State.WRITTEN


def test_what_others_changed_since_stays_and_is_told(balikpapan, people, rina):
    found = write(bring(balikpapan, ["penduduk", 2024, 5, "", "fakta", BPS], by=rina), rina)
    actions.write(Series.objects.get(), written("2024", "6"), by=None, now=NOW)
    found = imports.order_undoing(found, by=rina, now=NOW)
    assert (found.count("kept"), Observation.objects.get().value) == (1, 6)


# --- many --------------------------------------------------------------------------------------------------


def many(rows: int, series: int) -> io.BytesIO:
    """Scattered: neighbouring rows belong to different series."""
    table = [["Kode", "Periode", "Nilai", "Status", "Sumber"]]
    for at in range(rows):
        of, when = at % series, at // series
        table.append(
            [f"banyak-{of}", f"{1900 + when // 12}-{when % 12 + 1:02d}", at, "perkiraan", f"Buku {at % 7}"]
        )
    return workbooks.xlsx(table)


def test_queries_do_not_grow_with_the_rows_of_a_series(balikpapan, rina):
    for at in range(4):
        factories.indicator(f"banyak-{at}")
    asked = []
    for rows in (80, 400):
        with CaptureQueriesContext(connection) as queries:
            found = write(run(balikpapan, many(rows, 4), intake=NAME, by=rina), rina)
        asked.append(len(queries))
        assert found.state == State.WRITTEN
    assert asked[1] <= asked[0] + 10


# --- targets -----------------------------------------------------------------------------------------------

GOALS = "indicators.targets"


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_targets_that_go_out_come_in_unchanged(balikpapan, people, rina, file_type):
    factories.target(people, balikpapan, 2026, "760000")
    factories.target(people, balikpapan, 2027, "1.234", is_sample=True)
    content = taken_away(balikpapan, rina, file_type, GOALS)
    found = run(balikpapan, io.BytesIO(content), intake=GOALS, by=rina, name=f"target.{file_type}")
    assert counts(found) == {"unchanged": 2}


def test_targets_are_written_and_undone(balikpapan, people, rina):
    factories.target(people, balikpapan, 2026, "760000")
    head = ["Kode", "Tahun", "Target", "Satuan", "Dari rencana mana"]
    rows = [
        head,
        ["penduduk", 2026, 770000, "jiwa", "RPJMD 2025-2029"],
        ["penduduk", 2027, 780000, "", "RPJMD 2025-2029"],
    ]
    mapping = {"code": 0, "year": 1, "value": 2, "unit": 3, "basis": 4}
    found = write(run(balikpapan, rows, intake=GOALS, by=rina, mapping=mapping), rina)
    assert list(Target.objects.values_list("year", "value")) == [(2026, 770000), (2027, 780000)]
    imports.order_undoing(found, by=rina, now=NOW)
    assert list(Target.objects.values_list("year", "value")) == [(2026, 760000)]


def test_targets_with_faults_are_told_with_their_cells(balikpapan, rina):
    factories.indicator("persen", unit_id="%", unit_en="%", most=Decimal(100))
    rows = [["Kode", "Tahun", "Target", "Satuan", "Rencana"], ["persen", "nanti", 5, "%", "RPJMD"],
            ["persen", 2027, 101, "%", "RPJMD"], ["persen", 2028, 5, "jiwa", "RPJMD"], ["persen", 2029, 5, "%", None]]  # fmt: skip
    mapping = {"code": 0, "year": 1, "value": 2, "unit": 3, "basis": 4}
    found = run(balikpapan, rows, intake=GOALS, by=rina, mapping=mapping)
    assert faults(found) == {
        ("target-year", "B2"), ("figure-too-large-for-indicator", "C3"), ("unit-differs", "D4"), ("cell-empty", "E5"),
    }  # fmt: skip
