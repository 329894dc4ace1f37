"""One click into the demonstration, and no way in where it is off."""

import pytest
from django.test import Client

from kotacerdas.audit.models import Entry
from kotacerdas.people.tests import factories

DOOR, CLICK = "/masuk/", "/masuk/demo/"


@pytest.fixture
def office(balikpapan):
    from kotacerdas.people.roles import Role

    office = factories.officeholder("program@balikpapan.example", Role.PROGRAMME_OFFICE, city=balikpapan)
    office.is_demo = True
    office.save()
    return office


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def click(person, **fields: str):
    return Client().post(CLICK, {"email": person.email, **fields})


def test_one_click_signs_in_and_leads_where_one_wanted(demo, office):
    answer = click(office, next="/orang/")

    assert answer["Location"] == "/orang/"
    assert answer.client.get("/orang/").status_code == 200
    assert Entry.objects.get().kind == "accounts.demo-sign-in"


def test_real_accounts_have_no_such_door(demo, office, rina):
    answer = click(rina)

    assert answer.status_code == 404
    assert "_auth_user_id" not in answer.client.session


def test_unknown_office_is_not_found(demo, office):
    assert Client().post(CLICK, {"email": "x@y.example"}).status_code == 404
    assert Client().post(CLICK, {"email": "\x00"}).status_code == 404


def test_it_takes_a_post_with_the_token(demo, office):
    assert Client().get(CLICK).status_code == 405
    assert Client(enforce_csrf_checks=True).post(CLICK, {"email": office.email}).status_code == 403


@pytest.mark.parametrize("address", [CLICK, "/en/masuk/demo/"])
def test_without_the_demo_there_is_no_such_address(office, address):
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"email": office.email}).status_code == 404


def test_deed_refuses_by_itself_where_the_demo_is_off(settings, office, monkeypatch):
    """Even if the view forgot to ask."""
    from kotacerdas.accounts.views import one_click

    monkeypatch.setattr(one_click, "settings", type("Careless", (), {"DEMO": True}))

    assert click(office).status_code == 404


def test_sessions_of_the_demo_die_with_it(demo, office, settings):
    browser = click(office).client
    settings.DEMO = False

    assert browser.get("/akun/").status_code == 302


def test_nobody_is_led_to_another_site(demo, office, settings):
    assert "jahat" not in click(office, next="https://jahat.example/")["Location"]
