"""The system's programs that reading can use, and what is lost without them. Loads nothing heavy: `./run` asks too."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

INDONESIAN, ENGLISH = "ind", "eng"
SECONDS = 20


@dataclass(frozen=True)
class Lacking:
    """Debian's package, and what it would add."""

    package: str
    adds: str


def lacking() -> list[Lacking]:
    """What is not installed, in the order of its use."""
    found = []
    missing = lacks_of_tesseract()
    if missing == "tesseract":
        found.append(Lacking("tesseract-ocr", "reads scans and photos"))
    if missing:
        found.append(Lacking("tesseract-ocr-ind", "reads them in Indonesian"))
    if libreoffice() is None:
        found.append(Lacking("libreoffice-writer", "reads old DOC files"))
    return found


def lacks_of_tesseract() -> str:
    """What is not there: "tesseract", "ind", or nothing."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract"
    return "" if INDONESIAN in languages(program) else INDONESIAN


def languages(program: str) -> list[str]:
    """That Tesseract knows here."""
    return _said(program, "--list-langs")


def version_of_tesseract() -> str:
    """ "5.3.0"; empty where it cannot be used."""
    program = shutil.which("tesseract")
    return "" if program is None or lacks_of_tesseract() else _said(program, "--version")[1]


def libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _said(program: str, option: str) -> list[str]:
    try:
        said = subprocess.run(  # noqa: S603 - the system's own program
            [program, option], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return (said.stdout + said.stderr).split()
