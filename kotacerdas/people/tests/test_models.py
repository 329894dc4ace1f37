from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kotacerdas.people.models import Organisation, RoleAssignment, TerritorialUnit, User
from kotacerdas.people.roles import ROLES, Role, Scope
from kotacerdas.people.tests import factories


def test_city_has_a_short_name_and_a_label(balikpapan, malang_kab):
    assert (balikpapan.short_name, malang_kab.short_name) == ("Balikpapan", "Malang")
    assert malang_kab.label == "Kab. Malang (35.07)"


def test_city_knows_its_own_time(balikpapan):
    assert str(balikpapan.timezone) == "Asia/Makassar"


@pytest.mark.parametrize("role", Role)
def test_role_needs_exactly_the_place_that_it_counts_for(role, siti, balikpapan):
    places = {
        Scope.CITY: {"city": balikpapan},
        Scope.PROVINCE: {"province": balikpapan.province},
        Scope.COUNTRY: {},
    }
    right = places.pop(ROLES[role].scope)

    factories.assignment(siti, role, **right)

    for wrong in places.values():
        with pytest.raises(ValidationError, match=r"needs a city|peran"):
            RoleAssignment(user=siti, role=role, from_on=factories.LONG_AGO, **wrong).full_clean()


def test_role_of_a_city_without_a_city_is_refused_by_the_database(siti):
    with pytest.raises(IntegrityError):
        factories.assignment(siti, Role.PROGRAMME_OFFICE)


def test_role_cannot_end_before_it_begins(siti):
    with pytest.raises(IntegrityError):
        factories.assignment(siti, Role.ASSESSOR, from_on=date(2025, 2, 1), until_on=date(2025, 1, 31))


def test_officer_belongs_to_an_organisation_of_the_same_city(siti, balikpapan, samarinda):
    elsewhere = factories.organisation(city=samarinda)
    held = RoleAssignment(
        user=siti,
        role=Role.AGENCY_OFFICER,
        city=balikpapan,
        organisation=elsewhere,
        from_on=factories.LONG_AGO,
    )

    with pytest.raises(ValidationError, match="organisation"):
        held.full_clean()


def test_last_day_of_a_role_still_counts(siti):
    held = factories.assignment(siti, Role.ASSESSOR, from_on=date(2025, 1, 1), until_on=date(2025, 6, 30))

    assert held.is_active(date(2025, 6, 30))
    assert not held.is_active(date(2025, 7, 1))
    assert list(RoleAssignment.objects.active(date(2025, 6, 30))) == [held]
    assert not RoleAssignment.objects.active(date(2025, 7, 1))


def test_email_counts_once_whatever_its_case(siti):
    with pytest.raises(IntegrityError):
        User.objects.create(email="SITI@contoh.id", display_name="Siti lain")


def test_area_and_organisation_cannot_end_before_they_begin(db):
    with pytest.raises(IntegrityError):
        factories.organisation(valid_from=date(2025, 1, 2), valid_to=date(2025, 1, 1))


def test_only_what_is_in_force_is_found(balikpapan):
    factories.organisation("Kantor Lama", city=balikpapan, valid_to=date(2020, 12, 31))
    factories.organisation("Badan Baru", city=balikpapan, valid_from=date(2021, 1, 1))

    assert [each.name for each in Organisation.objects.in_force(date(2021, 1, 1))] == ["Badan Baru"]
    assert [each.name for each in Organisation.objects.in_force(date(2020, 12, 31))] == ["Kantor Lama"]


def test_areas_below_a_city_leave_out_the_city_itself(balikpapan):
    factories.unit("64.71.01", "Balikpapan Timur", kind=TerritorialUnit.Kind.KECAMATAN, of=balikpapan)

    assert [unit.code for unit in TerritorialUnit.objects.below_city(balikpapan)] == ["64.71.01"]
