"""What a supervisor asks of the site."""

import pytest
from django.db import connection
from django.test import Client

from kotacerdas.common.views import health

pytestmark = [pytest.mark.urls("kotacerdas.common.tests.pages"), pytest.mark.usefixtures("bare_menu")]


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    page = client.get("/healthz")

    assert (page.status_code, page.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_all_is_in_order(client):
    page = client.get("/readyz")

    assert page.status_code == 200
    assert page.json() == {"ready": True, "failing": []}


@pytest.mark.django_db
def test_not_ready_without_a_place_to_write(client, settings, tmp_path):
    settings.STATE = tmp_path / "missing"

    page = client.get("/readyz")

    assert page.status_code == 503
    assert page.json() == {"ready": False, "failing": ["state"]}


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["waits"])

    assert client.get("/readyz").json()["failing"] == ["migrations"]


def test_says_only_the_name_of_what_fails(client, monkeypatch):
    def refused():
        raise ConnectionError("password of siti is wrong")

    monkeypatch.setattr(connection, "cursor", refused)

    page = client.get("/readyz")

    assert page.status_code == 503
    assert "database" in page.json()["failing"]
    assert "siti" not in page.content.decode()


def test_answers_are_never_kept(client):
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_robots_stay_away_from_the_gallery():
    assert "Disallow: /_components/" in Client().get("/robots.txt").content.decode()
