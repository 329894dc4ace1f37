"""Proof that leaves the system: a frozen figure is cited and confirmed, and an assessor without an account checks the pack."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.pages import SAMPLE_ROUND

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}
OFFICE, OFFICER = "program@balikpapan.example", "diskominfo@balikpapan.example"
SECOND = "verifikator@balikpapan.example"
# The newest of the demonstration, in which a citation stands by itself.
ROUND = SAMPLE_ROUND
READ_WITHIN_MS = 60_000
# An assessor's machine: a Python of its own, and nothing of ours.
BARE = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


def is_for_everybody(page: Page) -> None:
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(TOO_WIDE) == []


# Frozen twice on one day a figure is one document, whose words can be cited once for one question.
@pytest.mark.parametrize(("language", "screen", "sentence"), [("", PHONE, 0), ("/en", DESK, 1)])
def test_a_figure_is_frozen_cited_confirmed_packed_and_checked_on_a_machine_without_this_system(
    visitor: Callable[..., Page],
    sign_in: SignIn,
    tmp_path: Path,
    language: str,
    screen: dict[str, object],
    sentence: int,
):
    document = freeze(visitor(**screen), sign_in, language)
    claim = f"Dihitung sistem, dibekukan {language or '/id'}"
    cite(visitor(**screen), sign_in, language, document, sentence, claim)
    confirm(visitor(**screen), sign_in, language, claim)
    archive = pack(visitor(**screen), sign_in, language, tmp_path / "paket.zip")

    folder = tmp_path / "assessor"
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        opened.extractall(folder)
    checked = verify(folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert claim in (folder / "citations.json").read_text(encoding="utf-8")
    assert (folder / "index.pdf").read_bytes().startswith(b"%PDF-1.7")

    flipped = next(path for path in sorted((folder / "files").rglob("*")) if path.is_file())
    content = bytearray(flipped.read_bytes())
    content[len(content) // 2] ^= 1
    flipped.write_bytes(content)
    refused = verify(folder)
    assert refused.returncode == 1
    assert flipped.name in refused.stdout + refused.stderr


def freeze(officer: Page, sign_in: SignIn, language: str) -> str:
    """The address of the document that it became; its page opens itself anew when the background work has read it."""
    officer.goto(f"{language}/masuk/?next={language}/bukti/angka/")
    sign_in(officer, OFFICER)
    is_for_everybody(officer)
    officer.locator("main form[data-sekali] button[type=submit]").first.click()
    expect(officer).to_have_url(re.compile(r"/bukti/[a-z0-9]{10,}/$"))
    expect(officer.locator("#naskah")).to_be_visible(timeout=READ_WITHIN_MS)
    is_for_everybody(officer)
    return officer.url


def cite(officer: Page, sign_in: SignIn, language: str, document: str, sentence: int, claim: str) -> None:
    officer.goto(f"{language}/masuk/?next={language}/bukti/")
    sign_in(officer, OFFICER)
    officer.goto(f"{document}kutip/")
    officer.locator("input[type=radio]").nth(sentence).check()
    officer.locator("input[name=cari]").fill("B3")
    expect(officer.locator("#sasaran input")).to_have_count(1)
    officer.locator("#sasaran input").check()
    officer.locator("textarea[name=klaim]").fill(claim)
    officer.locator(".kutip-borang > .aksi button[type=submit]").click()
    expect(officer).to_have_url(re.compile("/bukti/kutipan/"))


def confirm(second: Page, sign_in: SignIn, language: str, claim: str) -> None:
    second.goto(f"{language}/masuk/?next={language}/bukti/periksa/")
    sign_in(second, SECOND)
    row = second.locator("[data-antrean] > li", has_text=claim)
    row.locator("[data-terima] button").click()
    expect(row).to_have_count(0)


def pack(office: Page, sign_in: SignIn, language: str, path: Path) -> Path:
    """Ordered, awaited while it is made, and downloaded."""
    office.goto(f"{language}/masuk/?next={language}/bukti/paket/")
    sign_in(office, OFFICE)
    office.locator("select[name=lingkup], select[name=scope]").select_option(ROUND)
    office.locator("main form button[type=submit]").last.click()
    expect(office).to_have_url(re.compile(r"/bukti/paket/[a-z0-9]{10,}/$"))
    link = office.locator("main a[href='?unduh=1']")
    expect(link).to_be_visible(timeout=60_000)
    is_for_everybody(office)
    with office.expect_download() as coming:
        link.click()
    shutil.copy(coming.value.path(), path)
    return path


def verify(folder: Path) -> "subprocess.CompletedProcess[str]":
    """As the assessor does it: the program that lies in the pack, without anything that is not Python's own."""
    return subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"],
        cwd=folder, env=BARE, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
