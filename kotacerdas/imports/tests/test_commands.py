from __future__ import annotations

import pytest

from kotacerdas.files.models import File
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import workbooks
from kotacerdas.imports.tests.factories import ROWS
from kotacerdas.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path, balikpapan):
    path = tmp_path / "opd.xlsx"
    path.write_bytes(workbooks.xlsx([*ROWS, ["x", "Dinas X", "Entah"], ["Jumlah", None, None]]).getvalue())
    return path


def test_a_workbook_is_written_and_its_faults_are_told(command, file):
    said = command("import", "people.organisations", file, "--city", "64.71", lang="en")

    assert said.code == 0
    assert "1 added, 0 changed, 0 unchanged, 0 in conflict, 1 faulty" in said.out
    assert "left out: 1 totals" in said.out
    assert "Cell C3: “Entah” is none of the choices of Jenis" in said.out
    assert "1 rows written" in said.out
    assert Organisation.objects.get().code == "64.71/dishub"


def test_a_dry_run_leaves_nothing(command, file):
    said = command("import", "organisasi", file, "--dry-run", lang="en")

    assert (said.code, "nothing was written" in said.out) == (0, True)
    assert not Organisation.objects.exists()
    assert not File.objects.exists()
    assert ImportRun.objects.get().state == State.DROPPED


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["apa", "FILE"], "There is no intake “apa”"),
        (["organisasi", "FILE", "--city", "99.99"], "is nothing that rows can be brought into"),
        (["organisasi", "FILE", "--sheet", "Lain"], "has no sheet “Lain”"),
    ],
)
def test_what_cannot_be_ends_with_a_sentence(command, file, arguments, sentence):
    said = command("import", *(file if each == "FILE" else each for each in arguments), lang="en")

    assert said.code == 2
    assert sentence in said.err


def test_again_everything_is_unchanged(command, file):
    command("import", "organisasi", file)

    said = command("import", "organisasi", file, lang="en")

    assert said.code == 2
    assert "1 unchanged" in said.out
    assert "No row is chosen to be written." in said.err
