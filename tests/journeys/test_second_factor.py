"""A programme officer sets up a second factor on a telephone, with keys alone; a passkey opens the same account."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.conftest import ROOT, Site
from tests.journeys.test_keyboard import tab_to

pytestmark = pytest.mark.journey

PASSWORD = "kuda nil makan tempe"
PHONE = {"width": 390, "height": 844}
PERIOD = 30
MAKE = """
from datetime import date
from kotacerdas.people.models import City, RoleAssignment, User
user = User.objects.create_user("{email}", "{password}", display_name="Rina")
RoleAssignment.objects.create(
    user=user, role="programme_office", city=City.objects.get(code="64.71"), from_on=date(2025, 1, 1)
)
"""
KEY_IN_THE_DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def newcomer(site: Site, request: pytest.FixtureRequest) -> str:
    """An account of her own with the role of the programme office, and no second factor yet."""
    email = f"rina.{abs(hash(request.node.name))}@contoh.go.id"
    words = MAKE.format(email=email, password=PASSWORD)
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", words], cwd=ROOT, env=site.variables, check=True
    )
    return email


@pytest.fixture
def phone(visitor: Callable[..., Page]) -> Iterator[Page]:
    page = visitor(viewport=PHONE)
    page.add_init_script(AXE)
    page.emulate_media(reduced_motion="reduce")
    return page


def path(language: str, rest: str) -> str:
    return f"/en{rest}" if language == "en" else rest


def code(secret: str) -> str:
    """A fresh one: each counts once, so the next step waits until the telephone shows another."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + 1))


def knock(page: Page, email: str, at: str) -> None:
    page.goto(at)
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def is_whole(page: Page) -> None:
    assert page.evaluate(TOO_WIDE) == []
    faults = page.evaluate(FAULTS)
    assert not faults, json.dumps(faults, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("language", ["id", "en"])
def test_second_factor_is_set_up_on_a_telephone_with_keys_alone(phone: Page, newcomer: str, language: str):
    wanted = path(language, "/orang/")
    phone.goto(path(language, f"/masuk/?next={wanted}"))
    tab_to(phone, "input[name=login]")
    phone.keyboard.type(newcomer)
    tab_to(phone, "input[name=password]")
    phone.keyboard.type(PASSWORD)
    phone.keyboard.press("Enter")

    # The role sleeps: she is led to where it is woken.
    phone.wait_for_url("**/akun/keamanan/?next=*")
    is_whole(phone)
    press(phone, "main a[href$='/akun/keamanan/aplikasi/']")
    expect(phone.locator("svg.kode-qr")).to_be_visible()
    is_whole(phone)
    secret = phone.locator(".kode-rahasia").inner_text().replace(" ", "")

    tab_to(phone, "input[name=code]")
    phone.keyboard.type("000000")
    phone.keyboard.press("Enter")
    expect(phone.locator("main .galat").first).to_be_visible()
    is_whole(phone)
    tab_to(phone, "input[name=code]")
    phone.keyboard.press("Control+A")
    phone.keyboard.type(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
    phone.keyboard.press("Enter")

    # The codes for the day on which the telephone is lost, once; then on to the page she wanted.
    expect(phone.locator(".kode-daftar li")).to_have_count(10)
    paper = phone.locator(".kode-daftar li").first.inner_text()
    is_whole(phone)
    press(phone, "main form button[type=submit]")
    expect(phone).to_have_url(wanted)

    # Next morning: password, then code.
    phone.context.clear_cookies(name="sessionid")
    knock(phone, newcomer, wanted)
    phone.wait_for_url("**/masuk/kode/")
    is_whole(phone)
    tab_to(phone, "input[name=code]")
    phone.keyboard.type(code(secret))
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(wanted)

    # The telephone is lost: the paper opens.
    phone.context.clear_cookies(name="sessionid")
    knock(phone, newcomer, wanted)
    phone.wait_for_url("**/masuk/kode/")
    tab_to(phone, "input[name=code]")
    phone.keyboard.type(paper)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(wanted)


@pytest.mark.parametrize("language", ["id", "en"])
def test_passkey_is_made_and_opens_the_account_alone_and_as_second_step(
    phone: Page, newcomer: str, language: str
):
    device = phone.context.new_cdp_session(phone)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_THE_DEVICE})
    wanted, security = path(language, "/orang/"), path(language, "/akun/keamanan/")
    knock(phone, newcomer, path(language, f"/masuk/?next={wanted}"))
    phone.wait_for_url("**/akun/keamanan/?next=*")

    press(phone, "main a[href$='/akun/keamanan/kunci-sandi/']")
    expect(phone.locator("input[name=name]")).to_be_visible()
    is_whole(phone)
    tab_to(phone, "input[name=name]")
    phone.keyboard.type("Ponsel")
    press(phone, "main [data-tombol]")
    expect(phone.locator(".kode-daftar li")).to_have_count(10)
    phone.locator("main form button[type=submit]").click()
    expect(phone).to_have_url(wanted)
    phone.goto(security)
    expect(phone.locator("main table").first).to_contain_text("Ponsel")
    is_whole(phone)

    # Alone, without e-mail and password.
    phone.context.clear_cookies(name="sessionid")
    phone.goto(path(language, f"/masuk/?next={wanted}"))
    is_whole(phone)
    press(phone, "form[data-kunci-sandi] button")
    expect(phone).to_have_url(wanted)

    # After the password, as second step.
    phone.context.clear_cookies(name="sessionid")
    knock(phone, newcomer, wanted)
    phone.wait_for_url("**/masuk/kode/")
    is_whole(phone)
    press(phone, "form[data-kunci-sandi] button")
    expect(phone).to_have_url(wanted)

    # Renamed; and as the only one it cannot be taken away from this role.
    phone.goto(security)
    press(phone, "main a[href*='/akun/keamanan/kunci-sandi/']")
    expect(phone.locator("input[name=name]")).to_have_value("Ponsel")
    is_whole(phone)
    phone.locator("input[name=name]").fill("Ponsel kantor")
    phone.locator("main form.borang button[type=submit]").click()
    expect(phone.locator("main table").first).to_contain_text("Ponsel kantor")


def test_cancelled_passkey_is_told_and_the_other_ways_stay(phone: Page, newcomer: str):
    device = phone.context.new_cdp_session(phone)
    device.send("WebAuthn.enable")
    never = KEY_IN_THE_DEVICE | {"isUserVerified": False}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": never})
    phone.goto("/masuk/")

    phone.locator("form[data-kunci-sandi] button").click()

    expect(phone.locator("form[data-kunci-sandi] [data-gagal]")).to_be_visible()
    knock(phone, newcomer, "/masuk/")
    phone.wait_for_url("**/akun/keamanan/?next=*")


def test_without_scripts_the_app_still_works(visitor: Callable[..., Page], newcomer: str):
    page = visitor(java_script_enabled=False, viewport=PHONE)
    knock(page, newcomer, "/masuk/?next=/orang/")
    page.wait_for_url("**/akun/keamanan/?next=*")
    expect(page.locator("form[data-kunci-sandi]")).to_have_count(0)
    page.goto("/akun/keamanan/aplikasi/")
    secret = page.locator(".kode-rahasia").inner_text().replace(" ", "")

    page.locator("input[name=code]").fill(code(secret))
    page.locator("main form button[type=submit]").click()

    expect(page.locator(".kode-daftar li")).to_have_count(10)


def test_password_is_changed_with_the_rules_before_ones_eyes(phone: Page, newcomer: str):
    knock(phone, newcomer, "/masuk/")
    phone.wait_for_url("**/akun/keamanan/?next=*")
    phone.goto("/akun/keamanan/sandi/")
    is_whole(phone)
    phone.locator("[data-lihat-sandi] input").check()
    expect(phone.locator("input[name=new_password]")).to_have_attribute("type", "text")

    phone.locator("input[name=password]").fill(PASSWORD)
    phone.locator("input[name=new_password]").fill("kotacerdas-2026")
    phone.locator("main form button[type=submit]").click()
    expect(phone.locator("main .galat").first).to_be_visible()
    is_whole(phone)
    phone.locator("input[name=password]").fill(PASSWORD)
    phone.locator("input[name=new_password]").fill("gajah terbang minum kopi")
    phone.locator("main form button[type=submit]").click()

    expect(phone.locator("[role=status] .pesan--ok")).to_be_visible()


def test_demo_opens_with_one_click(phone: Page):
    phone.goto("/masuk/?next=/orang/")

    phone.locator("button[name=email][value='program@balikpapan.example']").click()

    expect(phone).to_have_url("/orang/")
    phone.goto("/akun/keamanan/")
    is_whole(phone)
    expect(phone.locator("main table")).to_have_count(0)
