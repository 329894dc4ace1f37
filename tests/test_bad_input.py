"""Whatever arrives: a sentence in the reader's language, nothing lost, nothing half-written."""

import ast
import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, connections

from kotacerdas.common.domain.faults import ENOUGH, Refused
from kotacerdas.common.domain.sheets import read_table
from kotacerdas.common.faults import registered
from kotacerdas.common.tests.conftest import together
from kotacerdas.common.tests.reading import words
from kotacerdas.evaluation import planning
from kotacerdas.evaluation.models import Result
from kotacerdas.evaluation.tests import factories
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import answers
from kotacerdas.instruments.models import RubricText

PACKAGE = Path(__file__).parents[1] / "kotacerdas"
KPPN = "smartcity/2022-kppn"
GOOD = "city,A,B,C,D,E\nKab. Malang,1.40,1.54,2.92,2.56,3.08\n"
LEVEL_PAGE = "/instrumen/smartcity/2023-kppn/A1/3/"
ONLY_SQLITE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="locks a SQLite file; the PostgreSQL locks are tested below"
)
NEEDS_A_FILE = pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="fills or copies a SQLite file; a PostgreSQL server's disk is not ours to fill",
)


@pytest.fixture
def file(tmp_path):
    def written(content, encoding="utf-8"):
        path = tmp_path / "masukan.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


# --- files as people save them -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (GOOD, "utf-8"),
        (GOOD, "utf-8-sig"),
        (GOOD, "utf-16"),
        (GOOD.replace("\n", "\r\n"), "utf-8"),
        (GOOD.replace(",", ";").replace(".", ",").replace("Kab,", "Kab."), "utf-8"),
        (GOOD.replace(",", "\t"), "utf-8"),
        ("sep=;\n" + GOOD.replace(",", ";"), "utf-8"),
        ('city,A,B,C,D,E\n"Kab. Malang","1,40","1,54","2,92","2,56","3,08"\n\n', "utf-8"),
    ],
)
def test_every_usual_way_of_saving_is_read_alike(command, file, content, encoding):
    said = command("rank", KPPN, file(content, encoding))

    assert (said.code, said.out, said.err) == (0, "   1    2,51  Kab. Malang\n", "")


@pytest.mark.parametrize(
    ("lang", "note"),
    [
        ("id", "Berkas ini bukan UTF-8 dan dibaca sebagai Windows-1252."),
        ("en", "The file is not UTF-8; it was read as Windows-1252."),
    ],
)
def test_windows_1252_is_read_and_said(command, file, lang, note):
    said = command("rank", KPPN, file(GOOD.replace("Malang", "Malangé"), "cp1252"), lang=lang)

    assert said.code == 0
    assert "Kab. Malangé" in said.out
    assert said.err.startswith(note)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1.40,NaN,1,1,1", ["Sel C2", "“NaN” bukan"]),
        ("1.40,satu,1,1,1", ["Sel C2", "“satu” bukan angka"]),
        ("1.40,=1+1,1,1,1", ["Sel C2", "rumus (=1+1)"]),
        ("1.40,9,1,1,1", ["B: 9 di luar rentang 0 sampai 4"]),
        ("1.40,-1,1,1,1", ["B: -1 di luar rentang 0 sampai 4"]),
        ("1.40,,1,1,1", ["B (Output (keluaran)) belum ada"]),
        ("1,40,1,54,2,92,2,56,3,08", ["11 sel"]),
        ("1.40,1.000.000,1,1,1", ["Sel C2", "1.000.000"]),
        (f"1.40,{'9' * 500},1,1,1", ["Sel C2", "terlalu panjang"]),
        ("1.40,1e999999999,1,1,1", ["Sel C2", "bukan angka"]),
    ],
)
def test_a_cell_that_is_no_score_is_told_with_its_place(command, file, row, told):
    said = command("rank", KPPN, file(f"city,A,B,C,D,E\nKab. Malang,{row}\n"))

    (line,) = said.err.splitlines()
    assert (said.code, said.out) == (2, "")
    assert line.startswith("Baris 2")
    assert all(words_ in line for words_ in told)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kosong"),
        (b"city,A\n", "judul kolom"),
        (b"PK\x03\x04" + b"\x00" * 100, "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ""),
        (b"city,Q\nMalang,1\n", "“Q” tidak dikenal"),
        (b"city,A,A\nMalang,1,1\n", ""),
        (b"nama,A\nMalang,1\n", ""),
        (b'city,A\n"Malang,1\n', ""),
        (b"city,code,score\nMalang,A,1\nMalang,A,2\n", "A diberikan dua kali"),
    ],
)
def test_a_file_that_is_no_table_is_told(command, file, content, sentence):
    said = command("rank", KPPN, file(content))

    assert (said.code, said.out) == (2, "")
    assert said.err.strip()
    assert sentence in said.err
    assert "Traceback" not in said.err


def test_a_million_rows_are_refused(command, file):
    said = command("rank", KPPN, file(b"city,A,B,C,D,E\n" + b"K,1,1,1,1,1\n" * 1_000_001))

    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1
    assert "lebih dari 500.000 baris" in said.err


@pytest.mark.parametrize(
    "table",
    [
        "city,A,B,C,D,E\n" + "".join(f"K{row},9,9,9,9,9\n" for row in range(2000)),
        "city,A,B,C,D,E\n" + "".join(f"K{row},x,x,x,x,x\n" for row in range(2000)),
        "city,code,score\n" + "".join(f"K{row},A,1\n" for row in range(2000)),
        "city,code,score\n" + "".join(f"K,Q{row},1\n" for row in range(2000)),
        "city,code,score\n" + "".join(f"K{row},A,x\n" for row in range(2000)),
        "city," + ",".join(f"q{column}" for column in range(2000)) + "\nK,1\n",
    ],
)
def test_thousands_of_faults_are_not_all_looked_for(table):
    edition = catalogue.edition(KPPN)

    with pytest.raises(Refused) as refused:
        answers.results_by_city(
            edition, answers.by_city(edition, read_table(table.encode(), max_rows=10**6, max_bytes=10**7))
        )

    assert ENOUGH <= len(refused.value.faults) < ENOUGH + 10


def test_thousands_of_unknown_cities_are_not_all_looked_up(malang_kab):
    rows = [answers.CityAnswers(f"Kota {number}", "", number) for number in range(2000)]

    with pytest.raises(Refused) as refused:
        planning.plan_results(factories.round_(), rows)

    assert len(refused.value.faults) == ENOUGH


def test_every_fault_has_its_sentence():
    """A fault without one would answer bad input with a traceback."""
    named = {
        (call.args[0].value, f"{path.name}:{call.lineno}")
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Fault" and call.args
        if isinstance(call.args[0], ast.Constant)
    }

    assert len(named) > 20
    assert [f"{kind} at {place}" for kind, place in sorted(named) if kind not in registered()] == []


# --- storage that is locked or full ------------------------------------------------------------------------


@pytest.fixture
def writer(as_user, rina, malang_kab):
    """Rina's browser, and a round to load into."""
    factories.round_()
    return as_user(rina)


@pytest.fixture
def stored(writer, tmp_path, monkeypatch):
    """The database so far, in a file: what is done by `together` is done there, with real locks and a real end."""
    path = tmp_path / "kotacerdas.sqlite3"
    # Not backup(): it would wait for ever for the end of the test's own transaction.
    path.write_bytes(connection.connection.serialize())
    settings = connections.settings["default"]
    monkeypatch.setitem(settings, "NAME", str(path))
    monkeypatch.setitem(settings, "OPTIONS", {**settings["OPTIONS"], "timeout": 0.1})
    return path


def form(text="Ada Perda"):
    return {"text_id": text, "text_en": "", "source": "", "version": "0", "submission_key": "k" * 24}


def in_file(path, question):
    with contextlib.closing(sqlite3.connect(path)) as reader:
        return reader.execute(question).fetchone()[0]


def count(path, model):
    return in_file(path, f"SELECT count(*) FROM {model._meta.db_table}")  # noqa: S608 - our own table


def without_room(work):
    """Does the work where the database may not grow by a single page."""

    def crowded():
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
        return work()

    return crowded


@contextlib.contextmanager
def locked(path):
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.execute("ROLLBACK")


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("prefix", "sentence"), [("", "tidak ada yang disimpan"), ("/en", "nothing was saved")]
)
def test_a_locked_database_is_a_page_that_asks_to_try_again(writer, stored, prefix, sentence):
    with locked(stored):
        (page,) = together([lambda: writer.post(prefix + LEVEL_PAGE, form())])

    (again,) = together([lambda: writer.post(prefix + LEVEL_PAGE, form())])
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert sentence in words(page)
    assert again.status_code == 302
    assert count(stored, RubricText) == 1


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("lang", "sentence"), [("id", "tidak ada yang ditulis"), ("en", "nothing was written")]
)
def test_a_locked_database_stops_the_command_with_a_sentence(command, file, stored, lang, sentence):
    with locked(stored):
        (said,) = together([lambda: command("results", "load", file(GOOD), "--round", "uji-2022", lang=lang)])

    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert sentence in said.err
    assert count(stored, Result) == 0


@NEEDS_A_FILE
@pytest.mark.parametrize(
    ("prefix", "sentence"), [("", "tidak dapat menerima apa pun"), ("/en", "takes nothing more")]
)
def test_a_full_disk_is_a_page_and_nothing_is_half_written(writer, stored, prefix, sentence):
    long = form("é" * 2000) | {"text_en": "é" * 2000}

    (page,) = together([without_room(lambda: writer.post(prefix + LEVEL_PAGE, long))])

    assert (page.status_code, page["Retry-After"]) == (503, "600")
    assert sentence in words(page)
    assert count(stored, RubricText) == 0
    assert in_file(stored, "SELECT count(*) FROM common_submission") == 0
    (again,) = together([lambda: writer.post(prefix + LEVEL_PAGE, long)])
    assert again.status_code == 302


@NEEDS_A_FILE
def test_a_full_disk_stops_the_command_with_a_sentence(command, file, stored):
    leaves = [leaf.code for leaf in catalogue.edition(KPPN).leaves]
    panels = [f"Kab. Malang,{code},{assessor},1" for code in leaves for assessor in range(200)]
    table = file("city,code,assessor,score\n" + "\n".join(panels))

    (said,) = together([without_room(lambda: command("results", "load", table, "--round", "uji-2022"))])

    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert "tidak ada yang ditulis" in said.err
    assert count(stored, Result) == 0


@NEEDS_A_FILE
def test_the_installed_command_loads_into_its_own_database(stored):
    finished = subprocess.run(
        [sys.executable, "-m", "kotacerdas.config.cli", "results", "load", "-", "--round", "uji-2022"],
        input=GOOD.encode(),
        capture_output=True,
        env={**os.environ, "KOTACERDAS_DATA": str(stored.parent), "LANG": "C.UTF-8"},
        check=False,
    )

    assert (finished.returncode, finished.stderr) == (0, b"")
    assert finished.stdout.decode().splitlines()[-1] == "1 added, 0 changed, 0 unchanged"
    assert count(stored, Result) == 1


@pytest.mark.postgres_only
def test_postgresql_does_not_wait_for_ever(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")

        assert cursor.fetchone() == ("10s",)


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    ("prefix", "sentence"), [("", "tidak ada yang disimpan"), ("/en", "nothing was saved")]
)
def test_a_locked_table_of_postgresql_is_a_page_that_asks_to_try_again(writer, prefix, sentence):
    other = connections.create_connection("default")
    with contextlib.closing(other), other.cursor() as holder, connection.cursor() as ours:
        holder.execute("BEGIN")
        holder.execute(f"LOCK TABLE {RubricText._meta.db_table} IN EXCLUSIVE MODE")
        ours.execute("SET LOCAL lock_timeout = '100ms'")
        page = writer.post(prefix + LEVEL_PAGE, form())

    assert page.status_code == 503
    assert sentence in words(page)
    assert not RubricText.objects.exists()


@pytest.mark.postgres_only
def test_a_locked_table_of_postgresql_stops_the_command_with_a_sentence(command, file, writer):
    other = connections.create_connection("default")
    with contextlib.closing(other), other.cursor() as holder, connection.cursor() as ours:
        holder.execute("BEGIN")
        holder.execute(f"LOCK TABLE {Result._meta.db_table} IN EXCLUSIVE MODE")
        ours.execute("SET LOCAL lock_timeout = '100ms'")
        said = command("results", "load", file(GOOD), "--round", "uji-2022")

    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert not Result.objects.exists()
