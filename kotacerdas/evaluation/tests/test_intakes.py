from __future__ import annotations

from decimal import Decimal

import pytest

from kotacerdas.evaluation.models import Result, Round
from kotacerdas.evaluation.tests import factories
from kotacerdas.imports import actions, exports, intakes
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import factories as imports
from kotacerdas.imports.tests import workbooks
from kotacerdas.imports.tests.factories import NOW
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

pytestmark = pytest.mark.django_db

MINISTRY = [
    ["HASIL EVALUASI KOTA CERDAS TAHUN 2022", None, None, None, None, None, None, None, None, None],
    ["Deputi Bidang ...", None, None, None, None, None, None, None, None, None],
    [],
    ["No", "Kabupaten/Kota", "Provinsi", "Komponen", None, None, None, None, "Nilai Akhir", "Peringkat"],
    [None, None, None, "A", "B", "C", "D", "E", None, None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
    ["WILAYAH TENGAH"],
    [1, "Kota Balikpapan", "Kalimantan Timur", 2.5, 2.5, 2.5, 2.5, 2.5, "2,50", 1],
    [2, "Kota Samarinda", "Kalimantan Timur", "1,40", 1.54, 2.92, 2.56, 3.08, None, 2],
    [None, "Rata-rata", None, 1.95, 2.02, 2.71, 2.53, 2.79, None, None],
    ["Sumber: Sekretariat"],
]


def merged(page):
    for cells in ("A1:J1", "D4:H4", "A4:A5", "B4:B5", "C4:C5", "I4:I5", "J4:J5"):
        page.merge_cells(cells)


@pytest.fixture
def round_(balikpapan, samarinda):
    return factories.round_()


def bring(round_, rows=MINISTRY, by=None, **more) -> ImportRun:
    return imports.run(None, workbooks.xlsx(rows, shape=more.pop("shape", merged)),
                       intake="evaluation.results", target=round_.code, by=by, **more)  # fmt: skip


def test_a_table_as_a_ministry_lays_it_out_is_read(round_):
    run = bring(round_)

    assert run.mapping == {
        "city": 1, "A": 3, "B": 4, "C": 5, "D": 6, "E": 7, "final": 8, "rank": 9,
    }  # fmt: skip
    assert [(row.row, row.change) for row in run.lines.all()] == [(8, "added"), (9, "added")]
    assert [(number, reason) for number, reason, _words in run.left_out] == [
        (7, "aside"),
        (10, "total"),
        (11, "aside"),
    ]


def test_it_is_written_as_the_other_ways_write_it(round_, balikpapan, nadia):
    run = imports.write(bring(round_, by=nadia), nadia)
    result = Result.objects.get(city=balikpapan)

    assert run.state == State.WRITTEN
    assert (result.index, result.published_rank) == (Decimal("2.5"), 1)
    assert result.answers()["A"] == Decimal("2.5")


def test_what_contradicts_the_instrument_is_told_with_its_cell(round_):
    rows = [list(row) for row in MINISTRY]
    rows[7][8], rows[8][3], rows[8][1] = "3,99", 9, "Kota Samarindah"
    run = bring(round_, rows)
    found = {(fault.kind, fault.values.get("cell")) for row in run.lines.all() for fault in row.blamed}

    assert ("final-differs", "I8") in found
    assert ("number-too-large", "D9") in found
    assert ("reference-unknown", "B9") in found


def test_undone_it_is_as_it_was(round_, balikpapan, samarinda, nadia):
    before = factories.result(round_, balikpapan, factories.MALANG_2022, rank=9)
    run = imports.write(bring(round_, by=nadia, clears=True), nadia)

    run = actions.order_undoing(run, by=nadia, now=NOW)
    after = Result.objects.get(city=balikpapan)

    assert run.count("undone") == 2
    assert (after.index, after.published_rank, after.answers()) == (before.index, 9, before.answers())
    assert not Result.objects.filter(city=samarinda).exists()


def test_what_goes_out_comes_in_unchanged(round_, balikpapan, samarinda, nadia):
    imports.write(bring(round_, by=nadia), nadia)
    intake = intakes.named("evaluation.results")
    target = intake.target(round_.code, nadia)
    columns = intake.columns(target)
    data = exports.data_rows(columns, intake.store(target, by=nadia))
    titles = [column.title for column in exports.data_columns(columns)]
    rows = [titles, *([row[column.key] for column in exports.data_columns(columns)] for row in data)]
    again = bring(round_, rows, by=nadia, shape=None)

    assert [row.change for row in again.lines.all()] == ["unchanged", "unchanged"]


def test_an_operator_brings_in_the_own_province_only(round_, balikpapan, malang_kota):
    rows = [
        ["Kota", "A", "B", "C", "D", "E"],
        *([city.name, 2, 2, 2, 2, 2] for city in (balikpapan, malang_kota)),
    ]
    operator = people.officeholder(
        "provinsi@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )

    run = bring(round_, rows, by=operator, shape=None)

    assert [(row.name, row.change) for row in run.lines.all()] == [
        (balikpapan.name, "added"),
        (malang_kota.name, "faulty"),
    ]


def test_others_do_not_see_the_file_of_an_operator(round_, nadia, balikpapan):
    run = bring(round_, by=nadia)
    operator = people.officeholder(
        "provinsi@contoh.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )

    assert list(ImportRun.objects.visible_to(nadia)) == [run]
    assert not ImportRun.objects.visible_to(operator)


# --- A city's own round: its result comes with a letter ------------------------------------------------------

LETTER = [
    ["Kabupaten/Kota", "A", "B", "C", "D", "E", "Nilai Akhir", "Peringkat"],
    ["Kota Balikpapan", 2.5, 2.5, 2.5, 2.5, 2.5, "2,50", 40],
]


@pytest.fixture
def own_round(balikpapan):
    return factories.round_("sendiri-2022", kind=Round.Kind.OWN, city=balikpapan, is_published=False)


def test_programme_office_keys_in_the_result_of_its_own_round(own_round, rina, as_user, balikpapan):
    imports.write(bring(own_round, LETTER, by=rina, shape=None), rina)

    result = Result.objects.get(round=own_round)
    assert (result.index, result.published_rank, result.is_computed) == (Decimal("2.50"), 40, True)
    page = as_user(rina).get(result.get_absolute_url())
    assert page.status_code == 200
    assert "2,50" in page.content.decode()


def test_result_of_a_citys_own_round_is_nobody_elses(own_round, rina, as_user, tetangga, nadia, anonymous):
    imports.write(bring(own_round, LETTER, by=rina, shape=None), rina)
    address = Result.objects.get(round=own_round).get_absolute_url()

    assert own_round.code not in {each.key for each in intakes.named("evaluation.results").targets(nadia)}
    for client in (as_user(tetangga), as_user(nadia), anonymous):
        assert client.get(address).status_code == 404
        assert "sendiri-2022" not in client.get("/putaran/").content.decode()


def test_own_round_takes_no_other_city(own_round, rina, samarinda):
    run = bring(own_round, [LETTER[0], ["Kota Samarinda", *LETTER[1][1:]]], by=rina, shape=None)

    assert [fault["kind"] for line in run.lines.all() for fault in line.faults] == ["city-out-of-reach"]


def test_officer_of_an_agency_keys_in_no_result(own_round, budi):
    assert own_round.code not in {each.key for each in intakes.named("evaluation.results").targets(budi)}
