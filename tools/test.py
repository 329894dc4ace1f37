"""Proves everything: the checks, then the rings of tests, each under a title; ends with pytest's own summary.

    ./test                  all of it
    ./test --fast           checks, rules, and the app on SQLite
    ./test --no-postgres    without the ring on PostgreSQL
    ./test --no-browser     without the journeys in Chromium
    ./test --postgres-all   pages on PostgreSQL, too
    ./test -k word …        any other argument goes to pytest; the checks are left out

Rings: the rules without Django, while the migrations make an empty database of each kind; the app on SQLite; on PostgreSQL
those of its tests in which the database has a say (tests/rings.py); journeys in a real browser.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from kotacerdas.evidence.reading import programs
from tools import browser, postgres

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
NOTHING_SELECTED = 5
OPTIONS = {"--fast", "--no-postgres", "--no-browser", "--postgres-all"}


class MigrationsFailed(Exception):
    """What was said."""


@dataclass(frozen=True)
class Check:
    title: str
    command: Sequence[str]


@dataclass(frozen=True)
class Ring:
    title: str
    arguments: Sequence[str]
    variables: dict[str, str] = field(default_factory=dict)


def checks() -> list[Check]:
    """The slow one first: two run at a time."""
    templates = sorted(str(path) for path in (ROOT / "kotacerdas").rglob("templates/**/*.html"))
    return [
        Check("Types", [_tool("mypy")]),
        Check("Format", [_tool("ruff"), "format", "--check", "."]),
        Check("Lint", [_tool("ruff"), "check", "."]),
        Check("Templates", [_tool("djade"), "--check", "--target-version", "5.2", *templates]),
        Check("Imports", [_tool("lint-imports"), "--no-cache"]),
        Check("Migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
        Check("Translations", [PYTHON, "-m", "tools.translations", "check"]),
        Check("Documents", [PYTHON, "-m", "tools.documents"]),
    ]


def _tool(name: str) -> str:
    return str(BIN / name)


def rules(chosen: Sequence[str]) -> Ring:
    places = _places(chosen) or sorted(str(path) for path in (ROOT / "kotacerdas").glob("*/tests/domain"))
    places = [place for place in places if "/domain" in place]
    return Ring(
        "Rules, without Django",
        [
            "-p", "no:django", "-p", "pytest_socket", "-p", "pytest_randomly", "-p", "_hypothesis_pytestplugin",
            # What the app's other tests share needs Django; the rules need the root's conftest alone.
            "--noconftest", "-p", "conftest",
            "--disable-socket",
            *_others(chosen), *places,
        ],
        # Loading every plug-in takes longer than the tests.
        {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip


def app(chosen: Sequence[str]) -> Ring:
    return Ring("App on SQLite", _of_the_app(chosen, "-m", "not journey and not postgres_only"))


def app_on_postgres(chosen: Sequence[str], address: str, *, with_pages: bool) -> Ring:
    """What has nothing to do with the database has been proved on SQLite."""
    pages = [] if with_pages else ["--without-pages"]
    arguments = _of_the_app(chosen, "-m", "not journey", "--only-with-database", *pages)
    return Ring("App on PostgreSQL", arguments, {"DATABASE_URL": address})


def _of_the_app(chosen: Sequence[str], *more: str) -> list[str]:
    places = [place for place in _places(chosen) if "/domain" not in place and "journeys" not in place]
    # A file stays with one worker, so that what is made once for a file, such as the whole demonstration, is made once. Which
    # begins is said in tests/rings.py.
    arguments = [
        "--numprocesses=2",
        "--dist=loadfile",
        "--no-loadscope-reorder",
        "--ignore-glob=*/tests/domain/*",
        "--ignore=tests/journeys",
    ]
    return [*arguments, *more, *_others(chosen), *places]


def journeys(chosen: Sequence[str], chromium: str) -> Ring:
    places = [place for place in _places(chosen) if "journeys" in place] or ["tests/journeys"]
    # Playwright runs an event loop in the thread of the test; Django then refuses its own calls without this.
    variables = {"KOTACERDAS_CHROMIUM": chromium, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    # Each worker has a site and a browser of its own. The stories are of very different length, so whoever is done takes
    # some from the other.
    arguments = ["--numprocesses=2", "--dist=worksteal", "-m", "journey"]
    return Ring("Journeys in Chromium", [*arguments, *_others(chosen), *places], variables)


def _places(chosen: Sequence[str]) -> list[str]:
    return [word for word in chosen if not word.startswith("-") and (ROOT / word.partition("::")[0]).exists()]


def _others(chosen: Sequence[str]) -> list[str]:
    places = _places(chosen)
    return [word for word in chosen if word not in places]


# --- Running ---------------------------------------------------------------------------------------------


def run_checks(variables: dict[str, str]) -> list[str]:
    """All of them, so that one look shows all there is to mend; answers the titles that failed."""

    def run(check: Check) -> tuple[int, str, float]:
        started = time.monotonic()
        finished = subprocess.run(
            check.command, cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return finished.returncode, finished.stdout.strip(), time.monotonic() - started

    failed = []
    with ThreadPoolExecutor(2) as pool:
        planned = checks()
        for check, (code, said, took) in zip(planned, pool.map(run, planned), strict=True):
            _title(f"{check.title}: {'failed' if code else 'good'}, {took:.1f} s")
            if code:
                print(said, flush=True)
                failed.append(check.title)
    return failed


def run_ring(ring: Ring, variables: dict[str, str], more: Sequence[str] = ()) -> int:
    _title(ring.title)
    command = [PYTHON, "-m", "pytest", *more, *ring.arguments]
    return subprocess.run(command, cwd=ROOT, env=variables | ring.variables, check=False).returncode


def run_rings(given: set[str], chosen: Sequence[str], variables: dict[str, str]) -> int:
    """One after the other until one fails, so that pytest's last words are about what is wrong."""
    # Nothing kept from earlier runs, such as a database with its tables, may decide what a full run proves.
    is_full = not chosen and "--fast" not in given
    cache = Path(variables["KOTACERDAS_DATA"], "pytest") if is_full else ROOT / ".pytest_cache"
    with contextlib.ExitStack() as stack:
        codes = []
        for ring in _rings(given, chosen, stack, lambda address: _empty_database(address, cache, variables)):
            code = run_ring(ring, variables, ["-o", f"cache_dir={cache}"])
            if code and not (chosen and code == NOTHING_SELECTED):
                return code
            codes.append(code)
    return 0 if not codes or 0 in codes else NOTHING_SELECTED


def _rings(
    given: set[str], chosen: Sequence[str], stack: contextlib.ExitStack, make: Callable[[str], None]
) -> Iterator[Ring]:
    chromium = "" if {"--fast", "--no-browser"} & given else _chromium()
    is_app = not _places(chosen) or any(
        "/domain" not in each and "journeys" not in each for each in _places(chosen)
    )
    is_on_postgres = is_app and not {"--fast", "--no-postgres"} & given
    address = stack.enter_context(postgres.private_server()) if is_on_postgres else ""
    pool = ThreadPoolExecutor(1)
    stack.callback(pool.shutdown, cancel_futures=True)
    # The rules keep one core busy. A choice makes its database itself, if it needs one.
    made = {each: pool.submit(make, each) for each in dict.fromkeys(["", address]) if not chosen}
    if not _places(chosen) or any("/domain" in place for place in _places(chosen)):
        yield rules(chosen)
    if is_app:
        _wait_for(made, "")
        yield app(chosen)
    if address:
        _wait_for(made, address)
        yield app_on_postgres(chosen, address, with_pages=bool(chosen) or "--postgres-all" in given)
    if chromium and (not _places(chosen) or any("journeys" in place for place in _places(chosen))):
        yield journeys(chosen, chromium)


def _empty_database(address: str, cache: Path, variables: dict[str, str]) -> None:
    """By all migrations, for the workers to copy (tests/schema.py)."""
    command = [PYTHON, "-m", "tests.schema", str(cache / "d" / "schema")]
    finished = subprocess.run(
        command, cwd=ROOT, env=variables | {"DATABASE_URL": address}, stdin=subprocess.DEVNULL, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if finished.returncode:
        raise MigrationsFailed(finished.stdout.strip())


def _wait_for(made: dict[str, Future[None]], address: str) -> None:
    if address in made:
        made[address].result()
        _title(f"Migrations on {'PostgreSQL' if address else 'SQLite'}: good")


def _chromium() -> str:
    try:
        return browser.chromium()
    except browser.NoBrowser:
        if not browser.is_debian_root() or not browser.install("chromium"):
            raise
        return browser.chromium()


def _require_postgres() -> None:
    if not postgres.installed() and browser.is_debian_root():
        _title("Installing PostgreSQL")
        browser.install("postgresql")
    postgres.programs()


def _install_tesseract() -> None:
    """Scans and photos are read by it; without it their tests are left out, and pytest says so."""
    if programs.lacks_of_tesseract() and browser.is_debian_root():
        _title("Installing Tesseract")
        browser.install("tesseract-ocr", "tesseract-ocr-ind")


def _install_libreoffice() -> None:
    """Writes office files as offices do, and opens the old ones; without it their tests are left out."""
    if programs.libreoffice() is None and browser.is_debian_root():
        _title("Installing LibreOffice")
        browser.install(*(f"libreoffice-{part}-nogui" for part in ("writer", "calc")))


def _title(words: str) -> None:
    print(f"\n── {words} ──", flush=True)


def clean_variables(state: str) -> dict[str, str]:
    """The environment without our own settings: what a developer has set must not decide what is proved."""
    settings = re.findall(
        r"^#?\s*([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    return kept | {"KOTACERDAS_DATA": state, "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', os.defpath)}"}


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    if {"--help", "-h"} & set(arguments):
        print(__doc__)
        return 0
    given = {word for word in arguments if word in OPTIONS}
    chosen = [word for word in arguments if word not in OPTIONS]
    signal.signal(signal.SIGTERM, _stop)
    try:
        if not {"--fast", "--no-postgres"} & given:
            _require_postgres()
        if not {"--fast", "--no-browser"} & given:
            _chromium()
        _install_tesseract()
        if "--fast" not in given:
            _install_libreoffice()
        with tempfile.TemporaryDirectory(prefix="kotacerdas-test-") as state:
            variables = clean_variables(state)
            failed = [] if chosen else run_checks(variables)
            if failed:
                _title(f"Failed: {', '.join(failed)}; the tests wait until these are mended")
                return 1
            return run_rings(given, chosen, variables)
    except MigrationsFailed as failure:
        _title("Migrations: failed")
        print(failure)
        return 1
    except (postgres.NoPostgres, browser.NoBrowser) as missing:
        print(missing, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
