"""Commands that people type, each a process of its own: migrate, load data, load and rank a country from a CSV."""

import csv
import shutil
import sys
from pathlib import Path

from benchmarks.invented import CITIES, INSTRUMENT, panels, write_csv
from benchmarks.measure import ROOT, Line, Used, command, environment, median_command
from kotacerdas.instruments import files

AREAS = ROOT / "node_modules" / "idn-area-data" / "data" / "regencies.csv"
ROUND = "smartcity-2023-kppn"
MANAGE = [sys.executable, "manage.py"]
PRODUCT = [str(Path(sys.executable).parent / "kotacerdas")]


def country_csv(path: Path) -> int:
    with AREAS.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)][:CITIES]
    edition = files.load(ROOT / "data" / "instruments" / INSTRUMENT / "instrument.yaml")
    return write_csv(path, codes, panels(edition, len(codes)))


def lines(folder: Path, repeats: int = 3) -> list[Line]:
    """In `folder` as the state folder; it holds the database with reference data afterwards."""
    state, file = folder / "commands", folder / "country.csv"
    state.mkdir()
    rows = country_csv(file)
    variables = environment(state, SECRET_KEY="only-for-measuring-" + "0123456789abcdef" * 3)
    database, kept = state / "kotacerdas.sqlite3", state / "kept.sqlite3"

    def empty() -> None:
        database.unlink(missing_ok=True)

    def restored() -> None:
        shutil.copy(kept, database)

    migrated = median_command([*MANAGE, "migrate", "--verbosity=0"], variables, repeats, before=empty)
    shutil.copy(database, kept)
    first = median_command([*MANAGE, "load_reference_data"], variables, repeats, before=restored)
    shutil.copy(database, kept)
    second = median_command([*MANAGE, "load_reference_data"], variables, repeats)
    load = [*PRODUCT, "results", "load", str(file), "--round", ROUND, "--replace"]
    loaded = median_command(load, variables, repeats, before=restored)
    again = command(load, variables)
    ranked = median_command([*PRODUCT, "rank", INSTRUMENT, str(file)], variables, repeats)
    one = median_command(
        [*PRODUCT, "score", "smartcity/2022-kppn", "A=1.40", "B=1.54", "C=2.92", "D=2.56", "E=3.08"],
        variables,
        repeats,
    )
    csv_rows = f"CSV of {rows:,} rows".replace(",", " ")
    return [
        _line("`migrate` from an empty database", migrated, goal="<= 12 s CPU", met=migrated.cpu <= 12_000),
        _line("`load_reference_data`, first time", first),
        _line("`load_reference_data`, again", second),
        _line(f"`kotacerdas results load`, {csv_rows}", loaded),
        _line(f"`kotacerdas results load`, {csv_rows}, again", again),
        _line(f"`kotacerdas rank`, {csv_rows}", ranked),
        _line("`kotacerdas score`, one city", one),
    ]


def _line(what: str, used: Used, *, goal: str = "", met: bool | None = None) -> Line:
    return Line(what, used.cpu, used.wall, mib=used.mib, goal=goal, met=met)
