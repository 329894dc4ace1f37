"""DOC, the old binary format of Word: LibreOffice makes a DOCX of it, where the system has LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evidence.reading import programs, word
from kotacerdas.evidence.reading.shapes import Part

SECONDS = 90


def read(path: str) -> Part:
    program = programs.libreoffice()
    if program is None:
        raise Refused(Fault("evidence-needs-libreoffice", {}))
    with tempfile.TemporaryDirectory(prefix="kotacerdas-doc-") as folder:
        return word.read(str(_converted(program, path, Path(folder))))


def _converted(program: str, path: str, folder: Path) -> Path:
    """A profile of its own: another LibreOffice may be running, and nobody's settings may run macros."""
    source = folder / "document.doc"
    source.symlink_to(path)
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    try:
        subprocess.run(  # noqa: S603 - the system's own program
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(Fault("evidence-too-heavy", {})) from None
    made = folder / "document.docx"
    if not made.exists():
        raise Refused(Fault("evidence-damaged", {}))
    return made
