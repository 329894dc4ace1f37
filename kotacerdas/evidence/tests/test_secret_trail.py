"""The trail of secret documents: that something was done is told, what it is called only to those who may see it."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.audit import queries
from kotacerdas.discussion import actions as discussion
from kotacerdas.evidence import actions
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation, Document
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.deliveries import MINUTES, taken_in
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.people.models import Organisation

NAME = "Pengadaan kamera darurat.txt"


@pytest.fixture
def secret(balikpapan, budi) -> Document:
    agency = Organisation.objects.get(short_name="Diskominfo")
    taken_in(balikpapan, budi, {f"Rahasia/{NAME}": MINUTES}, agency=agency, confidentiality="secret")
    return Document.objects.get()


@pytest.fixture
def cited(balikpapan, budi, joko) -> Citation:
    """Words of a secret document, which a second person may judge."""
    document = factories.document(balikpapan, by=budi, confidentiality="secret")
    return factories.citation(document, quote="Rapat", targets=[factories.target()], by=joko)


def told(client, address: str = "/kantor/jejak/", **asked: str) -> str:
    page = client.get(f"{address}?{urlencode(asked)}" if asked else address)
    assert page.status_code == 200
    return page.content.decode()


def test_an_operator_reads_that_a_secret_document_came_and_not_what_it_is(secret, as_user, nadia):
    page = told(as_user(nadia))

    assert f"Budi membawa dokumen {secret.code}." in page
    assert "kamera" not in page
    assert secret.latest.content.sha256 not in page


def test_the_file_of_the_trail_keeps_the_same_secrets(secret, as_user, nadia):
    rows = told(as_user(nadia), "/kantor/jejak/unduh.csv")

    assert secret.code in rows
    assert "kamera" not in rows
    assert secret.latest.content.sha256 not in rows


def test_searching_the_trail_guesses_no_secret(secret, as_user, nadia, rina):
    assert queries.found(seen_by=rina, words="kamera").exists()
    assert not queries.found(seen_by=nadia, words="kamera").exists()
    assert not queries.found(seen_by=nadia, words=secret.latest.content.sha256).exists()
    assert "Tidak ada tindakan" in told(as_user(nadia), cari="kamera")


def test_who_may_see_the_document_reads_the_trail_in_full(secret, as_user, rina):
    page = told(as_user(rina), cari="kamera")

    assert "Budi membawa dokumen Pengadaan kamera darurat." in page
    assert secret.latest.content.sha256 in page


def test_what_became_secret_later_is_closed_from_its_first_deed_on(balikpapan, budi, nadia, as_user):
    document = factories.document(balikpapan, name="Denah ruang server.txt", by=budi)
    actions.describe(document, {"title": "Denah ruang kendali"}, expected=document.version, by=budi, now=NOW)
    cited = factories.citation(document, quote="Rapat", targets=[factories.target()], by=budi)
    assert "Denah ruang" in told(as_user(nadia))
    document.refresh_from_db()

    actions.describe(
        document,
        {"confidentiality": "secret"},
        expected=document.version,
        by=budi,
        now=NOW + timedelta(hours=1),
    )

    page = told(as_user(nadia))
    assert "Denah ruang" not in page
    assert f"mengubah keterangan dokumen {document.code}" in page
    assert cited.code not in told(as_user(nadia), cari="Denah")


def test_why_a_quote_of_it_was_rejected_is_closed_too(cited, rina, nadia, as_user):
    actions.review(cited, Deed.REJECT, reason="Harga kamera salah", by=rina, now=NOW)

    assert f"menolak kutipan {cited.code}" in told(as_user(nadia))
    assert "Harga" not in told(as_user(nadia))
    assert "Harga" not in told(as_user(nadia), "/kantor/jejak/unduh.csv")
    assert not queries.found(seen_by=nadia, words="Harga").exists()
    assert "Harga" in told(as_user(rina))


def test_what_was_decided_in_the_talk_about_a_quote_of_it_is_closed_too(cited, rina, nadia, as_user):
    said = discussion.comment(cited, text="Lihat harga", by=rina, now=NOW)
    discussion.hide(said, reason="Menyebut harga kamera", by=rina, now=NOW)
    discussion.decide(cited, outcome="rejected", reason="Harga kamera salah", by=rina, now=NOW)
    discussion.reopen(cited, reason="Harga diperiksa lagi", by=rina, now=NOW)

    for address in ("/kantor/jejak/", "/kantor/jejak/unduh.csv"):
        page = told(as_user(nadia), address)
        assert "menyembunyikan" in page
        assert "arga" not in page
    assert not queries.found(seen_by=nadia, words="harga").exists()
    assert queries.found(seen_by=rina, words="harga").count() == 3
    assert "Harga kamera salah" in told(as_user(rina))


def test_the_talk_about_a_quote_that_is_no_secret_stays_open(balikpapan, budi, rina, nadia, as_user):
    cited = factories.citation(
        factories.document(balikpapan, by=budi), quote="Rapat", targets=[factories.target()], by=budi
    )
    discussion.decide(cited, outcome="accepted", reason="Cukup jelas", by=rina, now=NOW)

    assert "Cukup jelas" in told(as_user(nadia))


def test_the_trail_costs_the_same_however_many_secrets_it_has(balikpapan, budi, nadia):
    contents = {f"rahasia {number}.txt": f"Isi {number}.".encode() for number in range(12)}
    taken_in(balikpapan, budi, contents, confidentiality="secret")
    rows = list(queries.found(seen_by=nadia))
    queries.lines(rows[:2], seen_by=nadia)

    with CaptureQueriesContext(connection) as few:
        queries.lines(rows[:2], seen_by=nadia)
    with CaptureQueriesContext(connection) as more:
        queries.lines(rows, seen_by=nadia)

    assert len(few) == len(more)
