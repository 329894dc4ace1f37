"""Members from outside government see public evidence, and of the work on it only what came of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.queries.finding import search
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.people.models import Organisation
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people


@pytest.fixture
def mitra(balikpapan):
    return people.officeholder("mitra@contoh.id", Role.OUTSIDE_MEMBER, city=balikpapan)


@pytest.fixture
def minutes(balikpapan, budi):
    made = factories.document(balikpapan, by=budi, confidentiality="public")
    keeping.remember_name(made.latest, "Meja Budi/rahasia dapur.txt", now=NOW)
    return made


def cited(minutes, joko, quote: str) -> Citation:
    return factories.citation(minutes, quote=quote, targets=[factories.target()], by=joko)


@pytest.fixture
def confirmed(minutes, joko, rina) -> Citation:
    return actions.review(cited(minutes, joko, "Rapat"), Deed.CONFIRM, by=rina, now=NOW)


@pytest.fixture
def rejected(minutes, joko, rina) -> Citation:
    found = cited(minutes, joko, "Smart City")
    return actions.review(found, Deed.REJECT, reason="Rapatnya lain", by=rina, now=NOW)


def page(client, thing) -> str:
    answer = client.get(f"/en{thing.get_absolute_url().removeprefix('/en')}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_outside_members_see_confirmed_citations_alone(minutes, confirmed, rejected, joko, as_user, mitra):
    waiting = cited(minutes, joko, "dilaksanakan")

    html = page(as_user(mitra), minutes)

    assert confirmed.get_absolute_url().removeprefix("/en") in html
    for each in (rejected, waiting):
        assert each.code not in html
        assert as_user(mitra).get(each.get_absolute_url()).status_code == 404
    assert all(each.code in page(as_user(joko), minutes) for each in (confirmed, rejected, waiting))


def test_outside_members_read_offices_and_not_persons(
    minutes, confirmed, as_user, mitra, joko, budi, rina, balikpapan
):
    for each in (minutes, confirmed):
        # In a discussion everybody has a name.
        outside, inside = (page(as_user(who), each).partition("komentar-")[0] for who in (mitra, joko))
        for person in (joko, budi, rina):
            assert str(person) not in outside
        assert str(budi if each == minutes else joko) in inside
    assert Organisation.objects.get(short_name="Diskominfo").name in page(as_user(mitra), minutes)
    assert Organisation.objects.get(short_name="Dishub").name in page(as_user(mitra), confirmed)


def test_outside_members_read_no_folders(minutes, as_user, mitra, joko):
    assert "rahasia dapur" not in page(as_user(mitra), minutes)
    assert "rahasia dapur" in page(as_user(joko), minutes)


def test_outside_members_find_nothing_by_a_folder(minutes, index, mitra, joko, balikpapan):
    indexing.refresh([minutes.latest.content.pk])

    assert search("dapur budi", user=joko, city=balikpapan).hits
    assert not search("dapur budi", user=mitra, city=balikpapan).hits
    assert search("rapat dewan", user=mitra, city=balikpapan).hits


def test_outside_members_read_no_reason_of_a_use_that_was_ended(confirmed, as_user, mitra, joko, rina):
    other = factories.target("E10", "Yang lain")
    actions.use_for(confirmed, other, by=joko, now=NOW)
    assert "smartcity-2023-kppn/E10" in page(as_user(joko), confirmed)
    assert "smartcity-2023-kppn/E10" not in page(as_user(mitra), confirmed)

    actions.end_use(confirmed, other, by=joko, now=NOW)

    assert "smartcity-2023-kppn/E10" in page(as_user(joko), confirmed)
    assert "smartcity-2023-kppn/E10" not in page(as_user(mitra), confirmed)


def test_page_costs_an_outside_member_the_same_however_many_files_it_has(minutes, as_user, mitra, rina, joko):
    from kotacerdas.files import actions as files
    from kotacerdas.files.domain import kinds

    client = as_user(mitra)
    page(client, minutes)
    with CaptureQueriesContext(connection) as few:
        page(client, minutes)
    for number, who in enumerate((rina, joko, rina)):
        blob = files.store(f"Isi {number}".encode())
        actions.add_revision(minutes, blob, kinds.TXT, name="baru.txt", by=who, now=NOW)
    with CaptureQueriesContext(connection) as more:
        page(client, minutes)

    assert len(more) <= len(few)
