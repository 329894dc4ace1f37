"""Files as a real office program writes them: through the gate, and read, by the way of a delivery."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kotacerdas.evidence.actions import reading
from kotacerdas.evidence.models import Document
from kotacerdas.evidence.reading import programs
from kotacerdas.evidence.tests.deliveries import became, taken_in

pytestmark = pytest.mark.skipif(
    programs.libreoffice() is None,
    reason="LibreOffice, which would write these files, is not on this machine",
)

LETTER = """<html><body><p>Keputusan Wali Kota Nomor 188.45-12/2025</p>
<p>Tim Pelaksana Smart City dibentuk pada 12 Maret 2025 &amp; bertugas setahun.</p>
<table border=1><tr><td>Perangkat daerah</td><td>Anggota</td></tr><tr><td>Bappeda</td><td>1.234</td></tr></table>
</body></html>"""
REGISTER = "Titik;Kecepatan\nTaman Bekapai;50\nPasar Klandasan;25\n"
FILTERS = {
    "doc": "MS Word 97", "docx": "MS Word 2007 XML", "odt": "writer8", "pdf": "writer_pdf_Export",
    "xls": "MS Excel 97", "xlsx": "Calc MS Excel 2007 XML", "ods": "calc8",
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> dict[str, bytes]:
    """The same letter and register in every kind, by their endings."""
    folder: Path = tmp_path_factory.mktemp("office")
    letter, register = folder / "Surat.html", folder / "Daftar.csv"
    letter.write_text(LETTER, encoding="utf-8")
    register.write_text(REGISTER, encoding="utf-8")
    made = {}
    for ending, name in FILTERS.items():
        if ending in {"xls", "xlsx", "ods"}:
            made[ending] = _converted(register, ending, name, "CSV:59,34,76")
        else:
            made[ending] = _converted(letter, ending, name, "HTML (StarWriter)")
    return made


def _converted(source: Path, ending: str, name: str, reading_as: str) -> bytes:
    out = source.parent / ending
    command = [
        str(programs.libreoffice()), f"-env:UserInstallation=file://{source.parent}/profile", "--headless",
        f"--infilter={reading_as}", "--convert-to", f"{ending}:{name}", "--outdir", str(out), str(source),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=120)  # noqa: S603 - the system's own program
    return (out / f"{source.stem}.{ending}").read_bytes()


def test_all_of_them_come_in_and_say_what_was_written(office, balikpapan, rina):
    intake = taken_in(balikpapan, rina, {f"Kantor.{ending}": content for ending, content in office.items()})

    assert became(intake) == {f"Kantor.{ending}": "added" for ending in office}
    told = {document.latest.content.kind: text_of(document) for document in Document.objects.all()}
    for kind in ("doc", "docx", "odt", "pdf"):
        assert "Keputusan Wali Kota Nomor 188.45-12/2025" in told[kind], kind
        assert "12 Maret 2025 & bertugas setahun." in told[kind], kind
        assert "Bappeda" in told[kind], kind
        assert "1.234" in told[kind], kind
    for kind in ("xls", "xlsx", "ods"):
        assert "Taman Bekapai\t50" in told[kind], kind


def text_of(document: Document) -> str:
    content = reading.read_content(document.latest.content, now=document.at)
    assert (content.reading, content.faults) == ("read", [])
    return "\n".join(unit.text for unit in content.units.order_by("number"))
