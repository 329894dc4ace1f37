from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kotacerdas.audit.models import Entry
from kotacerdas.common.faults import sentence
from kotacerdas.common.tests.reading import words
from kotacerdas.evaluation.models import Round, StepWindow
from kotacerdas.imports import actions as imports
from kotacerdas.imports import intakes
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests.factories import planned, write
from kotacerdas.imports.words import told
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.actions import Given, Written
from kotacerdas.selfassessment.domain.content import Content, Survey
from kotacerdas.selfassessment.models import Answer, Step, Via
from kotacerdas.selfassessment.queries.workbook import key_of, upload_address, workbook_address
from kotacerdas.selfassessment.tests.factories import (
    NOW,
    WORKING,
    assessment,
    days,
    given,
    handed_in,
    snapshot,
)
from kotacerdas.selfassessment.tests.sheets import NAME, Sheet, bring, faults

pytestmark = pytest.mark.django_db

WHOLE = Content(
    level=3,
    statement="- Perwali  ditetapkan\r\n\r\n= dasar hukum ada",
    figures="Penduduk miskin: 2,31 %\r\nProgram: 12 program",
    survey=Survey(Decimal("3.50"), 120, "Kuesioner  daring"),
)


@pytest.fixture
def of_city(balikpapan):
    """Its days are open on the day of the tests' deeds and on the real one."""
    return assessment(balikpapan, days=days(*WORKING, length=36_500))


@pytest.fixture
def diskominfo(budi):
    return budi.assignments.get().organisation


@pytest.fixture
def dishub(joko):
    return joko.assignments.get().organisation


def answer(of_city, code: str = "A1") -> Answer:
    return of_city.answers.for_rows().get(code=code)


def written(of_city, code: str = "A1", content: Content = WHOLE, **how) -> Answer:
    row = answer(of_city, code)
    return actions.write(row, content, expected=row.version, **({"by": None, "now": NOW} | how))


def counts(run: ImportRun) -> dict[str, int]:
    names = ("added", "changed", "unchanged", "conflict", "faulty")
    return {name: run.count(name) for name in names if run.count(name)}


# --- What goes out comes in --------------------------------------------------------------------------------


@pytest.mark.parametrize(("out", "back"), [("id", "id"), ("en", "id"), ("id", "en")])
def test_what_goes_out_comes_in_unchanged(of_city, rina, budi, diskominfo, out, back):
    given(answer(of_city, "A1"), diskominfo, person=budi, due_on=date(2026, 12, 1))
    written(of_city)
    with translation.override(out):
        sheet = Sheet(of_city, rina)
    with translation.override(back):
        run = sheet.bring()

    assert counts(run) == {"unchanged": 117}
    assert (sheet.cell("A1", "statement").value, sheet.cell("A1", "proofs").value) == (
        "- Perwali ditetapkan\n\n= dasar hukum ada",
        0,
    )


def test_as_csv_it_comes_in_unchanged_too(client, of_city, rina):
    written(of_city, content=Content(statement="＝SUM(A1)\n- satu", figures="-5 derajat: 3"))
    client.force_login(rina)
    response = client.get(workbook_address(of_city, "csv"))

    assert counts(bring(of_city, io.BytesIO(response.content), by=rina, name="jawaban.csv")) == {
        "unchanged": 117
    }


def test_the_address_of_a_workbook_gives_an_agency_its_own_questions(client, of_city, budi, diskominfo):
    given(answer(of_city, "B2"), diskominfo)
    client.force_login(budi)

    response = client.get(workbook_address(of_city))
    page = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]

    assert [row[0].value for row in page.iter_rows(min_row=2)] == ["B2"]


def test_what_an_officer_types_is_written_as_a_step_of_the_answer(of_city, budi, diskominfo):
    given(answer(of_city, "A1"), diskominfo)
    sheet = Sheet(of_city, budi).type(
        "A1", level=2, statement="Ada.", figures="Cakupan: 87,5 %", survey_mean="3,25",
        survey_respondents=40, survey_method="Wawancara",
    )  # fmt: skip
    run = write(sheet.bring(), budi)
    row = answer(of_city)
    step = row.steps.last()

    assert (run.state, counts(run)) == (State.WRITTEN, {"changed": 1})
    assert row.content == Content(2, "Ada.", "Cakupan: 87,5 %", Survey(Decimal("3.25"), 40, "Wawancara"))
    assert (step.via, step.by, step.changes["level"], row.state) == (Via.WORKBOOK, budi, [None, 2], "open")
    assert Step.objects.filter(answer=row).writing_by(budi).exists()
    assert Entry.objects.filter(kind="selfassessment.written").count() == 1


def test_the_office_gives_questions_with_a_person_and_a_day(of_city, rina, budi, diskominfo):
    sheet = Sheet(of_city, rina).type(
        "A2", organisation="Diskominfo", person="Budi@contoh.go.id", due_on=date(2026, 12, 9)
    )

    write(sheet.bring(), rina)
    row = answer(of_city, "A2")

    assert (row.organisation, row.person, row.due_on) == (diskominfo, budi, date(2026, 12, 9))
    assert row.steps.get().via == Via.WORKBOOK


def test_a_question_that_moves_leaves_the_person_of_the_old_organisation_behind(
    of_city, rina, budi, diskominfo, dishub
):
    given(answer(of_city, "A1"), diskominfo, person=budi)

    write(Sheet(of_city, rina).type("A1", organisation=dishub.code, person=None).bring(), rina)

    assert (answer(of_city).organisation, answer(of_city).person) == (dishub, None)


def test_texts_that_no_cell_changed_keep_their_own_lines(of_city, rina):
    written(of_city)

    write(Sheet(of_city, rina).type("A1", level=4).bring(), rina)
    row = answer(of_city)

    assert (row.level, row.statement) == (4, WHOLE.statement)
    assert list(row.steps.last().changes) == ["level"]


def test_empty_cells_keep_what_is_there_unless_they_are_to_clear_it(of_city, rina):
    written(of_city)
    sheet = Sheet(of_city, rina).type(
        "A1", statement=None, survey_mean=None, survey_respondents=None, survey_method=None
    )

    assert counts(sheet.bring()) == {"unchanged": 117}

    write(sheet.bring(clears=True), rina)
    assert answer(of_city).content == Content(3, "", WHOLE.figures)


def test_columns_that_the_file_does_not_have_are_not_cleared(of_city, rina, diskominfo, budi):
    given(answer(of_city, "A1"), diskominfo, person=budi, due_on=date(2026, 12, 1))
    written(of_city)

    write(bring(of_city, [["Kode", "Level"], ["A1", 2], ["A2", None]], by=rina, clears=True), rina)
    row = answer(of_city)

    assert (row.level, row.statement, row.organisation) == (2, WHOLE.statement, diskominfo)
    assert (row.person, row.due_on) == (budi, date(2026, 12, 1))


def test_what_stands_in_columns_for_reading_is_not_taken_in(of_city, rina):
    sheet = Sheet(of_city, rina).type(
        "A1", question="Kata sendiri", component="?", dimension="?", state="diperiksa", proofs="banyak"
    )

    assert counts(sheet.bring()) == {"unchanged": 117}


def test_a_confirmed_proof_or_another_language_makes_no_conflict(of_city, rina):
    written(of_city)
    with translation.override("en"):
        sheet = Sheet(of_city, rina).type("A1", level=2, state="?", proofs=9)

    assert counts(sheet.bring()) == {"changed": 1, "unchanged": 116}


# --- Two people at once ------------------------------------------------------------------------------------


def test_what_changed_since_the_download_is_shown_with_both_values_and_chosen(
    of_city, rina, budi, diskominfo
):
    given(answer(of_city, "A1"), diskominfo)
    sheet = Sheet(of_city, rina).type("A1", statement="Dari Excel")
    written(of_city, content=Content(1, "Dari formulir"), by=budi)

    run = sheet.bring()
    row = run.lines.get(change="conflict")

    assert counts(run) == {"conflict": 1, "unchanged": 116}
    assert (row.before["statement"], row.after["statement"], row.is_accepted) == (
        "Dari formulir", "Dari Excel", False,
    )  # fmt: skip
    run = imports.accept(run, shown=[row.pk], chosen=[row.pk], by=rina, now=NOW)
    write(run, rina)
    assert answer(of_city).content == Content(1, "Dari Excel")


def test_what_is_saved_between_check_and_writing_stops_the_writing(of_city, rina):
    run = Sheet(of_city, rina).type("A1", level=1).type("A2", level=2).bring()
    written(of_city, "A1", Content(4))

    run = write(run, rina)

    assert (run.state, counts(run)) == (State.PLANNED, {"changed": 1, "conflict": 1, "unchanged": 115})
    assert (answer(of_city, "A1").level, answer(of_city, "A2").level) == (4, None)


def test_some_rows_are_taken_and_others_left(of_city, rina):
    run = Sheet(of_city, rina).type("A1", level=1).type("A2", level=2).bring()
    rows = list(run.lines.filter(change="changed"))

    run = imports.accept(run, shown=[row.pk for row in rows], chosen=[rows[1].pk], by=rina, now=NOW)
    write(run, rina)

    assert (answer(of_city, "A1").level, answer(of_city, "A2").level) == (None, 2)


def test_undone_all_is_as_it_was_to_the_letter(of_city, rina, budi, diskominfo, dishub):
    given(answer(of_city, "A1"), diskominfo, person=budi, due_on=date(2026, 12, 1))
    written(of_city)
    sheet = Sheet(of_city, rina).type(
        "A1", level=0, statement="Lain", survey_mean=1, organisation=dishub.code, person=None
    )
    run = write(sheet.type("A2", level=1).bring(), rina)

    run = imports.order_undoing(run, by=rina, now=NOW)
    row = answer(of_city)

    assert (run.count("undone"), row.content) == (2, WHOLE)
    assert (row.organisation, row.person, row.due_on) == (diskominfo, budi, date(2026, 12, 1))
    assert answer(of_city, "A2").content.is_empty


def test_what_was_handed_in_since_is_not_undone(of_city, rina, budi, diskominfo):
    given(answer(of_city, "A1"), diskominfo)
    sheet = Sheet(of_city, rina).type("A1", level=3, statement="Ada").type("A2", level=1)
    run = write(sheet.bring(), rina)
    handed_in(answer(of_city), by=budi)

    run = imports.order_undoing(run, by=rina, now=NOW)

    assert (run.count("undone"), run.count("kept")) == (1, 1)
    assert answer(of_city).state == "answered"


# --- What is refused ---------------------------------------------------------------------------------------


def test_every_fault_is_told_with_its_cell(of_city, rina, budi, joko, diskominfo):
    sheet = Sheet(of_city, rina)
    sheet.type("A1", level=9)
    sheet.type("A2", level="dua")
    sheet.type("A3", figures="Cakupan baik")
    sheet.type("A4", survey_mean=2)
    sheet.type("A5", organisation="Dinas Antah Berantah")
    sheet.type("B1", organisation="Diskominfo", person="joko@contoh.go.id")
    sheet.type("B2", due_on="31/31/2026")
    sheet.type("B3", code="Z9")
    sheet.type("B4", code=None)
    sheet.type("B5", statement="x" * 8001)
    sheet.type("B6", question=sheet.cell("B7", "question").value)
    sheet.type("C01", survey_mean="2,345")
    at = sheet.codes.index

    found = faults(sheet.bring())

    assert found == {
        ("number-too-large", f"H{at('A1') + 2}"),
        ("number-not-a-number", f"H{at('A2') + 2}"),
        ("figure-unreadable", f"J{at('A3') + 2}"),
        ("survey-incomplete", f"L{at('A4') + 2}"),
        ("reference-unknown", f"E{at('A5') + 2}"),
        ("workbook-person-elsewhere", f"F{at('B1') + 2}"),
        ("date-unreadable", f"G{at('B2') + 2}"),
        ("question-unknown", f"A{at('Z9') + 2}"),
        ("cell-empty", f"A{at('Z9') + 3}"),
        ("text-too-long", f"I{at('B5') + 2}"),
        ("workbook-other-question", f"B{at('B6') + 2}"),
        ("number-too-fine", f"K{at('C01') + 2}"),
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_fault_has_a_sentence_that_names_its_cell(of_city, budi, dishub, language):
    given(answer(of_city, "A1"), dishub)
    sheet = Sheet(of_city, None).type("A1", level=1).type("A2", due_on=date(2026, 12, 1))
    run = sheet.bring(by=budi)

    with translation.override(language):
        said = [told(fault) for row in run.lines.all() for fault in row.blamed]

    assert len(said) == 2
    assert ["H2" in said[0], "G3" in said[1]] == [True, True]


def test_rows_of_another_organisation_are_refused_and_the_own_ones_taken(
    of_city, budi, diskominfo, dishub, rina
):
    given(answer(of_city, "A1"), diskominfo)
    given(answer(of_city, "A2"), dishub)
    sheet = Sheet(of_city, rina).type("A1", level=1).type("A2", level=2).type("A3", level=3)

    run = sheet.bring(by=budi)

    assert counts(run) == {"changed": 1, "faulty": 2, "unchanged": 114}
    assert faults(run) == {("answer-not-yours", "H3"), ("answer-not-yours", "H4")}
    write(run, budi)
    assert [answer(of_city, code).level for code in ("A1", "A2", "A3")] == [1, None, None]


def test_an_agency_gives_no_question_away(of_city, budi, diskominfo, dishub):
    given(answer(of_city, "A1"), diskominfo)
    sheet = Sheet(of_city, budi).type("A1", organisation=dishub.code, level=1)

    run = sheet.bring()

    assert faults(run) == {("answer-shared-by-office", "E2")}


def test_an_answer_that_is_handed_in_is_only_refused_where_it_would_change(of_city, rina, budi, diskominfo):
    for code in ("A1", "A2"):
        given(answer(of_city, code), diskominfo)
        handed_in(answer(of_city, code), by=budi)
    actions.accept(answer(of_city, "A2"), by=None, now=NOW)
    sheet = Sheet(of_city, rina)

    assert counts(sheet.bring()) == {"unchanged": 117}

    sheet.type("A1", level=1).type("A2", level=1)
    assert faults(sheet.bring()) == {("answer-not-now-answered", "H2"), ("answer-not-now-verified", "H3")}


def test_a_submitted_round_takes_nothing_in(of_city, rina):
    snapshot(of_city)

    run = Sheet(of_city, rina).type("A1", level=1).type("A2", due_on=date(2026, 12, 1)).bring()

    assert counts(run) == {"faulty": 2, "unchanged": 115}
    assert faults(run) == {("assessment-locked", "H2"), ("assessment-locked", "G3")}


def test_days_that_are_over_refuse_each_row_in_the_dry_run(of_city, rina):
    over = NOW - timedelta(hours=1)
    StepWindow.objects.filter(round=of_city.round).update(closes_at=over)

    run = Sheet(of_city, rina).type("A1", level=1).type("A2", due_on=date(2026, 12, 1)).bring()
    fault = run.lines.get(row=2).blamed[0]

    assert faults(run) == {("round-over", "H2"), ("round-over", "G3")}
    assert fault.values["at"] == over
    with translation.override("en"):
        assert "Self-assessment" in sentence(fault)


def test_a_round_that_was_submitted_after_the_check_stops_the_writing(of_city, rina):
    run = Sheet(of_city, rina).type("A1", level=1).bring()
    snapshot(of_city)

    run = write(run, rina)

    assert (run.state, [fault.kind for fault in run.stopped_by]) == (State.PLANNED, ["assessment-locked"])
    assert answer(of_city).level is None


# --- Files that nobody should trust ------------------------------------------------------------------------


def test_texts_that_look_like_formulas_stay_texts(of_city, rina):
    nasty = '=HYPERLINK("http://contoh.invalid","klik")'
    write(Sheet(of_city, rina).type("A1", statement=nasty, survey_method=None).bring(), rina)

    again = Sheet(of_city, rina)

    assert answer(of_city).statement == nasty
    assert again.cell("A1", "statement").data_type == "s" or not again.cell("A1", "statement").value
    assert counts(again.bring()) == {"unchanged": 117}


def test_two_rows_of_one_question_are_not_written_before_somebody_chooses(of_city, rina):
    rows = [["Kode", "Level"], ["A1", 1], ["a1", 2], ["A2", 3], ["A2", 3]]

    run = bring(of_city, rows, by=rina)

    assert counts(run) == {"conflict": 2, "changed": 1}
    assert run.lines.filter(change="conflict", is_accepted=True).count() == 0
    assert [reason for _row, reason, _words in run.left_out] == ["repeated"]


def test_a_file_of_other_columns_is_refused_as_a_whole(of_city, rina):
    rows = [["Nama", "Alamat"], ["Budi", "Jalan Contoh"]]

    with pytest.raises(imports.Refused) as refused:
        bring(of_city, rows, by=rina)

    assert [fault.kind for fault in refused.value.faults] == ["column-needed"]


def test_a_formula_in_a_column_for_reading_is_no_fault_and_elsewhere_it_is(of_city, rina):
    sheet = Sheet(of_city, rina)
    sheet.cell("A1", "question").value = "=1/0"
    sheet.cell("A2", "level").value = "=1+1"

    assert faults(sheet.bring()) == {("formula-without-value", "H3")}


# --- Who may -----------------------------------------------------------------------------------------------


def test_neighbours_leaders_and_citizens_find_nothing_to_bring_it_into(
    of_city, tetangga, lestari, hadi, siti, nadia
):
    intake = intakes.named(NAME)

    assert [intake.targets(each) for each in (tetangga, lestari, hadi, siti, nadia)] == [[]] * 5


def test_the_neighbour_can_neither_take_it_away_nor_send_it(client, of_city, tetangga):
    client.force_login(tetangga)
    assessment(tetangga.assignments.get().city, days=days(*WORKING, length=36_500), year=2027)

    assert client.get(workbook_address(of_city)).status_code == 404


def test_each_city_of_one_round_has_a_key_of_its_own(balikpapan, samarinda, rina, tetangga):
    shared = Round.objects.create(
        code="nasional-2026", kind=Round.Kind.RUN, instrument="smartcity/2023-kppn", year=2026,
        title_id="Nasional", title_en="National",
    )  # fmt: skip
    for city in (balikpapan, samarinda):
        shared.assessments.create(city=city, opened_at=NOW)
    intake = intakes.named(NAME)

    assert {each.key for each in intake.targets(None)} == {"nasional-2026/64.71", "nasional-2026/64.72"}
    assert [each.key for each in intake.targets(rina)] == ["nasional-2026/64.71"]
    assert intake.target("nasional-2026/64.71", tetangga) is None


def test_an_agency_does_not_see_the_file_of_another_and_the_office_sees_all(
    of_city, budi, joko, rina, diskominfo
):
    given(answer(of_city, "A1"), diskominfo)
    run = Sheet(of_city, budi).type("A1", level=1).bring()

    assert list(ImportRun.objects.visible_to(rina)) == [run]
    assert not ImportRun.objects.visible_to(joko)


def test_an_officer_goes_the_whole_way_on_the_pages(client, of_city, budi, diskominfo):
    given(answer(of_city, "A1"), diskominfo)
    sheet = Sheet(of_city, budi).type("A1", level=2, statement="Dari halaman")
    written(of_city, content=Content(4), by=None)
    file = SimpleUploadedFile("jawaban.xlsx", sheet.content().getvalue())
    key = {"submission_key": "kunci-yang-cukup-panjang"}
    client.force_login(budi)
    start = client.get(upload_address())

    landed = client.post(f"{upload_address()}unggah/", {"ke": key_of(of_city), "berkas": file, **key})
    run = ImportRun.objects.get()
    told_columns = {f"kolom-{name}": at for name, at in run.mapping.items()}
    plan = client.post(f"{landed['Location']}kolom/", {**told_columns, **key}, follow=True)
    english = client.get(f"/en{run.get_absolute_url()}?lihat=conflict")
    row = run.lines.get()
    imports.accept(run, shown=[row.pk], chosen=[row.pk], by=budi, now=NOW)
    run.refresh_from_db()
    client.post(f"{run.get_absolute_url()}tulis/", {"rencana": run.plan, **key})

    assert "Excel" in words(start)
    assert all(each in words(plan) for each in ("A1", "4", "2", "Dari halaman"))
    assert "Claimed level" in words(english)
    assert answer(of_city).content == Content(2, "Dari halaman")


# --- What it costs -----------------------------------------------------------------------------------------


def test_a_whole_city_costs_as_many_queries_as_a_few_rows(of_city, rina):
    few, all_ = Sheet(of_city, rina).only("A1", "A2"), Sheet(of_city, rina)
    for code in few.codes:
        few.type(code, level=1, statement="satu", survey_mean=2, survey_respondents=3, survey_method="x")
    for code in all_.codes:
        all_.type(code, level=2, statement="dua", survey_mean=3, survey_respondents=4, survey_method="y")

    spent = []
    for sheet in (few, all_):
        run = sheet.bring()
        planned(run, by=rina)
        with CaptureQueriesContext(
            connection,
        ) as planning:
            run = planned(run, by=rina)
        run = imports.accept(
            run, shown=list(run.lines.values_list("pk", flat=True)),
            chosen=list(run.lines.values_list("pk", flat=True)), by=rina, now=NOW,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as writing:
            run = write(run, rina)
        assert run.count("written") == len(sheet.codes)
        with CaptureQueriesContext(connection) as undoing:
            run = imports.order_undoing(run, by=rina, now=NOW)
        assert run.count("undone") == len(sheet.codes)
        spent.append((len(planning), len(writing), len(undoing)))

    # SQLite takes 999 values a statement, so that 117 planned rows are added in two.
    assert [max(each) - min(each) for each in zip(*spent, strict=True)] <= [1, 0, 0]
    assert max(map(max, spent)) <= 60


def test_questions_are_given_to_one_organisation_in_a_fixed_number_of_queries(of_city, rina, diskominfo):
    spent = []
    for codes in (["A1"], ["B1", "B2", "B3", "B4", "B5", "B6", "B7"]):
        sheet = Sheet(of_city, rina)
        for code in codes:
            sheet.type(code, organisation=diskominfo.code)
        run = sheet.bring()
        with CaptureQueriesContext(connection) as writing:
            write(run, rina)
        spent.append(len(writing))

    # The first gives the organisation its task as well.
    assert spent[1] <= spent[0]


def test_the_download_costs_the_same_for_any_number_of_questions(client, of_city, rina, budi, diskominfo):
    given(answer(of_city, "A1"), diskominfo)
    spent = []
    for user in (budi, rina):
        client.force_login(user)
        client.get(workbook_address(of_city))
        with CaptureQueriesContext(connection) as reading:
            client.get(workbook_address(of_city))
        spent.append(len(reading))

    assert max(spent) <= 20
    assert abs(spent[0] - spent[1]) <= 1


# --- The deed ----------------------------------------------------------------------------------------------


def test_writing_many_obeys_the_law_of_writing_one(of_city, joko, budi, diskominfo):
    given(answer(of_city, "A1"), diskominfo)

    with pytest.raises(imports.Refused) as foreign:
        actions.write_all(of_city, {"A1": Written(Content(1), 1)}, by=joko, now=NOW)
    with pytest.raises(imports.Refused) as off_scale:
        actions.write_all(of_city, {"A1": Written(Content(9), 1)}, by=budi, now=NOW)
    with pytest.raises(actions.writing.versions.StaleSave):
        actions.write_all(of_city, {"A1": Written(Content(1), 7)}, by=budi, now=NOW)
    with pytest.raises(imports.Refused) as unknown:
        actions.write_all(of_city, {"Z9": Written(Content(1), 1)}, by=budi, now=NOW)

    assert [each.value.faults[0].kind for each in (foreign, off_scale, unknown)] == [
        "answer-not-yours", "answer-level-off-scale", "question-unknown",
    ]  # fmt: skip
    assert actions.write_all(of_city, {"A1": Written(Content(1), 1)}, by=budi, now=NOW) == 1
    assert actions.write_all(of_city, {"A1": Written(Content(1), 2)}, by=budi, now=NOW) == 0


def test_a_city_of_one_organisation_is_shared_at_once(of_city, rina, diskominfo):
    codes = [row.code for row in of_city.answers.all()]

    assert actions.share(of_city, dict.fromkeys(codes, Given(diskominfo)), by=rina, now=NOW) == 117
    assert Step.objects.filter(answer__assessment=of_city).count() == 117
    assert key_of(of_city) == of_city.round.code
