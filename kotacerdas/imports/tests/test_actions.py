from __future__ import annotations

import io

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.events.models import Event
from kotacerdas.files.models import File
from kotacerdas.imports import actions, intakes
from kotacerdas.imports.models import ImportRow, ImportRun, State
from kotacerdas.imports.tests.factories import NOW, planned, write
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import Organisation
from kotacerdas.people.tests import factories

pytestmark = pytest.mark.django_db

HEAD = ["Kode", "Nama OPD", "Singkatan", "Jenis", "Induk"]
TWO = [HEAD, ["dishub", "Dinas Perhubungan", "Dishub", "Dinas", ""], ["bpbd", "BPBD", "", "Badan", ""]]


def changes(run: ImportRun) -> list[tuple[int, str]]:
    return list(run.lines.values_list("row", "change"))


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


# --- planning ----------------------------------------------------------------------------------------------


def test_a_plan_tells_what_would_happen_and_writes_nothing(bring):
    run = bring(TWO)

    assert (run.state, changes(run)) == (State.PLANNED, [(2, "added"), (3, "added")])
    assert run.count("accepted") == 2
    assert not Organisation.objects.exists()


def test_the_file_is_kept_as_it_came(bring):
    run = bring(TWO)

    assert run.file.name == "opd.xlsx"
    with run.file.open() as content:
        assert content.read(2) == b"PK"


def test_faults_name_the_cell_and_the_other_rows_stay_good(bring):
    run = bring([HEAD, ["a", "Dinas A", "", "Dinas", ""], ["b", "", "", "Dinos", "tak ada"]])

    assert changes(run) == [(2, "added"), (3, "faulty")]
    assert {(fault.kind, fault.values["cell"]) for fault in run.lines.get(row=3).blamed} >= {
        ("choice-unknown", "D3"),
        ("reference-unknown", "E3"),
    }


def test_a_new_row_without_what_is_needed_is_told(bring):
    run = bring([["Kode", "Singkatan"], ["a", "A"]])

    assert {fault.kind for fault in run.lines.get().blamed} == {"new-row-needs-column"}


def test_rows_left_out_are_listed_with_the_reason(bring):
    run = bring(
        [
            ["DAFTAR PERANGKAT DAERAH"],
            HEAD,
            ["a", "Dinas A", "", "Dinas", ""],
            ["SEKRETARIAT"],
            ["Jumlah", None, None, None, None],
            HEAD,
        ]
    )

    assert [(number, reason) for number, reason, _words in run.left_out] == [
        (4, "heading"),
        (5, "total"),
        (6, "header"),
    ]
    assert run.lines.count() == 1


def test_two_rows_that_say_the_same_are_one_and_two_that_differ_wait_for_a_choice(bring):
    run = bring(
        [
            HEAD,
            ["a", "Dinas A", "", "Dinas", ""],
            ["a", "Dinas A", "", "Dinas", ""],
            ["b", "Dinas B", "", "Dinas", ""],
            ["b", "Dinas B Baru", "", "Dinas", ""],
        ]
    )

    assert changes(run) == [(2, "added"), (4, "conflict"), (5, "conflict")]
    assert run.left_out == [[3, "repeated", "Dinas A"]]
    assert run.count("accepted") == 1


def test_of_twins_only_one_can_be_accepted(bring, rina):
    run = bring([HEAD, ["b", "Dinas B", "", "Dinas", ""], ["b", "Dinas B Baru", "", "Dinas", ""]])
    both = list(run.lines.values_list("pk", flat=True))

    run = actions.accept(run, shown=both, chosen=both, by=rina, now=NOW)

    assert run.count("accepted") == 1


def test_a_parent_may_stand_further_down_in_the_same_file(bring):
    run = bring(
        [
            HEAD,
            ["", "UPT Terminal", "", "UPT", "Dishub"],
            ["dishub", "Dinas Perhubungan", "Dishub", "Dinas", ""],
        ],
        writes=True,
    )

    assert run.state == State.WRITTEN
    assert organisation("64.71/upt-terminal").parent == organisation("64.71/dishub")


def test_a_circle_of_parents_is_refused_and_nothing_is_written(bring):
    run = bring([HEAD, ["a", "A", "", "Dinas", "b"], ["b", "B", "", "Dinas", "a"]], writes=True)

    assert run.state == State.PLANNED
    assert [fault.kind for fault in run.stopped_by] == ["organisation-part-of-itself"]
    assert not Organisation.objects.exists()


# --- mapping -----------------------------------------------------------------------------------------------


def test_the_mapping_is_remembered_for_the_next_file_of_this_layout(bring):
    head = ["Kolom A", "Kolom B", "Jenis"]
    first = bring(
        [[*head], ["x", "Dinas A", "Dinas"]], mapping={"code": 0, "name": 1, "kind": 2}, numbers="en"
    )
    second = bring([["DAFTAR BARU"], head, ["y", "Dinas B", "Dinas"]])

    assert first.layout == second.layout
    assert second.mapping == {"code": 0, "name": 1, "kind": 2}
    assert second.numbers == "en"


@pytest.mark.parametrize(
    ("mapping", "kind"),
    [
        ({"kind": 3}, "column-needed"),
        ({"name": 1, "short_name": 1}, "column-twice"),
        ({"name": 30}, "column-not-there"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(bring, rina, mapping, kind):
    run = bring(TWO)

    with pytest.raises(Refused) as refused:
        planned(run, by=rina, mapping=mapping)
    assert kind in {fault.kind for fault in refused.value.faults}


def test_another_sheet_can_be_looked_at(bring, rina):
    import openpyxl

    from kotacerdas.imports.tests import workbooks

    book = openpyxl.Workbook()
    book.active.append(HEAD)
    other = book.create_sheet("Lain")
    other.append(["Judul"])
    other.append(["Nama", "Jenis"])
    other.append(["Dinas B", "Dinas"])
    run = bring(workbooks.saved(book))

    run = actions.look_at(run, sheet="Lain", header=(2, 2), by=rina, now=NOW)

    assert (run.state, run.mapping) == (State.READ, {"name": 0, "kind": 1})


# --- writing -----------------------------------------------------------------------------------------------


def test_writing_adds_and_changes_and_stands_in_the_trail_once(bring, balikpapan, rina):
    factories.organisation("Dinas Lama", code="64.71/dishub", city=balikpapan, kind="agency")

    run = write(bring(TWO), rina)

    assert run.state == State.WRITTEN
    assert organisation("64.71/dishub").name == "Dinas Perhubungan"
    assert organisation("64.71/bpbd").city == balikpapan
    assert Entry.objects.filter(kind="imports.written").count() == 1
    assert Event.objects.get(kind="imports.written").fields["rows"] == 2


def test_faulty_rows_stay_out_and_the_rest_is_written(bring):
    run = bring([HEAD, ["a", "Dinas A", "", "Dinas", ""], ["b", "Dinas B", "", "??", ""]], writes=True)

    assert run.count("written") == 1
    assert [row.code for row in Organisation.objects.all()] == ["64.71/a"]


def test_sent_twice_it_is_written_once(bring, rina):
    run = bring(TWO)

    write(run, rina)
    again = write(run, rina)

    assert again.state == State.WRITTEN
    assert Entry.objects.filter(kind="imports.written").count() == 1


def test_an_old_page_cannot_write_a_newer_plan(bring, rina):
    run = bring(TWO)
    old = run.plan
    planned(run, by=rina)

    with pytest.raises(Refused) as refused:
        actions.order_writing(run, plan=old, by=rina, now=NOW)
    assert refused.value.faults[0].kind == "plan-is-newer"


def test_what_others_changed_after_the_plan_is_not_overwritten(bring, balikpapan, rina):
    old = factories.organisation("Dinas Lama", code="64.71/dishub", city=balikpapan, kind="agency")
    run = bring(TWO)
    Organisation.objects.filter(pk=old.pk).update(name="Dinas Perhubungan Darat")

    run = write(run, rina)

    assert run.state == State.PLANNED
    assert [fault.kind for fault in run.stopped_by] == ["changed-meanwhile"]
    assert changes(run) == [(2, "conflict"), (3, "added")]
    assert organisation("64.71/dishub").name == "Dinas Perhubungan Darat"
    assert not Organisation.objects.filter(code="64.71/bpbd").exists()


def test_a_conflict_is_written_when_somebody_has_chosen_it(bring, balikpapan, rina):
    old = factories.organisation("Dinas Lama", code="64.71/dishub", city=balikpapan, kind="agency")
    run = bring(TWO)
    Organisation.objects.filter(pk=old.pk).update(name="Lain")
    run = write(run, rina)
    rows = list(run.lines.values_list("pk", flat=True))

    run = actions.accept(run, shown=rows, chosen=rows, by=rina, now=NOW)
    run = write(run, rina)

    assert run.state == State.WRITTEN
    assert organisation("64.71/dishub").name == "Dinas Perhubungan"


def test_a_row_changed_here_since_the_last_import_of_this_layout_is_a_conflict(bring):
    bring(TWO, writes=True)
    Organisation.objects.filter(code="64.71/bpbd").update(note="diubah di sini")

    run = bring(
        [HEAD, ["dishub", "Dishub Baru", "Dishub", "Dinas", ""], ["bpbd", "BPBD Baru", "", "Badan", ""]]
    )

    assert changes(run) == [(2, "changed"), (3, "conflict")]


def test_without_anything_chosen_nothing_is_written(bring, rina):
    run = bring(TWO, writes=True)

    with pytest.raises(Refused) as refused:
        write(bring(TWO), rina)
    assert refused.value.faults[0].kind == "nothing-to-write"
    assert run.state == State.WRITTEN


def test_whoever_lost_the_role_writes_nothing_any_more(bring, rina):
    from kotacerdas.people import access

    run = bring(TWO)
    rina.assignments.all().delete()
    access.forget(rina)

    with pytest.raises(Refused) as refused:
        write(run, rina)
    assert refused.value.faults[0].kind == "no-longer-allowed"


# --- undoing -----------------------------------------------------------------------------------------------


def test_undoing_puts_back_what_was_before(bring, balikpapan, rina):
    factories.organisation("Dinas Lama", code="64.71/dishub", city=balikpapan, kind="agency", note="asli")
    run = write(bring(TWO), rina)

    run = actions.order_undoing(run, by=rina, now=NOW)

    assert (run.state, run.count("undone"), run.count("kept")) == (State.UNDONE, 2, 0)
    assert (organisation("64.71/dishub").name, organisation("64.71/dishub").note) == ("Dinas Lama", "asli")
    assert Organisation.objects.count() == 1


def test_what_was_changed_since_stays_and_says_why(bring, rina):
    run = bring(TWO, writes=True)
    Organisation.objects.filter(code="64.71/bpbd").update(name="BPBD Kota")

    run = actions.order_undoing(run, by=rina, now=NOW)

    kept = run.lines.get(outcome=ImportRow.Outcome.KEPT)
    assert (kept.key, kept.blamed[0].kind) == ("64.71/bpbd", "undo-changed-since")
    assert [row.code for row in Organisation.objects.all()] == ["64.71/bpbd"]


def test_what_others_lean_on_stays_and_says_why(bring, rina, balikpapan):
    run = bring(TWO, writes=True)
    factories.organisation(
        "Bidang", code="64.71/bidang", city=balikpapan, parent=organisation("64.71/dishub")
    )

    run = actions.order_undoing(run, by=rina, now=NOW)

    assert run.lines.get(outcome="kept").blamed[0].kind == "undo-in-use"
    assert Organisation.objects.filter(code="64.71/dishub").exists()
    assert not Organisation.objects.filter(code="64.71/bpbd").exists()


def test_parents_and_children_of_one_file_go_together(bring, rina):
    run = bring([HEAD, ["a", "A", "", "Dinas", ""], ["b", "B", "", "UPT", "a"]], writes=True)

    actions.order_undoing(run, by=rina, now=NOW)

    assert not Organisation.objects.exists()


def test_undone_twice_is_undone_once(bring, rina):
    run = bring(TWO, writes=True)

    actions.order_undoing(run, by=rina, now=NOW)
    actions.order_undoing(run, by=rina, now=NOW)

    assert Entry.objects.filter(kind="imports.undone").count() == 1


def test_dropping_gives_the_file_up(bring, rina):
    run = bring(TWO)

    actions.drop(run, by=rina, now=NOW)

    assert not File.objects.exists()
    assert not ImportRow.objects.exists()


# --- large files -------------------------------------------------------------------------------------------


def test_a_large_file_is_planned_written_and_undone_by_jobs(bring, rina, monkeypatch):
    monkeypatch.setattr(actions, "INLINE", 1)
    run = bring(TWO)
    assert run.state == State.PLANNING

    run_all()
    run.refresh_from_db()
    assert (run.state, run.count("added")) == (State.PLANNED, 2)
    run = write(run, rina)
    run_all()
    run.refresh_from_db()
    assert (run.state, Organisation.objects.count()) == (State.WRITTEN, 2)
    run = actions.order_undoing(run, by=rina, now=NOW)
    run_all()
    run.refresh_from_db()
    assert (run.state, Organisation.objects.count()) == (State.UNDONE, 0)


def test_a_job_finds_out_that_others_changed_rows_and_leaves_a_plan(bring, balikpapan, rina, monkeypatch):
    monkeypatch.setattr(actions, "INLINE", 1)
    old = factories.organisation("Dinas Lama", code="64.71/dishub", city=balikpapan, kind="agency")
    run = bring(TWO)
    run_all()
    run.refresh_from_db()
    write(run, rina)
    Organisation.objects.filter(pk=old.pk).update(name="Lain")

    run_all()

    run.refresh_from_db()
    assert (run.state, run.count("conflict")) == (State.PLANNED, 1)


def test_a_cancelled_job_lets_go_of_the_import(bring, rina, monkeypatch):
    from kotacerdas.jobs import actions as jobs

    monkeypatch.setattr(actions, "INLINE", 1)
    run = bring(TWO)
    jobs.cancel(run.job, by=rina, now=NOW)
    run.refresh_from_db()

    assert run.stands == State.READ
    planned(run, by=rina)
    run_all()
    run.refresh_from_db()
    assert run.state == State.PLANNED


# --- who sees it -------------------------------------------------------------------------------------------


def test_the_own_city_sees_it_and_no_other(bring, rina, tetangga, siti):
    run = bring(TWO)

    assert list(ImportRun.objects.visible_to(rina)) == [run]
    assert not ImportRun.objects.visible_to(tetangga)
    assert not ImportRun.objects.visible_to(siti)


def test_whoever_does_not_see_it_may_not_have_the_file(bring, rina, tetangga):
    from kotacerdas.files import guards

    run = bring(TWO)

    assert guards.may_have(rina, run.file)
    assert not guards.may_have(tetangga, run.file)


def test_what_cannot_be_read_is_refused_and_nothing_is_kept(bring):
    with pytest.raises(Refused):
        bring(io.BytesIO(b"%PDF-1.4"))

    assert not File.objects.exists()
    assert not ImportRun.objects.exists()


def test_an_intake_is_registered_once():
    class Another(type(intakes.named("people.organisations"))):
        pass

    with pytest.raises(ValueError, match="there already"):
        intakes.register(Another())
