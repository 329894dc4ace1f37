import stat

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from kotacerdas.common.reference import Report
from kotacerdas.people import demo
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.reference import DataMissing
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories


@pytest.fixture
def loaded(settings, balikpapan, samarinda):
    settings.DEMO = True
    demo.load_organisations(Report())
    demo.load_accounts(Report())
    yield
    demo.password_file().unlink()


def knock(account: demo.SignIn):
    return Client().post("/masuk/", {"login": account.email, "password": account.password})


def test_demo_account_signs_in(loaded):
    assert all(knock(account).status_code == 302 for account in demo.sign_ins()[:3])


def test_demo_account_sleeps_when_the_demo_is_off(loaded, settings):
    account = demo.sign_ins()[0]
    browser = Client()
    browser.force_login(User.objects.get(email=account.email))

    settings.DEMO = False

    assert knock(account).status_code == 422
    assert browser.get("/akun/").status_code == 302
    assert demo.sign_ins() == []


def test_demo_shows_every_role(loaded):
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == set(Role)
    # A citizen, a second agency, a neighbour, and as many assessors as a panel needs.
    assert len(demo.sign_ins()) == len(Role) + 5


def test_password_is_chance_and_only_its_owner_reads_it(loaded):
    first = demo.password()

    assert stat.S_IMODE(demo.password_file().stat().st_mode) == 0o600
    assert demo.password() == first
    demo.password_file().unlink()
    assert demo.password() != first


def test_loading_again_changes_nothing(loaded):
    before = list(User.objects.values_list("pk", "password"))
    report = Report()

    demo.load_organisations(report)
    demo.load_accounts(report)

    assert list(User.objects.values_list("pk", "password")) == before
    assert all(" 0 added, 0 changed" in line for line in report.lines())


def test_new_password_file_gives_all_accounts_the_new_password(loaded):
    demo.password_file().unlink()
    demo.load_accounts(Report())

    assert knock(demo.sign_ins()[0]).status_code == 302


def test_ended_demo_role_is_not_given_again(loaded):
    RoleAssignment.objects.filter(role=Role.LEADER).update(until_on=demo.SINCE)

    demo.load_accounts(Report())

    assert RoleAssignment.objects.filter(role=Role.LEADER).count() == 1


def test_demo_without_reference_data_says_what_to_do(db, settings):
    settings.DEMO = True

    with pytest.raises(DataMissing, match="load_reference_data first"):
        demo.load_organisations(Report())


def test_demo_is_not_loaded_where_it_is_off(db):
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")


def test_sign_in_page_lists_the_accounts_only_in_the_demo(loaded, settings, anonymous):
    assert "operator@<wbr>indonesia.example" in anonymous.get("/masuk/").content.decode()

    settings.DEMO = False

    assert "indonesia.example" not in anonymous.get("/masuk/").content.decode()


def test_demo_offices_are_no_persons(loaded):
    assert not User.objects.exclude(email__endswith=".example").exists()
    assert factories.user("x@contoh.id").is_demo is False
