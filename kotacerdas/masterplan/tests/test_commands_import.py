"""`kotacerdas plan import`: whole or not at all, in words for people and JSON for scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kotacerdas.files.models import File
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import workbooks as sheets
from kotacerdas.masterplan.tests import factories, workbooks
from kotacerdas.people.tests.factories import organisation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.django_db
HEAD = ["Kode", "Program", "Dimensi", "OPD", "Pagu 2022 APBD", "Dana lain-lain"]
ROWS = [
    ["SG-01", "Portal", "Smart Governance", "Diskominfo", 5, 1],
    ["SL-01", "Puskesmas", "Smart Living", "", 7, 2],
    ["Jumlah", None, None, None, 12, 3],
]


@pytest.fixture(autouse=True)
def kominfo(balikpapan):
    return organisation(city=balikpapan, short_name="Diskominfo")


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: list[Any], head: list[str] = HEAD) -> Path:
        path = tmp_path / "program.xlsx"
        path.write_bytes(sheets.xlsx([head, *rows]).getvalue())
        return path

    return write


def test_json_says_what_was_added_changed_and_left_alone(command, plan, file):
    factories.programme(plan, "SL-01", title="Puskesmas", dimension="liv", budgets=factories.apbd(2022, 6))
    factories.programme(plan, "SS-01", title="Sekolah", dimension="soc")

    said = command(
        "plan", "import", file(*ROWS, ["SS-01", "Sekolah", "Society"]), "--edition", plan.code, "--json"
    )

    found = json.loads(said.out)
    address = found.pop("undo")
    assert (said.code, said.err) == (0, "")
    assert found == {
        "edition": "masterplan-2022",
        "city": "64.71",
        "file": "program.xlsx",
        "sheet": "Data",
        "added": ["SG-01"],
        "changed": [{"code": "SL-01", "columns": ["ceiling_2022_apbd"]}],
        "same": ["SS-01"],
        "conflicts": [],
        "faults": [],
        "left_out": {"total": 1},
        "not_read": ["Dana lain-lain"],
        "written": 2,
    }
    assert address == ImportRun.objects.get().get_absolute_url()
    assert set(plan.programmes.values_list("code", flat=True)) == {"SG-01", "SL-01", "SS-01"}


def test_one_fault_and_nothing_is_written(command, plan, file):
    path = file(*ROWS, ["SE-01", "Pasar", "Smart Economy", "Dinas Entah", "1,25 miliar"])

    said = command("plan", "import", path, "--edition", plan.code, "--json", lang="en")

    found = json.loads(said.out)
    assert said.code == 2
    assert [(each["cell"], each["row"], each["kind"]) for each in found["faults"]] == [
        ("E5", 5, "plan-money-in-words"),
        ("D5", 5, "reference-unknown"),
    ]
    assert "E5: “1,25 miliar” uses a word or letter for the zeros." in said.err
    assert "Nothing was written (2 faults)." in said.err
    assert not plan.programmes.exists()
    assert ImportRun.objects.get().state == State.DROPPED
    assert not File.objects.exists()


def test_a_dry_run_tells_the_faults_and_leaves_nothing(command, plan, file):
    said = command(
        "plan",
        "import",
        file(*ROWS, ["SE-01", "", "Economy"]),
        "--edition",
        plan.code,
        "--dry-run",
        lang="en",
    )

    assert (said.code, said.err) == (0, "")
    assert "2 added, 0 changed, 0 the same, 0 in conflict, 1 rows with faults" in said.out
    assert "Cell B5 is empty; Program is needed." in said.out
    assert "Columns from which nothing was read: Dana lain-lain" in said.out
    assert not plan.programmes.exists()
    assert not File.objects.exists()


def test_again_it_is_done_and_says_so(command, plan, file):
    command("plan", "import", file(*ROWS), "--edition", plan.code)

    said = command("plan", "import", file(*ROWS), "--edition", plan.code, lang="en")

    assert (said.code, said.err) == (0, "")
    assert "0 added, 0 changed, 2 the same" in said.out
    assert "There is nothing to write" in said.out


def test_conflicts_stop_it_unless_the_file_is_to_win(command, plan, file):
    twice = [ROWS[0], ["SG-01", "Portal lain", "Smart Governance"]]

    said = command("plan", "import", file(*twice), "--edition", plan.code, lang="en")
    assert (said.code, plan.programmes.count()) == (2, 0)
    assert "The same thing stands already in row 2" in said.err

    said = command("plan", "import", file(*twice), "--edition", plan.code, "--conflicts")
    assert (said.code, plan.programmes.get().title) == (0, "Portal lain")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["FILE", "--edition", "entah"], "entah"),
        (["FILE", "--edition", "masterplan-berlaku"], "is adopted"),
        (["FILE", "--edition", "masterplan-2022", "--city", "Kota Entah"], "Kota Entah"),
        (["FILE", "--edition", "masterplan-2022", "--sheet", "Lain"], "has no sheet “Lain”"),
        (["FILE"], "--edition"),
    ],
)
def test_what_cannot_be_ends_with_a_sentence(command, plan, adopted, file, arguments, sentence):
    path = file(*ROWS)

    said = command("plan", "import", *(path if each == "FILE" else each for each in arguments), lang="en")

    assert (said.code, said.out) == (2, "")
    assert sentence in said.err


def test_the_hostile_workbook_ends_with_a_line_for_each_fault(command, plan, tmp_path):
    path = tmp_path / "jahat.xlsx"
    path.write_bytes(workbooks.hostile().getvalue())

    said = command("plan", "import", path, "--edition", plan.code, lang="en")

    assert said.code == 2
    assert len(said.err.splitlines()) >= 26
    assert "<script>" not in said.err
    assert not plan.programmes.exists()


# --- realisation -------------------------------------------------------------------------------------------

DONE = [["SG-01", "", "5", 10, "1"], ["SV-09", "", "5", 10, "1"]]
DONE_HEAD = ["Kode", "Program", "Realisasi Kinerja", "Fisik Januari", "s.d. Januari APBD"]


def test_realisation_goes_into_an_adopted_edition_and_a_year(command, adopted, file):
    made = factories.programme(adopted, budgets=factories.apbd(2023, 6))

    said = command(
        "plan", "import", file(DONE[0], head=DONE_HEAD), "--edition", adopted.code, "--realisation", "--year", "2023", "--json"
    )  # fmt: skip

    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert (found["edition"], found["year"], found["written"]) == ("masterplan-berlaku", 2023, 1)
    assert found["changed"] == [{"code": "SG-01", "columns": ["realised", "physical_01", "spent_01_apbd"]}]
    assert made.spent.get().amount == 1


def test_of_realisation_too_one_fault_and_nothing_is_written(command, adopted, file):
    made = factories.programme(adopted, budgets=factories.apbd(2023, 6))

    said = command(
        "plan", "import", file(*DONE, head=DONE_HEAD), "--edition", adopted.code, "--realisation", "--year", "2023", lang="en"
    )  # fmt: skip

    assert said.code == 2
    assert "A3: “SV-09” is no programme of “Masterplan Kota Cerdas”." in said.err
    assert not made.spent.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["masterplan-2022", "--realisation"], "realisation is that of an adopted edition"),
        (["masterplan-berlaku", "--realisation", "--year", "2021"], "2021 is no year of"),
        (["masterplan-2022", "--year", "2023"], "--year is for --realisation alone"),
    ],
)
def test_realisation_that_cannot_be_ends_with_a_sentence(command, plan, adopted, file, arguments, sentence):
    said = command("plan", "import", file(*DONE, head=DONE_HEAD), "--edition", *arguments, lang="en")

    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
