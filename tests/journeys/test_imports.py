"""A workbook comes in: its fault is named by cell, mended in the file, written, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kotacerdas.imports.tests import workbooks
from tests.journeys.test_letters import assert_accessible, press, tab_to

pytestmark = pytest.mark.journey

HEAD = ["Kode", "Nama OPD", "Jenis"]
WORDS = {
    "id": {
        "first": "1 baris akan ditulis",
        "both": "2 baris akan ditulis",
        "written": "2 baris telah ditulis",
    },
    "en": {
        "first": "1 row would be written",
        "both": "2 rows would be written",
        "written": "2 rows were written",
    },
}


def workbook(path: Path, language: str, *, kind: str) -> Path:
    """Two offices that no other story knows, one of a kind that may be wrong."""
    rows = [HEAD, [f"uji-a-{language}", "Dinas Uji A", "Dinas"], [f"uji-b-{language}", "Dinas Uji B", kind]]
    path.write_bytes(workbooks.xlsx(rows).getvalue())
    return path


def bring(page: Page, file: Path) -> None:
    """From the file to what would be written."""
    tab_to(page, "#id_berkas")
    page.locator("#id_berkas").set_input_files(file)
    press(page, "main form.borang button.btn-utama")
    assert_accessible(page)
    press(page, "main .borang-padat button.btn-utama")


@pytest.mark.parametrize(("language", "width"), [("id", 390), ("en", 1440)])
def test_a_fault_is_mended_and_the_workbook_is_written_and_undone(
    visitor: Callable[..., Page], sign_in: Callable[..., None], tmp_path: Path, language: str, width: int
):
    words, prefix = WORDS[language], "/en" if language == "en" else ""
    page = visitor(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(page)

    page.goto(f"{prefix}/kantor/impor/organisasi/")
    bring(page, workbook(tmp_path / "opd.xlsx", language, kind="Entah"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["first"])
    expect(page.locator("main")).to_contain_text("C3")
    assert_accessible(page)

    page.goto(f"{prefix}/kantor/impor/organisasi/")
    bring(page, workbook(tmp_path / "opd-betul.xlsx", language, kind="Dinas"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["both"])
    press(page, "main .kepala-laman button.btn-utama")
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["written"])
    assert_accessible(page)

    press(page, "main .kepala-laman button.btn-bahaya")
    expect(page.locator("main .kepala-laman button.btn-bahaya")).to_have_count(0)
    assert_accessible(page)
