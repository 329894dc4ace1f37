"""Writes the measured lines as a table, for the terminal and for docs/benchmarks.md."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import ROOT, Line

TARGET = ROOT / "docs" / "benchmarks.md"
HEAD = ("What", "CPU", "Wall", "Queries", "Memory", "Goal", "Met")

OPENING = """\
Written by `benchmarks/run`; do not edit by hand. Figures of a section are of one run, medians of several repeats; each
section says when. CPU is what the measured process itself used; a database server's own is not in it, but is in the
wall time.
"""

YARDSTICK = (
    "Load averages at the end {loads}. Yardstick: a million squares added in plain Python took {sticks} CPU at the "
    "beginning and at the end of the run; divide by it to compare machines and busy hours."
)

EARLIER = """\
## A peer

CISO Assistant (Django too: frameworks as data, assessments against them) was measured earlier, **not in this run**:
407 queries and 580 ms CPU for a page of 100 rows, 486 s CPU to migrate an empty database, 514 MiB for its idle worker.
"""


def milliseconds(value: float | None) -> str:
    if value is None:
        return ""
    if value >= 10_000:
        return f"{value / 1000:.1f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"


def cells(line: Line) -> tuple[str, ...]:
    return (
        line.what,
        milliseconds(line.cpu),
        milliseconds(line.wall),
        "" if line.queries is None else str(line.queries),
        "" if line.mib is None else f"{line.mib:.0f} MiB",
        line.goal,
        {None: "", True: "yes", False: "**no**"}[line.met],
    )


def table(lines: Sequence[Line]) -> str:
    rows = [HEAD, *(cells(line) for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
    ruler = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (rows[0], ruler, *rows[1:])
    )


def machine(yardsticks: Sequence[float], postgres: str) -> list[str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    sticks = " and ".join(f"{value:.0f} ms" for value in yardsticks)
    system = f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB memory, {platform.system()}"
    database = f"PostgreSQL {postgres}" if postgres else "PostgreSQL not on this machine, so not measured"
    return [
        f"{datetime.now(tz=UTC):%Y-%m-%d}; {system}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {database}",
        YARDSTICK.format(loads=loads, sticks=sticks),
    ]


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def stamp() -> str:
    loads = " ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"Measured on {datetime.now(tz=UTC):%Y-%m-%d}; load averages at its end {loads}."


def page(
    sections: Sequence[tuple[str, str, Sequence[Line]]], about: Sequence[str], order: Sequence[str]
) -> str:
    """What was measured now; sections that were not stay as the page has them."""
    parts = _kept() | {
        title: f"## {title}\n\n{words}\n\n{table(lines)}\n" for title, words, lines in sections
    }
    head = ["# Benchmarks\n", OPENING, "\n".join(f"- {line}" for line in about) + "\n"]
    return "\n".join([*head, *(parts[title] for title in order if title in parts), EARLIER])


def _kept() -> dict[str, str]:
    if not TARGET.exists():
        return {}
    found = TARGET.read_text(encoding="utf-8").split("\n## ")[1:]
    return {each.partition("\n")[0]: f"## {each.rstrip()}\n" for each in found}
