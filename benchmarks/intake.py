"""A delivery of 1,000 mixed files through `kotacerdas evidence add`, then the same once more: every refused file is named."""

import json
import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import invented_files
from benchmarks.commands import PRODUCT
from benchmarks.measure import ROOT, Line, Used, environment

FILES = 1_000
MOST_MIB = 500
CITY = "64.71"
SOME_REFUSED = 2


@dataclass(frozen=True)
class Delivered:
    used: Used
    told: dict[str, object]
    refused: frozenset[str]
    """The paths that standard error names, each with a reason."""


def lines(state: Path, files: int = FILES, **more: str) -> list[Line]:
    """With reference data in the state folder; the documents stay there."""
    folder = state.parent / f"{state.name}-files" / "Bukti"
    made = invented_files.write(folder, files)
    variables = environment(state, **more)
    first, again = _delivered(folder, variables), _delivered(folder, variables)
    wanted = {f"Bukti/{path}" for path in invented_files.expected_refusals(made)}
    named = wanted <= first.refused
    what = f"{files:,} mixed files".replace(",", " ")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
    return [
        _line(
            f"`kotacerdas evidence add`, {what} of {size:.0f} MiB: {first.told['added']} documents",
            first.used,
            goal=f"<= {MOST_MIB} MiB",
            met=first.used.mib <= MOST_MIB,
        ),
        Line(
            f"of {len(wanted)} files that must not come in, refused by name and reason: {len(wanted & first.refused)}",
            goal="all",
            met=named,
        ),
        _line(
            f"the same again: {again.told['added']} documents, {again.told['known']} known",
            again.used,
            goal="none twice",
            met=again.told["added"] == 0,
        ),
    ]


def _line(what: str, used: Used, *, goal: str = "", met: bool | None = None) -> Line:
    return Line(what, used.cpu, used.wall, mib=used.mib, goal=goal, met=met)


def _delivered(folder: Path, variables: Mapping[str, str]) -> Delivered:
    """The command, its checking children included; memory is that of the largest of these processes."""
    command = [*PRODUCT, "evidence", "add", str(folder), "--city", CITY, "--json", "--lang", "en"]
    said, faults = folder.parent / "said.json", folder.parent / "refused.txt"
    started = time.perf_counter()
    with said.open("wb") as out, faults.open("wb") as err:
        running = subprocess.Popen(command, cwd=ROOT, env=dict(variables), stdout=out, stderr=err)
        _pid, status, usage = os.wait4(running.pid, 0)
    wall = (time.perf_counter() - started) * 1000
    running.returncode = os.waitstatus_to_exitcode(status)
    told = faults.read_text(encoding="utf-8")
    if running.returncode != SOME_REFUSED:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}:\n{told[-2000:]}")
    used = Used((usage.ru_utime + usage.ru_stime) * 1000, wall, usage.ru_maxrss / 1024)
    refused = frozenset(
        path for path, colon, why in (line.partition(": ") for line in told.splitlines()) if why
    )
    return Delivered(used, json.loads(said.read_text(encoding="utf-8")), refused)
