from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from kotacerdas.people import queries
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
ORDER = "Keputusan Wali Kota Nomor 800/12/2026"


@pytest.fixture
def diskominfo(balikpapan):
    return factories.organisation(city=balikpapan, short_name="Diskominfo")


@pytest.fixture
def head(balikpapan, diskominfo):
    return factories.officeholder(
        "kepala@contoh.go.id", Role.AGENCY_HEAD, city=balikpapan, organisation=diskominfo
    )


def acting(holder, of, manner="plt", **fields):
    fields = {
        "from_on": date(2026, 3, 1),
        "until_on": date(2026, 3, 31),
        "city": of.city,
        "organisation": of,
        "legal_basis": ORDER,
        **fields,
    }
    return factories.assignment(holder, Role.AGENCY_HEAD, manner=manner, **fields)


def test_head_leads_and_signs_with_the_usual_title(head, diskominfo):
    assert queries.heads_of(diskominfo, on=TODAY) == [head]
    assert queries.signing_title(head, diskominfo, on=TODAY) == "Kepala Dinas Komunikasi dan Informatika"


def test_whoever_acts_comes_first_and_says_so(head, joko, diskominfo):
    acting(joko, diskominfo, "plh", acting_for=head.assignments.get())

    assert queries.heads_of(diskominfo, on=TODAY) == [joko, head]
    assert queries.signing_title(joko, diskominfo, on=TODAY) == "Plh. Kepala Dinas Komunikasi dan Informatika"


def test_acting_counts_between_its_days_only(joko, diskominfo):
    acting(joko, diskominfo)

    for day in (date(2026, 2, 28), date(2026, 4, 1)):
        assert queries.heads_of(diskominfo, on=day) == []
        assert queries.signing_title(joko, diskominfo, on=day) == ""


def test_named_post_takes_the_place_of_the_usual_title(balikpapan, siti):
    setda = factories.organisation("Sekretariat Daerah", city=balikpapan)
    factories.assignment(siti, Role.LEADER, city=balikpapan, organisation=setda)
    assert queries.signing_title(siti, setda) == "Sekretaris Daerah"

    siti.assignments.update(post="Asisten Administrasi Umum")

    assert queries.signing_title(siti, setda) == "Asisten Administrasi Umum"


def test_officer_of_an_agency_leads_and_signs_nothing(budi):
    agency = budi.assignments.get().organisation

    assert queries.heads_of(agency) == []
    assert queries.signing_title(budi, agency) == ""


def test_closed_account_leads_nothing(head, diskominfo):
    type(head).objects.filter(pk=head.pk).update(is_active=False)

    assert queries.heads_of(diskominfo, on=TODAY) == []


def test_programme_office_of_a_city_is_not_that_of_its_neighbour(rina, tetangga, balikpapan, samarinda):
    assert queries.programme_office_of(balikpapan) == [rina]
    assert queries.programme_office_of(samarinda) == [tetangga]


def test_role_that_was_ended_counts_until_that_moment(head, diskominfo):
    RoleAssignment.objects.filter(user=head).update(until_on=TODAY, ended_at=NOON)
    held = head.assignments.get()

    for now, counts in ((NOON - timedelta(microseconds=1), True), (NOON, False)):
        assert bool(queries.heads_of(diskominfo, now=now)) is counts
        assert held.is_active(TODAY, now) is counts
    assert queries.heads_of(diskominfo, on=TODAY - timedelta(days=1), now=NOON) == [head]
    assert held.is_active(TODAY - timedelta(days=1), NOON)
    assert not held.is_active(TODAY + timedelta(days=1), NOON)


def test_acting_without_an_order_or_an_end_is_refused_by_the_database(joko, diskominfo):
    for missing in ({"legal_basis": ""}, {"until_on": None}, {"manner": "substantive"}):
        fields = {"acting_for": joko.assignments.get(), **missing}
        with pytest.raises(IntegrityError), transaction.atomic():
            acting(joko, diskominfo, **fields)


def test_ended_role_names_its_day(head):
    with pytest.raises(IntegrityError):
        RoleAssignment.objects.filter(user=head).update(ended_at=NOON)


def test_everybody_has_a_code_of_his_own(rina, budi):
    assert rina.code != budi.code
    assert len(rina.code) == 10
