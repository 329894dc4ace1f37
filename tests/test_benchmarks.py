"""The pieces of the benchmark command fit together; how fast anything is, no test asks."""

import csv
import os
import sys
from pathlib import Path

import pytest

from benchmarks import commands, engine, invented, measure, pages, plan_diff, report, serving
from kotacerdas.instruments import catalogue
from kotacerdas.people.models import City


def test_invented_answers_are_the_same_at_every_run() -> None:
    edition = catalogue.edition(invented.INSTRUMENT)
    assert invented.panels(edition, 2) == invented.panels(edition, 2)
    assert set(invented.panels(edition, 1)[0]) == {leaf.code for leaf in edition.leaves}


def test_a_country_has_a_row_for_each_assessor_of_each_question(tmp_path: Path) -> None:
    rows = commands.country_csv(tmp_path / "country.csv")
    assert rows == 514 * 117 * 5
    with (tmp_path / "country.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first == {"city_code": "11.01", "code": first["code"], "assessor": "1", "score": first["score"]}


def test_plain_sums_come_to_the_same_places_as_the_engine() -> None:
    edition = catalogue.edition(invented.INSTRUMENT)
    answers = invented.panels(edition, 20)
    assert engine.plain_country(edition, answers) == engine.country(edition, answers)


def test_a_tiny_run_of_the_engine_gives_every_line() -> None:
    lines = engine.lines(cities=3, repeats=1)
    assert len(lines) == 5
    assert all(line.cpu is not None and line.wall is not None for line in lines)


def test_a_tiny_run_of_the_comparison_gives_every_case() -> None:
    assert len(plan_diff.lines(count=5, repeats=1)) == len(plan_diff.CASES) * len(plan_diff.TITLES)


def test_a_tiny_run_of_the_loss_of_a_path_gives_every_line() -> None:
    pytest.importorskip("numba", reason="the group planning is not installed")
    pytest.importorskip("itmlogic", reason="the group planning is not installed")
    from benchmarks import radio

    lines = radio.lines(count=20, few=3, repeats=1)
    assert len(lines) == 6
    assert all(line.met is not False for line in lines)


def test_a_tiny_run_of_line_of_sight_gives_every_line() -> None:
    pytest.importorskip("numba", reason="the group planning is not installed")
    from benchmarks import terrain
    from kotacerdas.terrain.tests.ground import hills, over

    model = over(hills(60, 70), 30.0)
    case = terrain.Case(model, 30, 500, terrain.observers(model, 4), peers_look=2)
    lines = list(terrain._of_case(case, [("a peer", measure.Times(1.0, 1.0))], repeats=1))
    assert len(lines) == 4
    assert all(line.cpu is not None and line.wall is not None for line in lines)


def test_a_finer_copy_goes_through_the_heights_of_the_coarse_one() -> None:
    from benchmarks import terrain

    rows = terrain._stretched(terrain.np.array([[1.0] * 2, [2.0] * 2, [4.0] * 2, [8.0] * 2]))
    assert rows.shape == (4 * terrain.FINER, 2)
    assert rows[2, 0] < rows[3, 0] < rows[9, 0] < rows[20, 0]


def test_a_tiny_run_of_the_pages_asks_each_of_them(
    balikpapan: City, samarinda: City, malang_kota: City
) -> None:
    lines = pages.lines(cities=3, repeats=1)
    assert len(lines) == 9
    assert all(line.queries for line in lines[1:])


def test_a_command_is_measured_and_a_failing_one_is_told(tmp_path: Path) -> None:
    used = measure.command([sys.executable, "-c", "pass"], measure.environment(tmp_path))
    assert used.wall >= 0
    assert used.mib > 1
    with pytest.raises(SystemExit, match="out of order"):
        measure.command([sys.executable, "-c", "raise SystemExit('out of order')"], dict(os.environ))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own figures are read from /proc")
def test_a_process_is_read_from_the_kernel() -> None:
    assert serving.cpu_ms(os.getpid()) > 0
    assert serving.memory_mib(os.getpid(), "Rss") >= serving.memory_mib(os.getpid(), "Pss") > 1


def test_the_report_says_figures_goals_and_the_machine() -> None:
    line = measure.Line("a page", cpu=12.34, wall=1234.5, queries=6, goal="<= 10 queries", met=True)
    text = report.page([("Pages", "Some words.", [line])], report.machine([40.0, 41.0], ""), ["Pages"])
    assert "| a page | 12.3 ms | 1234 ms | 6       |        | <= 10 queries | yes |" in text
    assert "40 ms and 41 ms" in text
    assert "not in this run" in text


def test_what_is_not_measured_again_stays_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "TARGET", tmp_path / "benchmarks.md")
    first = [("Engine", "Old words.", []), ("Pages", "Old words.", [])]
    report.TARGET.write_text(report.page(first, ["machine"], ["Engine", "Pages"]), encoding="utf-8")

    again = report.page([("Pages", "New words.", [])], ["machine"], ["Engine", "Pages"])

    assert again.count("Old words.") == again.count("New words.") == 1
    assert again.index("## Engine") < again.index("## Pages") < again.index("## A peer")


def test_a_tiny_run_of_sites_that_the_first_bound_proves_gives_every_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("numba", reason="the group planning is not installed")
    from benchmarks import siting

    for name, value in {"SIDE": 200, "CELLS": 300, "SITES": 40, "CHOOSE": 5}.items():
        monkeypatch.setattr(siting, name, value)
    monkeypatch.setattr(siting, "CASES", (("few", 300.0, 2.0, 0.0),))
    lines = siting.lines(with_cbc=False)
    assert len(lines) == 3
    assert lines[-1].met


def test_the_ratio_heuristic_is_no_better_than_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("highspy", reason="the group planning is not installed")
    from benchmarks import portfolio

    for name, value in {"PROGRAMMES": 40, "SECONDS": 2, "QUESTIONS": 6, "AGENCIES": 5}.items():
        monkeypatch.setattr(portfolio, name, value)
    scenario = portfolio.invented(1, "priority")
    ours = float(portfolio.solving.solve(scenario).objective)
    assert 0 < portfolio.greedy(portfolio.built(scenario)) <= ours + 1e-6
