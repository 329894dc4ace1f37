from __future__ import annotations

import pytest

from kotacerdas.config.cli import main
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


def test_a_workbook_is_written_and_its_faults_are_told(file, capsys):
    assert main(["import", "people.organisations", str(file), "--city", "64.71", "--lang", "en"]) == 0
    told = capsys.readouterr().out

    assert "1 added, 0 changed, 0 unchanged, 0 in conflict, 1 faulty" in told
    assert "left out: 1 totals" in told
    assert "Cell C3: “Entah” is none of the choices of Jenis" in told
    assert "1 rows written" in told
    assert Organisation.objects.get().code == "64.71/dishub"


def test_a_dry_run_leaves_nothing(file, capsys):
    assert main(["import", "organisasi", str(file), "--dry-run", "--lang", "en"]) == 0

    assert "nothing was written" in capsys.readouterr().out
    assert not Organisation.objects.exists()
    assert not File.objects.exists()
    assert ImportRun.objects.get().state == State.DROPPED


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["import", "apa", "x.xlsx"], "There is no intake “apa”"),
        (["import", "organisasi", "FILE", "--city", "99.99"], "is nothing that rows can be brought into"),
        (["import", "organisasi", "FILE", "--sheet", "Lain"], "has no sheet “Lain”"),
    ],
)
def test_what_cannot_be_ends_with_a_sentence(file, capsys, arguments, sentence):
    arguments = [str(file) if each == "FILE" else each for each in arguments]

    assert main([*arguments, "--lang", "en"]) == 2
    assert sentence in capsys.readouterr().err


def test_again_everything_is_unchanged(file, capsys):
    main(["import", "organisasi", str(file), "--lang", "en"])
    capsys.readouterr()

    assert main(["import", "organisasi", str(file), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert "1 unchanged" in told.out
    assert "No row is chosen to be written." in told.err
