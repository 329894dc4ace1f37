"""A letter is written, issued and its signed copy brought back: on a phone by keys alone, and on a desk in English."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FAULTS = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map(
    (fault) => fault.id + ": " + fault.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | "))"""
SCAN = b"%PDF-1.7\n" + b"pindaian " * 40 + b"\nstartxref\n9\n%%EOF\n"
WORDS = {
    "id": {
        "draft": "Konsep",
        "waits": "Menunggu tanda tangan",
        "signed": "Sudah ditandatangani",
        "row": "Hal",
    },
    "en": {"draft": "Draft", "waits": "Waits for the signature", "signed": "Signed", "row": "Subject"},
}


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "surat-bertanda-tangan.pdf"
    path.write_bytes(SCAN)
    return path


def press(page: Page, selector: str) -> None:
    """By key, until the next page is there."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def assert_accessible(page: Page) -> None:
    page.evaluate("() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; }")
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("language", "width"), [("id", 390), ("en", 1440)])
def test_letter_is_issued_and_its_signed_copy_returns(
    visitor: Callable[..., Page], sign_in: Callable[..., None], scan: Path, language: str, width: int
):
    words, prefix = WORDS[language], "/en" if language == "en" else ""
    page = visitor(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    sign_in(page)

    page.goto(f"{prefix}/surat/")
    press(page, "main a[href$='/surat/baru/']")
    press(page, "main a[href$='/contoh-pemberitahuan/']")
    write(page, "#id_isi_perihal", f"pemeliharaan jaringan {language}")
    write(page, "#id_isi_isi", "- Sabtu pukul 09.00\n- Minggu pukul 10.00")
    assert_accessible(page)
    press(page, "main form.borang button.btn-utama")

    expect(page.get_by_role("heading", level=1)).to_have_text(words["draft"])
    expect(page.locator("#pratinjau img")).to_be_visible()
    write(page, "#id_to", "Kepala Dinas Perhubungan; di Balikpapan")
    expect(page.locator("#pratinjau .pesan--awas")).to_have_count(0)
    assert_accessible(page)
    press(page, "#borang-surat button.btn-utama")

    press(page, "main a[href$='/terbitkan/']")
    assert_accessible(page)
    press(page, "main form.borang button.btn-utama")
    expect(page.locator(".st", has_text=words["waits"])).to_be_visible()
    number = page.locator("main strong.n").inner_text()
    assert_accessible(page)

    press(page, "main a[href$='/salinan-bertanda-tangan/'].btn")
    tab_to(page, "#id_file")
    page.locator("#id_file").set_input_files(scan)
    assert_accessible(page)
    press(page, "main form.borang button.btn-utama")
    expect(page.locator(".st", has_text=words["signed"])).to_be_visible()
    tab_to(page, "main a[download]")
    with page.expect_download() as downloads:
        page.keyboard.press("Enter")
    printed = Path(downloads.value.path())
    assert printed.read_bytes().startswith(b"%PDF-1.7")

    check = page.locator("main a[href*='/surat/periksa/']").get_attribute("href")
    paper = visitor(viewport={"width": width, "height": 800})
    paper.goto(str(check))
    expect(paper.get_by_role("heading", level=1)).to_contain_text(number)
    expect(paper.locator("main")).not_to_contain_text("jaringan")
    assert_accessible(paper)
    # The fingerprint is computed in the browser; the file itself is not sent.
    paper.locator("#berkas-sendiri").set_input_files(printed)
    expect(paper.locator("main .pesan--ok")).to_be_visible()


def test_draft_is_looked_at_without_scripts(visitor: Callable[..., Page], sign_in: Callable[..., None]):
    page = visitor(java_script_enabled=False)
    sign_in(page)
    page.goto("/surat/contoh-konsep/ubah/")

    page.locator("#id_subject").fill("Perihal yang belum disimpan")
    page.locator("button[name=lihat]").click()

    expect(page.locator("#id_subject")).to_have_value("Perihal yang belum disimpan")
    expect(page.locator("#pratinjau img")).to_be_visible()
    page.goto("/surat/contoh-konsep/")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("belum disimpan")
