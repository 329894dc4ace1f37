"""What one was told, read on a phone; wishes saved by keyboard; an unsure delivery passed on and decided."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.accessibility import AXE, FAULTS, TOO_WIDE
from tests.journeys.conftest import ROOT, Site
from tests.journeys.pages import PROGRAMME_OFFICE

pytestmark = pytest.mark.journey

SignIn = Callable[..., None]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HEAD = "kepala.diskominfo@balikpapan.example"
MAKE_TOKEN = """
import django
django.setup()
from kotacerdas.notices import unsubscribing
from kotacerdas.notices.models import Delivery
print(unsubscribing.token(Delivery.objects.get(reference="contoh-sent")))
"""


def is_for_everybody(page: Page) -> None:
    """Axe finds nothing, and nothing stands outside the screen."""
    page.evaluate(AXE)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(TOO_WIDE) == []


def test_the_bell_leads_to_ones_notices_and_counts_down(visitor: Callable[..., Page], sign_in: SignIn):
    phone = visitor(**PHONE)
    sign_in(phone, HEAD)

    bell = phone.locator(".lonceng")
    count = int(bell.locator(".lonceng-angka").inner_text())
    bell.tap()
    expect(phone).to_have_url(re.compile("/kabar/$"))
    is_for_everybody(phone)
    # Other stories may have brought news of their own.
    sample = phone.locator(".kabar", has=phone.locator(".contoh"))
    sample.locator("button").first.tap()
    expect(phone).to_have_url(re.compile("/tugas/$"))

    if count == 1:
        expect(bell.locator(".lonceng-angka")).to_have_count(0)
    else:
        expect(bell.locator(".lonceng-angka")).to_have_text(str(count - 1))


@pytest.mark.parametrize("language", ["", "/en"])
def test_wishes_are_saved_on_a_phone(visitor: Callable[..., Page], sign_in: SignIn, language: str):
    phone = visitor(**PHONE)
    sign_in(phone, HEAD)
    phone.goto(f"{language}/akun/pemberitahuan/")
    is_for_everybody(phone)

    phone.locator("input[name=digest][value=daily]").check()
    phone.locator("input[name=phone]").fill("halo")
    phone.locator("main form button[type=submit]").tap()
    expect(phone.locator("input[name=phone]")).to_have_attribute("aria-invalid", "true")
    is_for_everybody(phone)
    phone.locator("input[name=phone]").fill("0812-3456-7890")
    phone.locator("main form button[type=submit]").tap()

    expect(phone.locator(".pesan--ok")).to_be_visible()
    expect(phone.locator("input[name=phone]")).to_have_value("+62 812-3456-7890")
    expect(phone.locator("input[name=digest][value=daily]")).to_be_checked()


def test_a_bounced_notice_is_passed_on_by_whatsapp(visitor: Callable[..., Page], sign_in: SignIn):
    page = visitor(**PHONE)
    opened: list[str] = []

    def stay_here(route: Route) -> None:
        """The way on to WhatsApp is written down instead of gone: no journey leaves this machine."""
        opened.append(route.fetch(max_redirects=0).headers["location"])
        route.fulfill(body="WhatsApp", content_type="text/plain")

    page.context.route("**/whatsapp/", stay_here)
    sign_in(page, PROGRAMME_OFFICE)
    page.goto("/kantor/kiriman/contoh-bounced/")

    page.locator("input[name=phone]").fill("0812 3456 7890")
    page.locator("form:has(input[name=phone]) button[type=submit]").tap()

    expect(page.locator("body")).to_have_text("WhatsApp")
    assert opened[0].startswith("https://wa.me/6281234567890?text=")
    assert "serat%20optik" in opened[0]
    page.goto("/kantor/kiriman/?saluran=whatsapp")
    expect(page.locator("tbody tr")).not_to_have_count(0)


def test_mails_of_a_kind_are_ended_by_their_link_without_signing_in(site: Site, page: Page):
    done = subprocess.run(
        [sys.executable, "-c", MAKE_TOKEN], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60,
        env=site.variables | {"DJANGO_SETTINGS_MODULE": "kotacerdas.config.settings"},
    )  # fmt: skip

    page.goto(f"/kabar/berhenti/{done.stdout.strip()}/")
    is_for_everybody(page)
    page.locator("main form button[type=submit]").click()

    expect(page.locator("main form")).to_have_count(0)
    is_for_everybody(page)
