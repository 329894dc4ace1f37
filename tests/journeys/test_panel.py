"""An assessor reads and scores with nothing but keys, goes on while the line is cut, and is blind to the others."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Site, Watch
from tests.journeys.pages import ASSESSOR, MALANG, NATIONAL_OPERATOR, SAMPLE_PANEL
from tests.journeys.test_self_assessment import PHONE, SAVED, SignIn, is_for_everybody, opened

pytestmark = pytest.mark.journey


def room(code: str, language: str = "") -> str:
    return f"{language}/asesor/{SAMPLE_PANEL['code']}/{SAMPLE_PANEL['city']}/soal/{code}/"


def line(page: Page, code: str):
    return page.locator(f'[data-soal="{code}"]')


@pytest.mark.parametrize(("language", "first", "then"), [("", "D01", "D02"), ("/en", "D04", "D05")])
def test_an_assessor_scores_question_after_question_with_keys_alone(
    visitor: Callable[..., Page], sign_in: SignIn, language: str, first: str, then: str
):
    assessor = opened(visitor(), sign_in, ASSESSOR, room(first, language))
    is_for_everybody(assessor)

    assessor.keyboard.press("3")
    expect(assessor.locator("[data-draf-kata]")).to_have_text(SAVED)
    assessor.keyboard.press("n")
    assessor.keyboard.type("Contoh: minta notulen.")
    assessor.keyboard.press("Escape")
    assessor.keyboard.press("f")
    assessor.keyboard.press("j")

    expect(assessor.locator("#ruang")).to_have_attribute("data-kode", then)
    expect(assessor).to_have_url(re.compile(re.escape(room(then, language))))
    expect(line(assessor, first).locator("[data-skor]")).to_have_text("3")
    assessor.keyboard.press("1")
    assessor.keyboard.press("k")
    expect(assessor.locator("#ruang")).to_have_attribute("data-kode", first)
    expect(assessor.locator("textarea[name=note]")).to_have_value("Contoh: minta notulen.")
    # A page that is asked for while a save is under way may be older than that save.
    expect(assessor.locator("#ruang[data-menunggu]")).to_have_count(0)

    assessor.goto(room(first, language))
    expect(assessor.locator('[name="level"]:checked')).to_have_value("3")
    expect(assessor.locator("[name=flagged]")).to_be_checked()
    expect(assessor.locator("textarea[name=note]")).to_have_value("Contoh: minta notulen.")
    expect(line(assessor, then).locator("[data-skor]")).to_have_text(re.compile("1$"))


def test_what_is_scored_without_a_line_is_sent_when_it_is_back(
    visitor: Callable[..., Page], sign_in: SignIn, watch: Watch
):
    watch.wanted.append("net::ERR_INTERNET_DISCONNECTED")
    assessor = opened(visitor(**PHONE), sign_in, ASSESSOR, room("D10"))
    is_for_everybody(assessor)
    assessor.wait_for_load_state("networkidle")

    assessor.context.set_offline(True)
    assessor.locator(".tuts label").nth(4).click()
    expect(assessor.locator("[data-antre]")).to_have_text(re.compile("^1 "))
    assessor.locator("button[type=submit].btn-utama").click()
    expect(assessor.locator("#ruang")).to_have_attribute("data-kode", "D11")
    assessor.locator(".tuts label").nth(0).click()
    expect(assessor.locator("[data-antre]")).to_have_text(re.compile("^2 "))
    assessor.context.set_offline(False)

    expect(assessor.locator("[data-antre]")).to_be_hidden()
    assessor.goto(room("D10"))
    expect(assessor.locator('[name="level"]:checked')).to_have_value("4")
    assessor.goto(room("D11"))
    expect(assessor.locator('[name="level"]:checked')).to_have_value("0")


def test_a_queue_that_was_not_sent_survives_a_reload(
    visitor: Callable[..., Page], sign_in: SignIn, watch: Watch
):
    watch.wanted.append(" 503 ")
    assessor = opened(visitor(), sign_in, ASSESSOR, room("D20"))
    assessor.route("**/nilai/", lambda route: route.fulfill(status=503, body="sebentar"))
    assessor.keyboard.press("2")
    expect(assessor.locator("[data-antre]")).to_have_text(re.compile("^1 "))
    assessor.on("dialog", lambda dialog: dialog.accept())
    assessor.reload()
    expect(assessor.locator('[name="level"]:checked')).to_have_value("2")

    assessor.unroute("**/nilai/")
    assessor.evaluate("window.dispatchEvent(new Event('online'))")
    expect(assessor.locator("[data-draf-kata]")).to_have_text(SAVED)


def test_of_two_windows_the_second_shows_what_the_first_has_saved(
    visitor: Callable[..., Page], sign_in: SignIn, watch: Watch
):
    watch.wanted.append(" 409 ")
    one = opened(visitor(), sign_in, ASSESSOR, room("D30"))
    other = one.context.new_page()
    other.goto(room("D30"))
    one.keyboard.press("4")
    expect(one.locator("[data-draf-kata]")).to_have_text(SAVED)

    other.keyboard.press("1")

    expect(other.locator('[name="level"]:checked')).to_have_value("4")
    other.keyboard.press("1")
    expect(other.locator("[data-draf-kata]")).to_have_text(SAVED)


def test_without_a_script_the_button_saves_and_goes_on(visitor: Callable[..., Page], sign_in: SignIn):
    assessor = opened(visitor(java_script_enabled=False), sign_in, ASSESSOR, room("D40"))
    assessor.locator('input[name="level"][value="3"]').check(force=True)
    assessor.locator("button[type=submit].btn-utama").click()

    expect(assessor).to_have_url(re.compile(re.escape(room("D41"))))
    expect(line(assessor, "D40").locator("[data-skor]")).to_have_text(re.compile("3$"))


def test_a_result_is_nobodys_before_its_publication_and_everybodys_afterwards(
    visitor: Callable[..., Page], sign_in: SignIn, site: Site
):
    """Kabupaten Malang's round of 2023 is run again; the operator publishes it before an outsider's eyes."""
    said = told(site, "panel", "replay", "smartcity-2023-kppn", MALANG, "--keep")
    code = re.search(r"smartcity-2023[\w-]*", said.splitlines()[-1])[0]
    outsider, card = visitor(**PHONE), f"/en/k/{MALANG}/rapor/{code}/"
    assert outsider.goto(f"/en/putaran/{code}/").status == 404
    assert outsider.goto(card).status == 404

    operator = opened(visitor(), sign_in, NATIONAL_OPERATOR, f"/en/putaran/{code}/")
    expect(operator.locator("main")).to_contain_text("2.94")
    operator.locator("button:has-text('Publish')").click()

    assert outsider.goto(f"/en/putaran/{code}/").status == 200
    expect(outsider.locator("main")).to_contain_text("2.94")
    is_for_everybody(outsider)
    outsider.goto(card)
    expect(outsider.locator("main")).to_contain_text("2.94")
    is_for_everybody(outsider)
    with outsider.expect_download() as report:
        outsider.locator("a[href$='laporan.pdf']").first.click()
    assert Path(report.value.path()).read_bytes().startswith(b"%PDF-1.7")

    operator.goto(f"/en/putaran/{code}/")
    operator.locator("button:has-text('Take back')").click()
    assert outsider.goto(card).status == 404


def told(site: Site, *words: str) -> str:
    command = [sys.executable, "-m", "kotacerdas.config.cli", *words]
    done = subprocess.run(command, cwd=ROOT, env=site.variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
