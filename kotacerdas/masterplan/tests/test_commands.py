"""`kotacerdas priority solve`: words for people, JSON for scripts, every fault of the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kotacerdas.masterplan.domain.portfolio import highs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TWO = {
    "budget": {"APBD": {"2026": 10}},
    "programmes": [
        {"code": "A", "title": "Kabel bawah tanah", "priority": 9, "costs": {"APBD": {"2026": 10}}},
        {"code": "B", "priority": 5.1, "ways": [{"code": "csr", "costs": {}}, {"code": "apbd", "brings": 0}]},
        {"code": "C", "priority": 9.2, "costs": {"APBD": {"2026": 10.01}}},
    ],
}


@pytest.fixture
def file(tmp_path: Path) -> Callable[[object], Path]:
    def write(content: object) -> Path:
        path = tmp_path / "skenario.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def test_json_says_what_was_chosen_and_how_good_it_is(command, file):
    said = command("priority", "solve", file(TWO), "--json", "--margins")

    found = json.loads(said.out)
    assert found["chosen"] == [{"code": "A"}, {"code": "B", "way": "csr"}]
    assert (found["objective"], found["proven"], found["gap"]) == (14.1, True, 0)
    assert found["bound"] == pytest.approx(14.1)
    assert found["spent"] == [
        {"kind": "budget", "name": "APBD", "year": "2026", "there": 10.0, "taken": 10.0}
    ]
    more, less = found["margins"]
    assert (more["comes"], more["goes"], more["worth"]) == (["C"], ["A"], pytest.approx(0.2))
    assert (less["comes"], less["goes"], less["change"]) == ([], ["A"], -0.5)


def test_people_read_it_in_words(command, file):
    said = command("priority", "solve", file(TWO), lang="id")

    assert "Kabel bawah tanah" in said.out
    assert "2 dari 3 program, bersama bernilai 14,1." in said.out
    assert "Terbukti" in said.out
    assert "APBD 2026: 10 dari 10" in said.out


def test_a_clash_is_told_line_by_line(command, file):
    must = {**TWO, "programmes": [{**each, "must": True} for each in TWO["programmes"]]}

    said = command("priority", "solve", file(must), lang="en")

    assert said.code == 2
    assert said.err.splitlines() == [
        "No choice keeps all demands. These clash; give up or loosen one of them:",
        "that C must be chosen",
        "the budget of APBD in 2026",
    ]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"programmes": [{"code": "A", "priority": NaN}]}', '{"programmes": 5}', "[" * 100_000, "null"],
)  # fmt: skip
def test_a_file_that_is_no_scenario_is_said_in_one_line_each(command, file, content):
    said = command("priority", "solve", file(content), lang="id")

    assert said.code == 2
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_a_file_that_is_not_there(command, tmp_path):
    said = command("priority", "solve", tmp_path / "tidak-ada.json", lang="en")

    assert said.code == 2
    assert said.err.startswith("The file tidak-ada.json cannot be read as JSON")


def test_without_the_solver_it_says_how_to_add_it(command, file, monkeypatch):
    monkeypatch.setattr(highs, "is_here", lambda: False)

    said = command("priority", "solve", file(TWO), lang="en")

    assert said.code == 2
    assert "--group portfolio" in said.err


def test_the_schema_is_printed(command):
    assert json.loads(command("priority", "schema").out)["title"] == "Scenario"
