"""Knows where the catalogues of interface words lie and compiles them without the gettext programs."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "id"


def catalogues(package: Path = PACKAGE) -> list[Path]:
    """Every catalogue that exists: one per app, one for the templates and settings of the project."""
    return sorted(package.glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Compiles what is newer than its compiled form and answers which catalogues those were."""
    wanted = stale(package)
    for source in wanted:
        _compile(source)
    return wanted


def stale(package: Path = PACKAGE) -> list[Path]:
    return [source for source in catalogues(package) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    # Rarely needed, and slow to load.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as opened:
        catalogue = read_po(opened, locale=LANGUAGE)
    # A half-written file must never be found: other processes read the folder meanwhile.
    unfinished = source.with_name(f".django.{os.getpid()}.mo")
    with unfinished.open("wb") as opened:
        write_mo(opened, catalogue)
    unfinished.chmod(0o644)  # set-up hides what it makes, but these belong to the program
    unfinished.replace(source.with_suffix(".mo"))
