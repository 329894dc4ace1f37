"""The commands that find, propose, write the index anew and report, as other programs call them."""

import json
from datetime import date

import pytest

from kotacerdas.config import cli
from kotacerdas.evidence import actions, targets
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Content
from kotacerdas.evidence.targets import Scope, Source, Target
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW

pytestmark = pytest.mark.usefixtures("index")
RISK = Target("test.question", "uji/E09", "E09", "Risiko", "Analisis risiko Wi-Fi publik", 2025)
TRAM = Target("test.question", "uji/E10", "E10", "Trem", "Kereta gantung", 2025)


@pytest.fixture
def minutes(balikpapan):
    made = factories.document(balikpapan, observed_from=date(2025, 5, 22))
    indexing.refresh(Content.objects.values_list("pk", flat=True))
    return made


@pytest.fixture
def questions(monkeypatch):
    source = Source(
        "test.question", "uji",
        lambda user, city: [Scope("test.question", "uji", "Uji", 2025)],
        lambda city, scope: [RISK, TRAM],
        lambda city, key: None,
    )  # fmt: skip
    monkeypatch.setattr(targets, "_sources", {source.kind: source})


def run(capsys, *arguments):
    code = cli.main(["evidence", *arguments, "--lang", "en"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_search_answers_in_json(capsys, minutes):
    code, out, _err = run(capsys, "search", "analisis risiko", "--limit", "5", "--json")

    (hit,) = json.loads(out)
    assert code == 0
    assert list(hit) == ["document", "file_name", "page", "score", "snippet"]
    assert (hit["document"], hit["file_name"], hit["page"]) == (minutes.code, "Notulen Rapat Dewan.txt", 1)


@pytest.mark.parametrize("command", [["search", "risiko"], ["propose", "uji"]])
@pytest.mark.parametrize("typed", ["0", "-3", "1001", "banyak", "9" * 5000])
def test_a_number_of_pages_that_makes_no_sense_is_told_in_a_sentence(capsys, balikpapan, command, typed):
    code, out, err = run(capsys, *command, f"--limit={typed}")

    assert (code, out) == (2, "")
    assert err == f"“{typed[:20]}” is no number of pages: give one from 1 to 1,000, such as --limit 20.\n"


def test_many_texts_are_answered_a_line_each(capsys, minutes, tmp_path):
    asked = tmp_path / "texts.txt"
    asked.write_text("analisis risiko\n\nkereta gantung\ndewan\n", encoding="utf-8")

    code, out, _err = run(capsys, "search", "--queries", str(asked))

    assert code == 0
    assert [len(json.loads(line)) for line in out.splitlines()] == [1, 0, 0, 1]


def test_search_without_words_says_what_is_missing(capsys, balikpapan):
    code, _out, err = run(capsys, "search")

    assert code == 2
    assert "--queries" in err


def test_search_for_people_reads_as_a_list(capsys, minutes):
    assert "Notulen Rapat Dewan" in run(capsys, "search", "dewan")[1]
    assert "Not found" in run(capsys, "search", "kereta gantung")[1]


def test_propose_answers_every_question(capsys, minutes, questions):
    code, out, _err = run(capsys, "propose", "uji", "--json")

    found = {each["question"]: each["proposals"] for each in json.loads(out)}
    assert code == 0
    assert found["E10"] == []
    (page,) = found["E09"]
    assert page["quote"] == "Dewan menyepakati analisis risiko Wi-Fi publik."
    assert page["freshness"] == "fits"


def test_propose_for_one_question(capsys, minutes, questions):
    assert "1 of 1" in run(capsys, "propose", "uji", "--question", "E09")[1]
    assert run(capsys, "propose", "uji", "--question", "E99")[0] == 2
    assert run(capsys, "propose", "nowhere")[0] == 2


def test_reindex_writes_everything_anew(capsys, minutes):
    code, out, _err = run(capsys, "reindex")

    assert code == 0
    assert out.startswith("1 ")


def test_judge_report_prints_both_measures(capsys, minutes, rina):
    assert "Nothing was accepted yet" in run(capsys, "judge-report")[1]
    actions.judge(RISK, minutes.latest, 1, is_relevant=True, by=rina, now=NOW)

    out = run(capsys, "judge-report")[1]

    assert "nDCG@10: 1" in out
    assert "recall@20: 1" in out
    assert json.loads(run(capsys, "judge-report", "--json")[1])["before"]["ndcg"] == 1
