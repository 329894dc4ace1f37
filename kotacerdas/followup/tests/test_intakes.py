from __future__ import annotations

from datetime import date

import pytest

from kotacerdas.followup import actions as tasks
from kotacerdas.followup.domain.workflow import State as TaskState
from kotacerdas.followup.models import Task
from kotacerdas.imports import actions, exports, intakes
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import factories as imports
from kotacerdas.imports.tests.factories import NOW
from kotacerdas.people.tests import factories as people

pytestmark = pytest.mark.django_db

HEAD = ["No", "Tindak Lanjut", "OPD Penanggung Jawab", "Batas Waktu", "Prioritas", "Keterangan"]
MINUTES = [
    ["NOTULA RAPAT TIM PELAKSANA KOTA CERDAS"],
    ["Rabu, 18 November 2026"],
    HEAD,
    [1, "Susun rencana\npemeliharaan CCTV", "Dishub", "15 Desember 2026", "Tinggi", "Lihat lampiran"],
    [2, "Kirim data stunting", "Dinas Kesehatan", date(2026, 12, 31), "", None],
    [3, "Tanpa pemilik", "Dinas Antah Berantah", "31/12/2026", "", None],
    ["Balikpapan, 18 November 2026"],
]


@pytest.fixture
def offices(balikpapan):
    return [
        people.organisation("Dinas Perhubungan", short_name="Dishub", code="64.71/dishub", city=balikpapan),
        people.organisation("Dinas Kesehatan", short_name="Dinkes", code="64.71/dinkes", city=balikpapan),
    ]


def bring(city, by, rows=MINUTES) -> ImportRun:
    return imports.run(city, rows, intake="followup.tasks", by=by)


def test_the_outcome_of_a_meeting_becomes_tasks(balikpapan, rina, offices):
    run = imports.write(bring(balikpapan, rina), rina)
    first = Task.objects.get(organisation=offices[0])

    assert (run.state, run.count("written"), run.count("faulty")) == (State.WRITTEN, 2, 1)
    assert first.title == "Susun rencana pemeliharaan CCTV"
    assert (first.due_on, first.priority, first.assigned_by) == (date(2026, 12, 15), "high", rina)


def test_an_owner_that_nobody_knows_is_told_with_the_cell(balikpapan, rina, offices):
    run = bring(balikpapan, rina)

    assert [(fault.kind, fault.values["cell"]) for fault in run.lines.get(row=6).blamed] == [
        ("reference-unknown", "C6")
    ]


def test_the_same_list_again_gives_no_task_twice(balikpapan, rina, offices):
    imports.write(bring(balikpapan, rina), rina)

    again = bring(balikpapan, rina)

    assert (again.count("unchanged"), again.count("added")) == (2, 0)


def test_a_day_that_moved_in_the_list_moves_the_task(balikpapan, rina, offices):
    imports.write(bring(balikpapan, rina), rina)
    rows = [HEAD, [1, "Kirim data stunting", "Dinkes", "15/01/2027", "", None]]

    imports.write(bring(balikpapan, rina, rows), rina)

    assert Task.objects.get(organisation=offices[1]).due_on == date(2027, 1, 15)
    assert Task.objects.count() == 2


def test_what_goes_out_comes_in_unchanged(balikpapan, rina, offices):
    imports.write(bring(balikpapan, rina), rina)
    intake = intakes.named("followup.tasks")
    target = intake.target(balikpapan.code, rina)
    columns = exports.data_columns(intake.columns(target))
    data = exports.data_rows(intake.columns(target), intake.store(target, by=rina))
    rows = [[column.title for column in columns], *([row[column.key] for column in columns] for row in data)]

    again = bring(balikpapan, rina, rows)

    assert [row.change for row in again.lines.all()] == ["unchanged", "unchanged"]


def test_undone_the_tasks_are_cancelled_and_those_that_went_on_stay(balikpapan, rina, offices, budi):
    run = imports.write(bring(balikpapan, rina), rina)
    going = Task.objects.get(organisation=offices[0])
    tasks.report(going, words="selesai", by=None, now=NOW, proofs=[tasks.NewProof(text="foto")])

    run = actions.order_undoing(run, by=rina, now=NOW)
    going.refresh_from_db()

    assert (run.count("undone"), run.count("kept")) == (1, 1)
    assert going.state == TaskState.REPORTED
    assert Task.objects.get(organisation=offices[1]).state == TaskState.CANCELLED


def test_a_finished_task_and_a_change_of_hands_are_refused(balikpapan, rina, offices):
    imports.write(bring(balikpapan, rina), rina)
    code = Task.objects.get(organisation=offices[0]).code
    rows = [["Kode", *HEAD], [code, 1, "Judul baru", "Dinkes", "15/01/2027", "", None]]

    run = bring(balikpapan, rina, rows)

    assert [fault.kind for fault in run.lines.get().blamed] == ["task-hand-over-first"]
