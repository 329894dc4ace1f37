"""Measures everything in one run, prints the tables and writes docs/benchmarks.md."""

import argparse
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import commands, intake, measure, report, rush, saving, serving, what_if
from benchmarks.measure import Line
from tools import postgres

Work = Callable[[], list[Line]]
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
READING = (
    "Without the database: files are read by child processes with limits, whose start and whose answers over a pipe count; "
    "texts are invented. Scans are drawn here, not photographed: stamps and handwriting are harder."
)
SAVES = (
    "Open loop: saves come at their rate, sent by 48 threads of a second process on the same two cores, whatever the answers; "
    "each waits from the moment it was due. 40 officers of one city, so that all meet in one chain of deeds. A save is "
    "session, CSRF, a form carried out once, a version counted, a deed chained. PostgreSQL writes durably, as it is shipped."
)
ASSESSMENT = (
    "Every middleware, one process: 117 questions of a round shared to every agency, half of them handed in, 400 confirmed "
    "citations over 2 000 pages."
)
PANEL = (
    "Every middleware, one process: a submission of 117 answers with 400 confirmed citations over 2 000 pages, read from its "
    "frozen bytes each time, and the scores and notes of five assessors."
)
RUSH = (
    "One city before its deadline: 40 people save the answers of 117 questions as they type (drafts: a version counted, a "
    "history brought up to date), 240 read the board and answers, each a page every 10 to 30 s. Open loop as above."
)
INTAKE = (
    "Invented PDF, DOCX, XLSX, JPEG, text, tables and archives, a fifteenth of them copies, a twentieth not allowed; "
    "copied, checked and kept by one command; memory is that of the larger of the command and the processes that check."
)
PILE = (
    "The judged pages as real files among routine letters and pages made to mislead (the year before, the neighbour's, "
    "drafts), a third of them scans: worn here, not by life, stamps and shadows included. Taken in by the command, read by "
    "the worker with Tesseract; its memory is that of all its processes together. The same pages fed as text beside it."
)
EVIDENCE_PAGES = (
    "As an officer, in one process through every middleware; 10 000 invented documents with three citations each. "
    "The frame of every signed-in page (session, roles, menu, notices) is part of each line."
)
BOARD = (
    "Every middleware, one process: 117 questions over 500 documents of 20 pages that the reader sees, a third of the "
    "questions cited, a third asked of ten agencies."
)
FINDING = (
    "Queries were written before the pages and by somebody else; the intervals hold 95 of 100 draws of needs. The other "
    "engines stand as they come, with the name of the file before each page. Filler is routine letters from "
    "templates, whose few words are indexed faster than natural text with new ones. Searches are "
    "an officer's, rights and shown pages read each time; the vectors of most pages are chance ones there, for speed only."
)
FIGURES = "Invented months, from the workbook's bytes to the rows, in one process; memory is its peak."
FORECASTS = (
    "Invented yearly and monthly series: every model fitted at every origin of the back-test, in the child process that the "
    "job starts; its start counts."
)
SITING = (
    "Invented: 2,000 candidates over a hilly relief, 20,000 places where 1.5 million people live, 30 to choose; who sees whom is told by the exact "
    "ray walk from masts of 10 m. CBC is asked through PuLP for the same model in the same time. Both run on two threads."
)
PORTFOLIO = (
    "Invented: 500 programmes over 5 years from 4 sources by 36 agencies, with dependencies, exclusions and must-haves; two "
    "fifths of the money and three fifths of the work that all would take. Greedy and CBC get the same model, CBC two threads; "
    "ours proves on one core and looks for better choices on the other."
)
PROGRAMMES = (
    "2,000 programmes over six dimensions, five years of money from one to three sources, eleven months of reports each; read by "
    "who keeps the plan, through the test client."
)
EDITIONS = (
    "Invented programmes with targets and ceilings of five years, titles drawn from few words so that many are alike; "
    "pairs, changes and sums, in plain Python."
)
PLAN_REALISATION = (
    "`plan_realisation.py`: one year of 2,000 programmes from a workbook, with running totals from the APBD, increments from CSR and work "
    "done of twelve months: read, checked by cell and written; the same with every month changed; that undone."
)
PLAN_WORKBOOK = (
    "Invented programmes with targets of five years, ceilings of two sources, agencies and partners, from the workbook's bytes "
    "to the rows, in one process; memory is its peak so far."
)
RADIO = (
    "Invented hills, 5 km at a step of 30 m, 2437 MHz, from 10 m to 1.5 m above ground; one core, no database. The two models "
    "answer the same question differently, and neither is a measurement."
)
TERRAIN = (
    "362 points over a real model (named by `TERRAIN_DEM`; an invented relief without it) and a finer copy of its middle, receivers at 1.5 m, "
    "Earth curved. CPU is with one thread, wall with two. Ours makes one raster of counts, the peers one a point. Debian's GDAL, where the "
    "machine has none, is taken as it was measured on another one: 0.02, 1.0, 0.38 and 33 ms a point."
)
WHOLE_CITY = (
    "Invented relief, kelurahan drawn around chance points, 757 418 people spread over land; from warm, no database. CPU is of both "
    "threads together, memory the peak of the process, relief and all."
)
WHAT_IF = (
    "Invented relief of five million cells of 10 m, 362 points, 34 kelurahan, SQLite; one officer drags a point, ten requests a second, "
    "through every middleware to the planner and back. Up to 1 km the exact walk answers, beyond it the sweep."
)
COMMANDS = "Each is a process of its own, Python's start included; memory is the peak."
SERVING = "Granian with two workers, as `./run` starts it, with the shipped data; the larger of the workers."


def sections(folder: Path, *, repeats: int, with_postgres: bool) -> Iterator[tuple[str, str, Work]]:
    """Title, words, and what measures it, in the order of the page; nothing is measured before it is called."""
    plain = measure.environment(folder)
    site = partial(_site, folder / "sqlite")
    yield "Engine", ENGINE, partial(measure.module, "engine", plain, f"--repeats={repeats}")
    yield "Reading evidence", READING, partial(measure.module, "reading", plain)
    yield "Serving", SERVING, lambda: [*serving.server_lines(site()), serving.second_start_line(site())]
    pages = partial(_module, "pages", f"--repeats={repeats * 3}")
    yield "Pages, SQLite", PAGES, lambda: pages(site())
    if with_postgres:
        yield "Pages, PostgreSQL", PAGES, partial(_on_postgres, pages, folder / "pages")
    workbooks = partial(_module, "imports")
    yield "Workbooks, SQLite", IMPORTS, lambda: workbooks(site())
    if with_postgres:
        yield "Workbooks, PostgreSQL", IMPORTS, partial(_on_postgres, workbooks, folder / "workbooks")
    search = partial(_module, "search")
    yield "Search, SQLite", SEARCH, lambda: search(_site(folder / "search-sqlite"))
    if with_postgres:
        yield "Search, PostgreSQL", SEARCH, partial(_on_postgres, search, folder / "search")
    yield "Evidence: intake, SQLite", INTAKE, lambda: intake.lines(_site(folder / "intake-sqlite"))
    if with_postgres:
        yield "Evidence: intake, PostgreSQL", INTAKE, partial(_on_postgres, intake.lines, folder / "intake")
    heap = partial(_module, "pile")
    yield "Evidence: the pile", PILE, lambda: heap(_site(folder / "pile-sqlite"))
    evidence_pages = partial(_module, "evidence_pages")
    yield "Evidence: pages, SQLite", EVIDENCE_PAGES, lambda: evidence_pages(_site(folder / "evidence-sqlite"))
    if with_postgres:
        yield (
            "Evidence: pages, PostgreSQL",
            EVIDENCE_PAGES,
            partial(_on_postgres, evidence_pages, folder / "evidence"),
        )
    board = partial(_module, "evidence_board")
    yield "Evidence: question board, SQLite", BOARD, lambda: board(_site(folder / "board-sqlite"))
    if with_postgres:
        yield "Evidence: question board, PostgreSQL", BOARD, partial(_on_postgres, board, folder / "board")
    finding = partial(_module, "finding")
    yield "Finding", FINDING, lambda: finding(_site(folder / "finding-sqlite"), **_foreign_set())
    yield "Saves under load, SQLite", SAVES, lambda: saving.lines(_new(folder / "saves-sqlite"))
    if with_postgres:
        yield "Saves under load, PostgreSQL", SAVES, lambda: _durably(saving.lines, folder / "saves-postgres")
    own = partial(_module, "assessment")
    yield "Self-assessment, SQLite", ASSESSMENT, lambda: own(_site(folder / "assessment-sqlite"))
    if with_postgres:
        yield "Self-assessment, PostgreSQL", ASSESSMENT, partial(_on_postgres, own, folder / "assessment")
    assessors = partial(_module, "panel")
    yield "Assessors, SQLite", PANEL, lambda: assessors(_site(folder / "panel-sqlite"))
    if with_postgres:
        yield "Assessors, PostgreSQL", PANEL, partial(_on_postgres, assessors, folder / "panel")
    yield "Rush hour of a round, SQLite", RUSH, lambda: rush.lines(_new(folder / "rush-sqlite"))
    if with_postgres:
        yield "Rush hour of a round, PostgreSQL", RUSH, lambda: _durably(rush.lines, folder / "rush-postgres")
    figures = partial(_module, "figures")
    yield "Figures of indicators, SQLite", FIGURES, lambda: figures(_site(folder / "figures-sqlite"))
    if with_postgres:
        yield (
            "Figures of indicators, PostgreSQL",
            FIGURES,
            partial(_on_postgres, figures, folder / "figures-postgres"),
        )
    yield "Forecasts", FORECASTS, partial(measure.module, "forecasting", plain)
    yield "Priorities", PORTFOLIO, partial(measure.module, "portfolio", plain)
    programmes = partial(_module, "plan_board")
    yield "Board of programmes, SQLite", PROGRAMMES, lambda: programmes(_site(folder / "programmes-sqlite"))
    if with_postgres:
        yield (
            "Board of programmes, PostgreSQL",
            PROGRAMMES,
            partial(_on_postgres, programmes, folder / "programmes-postgres"),
        )
    yield "Editions of a plan compared", EDITIONS, partial(measure.module, "plan_diff", plain)
    plan_workbook = partial(_module, "plan_workbook")
    yield (
        "Workbook of programmes, SQLite",
        PLAN_WORKBOOK,
        lambda: plan_workbook(_site(folder / "plan-sqlite")),
    )
    if with_postgres:
        yield (
            "Workbook of programmes, PostgreSQL",
            PLAN_WORKBOOK,
            partial(_on_postgres, plan_workbook, folder / "plan-postgres"),
        )
    plan_realisation = partial(_module, "plan_realisation")
    yield (
        "Workbook of realisation, SQLite",
        PLAN_REALISATION,
        lambda: plan_realisation(_site(folder / "realisation-sqlite")),
    )
    if with_postgres:
        yield (
            "Workbook of realisation, PostgreSQL",
            PLAN_REALISATION,
            partial(_on_postgres, plan_realisation, folder / "realisation-postgres"),
        )
    yield (
        "Line of sight",
        TERRAIN,
        lambda: measure.module("terrain", plain | _named("TERRAIN_DEM", "GDAL_PYTHON")),
    )
    yield "Coverage of a whole city", WHOLE_CITY, partial(measure.module, "whole_city", plain)
    yield "Loss of a radio path", RADIO, partial(measure.module, "radio", plain)
    yield "Where next: sites", SITING, partial(measure.module, "siting", plain)
    yield "A point is moved", WHAT_IF, lambda: what_if.lines(_new(folder / "what-if"))
    yield "Commands, SQLite", COMMANDS, partial(commands.lines, folder)


def _module(name: str, *arguments_and_state: str | Path, **more: str) -> list[Line]:
    *arguments, state = arguments_and_state
    return measure.module(name, measure.environment(Path(state), **more), *map(str, arguments))


def _foreign_set() -> dict[str, str]:
    """The address of IDK-MRC, which is not ours to ship, goes on to the section that asks for it."""
    return _named("IDK_MRC")


def _named(*names: str) -> dict[str, str]:
    """Addresses of what is not ours to ship, for the section that asks for them."""
    return {name: os.environ[name] for name in names if name in os.environ}


def _site(state: Path, **more: str) -> Path:
    """A state folder that is set up, once."""
    if not state.exists():
        serving.set_up(_new(state), **more)
    return state


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _on_postgres(work: Callable[..., list[Line]], state: Path) -> list[Line]:
    with postgres.private_server() as address:
        return work(_site(state, DATABASE_URL=address), DATABASE_URL=address)


def _durably(work: Callable[..., list[Line]], state: Path) -> list[Line]:
    """On PostgreSQL as it is shipped: what is acknowledged is on the disk."""
    with postgres.private_server(durable=True) as address:
        return work(_new(state), DATABASE_URL=address)


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
    parser.add_argument(
        "--only",
        default="",
        metavar="WORD",
        help="sections whose title holds this word; the others stay as they are",
    )
    options = parser.parse_args()
    version = "" if options.no_postgres else postgres_version()
    yardsticks = [measure.yardstick()]
    found: list[Section] = []
    with tempfile.TemporaryDirectory(prefix="kotacerdas-benchmarks-") as folder:
        planned = sections(Path(folder), repeats=options.repeats, with_postgres=bool(version))
        for title, words, work in planned:
            if options.only.lower() not in title.lower():
                continue
            lines = work()
            print(f"\n{title}\n{report.table(lines)}", flush=True)
            found.append((title, f"{words} {report.stamp()}", lines))
    yardsticks.append(measure.yardstick())
    about = report.machine(yardsticks, version)
    print("\n" + "\n".join(about))
    if not options.print_only:
        order = [title for title, *_rest in sections(Path(), repeats=1, with_postgres=True)]
        report.TARGET.write_text(report.page(found, about, order), encoding="utf-8")
        print(f"\nWritten: {report.TARGET.relative_to(measure.ROOT)}")


if __name__ == "__main__":
    main()
