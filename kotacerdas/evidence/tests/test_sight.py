"""Whatever changes who may see what shows at the next search, though much of the last one is remembered."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kotacerdas.evidence.actions import keeping, scanning
from kotacerdas.evidence.gate.antivirus import Verdict
from kotacerdas.evidence.index import fts, indexing
from kotacerdas.evidence.models import Confidentiality, Document, Scan
from kotacerdas.evidence.queries import sight
from kotacerdas.evidence.queries.finding import Filters, search
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.jobs.tests.conftest import ROOT
from kotacerdas.people.models import User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def agency(balikpapan):
    return people.organisation("Dinas Perhubungan", city=balikpapan)


@pytest.fixture
def clerk(balikpapan, agency):
    return people.officeholder(
        "petugas@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=agency
    )


@pytest.fixture
def minutes(balikpapan, agency):
    """Found by everybody once, so that whatever is remembered is there."""
    made = factories.document(balikpapan, agency=agency)
    indexing.refresh([made.latest.content.pk])
    return made


def found(reader, city, text="dewan risiko", **options):
    """As the next request: who the reader is is read anew."""
    result = search(text, user=User.objects.get(pk=reader.pk), city=city, **options)
    return [hit.document.title for hit in result.hits]


def describe(document, **changes):
    document.refresh_from_db()
    keeping.describe(document, changes, expected=document.version, by=None, now=NOW)


def test_what_was_read_serves_again_only_while_the_rows_are_the_same(minutes, clerk, balikpapan):
    first = sight.of(clerk, balikpapan)

    assert sight.of(clerk, balikpapan) is first
    describe(minutes, title="Berita acara")
    assert sight.of(clerk, balikpapan) is not first
    assert sight.of(clerk, balikpapan).signature != first.signature


def test_a_withdrawn_document_is_gone_at_once(minutes, clerk, balikpapan):
    assert found(clerk, balikpapan)

    keeping.withdraw_document(minutes, reason="Salah unggah", by=None, now=NOW)

    assert not found(clerk, balikpapan)


def test_a_virus_is_gone_at_once(minutes, clerk, balikpapan):
    assert found(clerk, balikpapan)

    scanning.settle(minutes.latest.content.pk, Verdict(Scan.INFECTED, "Eicar", "clamd"), now=NOW)

    assert not found(clerk, balikpapan)


def test_who_has_no_role_any_more_finds_nothing_at_once(minutes, clerk, balikpapan):
    assert found(clerk, balikpapan)

    yesterday = timezone.localdate() - timedelta(days=1)
    clerk.assignments.update(from_on=yesterday - timedelta(days=9), until_on=yesterday)

    assert not found(clerk, balikpapan)


def test_a_secret_document_moves_with_its_agency(minutes, clerk, joko, balikpapan, samarinda):
    assert found(clerk, balikpapan)
    assert found(joko, balikpapan)

    describe(minutes, confidentiality=Confidentiality.SECRET)
    assert found(clerk, balikpapan)
    assert not found(joko, balikpapan)

    describe(minutes, agency=people.organisation("Inspektorat", city=balikpapan))
    assert not found(clerk, balikpapan)


def test_who_changes_the_agency_sees_what_the_new_one_sees(minutes, clerk, balikpapan):
    describe(minutes, confidentiality=Confidentiality.SECRET)
    assert found(clerk, balikpapan)

    clerk.assignments.update(organisation=people.organisation("Inspektorat", city=balikpapan))

    assert not found(clerk, balikpapan)


def test_a_new_name_is_found_and_the_old_one_is_not(minutes, clerk, balikpapan):
    assert found(clerk, balikpapan, "notulen")

    describe(minutes, title="Berita acara")

    assert found(clerk, balikpapan, "berita acara") == ["Berita acara"]
    assert found(clerk, balikpapan, "notulen") == ["Berita acara"], "the name of the file still says it"
    keeping.remember_name(minutes.latest, "Kiriman Camat/scan.txt", now=NOW)
    assert found(clerk, balikpapan, "kiriman camat") == ["Berita acara"]


def test_what_narrows_a_search_is_read_anew(minutes, clerk, balikpapan):
    assert not found(clerk, balikpapan, filters=Filters(year=2021))

    describe(minutes, observed_from="2021-01-01", observed_until="2021-12-31", nature="minutes")

    assert found(clerk, balikpapan, filters=Filters(year=2021, nature="minutes"))


def test_an_undone_change_is_as_if_it_had_not_been(minutes, clerk, balikpapan):
    with transaction.atomic():
        Document.objects.update(withdrawn_at=NOW, withdrawn_because="x")
        assert not found(clerk, balikpapan)
        transaction.set_rollback(True)

    assert found(clerk, balikpapan)


def test_two_who_see_different_things_do_not_see_through_each_other(minutes, clerk, joko, balikpapan):
    describe(minutes, confidentiality=Confidentiality.SECRET)

    for _ in range(3):
        assert found(clerk, balikpapan)
        assert not found(joko, balikpapan)
        assert search("dewan risiko", user=None, city=balikpapan).total == 1


def test_an_index_made_anew_serves_nothing_of_the_old_one(minutes, clerk, balikpapan):
    other = factories.document(balikpapan, text="Jembatan dibangun.", name="Lain.txt")
    indexing.refresh([other.latest.content.pk])
    assert found(clerk, balikpapan, "jembatan")
    stamp = indexing.opened().vectors_generation

    fts.remove()
    indexing.refresh([other.latest.content.pk])

    assert indexing.opened().vectors_generation != stamp
    assert found(clerk, balikpapan, "jembatan") == ["Lain"]
    assert found(clerk, balikpapan) == [minutes.title]


ANOTHER_PROCESS = """
import sys
import django
django.setup()
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Content, Document
if sys.argv[1] == "secret":
    Document.objects.update(confidentiality="secret")
else:
    Content.objects.get().units.update(text="Kini tentang jembatan.")
    indexing.refresh(Content.objects.values_list("pk", flat=True))
"""


@pytest.mark.django_db(transaction=True)
def test_what_another_process_changes_shows_at_once(
    shared_database,
    tmp_path,
    balikpapan,
    joko,
):
    made = factories.document(balikpapan, agency=people.organisation("Inspektorat", city=balikpapan))
    indexing.refresh([made.latest.content.pk])
    assert found(joko, balikpapan)

    def elsewhere(what):
        command = [sys.executable, "-c", ANOTHER_PROCESS, what]
        subprocess.run(command, cwd=ROOT, env=os.environ | shared_database, check=True, timeout=90)  # noqa: S603

    elsewhere("index")
    assert found(joko, balikpapan, "jembatan")
    assert not found(joko, balikpapan, "risiko")
    elsewhere("secret")
    assert not found(joko, balikpapan, "jembatan")
