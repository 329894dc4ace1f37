"""`kotacerdas wifi sites`: JSON for scripts, words for people, every fault with its file and line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def tables(tmp_path: Path) -> Callable[..., list[str]]:
    def write(
        candidates: str = "id,cost\nA,600000\nB,500000\nC,500000\n",
        demand: str = "id,weight\na,40\nb,30\nc,20\n",
        cover: str = "site,demand\nA,a\nB,b\nC,c\nC,b\n",
    ) -> list[str]:
        said = []
        for name, content in (("candidates", candidates), ("demand", demand), ("cover", cover)):
            path = tmp_path / f"{name}.csv"
            path.write_text(content, encoding="utf-8")
            said += [f"--{name}", str(path)]
        return said

    return write


def test_json_says_what_was_chosen_and_what_nothing_exceeds(command, tables):
    said = command("wifi", "sites", *tables(), "--choose", "2", "--json")

    found = json.loads(said.out)
    assert found["chosen"] == ["A", "C"]
    assert (found["objective"], found["cost"], found["total"]) == (90.0, 1_100_000, 90.0)
    assert found["is_proven"] is True
    assert found["bound"] >= 90
    assert found["gap"] == pytest.approx(0, abs=1e-6)
    assert found["seconds"] >= 0
    assert [stage["method"] for stage in found["stages"]][:2] == ["greedy", "lagrange"]


def test_a_budget_is_kept_beside_the_number_or_instead_of_it(command, tables):
    both = command("wifi", "sites", *tables(), "--choose", "2", "--budget", "1000000", "--json")
    alone = command("wifi", "sites", *tables(), "--choose", "600000", "--budget", "--json")

    assert json.loads(both.out)["chosen"] == ["C"]
    assert json.loads(alone.out)["chosen"] == ["C"]


def test_people_read_each_step_with_its_gap(command, tables):
    said = command("wifi", "sites", *tables(), "--choose", "2")

    assert "90" in said.out
    assert "A, C" in said.out


def test_a_file_of_a_spreadsheet_with_a_mark_at_its_beginning_is_read(command, tables):
    said = command(
        "wifi", "sites", *tables(candidates="\ufeffID,Cost\nA,\nB,\nC,\n"), "--choose", "1", "--json"
    )

    assert json.loads(said.out)["chosen"] == ["C"]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({"candidates": "id,cost\n"}, "candidates.csv"),
        ({"candidates": "nama,biaya\nA,1\n"}, "id"),
        ({"candidates": "id,cost\nA,1\nA,2\n"}, "A"),
        ({"candidates": "id,cost\nA,1.500.000\n"}, "1.500.000"),
        ({"candidates": "id,cost\n,5\n"}, "candidates.csv"),
        ({"demand": "id,weight\na,NaN\n"}, "NaN"),
        ({"demand": "id,weight\na,-3\n"}, "-3"),
        ({"cover": "site,demand\nZ,a\n"}, "Z"),
        ({"cover": "site,demand\nA,z\n"}, "z"),
    ],
)
def test_bad_tables_are_refused_with_their_line(command, tables, given, line):
    said = command("wifi", "sites", *tables(**given), "--choose", "1", "--json")

    assert said.code == 2
    assert said.out == ""
    assert line in said.err


@pytest.mark.parametrize("figure", ["9" * 500, "9" * 5000, "-5", "٣", "1e6", "1.000"])
def test_money_that_is_none_is_refused(command, tables, figure):
    assert command("wifi", "sites", *tables(), "--choose", "2", f"--budget={figure}").code == 2


def test_more_sites_than_can_be_counted_are_refused(command, tables):
    assert command("wifi", "sites", *tables(), "--choose", "9" * 400, "--budget").code == 2


def test_nothing_to_choose_or_no_file_is_refused(command, tables, tmp_path):
    none = command("wifi", "sites", *tables(), "--choose", "0")
    gone = command("wifi", "sites", *tables()[:-1], str(tmp_path / "tiada.csv"), "--choose", "1")

    assert (none.code, gone.code) == (2, 2)
    assert "tiada.csv" in gone.err
