"""The commands `instruments`, `score` and `rank`: their words and JSON, which others script."""

import io
import json
import os
import subprocess
import sys

import pytest

from kotacerdas.instruments import catalogue

KPPN = "smartcity/2022-kppn"
MALANG = ["A=1.40", "B=1.54", "C=2.92", "D=2.56", "E=3.08"]
REST = ["B=1.54", "C=2.92", "D=2.56", "E=3.08"]
QUESTIONS = "code,score\nA1,2\nA2,1\nA3,2\nA4,1\nA5,1\nB,1.54\nC,2.92\nD,2.56\nE,3.08\n"
THREE_CITIES = "city,A,B,C,D,E\nPertama,3,3,3,3,3\nKedua,2,2,2,2,2\nKembar,3,3,3,3,3\nTerakhir,1,1,1,1,1\n"


@pytest.fixture
def file(tmp_path):
    def written(content, encoding="utf-8"):
        path = tmp_path / "masukan.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return written


def really(*words, stdin=b"", **variables):
    """The installed command, as a script calls it."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "kotacerdas.config.cli", *words],
        input=stdin,
        capture_output=True,
        env={**os.environ, "LANG": "C.UTF-8", **variables},
        check=False,
    )


def test_a_closed_standard_input_is_told_in_one_line():
    said = subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", f'exec "{sys.executable}" -m kotacerdas.config.cli score {KPPN} --answers - <&-'],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert "“-” cannot be read" in said.stderr


def test_a_full_disk_behind_the_output_is_told_in_one_line():
    with open("/dev/full", "wb") as full:
        said = subprocess.run(
            [sys.executable, "-m", "kotacerdas.config.cli", "instruments", "--lang=en"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (said.returncode, said.stderr) == (1, "Reading or writing failed: No space left on device.\n")


def test_a_terminal_without_our_letters_still_gets_the_figures():
    table = really("score", KPPN, *MALANG, "--explain", PYTHONIOENCODING="ascii")
    answer = really("score", KPPN, *MALANG, "--explain", "--json", PYTHONIOENCODING="ascii")

    assert (table.returncode, table.stderr) == (0, b"")
    assert any("×" in step["text"] for step in json.loads(answer.stdout)["steps"])


def test_an_argument_that_could_mean_two_numbers_says_so(command):
    said = command("score", "ipm/2014", "UHH=72", "HLS=12", "RLS=8", "PPP=12.345", "--lang=en")

    assert (said.code, "could mean thousands or a fraction" in said.err) == (2, True)


# --- score -------------------------------------------------------------------------------------------------


def test_score_answers_in_the_promised_shape(command):
    said = command("score", KPPN, *MALANG, "--json")

    answer = json.loads(said.out)
    steps = answer.pop("steps")
    assert (said.code, said.err) == (0, "")
    assert answer == {
        "instrument": KPPN,
        "index": "2.51",
        "exact": "2.504",
        "band": None,
        "nodes": {
            "A": {"score": "1.40", "contribution": "0.14"},
            "B": {"score": "1.54", "contribution": "0.31"},
            "C": {"score": "2.92", "contribution": "0.88"},
            "D": {"score": "2.56", "contribution": "0.26"},
            "E": {"score": "3.08", "contribution": "0.92"},
        },
    }
    assert steps[-1] == {
        "rule": "sum",
        "node": "INDEX",
        "value": "2.51",
        "operands": [
            {"code": code, "value": answer["nodes"][code]["contribution"]}
            for code in ("A", "B", "C", "D", "E")
        ],
    }


def test_numbers_in_json_are_text(command):
    def numbers(value):
        if isinstance(value, dict):
            return [found for each in value.values() for found in numbers(each)]
        if isinstance(value, list):
            return [found for each in value for found in numbers(each)]
        return [value] if isinstance(value, float) else []

    answer = json.loads(command("score", KPPN, *MALANG, "--json", "--explain").out)

    assert numbers(answer) == []


@pytest.mark.parametrize(
    ("lang", "rounding", "sum_"),
    [
        (
            "id",
            "B Output (keluaran): dibulatkan 2 desimal, setengah ke atas: 0,308 menjadi 0,31.",
            "0,14 + 0,31",
        ),
        ("en", "B Output: rounded half up to 2 decimals: 0.308 becomes 0.31.", "0.14 + 0.31"),
    ],
)
def test_explain_tells_every_step_in_the_language_asked_for(command, lang, rounding, sum_):
    told = command("score", KPPN, *MALANG, "--explain", lang=lang).out
    steps = json.loads(command("score", KPPN, *MALANG, "--json", "--explain", lang=lang).out)["steps"]

    assert rounding in told
    assert sum_ in told
    assert [step["text"] for step in steps][8] == rounding


def test_a_class_is_named(command):
    answers = [f"D{number}=3.5" for number in range(1, 5)]

    answer = json.loads(command("score", "spbe/2020", *answers, "--json").out)

    assert answer["index"] == "3.50"
    assert answer["band"]
    assert answer["nodes"]["D1"]["score"] == "3.50"


def test_a_comma_and_a_point_are_the_same_decimal(command):
    point = command("score", KPPN, *MALANG, "--json")
    comma = command("score", KPPN, *(pair.replace(".", ",") for pair in MALANG), "--json")

    assert comma == point


def test_answers_come_from_a_file(command, file):
    answer = json.loads(command("score", KPPN, "--answers", file(QUESTIONS), "--json").out)

    assert (answer["index"], answer["nodes"]["A"]["score"], answer["nodes"]["A2"]["score"]) == (
        "2.51",
        "1.40",
        "1.00",
    )


def test_assessors_are_averaged_into_a_question(command, file):
    rows = [
        f"A{n},{who},{score}" for n in range(1, 6) for who, score in (("Hadi", 1), ("Ani", 2), ("Eko", 2))
    ]
    panels = "code,assessor,score\n" + "\n".join(rows)

    said = command("score", KPPN, *REST, "--answers", file(panels), "--explain")

    assert said.code == 0
    assert "(1 + 2 + 2) : 3" in said.out


def test_answers_come_from_standard_input(command, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(QUESTIONS.encode())))

    assert json.loads(command("score", KPPN, "--answers", "-", "--json").out)["index"] == "2.51"


@pytest.mark.parametrize(
    ("arguments", "sentences"),
    [
        (
            ["Q=1", *REST],
            [f"{KPPN} tidak mempunyai kode “Q”. Kodenya dimulai dengan: A, A1, A2, A3, A4, A5."],
        ),
        (["A=1", "A=1", *REST], ["A diberikan dua kali; sisakan satu."]),
        (REST, ["A (Baseline (kondisi awal)) belum ada: isi nilainya, atau semua jawabannya (5)."]),
        (
            ["A=9", "B=-1", *REST[1:]],
            ["A: 9 di luar rentang 0 sampai 4.", "B: -1 di luar rentang 0 sampai 4."],
        ),
        (["A=satu", *REST], ["A: “satu” bukan angka. Tulis misalnya 2,56 atau 2.56."]),
        (["A=NaN", *REST], ["A: “NaN” bukan angka. Tulis misalnya 2,56 atau 2.56."]),
        (["A=inf", *REST], ["A: “inf” bukan angka. Tulis misalnya 2,56 atau 2.56."]),
        (["A", *REST], ["“A” tidak berbentuk KODE=NILAI, misalnya A=1,40."]),
        (["A=1", "A1=2", *REST], ["Isi A atau rinciannya (A1), jangan keduanya."]),
    ],
)
def test_bad_scores_are_refused_with_a_line_each(command, arguments, sentences):
    said = command("score", KPPN, *arguments, "--json")

    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == sentences


def test_faults_come_in_english_too(command):
    said = command("score", KPPN, "Q=1", "A=9,5", *REST, lang="en")

    assert said.err.splitlines() == [f"{KPPN} has no code “Q”. Its codes begin so: A, A1, A2, A3, A4, A5."]


@pytest.mark.django_db
def test_an_unknown_instrument_names_the_known(command):
    said = command("score", "smartcity/1999", "A=1")

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Instrumen “smartcity/1999” tidak ada.")
    assert KPPN in said.err


@pytest.mark.parametrize("arguments", [[], ["hitung"], ["score"], ["rank", KPPN]])
def test_a_wrong_command_is_told_in_one_line(command, arguments):
    said = command(*arguments)

    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 1


def test_a_code_in_the_file_and_beside_it_is_refused(command, file):
    said = command("score", KPPN, "A1=2", "--answers", file(QUESTIONS))

    assert (said.code, said.err.splitlines()) == (2, ["A1 diberikan dua kali; sisakan satu."])


def test_a_file_that_is_not_there_is_told(command, tmp_path):
    said = command("score", KPPN, "--answers", tmp_path / "hilang.csv")

    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert "hilang.csv” tidak dapat dibaca." in said.err


# --- rank --------------------------------------------------------------------------------------------------


def ranked(said):
    return [(row["rank"], row["city"], row["index"]) for row in json.loads(said.out)]


def test_ties_share_a_rank_and_the_next_is_left_out(command, file):
    said = command("rank", KPPN, file(THREE_CITIES), "--json")

    assert said.code == 0
    assert ranked(said) == [
        (1, "Pertama", "3.00"),
        (1, "Kembar", "3.00"),
        (3, "Kedua", "2.00"),
        (4, "Terakhir", "1.00"),
    ]


def test_a_row_for_each_score_ranks_alike(command, file):
    header, *rows = [line.split(",") for line in THREE_CITIES.splitlines()]
    long = [
        f"{row[0]},{code},{score}" for row in rows for code, score in zip(header[1:], row[1:], strict=True)
    ]

    wide = command("rank", KPPN, file(THREE_CITIES), "--json")
    tall = command("rank", KPPN, file("city,code,score\n" + "\n".join(long)), "--json")

    assert tall == wide


def test_ranking_is_a_plain_table_without_json(command, file):
    assert command("rank", KPPN, file(THREE_CITIES)).out.splitlines()[2] == "   3    2,00  Kedua"
    assert command("rank", KPPN, file(THREE_CITIES), lang="en").out.splitlines()[2] == "   3    2.00  Kedua"


def test_who_did_not_take_part_has_no_rank(command, file):
    table = "city,A,B,C,D,E,participated\nPertama,3,3,3,3,3,ya\nAbsen,0,0,0,0,0,tidak\nKosong,,,,,,tidak\n"

    assert ranked(command("rank", KPPN, file(table), "--json")) == [(1, "Pertama", "3.00")]


def test_two_cities_of_one_name_are_told_apart_by_their_code(command, file):
    table = "code,city,A,B,C,D,E\n35.07,Malang,3,3,3,3,3\n35.73,Malang,2,2,2,2,2\n"

    assert ranked(command("rank", KPPN, file(table), "--json")) == [
        (1, "Malang", "3.00"),
        (2, "Malang", "2.00"),
    ]


def test_one_name_in_two_rows_is_refused(command, file):
    said = command("rank", KPPN, file("city,A,B,C,D,E\nMalang,3,3,3,3,3\nMalang,2,2,2,2,2\n"))

    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == ["Baris 3: Malang ada di sini dan di baris 2; sisakan satu baris."]


def test_every_fault_of_a_table_is_told_with_its_line(command, file):
    said = command("rank", KPPN, file("city,A,B,C,D,E\nSatu,9,1,1,1,1\nDua,1,1,1,1,1\nTiga,1,1,1,1,\n"))

    assert (said.code, said.out) == (2, "")
    assert said.err.splitlines() == [
        "Baris 2: A: 9 di luar rentang 0 sampai 4.",
        "Baris 4: E (Quick Win) belum ada: isi nilainya, atau semua jawabannya (12).",
    ]


# --- instruments -------------------------------------------------------------------------------------------


def test_every_instrument_is_listed_with_how_sure_it_is(command):
    listed = json.loads(command("instruments", "--json").out)

    assert [each["instrument"] for each in listed] == list(catalogue.shipped_keys())
    (kppn,) = [each for each in listed if each["instrument"] == "smartcity/2023-kppn"]
    assert kppn["leaves"] == 117
    assert kppn["confidence"] == "confirmed"
    assert kppn["scale"] == {"min": "0", "max": "4"}
    assert set(kppn["title"]) == {"id", "en"}


def test_list_is_readable_without_json(command):
    assert "(terkonfirmasi)" in command("instruments").out
    assert "(confirmed)" in command("instruments", lang="en").out


# --- the installed command ---------------------------------------------------------------------------------


def test_installed_commands_keep_the_two_channels_apart():
    listed = really("instruments", "--json")
    scored = really("score", KPPN, "--answers", "-", "--json", stdin=QUESTIONS.encode())
    ranked_ = really("rank", KPPN, "-", LANG="id_ID.UTF-8", stdin=b"city,A,B,C,D,E\nSatu,1,1,1,1,9\n")

    assert (listed.returncode, listed.stderr, len(json.loads(listed.stdout))) == (
        0,
        b"",
        len(catalogue.shipped_keys()),
    )
    assert (scored.returncode, scored.stderr, json.loads(scored.stdout)["index"]) == (0, b"", "2.51")
    assert (ranked_.returncode, ranked_.stdout) == (2, b"")
    assert ranked_.stderr.decode().splitlines() == ["Baris 2: E: 9 di luar rentang 0 sampai 4."]


def test_every_number_of_the_score_is_text(command):
    def numbers(value):
        if isinstance(value, dict):
            return [each for inner in value.values() for each in numbers(inner)]
        if isinstance(value, list):
            return [each for inner in value for each in numbers(inner)]
        return [value] if isinstance(value, int | float) else []

    said = command("score", KPPN, "A=1.40", *REST, "--json", "--explain")

    assert numbers(json.loads(said.out)) == []
