"""Evidence that is missing is asked for, sent by somebody without an account, found, accepted and confirmed."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

SCOPE = "smartcity-2023-kppn"
OFFICE, VERIFIER = "program@balikpapan.example", "verifikator@balikpapan.example"
# The worker takes files in and reads them by itself; what it does is waited for on the page.
PATIENCE_OF_THE_WORKER = 90
# A question of the form that the samples do not prove, in the words of a page that does.
ASKED = {"id": ("D46", 390), "en": ("D47", 1440)}


def is_for_everybody(page: Page) -> None:
    page.evaluate("() => { for (const fold of document.querySelectorAll('main details')) fold.open = true; }")
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(TOO_WIDE) == []


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def until_seen(page: Page, selector: str) -> None:
    """Loads the page again until the worker has done its part."""
    until = time.monotonic() + PATIENCE_OF_THE_WORKER
    while time.monotonic() < until:
        if page.locator(selector).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail(f"The worker did not bring {selector}.")


@pytest.mark.parametrize("language", ["id", "en"])
def test_missing_proof_is_asked_for_sent_found_and_confirmed(
    visitor: Callable[..., Page], sign_in: Callable[..., None], tmp_path: Path, language: str
):
    code, width = ASKED[language]
    prefix = "/en" if language == "en" else ""
    view = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce"}
    office = visitor(**view)
    sign_in(office, OFFICE)

    office.goto(f"{prefix}/bukti/papan/{SCOPE}/?cari={code}")
    is_for_everybody(office)
    office.goto(f"{prefix}/bukti/usulan/{SCOPE}/{code}/")
    question = office.get_by_role("heading", level=1).inner_text()
    is_for_everybody(office)

    office.goto(f"{prefix}/bukti/permintaan/baru/?lingkup={SCOPE}&soal={code}")
    is_for_everybody(office)
    office.locator("#id_agency").select_option(index=3)
    write(office, "#id_what", f"Laporan {question} {language}"[:200])
    press(office, "main form.borang button.btn-utama")
    link = link_of(office)
    request = office.url
    is_for_everybody(office)

    guest = visitor(**view)
    guest.goto(f"{prefix}{link}")
    is_for_everybody(guest)
    proof = tmp_path / f"laporan-{language}.txt"
    words = question_words(office, code)
    proof.write_text(
        f"Laporan tahun 2023 Kota Balikpapan. {words} telah dilaksanakan pada tahun 2023 ({language}). "
        "Rincian pelaksanaannya terlampir.",
        encoding="utf-8",
    )
    tab_to(guest, "#id_berkas")
    guest.locator("#id_berkas").set_input_files(proof)
    press(guest, "main form.borang button.btn-utama")
    expect(guest.locator("main table")).to_contain_text(proof.name)
    expect(guest.locator(".sidik")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    is_for_everybody(guest)

    office.goto(f"{prefix}/bukti/usulan/{SCOPE}/{code}/")
    mine = f".temuan-bukti:has-text('laporan-{language}')"
    until_seen(office, mine)
    is_for_everybody(office)
    office.locator(f"{mine} [data-terima] button").focus()
    with office.expect_navigation():
        office.keyboard.press("t")
    expect(office.locator(".kutipan-daftar li").first).to_be_visible()
    citation = office.locator(".kutipan-daftar a").first.get_attribute("href")

    office.goto(request)
    press(office, "main button[value=cukup]")
    expect(office.locator("h1 + p .st--ok")).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_be_visible()
    assert "404" in guest.title() or guest.locator("#id_berkas").count() == 0

    second = visitor(**view)
    sign_in(second, VERIFIER)
    second.goto(str(citation))
    press(second, "[data-terima] button, button[value=terima]")
    office.goto(f"{prefix}/bukti/papan/{SCOPE}/?cari={code}&status=confirmed")
    expect(office.locator(".tb-papan tbody tr")).to_have_count(1)


def link_of(page: Page) -> str:
    """The path of the link that the office copies; the name in it is that of the installation, not of this port."""
    return urlsplit(page.locator("#tautan").input_value()).path


def question_words(page: Page, code: str) -> str:
    """As the form says it, in Indonesian."""
    return page.locator(f".tugas-bukti li:has(b:text-is('{code}')) [lang=id]").inner_text()


def test_guest_sends_without_scripts(
    visitor: Callable[..., Page], sign_in: Callable[..., None], tmp_path: Path
):
    office = visitor()
    sign_in(office, OFFICE)
    office.goto("/bukti/permintaan/c0nt0h00000000000101/")
    link = link_of(office)
    file = tmp_path / "undangan.txt"
    file.write_text("Undangan rapat Forum Smart City Daerah (contoh)", encoding="utf-8")
    guest = visitor(java_script_enabled=False)
    guest.goto(link)

    guest.locator("#id_berkas").set_input_files(file)
    guest.locator("main form.borang button.btn-utama").dblclick()

    expect(guest.locator("main table")).to_contain_text("undangan.txt")
    office.reload()
    expect(office.locator("main table tbody tr")).to_have_count(1)
