"""Nothing that was promised is forgotten: a late task climbs the ladder, is reported from a phone and accepted."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.conftest import ROOT, Site
from tests.journeys.late_task import OFFICE, OFFICER
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HEAD = "kepala.diskominfo@balikpapan.example"
LADDER = [
    ["followup.assigned", OFFICER],
    ["reminder.before", OFFICER],
    ["reminder.today", OFFICER],
    ["reminder.late", OFFICER],
    ["reminder.late", HEAD],
    ["reminder.escalated", OFFICE],
]


def climb(site: Site, title: str) -> dict[str, object]:
    """Thirty days of office life in a second."""
    command = [sys.executable, "-m", "tests.journeys.late_task", title]
    done = subprocess.run(
        command, cwd=ROOT, env=site.variables, capture_output=True, text=True, check=True, timeout=60
    )
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def is_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing stands outside the screen."""
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(TOO_WIDE) == []


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "late"), [("", "Terlambat"), ("/en", "Late")])
def test_late_task_climbs_is_reported_from_a_phone_and_accepted_by_keyboard(
    site: Site, visitor: Callable[..., Page], sign_in: SignIn, tmp_path: Path, language: str, late: str
):
    title = f"Unggah peta serat optik {language or '/id'}"
    task = climb(site, title)
    assert task["told"] == LADDER
    address = f"{language}/tugas/{task['code']}/"
    photo = tmp_path / "peta.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 200)

    phone = visitor(**PHONE)
    phone.goto(f"{language}/masuk/")
    sign_in(phone, OFFICER)
    expect(phone).to_have_url(re.compile(f"{language}/tugas/$"))
    expect(phone.locator("section:has(#late)")).to_contain_text(title)
    expect(phone.locator("#late")).to_contain_text(late)
    is_for_everybody(phone)
    phone.locator(".tugas li", has_text=title).locator("a.btn").tap()
    phone.locator("#lapor textarea[name=words]").fill("Peta sudah di folder bersama")
    phone.locator("#lapor input[type=file]").set_input_files(photo)
    phone.locator("#lapor button[type=submit]").tap()
    expect(phone).to_have_url(re.compile(f"{address}$"))
    expect(phone.locator(".tugas-bukti")).to_contain_text("peta.jpg")
    is_for_everybody(phone)

    desk = visitor()
    desk.goto(f"{language}/masuk/?next={language}/tugas/")
    sign_in(desk, OFFICE)
    expect(desk.locator("section:has(#to_check)")).to_contain_text(title)
    is_for_everybody(desk)
    press(desk, f"a[href='{address}']")
    expect(desk).to_have_url(re.compile(f"{address}$"))
    press(desk, "#terima button[type=submit]")
    expect(desk.locator("[role=status] .pesan--ok")).to_be_visible()
    expect(desk.locator("h1 + p .st--ok")).to_be_visible()
    is_for_everybody(desk)

    phone.goto(f"{language}/tugas/")
    expect(phone.locator("section:has(#done)")).to_contain_text(title)
    expect(phone.locator("section:has(#late)").get_by_text(title)).to_have_count(0)


def test_double_tap_on_done_reports_once_also_without_scripts(
    site: Site, visitor: Callable[..., Page], sign_in: SignIn
):
    code = climb(site, "Dua ketukan")["code"]
    page = visitor(java_script_enabled=False)
    sign_in(page, OFFICER)
    page.goto(f"/tugas/{code}/lapor/")
    page.locator("#lapor textarea[name=words]").fill("Sudah")

    page.locator("#lapor button[type=submit]").dblclick()

    expect(page).to_have_url(re.compile(f"/tugas/{code}/$"))
    expect(page.locator(".garis-waktu li", has_text="Dilaporkan selesai")).to_have_count(1)
