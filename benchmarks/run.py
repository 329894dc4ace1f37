"""Measures everything in one run, prints the tables and writes docs/benchmarks.md."""

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks import commands, measure, report, serving
from benchmarks.measure import Line
from tools import postgres

Section = tuple[str, str, list[Line]]

ENGINE = (
    "Pure Python without Django; the answers are invented, every city with five assessors for each question."
)
PAGES = (
    "In one process through every middleware, debugging off, templates cached, two rounds of 514 cities with 117 "
    "questions and five assessors in the database (120 276 scores)."
)
IMPORTS = (
    "One organisation a row below two titles, through the same check and writing as on the pages, in one process; "
    "memory is the peak of that process."
)
SEARCH = (
    "100 000 invented tasks, organisations, areas and people of two cities beside the shipped data; 200 things that people "
    "type, each once; wall time counts. `icontains` looks for the same words in the same texts of five kinds."
)
COMMANDS = "Each is a process of its own, Python's start included; memory is the peak."
SERVING = "Granian with two workers, as `./run` starts it, with the shipped data; the larger of the workers."


def sections(folder: Path, *, repeats: int, with_postgres: bool) -> Iterator[Section]:
    plain = measure.environment(folder)
    yield "Engine", ENGINE, measure.module("engine", plain, f"--repeats={repeats}")
    state = folder / "sqlite"
    state.mkdir()
    serving.set_up(state)
    again = serving.second_start_line(state)
    yield "Serving", SERVING, [*serving.server_lines(state), again]
    pages = measure.module("pages", measure.environment(state), f"--repeats={repeats * 3}")
    yield "Pages, SQLite", PAGES, pages
    yield "Workbooks, SQLite", IMPORTS, measure.module("imports", measure.environment(state))
    if with_postgres:
        pages, workbooks = _on_postgres(folder / "postgres", repeats)
        yield "Pages, PostgreSQL", PAGES, pages
        yield "Workbooks, PostgreSQL", IMPORTS, workbooks
    yield "Search, SQLite", SEARCH, _search(folder / "search-sqlite")
    if with_postgres:
        with postgres.private_server() as address:
            found = _search(folder / "search-postgres", DATABASE_URL=address)
        yield "Search, PostgreSQL", SEARCH, found
    yield "Commands, SQLite", COMMANDS, commands.lines(folder)


def _on_postgres(state: Path, repeats: int) -> tuple[list[Line], list[Line]]:
    state.mkdir()
    with ExitStack() as opened:
        address = opened.enter_context(postgres.private_server())
        serving.set_up(state, DATABASE_URL=address)
        variables = measure.environment(state, DATABASE_URL=address)
        pages = measure.module("pages", variables, f"--repeats={repeats * 3}")
        return pages, measure.module("imports", variables)


def _search(state: Path, **more: str) -> list[Line]:
    state.mkdir()
    serving.set_up(state, **more)
    return measure.module("search", measure.environment(state, **more))


def postgres_version() -> str:
    """Empty where the machine has none."""
    try:
        program = postgres.programs() / "postgres"
    except postgres.NoPostgres:
        return ""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return said.split()[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks/run", description=__doc__)
    parser.add_argument("--repeats", type=int, default=9, help="how often the short ones are repeated (9)")
    parser.add_argument("--no-postgres", action="store_true", help="measure on SQLite only")
    parser.add_argument("--print-only", action="store_true", help="leave docs/benchmarks.md as it is")
    options = parser.parse_args()
    version = "" if options.no_postgres else postgres_version()
    yardsticks = [measure.yardstick()]
    found: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="kotacerdas-benchmarks-") as folder:
        for title, words, lines in sections(
            Path(folder), repeats=options.repeats, with_postgres=bool(version)
        ):
            print(f"\n{title}\n{report.table(lines)}", flush=True)
            found.append((title, words, lines))
    yardsticks.append(measure.yardstick())
    about = report.machine(yardsticks, version)
    print("\n" + "\n".join(about))
    if not options.print_only:
        report.TARGET.write_text(report.page(found, about), encoding="utf-8")
        print(f"\nWritten: {report.TARGET.relative_to(measure.ROOT)}")


if __name__ == "__main__":
    main()
