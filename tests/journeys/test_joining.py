"""People come in with keys alone: by the link of an invitation, and by a code that hangs on the wall of a meeting."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.conftest import ROOT, Site
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

PASSWORD = "perahu biru berlabuh sore"
SIZES = {"id": {"width": 390, "height": 844}, "en": {"width": 1440, "height": 900}}
# What stands in the newest mail to an address, as its receiver reads it; the demonstration sends nothing.
NEWEST = """
from kotacerdas.notices import texts
from kotacerdas.notices.models import Notice
notice = Notice.objects.filter(address="{email}").order_by("-pk").first()
print(texts.of(notice, notice.language).url)
"""

# Somebody of this story alone, so that no other story misses an account of the demonstration.
MAKE = """
from datetime import date
from kotacerdas.people.models import City, Organisation, RoleAssignment, User
user = User.objects.create_user("pindahan@contoh.go.id", "{password}", display_name="Petugas Pindahan")
RoleAssignment.objects.create(
    user=user, role="agency_officer", city=City.objects.get(code="64.71"),
    organisation=Organisation.objects.get(code="64.71/dinkes"), from_on=date(2025, 1, 1),
)
"""

SignIn = Callable[..., None]


@pytest.fixture
def officer(site: Site, visitor: Callable[..., Page]) -> Page:
    words = MAKE.format(password=PASSWORD)
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", words], cwd=ROOT, env=site.variables, check=True
    )
    page = visitor()
    page.goto("/masuk/")
    page.locator("input[name=login]").fill("pindahan@contoh.go.id")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main input[name=password]")).to_have_count(0)
    return page


@pytest.fixture
def mail(site: Site) -> Callable[[str], str]:
    """The address of the link in the newest mail to somebody, without the site's own."""

    def read(email: str) -> str:
        words = NEWEST.format(email=email)
        answer = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v", "0", "-c", words],
            cwd=ROOT, env=site.variables, check=True, capture_output=True, text=True,
        )  # fmt: skip
        link = answer.stdout.strip()
        return "/" + link.split("://")[-1].partition("/")[2]

    return read


@pytest.fixture
def person(visitor: Callable[..., Page]) -> Callable[[str], Page]:
    """Somebody with a browser as wide as the language's story wants it, ready to be looked over."""

    def arrive(language: str) -> Page:
        page = visitor(viewport=SIZES[language])
        page.add_init_script(AXE)
        page.emulate_media(reduced_motion="reduce")
        return page

    return arrive


def path(language: str, rest: str) -> str:
    return f"/en{rest}" if language == "en" else rest


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def is_whole(page: Page) -> None:
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(FAULTS) == []


def type_into(page: Page, name: str, words: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def choose(page: Page, name: str, label: str) -> None:
    tab_to(page, f"select[name={name}]")
    page.keyboard.type(label)


def set_password_and_come_in(page: Page, language: str) -> None:
    is_whole(page)
    type_into(page, "new_password", "pendek")
    page.keyboard.press("Enter")
    expect(page.locator("main .galat").first).to_be_visible()
    is_whole(page)
    type_into(page, "new_password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(path(language, "/akun/"))
    expect(page.locator("[role=status] .pesan--ok")).to_be_visible()


@pytest.mark.parametrize("language", ["id", "en"])
def test_somebody_is_invited_and_arrives(
    person: Callable[[str], Page], mail: Callable[[str], str], sign_in: SignIn, language: str
):
    email = f"ani.{language}@contoh.go.id"
    office = person(language)
    sign_in(office)
    office.goto(path(language, "/undangan/"))
    is_whole(office)
    press(office, "main a[href$='/undangan/baru/']")
    office.wait_for_url("**/undangan/baru/")
    is_whole(office)

    type_into(office, "addresses", f"Ani Wijaya <{email}>\nbukan alamat")
    choose(office, "role", "Anggota Dewan" if language == "id" else "Member of the Smart")
    press(office, "main form button[type=submit]")
    expect(office.locator("main .galat").first).to_be_visible()
    is_whole(office)
    type_into(office, "addresses", f"Ani Wijaya <{email}>")
    press(office, "main form button[type=submit]")
    office.wait_for_url("**/undangan/")
    expect(office.locator("main table")).to_contain_text(f"ani.{language}@")

    guest = person(language)
    link = mail(email)
    guest.goto(link)
    expect(guest).to_have_url(path(language, "/undangan/terima/"))
    set_password_and_come_in(guest, language)
    expect(guest.locator("main table").first).to_contain_text("Balikpapan")

    # The link is spent, for her as for whoever finds the mail.
    stranger = person(language)
    stranger.goto(link)
    expect(stranger.locator("main input")).to_have_count(0)
    is_whole(stranger)
    office.reload()
    expect(
        office.locator("main table tbody tr", has_text=f"ani.{language}@").locator(".st--ok")
    ).to_be_visible()


@pytest.mark.parametrize("language", ["id", "en"])
def test_somebody_joins_by_a_code_and_the_office_says_yes(
    person: Callable[[str], Page], mail: Callable[[str], str], sign_in: SignIn, language: str
):
    email = f"dosen.{language}@kampus.ac.id"
    office = person(language)
    sign_in(office)
    office.goto(path(language, "/kode-gabung/C0NT0HK0DE/"))
    is_whole(office)
    code = office.locator(".kode-besar").inner_text()

    guest = person(language)
    guest.goto(path(language, "/gabung/"))
    is_whole(guest)
    type_into(guest, "code", "ZZZZ-ZZZZ")
    guest.keyboard.press("Enter")
    expect(guest.locator("main [role=alert]")).to_be_visible()
    is_whole(guest)
    type_into(guest, "code", code.lower().replace("-", " "))
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/gabung/lanjut/")
    is_whole(guest)
    type_into(guest, "name", "Dosen Tamu")
    type_into(guest, "email", email)
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/gabung/terkirim/")
    is_whole(guest)

    guest.goto(mail(email))
    set_password_and_come_in(guest, language)

    office.goto(path(language, "/permintaan-gabung/"))
    is_whole(office)
    wish = office.locator("main section", has_text=email.partition("@")[0])
    expect(wish).to_be_visible()
    wish.locator("button[value='1']").focus()
    office.keyboard.press("Enter")
    expect(office.locator("main section", has_text=email.partition("@")[0])).to_have_count(0)

    guest.goto(path(language, "/akun/"))
    expect(guest.locator("main table").first).to_contain_text("Balikpapan")


def test_office_moves_a_person_who_loses_the_old_agency_at_once(
    person: Callable[[str], Page], officer: Page, sign_in: SignIn
):
    officer.goto("/akun/")
    expect(officer.locator("main table").first).to_contain_text("Dinas Kesehatan")

    office = person("id")
    sign_in(office)
    office.goto("/orang/?cari=Petugas+Pindahan")
    press(office, "main table a")
    office.wait_for_url("**/orang/*/")
    is_whole(office)
    press(office, "main a[href$='/pindah/']")
    office.wait_for_url("**/pindah/")
    is_whole(office)
    choose(office, "to", "Dinas Sosial")
    press(office, "main form button[type=submit]")
    expect(office.locator("main table")).to_contain_text("Dinas Sosial")

    officer.reload()
    expect(officer.locator("main table").first).to_contain_text("Dinas Sosial")
    expect(officer.locator("main table").first).not_to_contain_text("Dinas Kesehatan")
