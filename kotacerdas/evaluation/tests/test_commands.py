"""The command `results load`: a round's results from a file, all of them or none."""

import pytest

from kotacerdas.common.domain.faults import ENOUGH
from kotacerdas.evaluation.models import Result, Score
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022

WIDE = "city,A,B,C,D,E\nKab. Malang,1.40,1.54,2.92,2.56,3.08\nKota Malang,3.35,2.39,3.09,2.94,3.02\n"


@pytest.fixture
def trial(db, malang_kab, malang_kota):
    return factories.round_()


@pytest.fixture
def load(command, trial, tmp_path):
    def run(table, *options, lang="id", round_=trial.code):
        file = tmp_path / "hasil.csv"
        file.write_text(table, encoding="utf-8")
        return command("results", "load", file, "--round", round_, *options, lang=lang)

    return run


def test_results_are_written_and_told(load, trial):
    said = load(WIDE)

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "ditambah  Kab. Malang: – > 2,51",
        "ditambah  Kota Malang: – > 2,95",
        "2 ditambah, 0 diubah, 0 tetap",
    ]
    assert trial.results.count() == 2


def test_a_row_for_each_score_is_read_too(load, trial):
    lines = [f"Kab. Malang,{code},{score}" for code, score in MALANG_2022.items()]

    said = load("city,code,score\n" + "\n".join(lines), lang="en")

    assert said.out.splitlines() == ["added     Kab. Malang: – > 2.51", "1 added, 0 changed, 0 unchanged"]


def test_a_dry_run_says_the_same_and_writes_nothing(load):
    said = load(WIDE, "--dry-run")

    assert said.code == 0
    assert said.out.splitlines()[0] == "ditambah  Kab. Malang: – > 2,51"
    assert "uji coba" in said.out or "tidak ada yang ditulis" in said.out
    assert not Result.objects.exists()


def test_loading_again_tells_only_what_changed(load):
    load(WIDE)

    said = load(WIDE.replace("1.40", "2.40"))

    assert said.out.splitlines() == ["berubah   Kab. Malang: 2,51 > 2,61", "0 ditambah, 1 diubah, 1 tetap"]


def test_replacing_forgets_what_was_there(load, trial):
    load(WIDE)
    questions = "city,A1,A2,A3,A4,A5,B,C,D,E\nKab. Malang,2,2,2,2,2,1,1,1,1\n"

    kept, replaced = load(questions), load(questions, "--replace")

    assert (kept.code, replaced.code) == (2, 0)
    assert trial.results.get(city__code="35.07").published == {}


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("city,A,B,C,D,E\nKab. Malang,9,1,1,1,1\nKota Malang,1,1,1,1,-1\n", ["Baris 2", "Baris 3"]),
        ("city,A,B,C,D,E\nAtlantis,1,1,1,1,1\nMalang,1,1,1,1,1\n", ["Baris 2", "Baris 3"]),
        ("city,A,B,C,D,E\nKab. Malang,1,1,1,1,1\nKabupaten Malang,1,1,1,1,1\n", ["Baris 3"]),
        ("city,A,B,C,D,E,final\nKab. Malang,1,1,1,1,1,3\n", ["Baris 2"]),
    ],
)
def test_one_fault_keeps_everything_out(load, table, lines):
    said = load(table)

    assert (said.code, said.out) == (2, "")
    assert [line.partition(":")[0].partition(",")[0] for line in said.err.splitlines()] == lines
    assert not Result.objects.exists()
    assert not Score.objects.exists()


def test_a_name_that_two_cities_bear_is_told_with_both(load):
    said = load("city,A,B,C,D,E\nMalang,1,1,1,1,1\n", lang="en")

    assert said.err.startswith("Line 2: “Malang” means several:")
    assert "35.07" in said.err
    assert "35.73" in said.err


def test_an_unknown_round_names_the_known(load):
    said = load(WIDE, round_="tidak-ada")

    assert (said.code, said.out) == (2, "")
    assert "uji-2022" in said.err


def test_a_round_without_an_instrument_takes_no_scores(load):
    factories.round_("uji-2020", instrument="", year=2020)

    assert load(WIDE, round_="uji-2020").code == 2


def test_every_fault_has_its_line(load):
    rows = "".join(f"Kota {number},1,1,1,1,1\n" for number in range(150))

    assert len(load("city,A,B,C,D,E\n" + rows).err.splitlines()) == 150


def test_the_search_for_faults_ends_and_says_so(load):
    rows = "".join(f"Kota {number},1,1,1,1,1\n" for number in range(ENOUGH + 100))

    said = load("city,A,B,C,D,E\n" + rows).err.splitlines()

    assert len(said) == ENOUGH + 1
    assert said[-1] == "... dan mungkin masih ada: pencarian berhenti di sini."
