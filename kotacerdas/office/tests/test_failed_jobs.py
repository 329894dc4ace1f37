"""Who hears that background work has failed."""

from __future__ import annotations

import pytest

from kotacerdas.jobs.tests import factories
from kotacerdas.notices.models import Notice
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder


@pytest.fixture
def admin(db):
    return officeholder("admin@contoh.go.id", Role.ADMINISTRATOR)


def told() -> list[str]:
    return list(Notice.objects.order_by("person__email").values_list("person__email", flat=True))


def test_the_programme_office_hears_of_failed_work_of_its_city(rina, budi, tetangga, admin, balikpapan):
    factories.failed(city=balikpapan)

    assert told() == [rina.email]


def test_whoever_looks_after_the_installation_hears_of_work_of_no_city(rina, admin):
    factories.failed()

    assert told() == [admin.email]


def test_the_same_work_that_fails_again_that_day_is_told_once(rina, balikpapan):
    factories.failed(city=balikpapan)
    factories.failed(city=balikpapan)

    assert told() == [rina.email]


def test_work_that_is_done_is_not_told(rina, balikpapan):
    factories.done(city=balikpapan)

    assert told() == []
