"""Which city a page is about: the one asked for, else one in which the reader has something to do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from kotacerdas.people.asked_city import city_of, city_with
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

if TYPE_CHECKING:
    from django.test import RequestFactory

    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db
DRAFTS = Permission.SEE_CITY_DRAFTS


@pytest.fixture
def asked(rf: RequestFactory) -> Any:
    def ask(user: Any, address: str = "/") -> Any:
        request = rf.get(address)
        request.user = user
        return request

    return ask


def test_the_city_of_ones_own_role_comes_first(asked: Any, tetangga: User, samarinda: City) -> None:
    assert city_with(asked(tetangga), DRAFTS) == samarinda


def test_a_role_that_may_not_leads_to_no_page_that_is_refused(
    asked: Any, balikpapan: City, samarinda: City
) -> None:
    """A voice from outside in the first city, an office in the second."""
    person = factories.user()
    factories.assignment(person, Role.OUTSIDE_MEMBER, city=balikpapan)
    factories.assignment(person, Role.PROGRAMME_OFFICE, city=samarinda)

    assert city_of(asked(person)) == balikpapan
    assert city_with(asked(person), Permission.KEEP_PLANS) == samarinda


def test_who_reaches_every_city_gets_the_first(
    asked: Any, nadia: User, balikpapan: City, samarinda: City
) -> None:
    assert city_with(asked(nadia), Permission.SEE_OFFICE) == balikpapan
    assert city_with(asked(nadia, "/?kota=64.72"), Permission.SEE_OFFICE) == samarinda


def test_a_city_in_which_one_may_not_is_no_city(asked: Any, rina: User, samarinda: City) -> None:
    assert city_of(asked(rina, "/?kota=64.72")) == samarinda
    for user in (rina, AnonymousUser()):
        with pytest.raises(Http404):
            city_with(asked(user, "/?kota=64.72"), DRAFTS)


def test_ones_own_city_is_known_without_asking_the_database(
    asked: Any, rina: User, balikpapan: City, django_assert_num_queries: Any
) -> None:
    request = asked(rina)
    city_with(request, DRAFTS)
    with django_assert_num_queries(0):
        assert city_with(request, DRAFTS) == balikpapan
