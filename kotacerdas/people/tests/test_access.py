from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from kotacerdas.people import access
from kotacerdas.people.access import may
from kotacerdas.people.models import City, RoleAssignment, User
from kotacerdas.people.permissions import SENTENCES, Permission
from kotacerdas.people.queries import cities_for
from kotacerdas.people.roles import CITIZEN, ROLES, Role
from kotacerdas.people.tests import factories

EVENING = datetime(2025, 6, 30, 15, 30, tzinfo=UTC)
MIDNIGHT = datetime(2025, 6, 30, 16, 30, tzinfo=UTC)


def test_every_permission_and_role_is_said_in_words():
    assert set(SENTENCES) == set(Permission)
    assert set(ROLES) == set(Role)
    assert all(duty.description for duty in (CITIZEN, *ROLES.values()))


def test_every_permission_is_held_by_some_role():
    held = CITIZEN.permissions.union(*(duty.permissions for duty in ROLES.values()))

    assert held == set(Permission)


def test_stranger_may_only_read_what_is_published():
    assert access.permissions(AnonymousUser()) == {Permission.SEE_PUBLISHED}


def test_citizen_holds_no_office(siti, balikpapan):
    assert may(siti, Permission.SEE_PUBLISHED, balikpapan)
    assert not may(siti, Permission.SEE_CITY_DRAFTS)


def test_role_counts_only_in_its_city(rina, balikpapan, samarinda):
    assert may(rina, Permission.SEE_CITY_DRAFTS, balikpapan)
    assert not may(rina, Permission.SEE_CITY_DRAFTS, samarinda)


def test_provincial_operator_reaches_the_province_and_no_further(balikpapan, samarinda, malang_kab):
    operator = factories.officeholder(
        "op@contoh.go.id", Role.PROVINCIAL_OPERATOR, province=balikpapan.province
    )

    assert set(cities_for(operator, Permission.LOAD_RESULTS)) == {balikpapan, samarinda}
    assert not may(operator, Permission.LOAD_RESULTS, malang_kab)


def test_cities_and_a_province_add_up(balikpapan, samarinda, malang_kab):
    both = access.Reach(cities=frozenset({malang_kab.pk}), provinces=frozenset({balikpapan.province_id}))

    assert set(City.objects.filter(both.rows())) == {balikpapan, samarinda, malang_kab}
    assert set(RoleAssignment.objects.filter(both.rows("city"))) == set()


def test_rows_of_cities_are_found_without_the_table_of_cities(rina):
    of_hers = RoleAssignment.objects.filter(access.reach(rina, Permission.SEE_PEOPLE).rows("city"))

    assert "people_city" not in str(of_hers.query)
    assert set(of_hers) == set(rina.assignments.all())


def test_national_operator_reaches_every_city(nadia, balikpapan, malang_kab):
    assert set(cities_for(nadia, Permission.SEE_ALL_DRAFTS)) == set(City.objects.all())


def test_who_holds_nothing_reaches_no_city(siti, balikpapan):
    assert not cities_for(siti, Permission.SEE_CITY_DRAFTS)
    assert access.reach(siti, Permission.SEE_CITY_DRAFTS).is_nowhere


def test_roles_are_asked_of_the_database_once(rina, balikpapan, samarinda, django_assert_num_queries):
    with django_assert_num_queries(1):
        for permission in Permission:
            may(rina, permission)
            may(rina, permission, balikpapan)
            may(rina, permission, samarinda)


@pytest.mark.parametrize(("now", "counts"), [(EVENING, True), (MIDNIGHT, False)])
def test_role_ends_at_midnight_of_its_city(now, counts, siti, balikpapan, monkeypatch):
    factories.assignment(siti, Role.LEADER, city=balikpapan, until_on=date(2025, 6, 30))
    monkeypatch.setattr(timezone, "now", lambda: now)

    assert may(siti, Permission.SEE_CITY_DRAFTS, balikpapan) is counts


def test_programme_office_sees_people_of_its_city_only(rina, budi, tetangga, nadia, siti):
    seen = set(User.objects.visible_to(rina))

    assert seen == {rina, budi}
    assert set(RoleAssignment.objects.visible_to(rina)) == {*rina.assignments.all(), *budi.assignments.all()}


def test_others_see_themselves_only(budi, rina, siti):
    assert set(User.objects.visible_to(budi)) == {budi}
    assert not RoleAssignment.objects.visible_to(siti)
    assert not User.objects.visible_to(AnonymousUser())
    assert not RoleAssignment.objects.visible_to(AnonymousUser())


def test_mine_or_everywhere_is_everywhere(nadia, siti, budi):
    everywhere = access.reach(nadia, Permission.SEE_PEOPLE).rows("city")

    assert RoleAssignment.objects.filter(Q(user=siti) | everywhere).count() == RoleAssignment.objects.count()
