"""What people read when something goes wrong."""

import contextlib
import re
import sqlite3

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.sqlite3 import base as sqlite_base
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParser
from django.test import Client

from kotacerdas.common import failures, requests
from kotacerdas.common.failures import storage_trouble
from kotacerdas.common.requests import log_exception
from kotacerdas.common.tests import pages

pytestmark = [pytest.mark.urls("kotacerdas.common.tests.pages"), pytest.mark.usefixtures("bare_menu")]

BUSY = ["locked", "lock-timeout", "serialization"]
FULL = ["database-full", "read-only", "disk-full"]


@pytest.fixture
def visitor() -> Client:
    """Shows error pages as a browser gets them."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/en/nothing-here/", 404, "There is no page at this address"),
        ("/en/gagal/denied/", 403, "This page is not open to you"),
        ("/en/gagal/denied-with-reason/", 403, "Only the programme office may publish."),
        ("/en/gagal/damaged/", 400, "We could not read this request"),
        ("/en/gagal/bug/", 500, "Something broke on our side"),
        ("/en/gagal/locked/", 503, "Your turn did not come in time, so nothing was saved."),
        ("/en/gagal/disk-full/", 503, "Nothing was saved"),
    ],
)
def test_page_says_what_happened_and_leads_home(visitor, address, status, words):
    page = visitor.get(address)

    assert page.status_code == status
    assert words in page.content.decode()
    assert 'href="/en/"' in page.content.decode()


@pytest.mark.parametrize("how", ["bug", "denied", "damaged", "locked", "disk-full"])
def test_page_is_in_the_language_of_its_address(visitor, how):
    assert '<html lang="id">' in visitor.get(f"/gagal/{how}/").content.decode()
    assert '<html lang="en">' in visitor.get(f"/en/gagal/{how}/").content.decode()


@pytest.mark.parametrize("how", BUSY)
def test_busy_database_asks_to_try_again_soon(visitor, how):
    page = visitor.post(f"/en/gagal/{how}/", {"name": "x"})

    assert page.status_code == 503
    assert page["Retry-After"] == "5"
    assert "What you typed is still in the form." in page.content.decode()


@pytest.mark.parametrize("how", FULL)
def test_full_disk_is_told_apart_from_a_busy_one(visitor, how):
    page = visitor.post(f"/en/gagal/{how}/")

    assert page.status_code == 503
    assert "takes nothing more" in page.content.decode()


def test_other_database_errors_are_bugs(visitor):
    assert visitor.get("/en/gagal/other-database-error/").status_code == 500


def test_trouble_is_found_below_the_exception_that_hides_it():
    hidden = RuntimeError("could not save")
    hidden.__cause__ = OSError(28, "No space left on device")

    assert storage_trouble(hidden) == "full"
    assert storage_trouble(RuntimeError("something else")) is None
    assert storage_trouble(None) is None


@pytest.mark.django_db
def test_really_locked_database_answers_with_the_busy_page(visitor, tmp_path, monkeypatch):
    """Another connection holds the lock; ours waits no time at all."""
    file = tmp_path / "locked.sqlite3"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("CREATE TABLE t (x)")
        holder.execute("BEGIN IMMEDIATE")
        ours = sqlite_base.DatabaseWrapper(
            {**connection.settings_dict, "NAME": file, "OPTIONS": {"timeout": 0}}, alias="ours"
        )
        with contextlib.closing(ours), pytest.raises(OperationalError) as caught:
            ours.cursor().execute("INSERT INTO t VALUES (1)")
    monkeypatch.setitem(pages.FAILURES, "locked", caught.value)

    page = visitor.post("/en/gagal/locked/")

    assert page.status_code == 503
    assert "nothing was saved" in page.content.decode()


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_postgresql_lock_timeout_is_a_busy_database():
    other = connections.create_connection("default")
    try:
        with transaction.atomic(), connection.cursor() as cursor, other.cursor() as late:
            cursor.execute("LOCK TABLE django_content_type IN ACCESS EXCLUSIVE MODE")
            late.execute("SET lock_timeout = '10ms'")
            with pytest.raises(OperationalError) as caught:
                late.execute("SELECT * FROM django_content_type")
    finally:
        other.close()

    assert storage_trouble(caught.value) == "busy"


def test_too_large_form_is_refused_with_words(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    page = visitor.post("/en/kirim/", {"text": "x" * 200})

    assert page.status_code == 413
    assert "larger than we accept" in page.content.decode()


def test_too_many_fields_are_refused_with_words(visitor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3

    assert visitor.post("/en/kirim/", {str(n): "x" for n in range(9)}).status_code == 413


def test_a_body_larger_than_any_form_is_refused_and_its_files_are_not_kept(visitor, monkeypatch):
    monkeypatch.setattr(requests, "MOST_BODY", 100)
    monkeypatch.setattr(MultiPartParser, "parse", lambda _self: pytest.fail("the files would be written"))

    page = visitor.post("/en/kirim/", {"file": ContentFile(b"x" * 200, "large.csv")})

    assert page.status_code == 413
    assert "larger than we accept" in page.content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_page_for_large_files_takes_more_than_a_form_and_not_everything(visitor, monkeypatch, language):
    monkeypatch.setattr(requests, "MOST_BODY", 100)

    def send(size: int) -> HttpResponse:
        return visitor.post(f"{language}/kirim-berkas/", {"file": ContentFile(b"x" * size, "scan.pdf")})

    assert send(5000).content == b"5000"
    assert visitor.post(f"{language}/kirim/", {"file": ContentFile(b"x" * 5000, "a.pdf")}).status_code == 413
    monkeypatch.setattr(pages.read_files, "most_body", 4000)
    assert send(5000).status_code == 413


def test_a_nul_in_the_address_is_refused_with_words(visitor):
    page = visitor.get("/en/k/%00/")

    assert page.status_code == 400
    assert "We could not read this request" in page.content.decode()


def test_a_nul_in_a_cookie_is_refused(visitor):
    assert visitor.get("/en/", headers={"cookie": 'sessionid="\\000aaaaaaaa"'}).status_code == 400


def test_form_without_its_token_says_that_it_is_too_old():
    page = Client(enforce_csrf_checks=True).post("/en/kirim/", {"text": "x"})

    assert page.status_code == 403
    assert "too old to be sent" in page.content.decode()


def test_form_without_its_token_is_a_line_in_the_log(capfd, caplog):
    Client(enforce_csrf_checks=True).post("/en/kirim/", {"text": "kata-rahasia"})

    said = "".join(capfd.readouterr()) + caplog.text
    assert "form.refused" in said
    assert "kata-rahasia" not in said


def test_server_error_page_needs_neither_database_nor_context(visitor, monkeypatch):
    def broken(request):
        raise RuntimeError("the menu is broken, too")

    monkeypatch.setattr("kotacerdas.common.context.page", broken)

    page = visitor.get("/gagal/bug/")

    assert page.status_code == 500
    assert "Ada yang rusak" in page.content.decode()


def test_server_error_page_comes_even_without_its_template(visitor, monkeypatch):
    def missing(name):
        raise RuntimeError(name)

    monkeypatch.setattr(failures, "get_template", missing)

    page = visitor.get("/en/gagal/bug/")

    assert page.status_code == 500
    assert "<h1>Something broke on our side</h1>" in page.content.decode()


def test_mark_on_the_page_is_the_mark_in_the_log(visitor, log):
    page = visitor.get("/en/gagal/bug/")

    mark = page["X-Request-ID"]
    assert mark in page.content.decode()
    assert {entry["request"] for entry in log.entries} == {mark}


def test_log_of_a_request_holds_route_and_no_word_of_the_person(visitor, log):
    visitor.get("/en/gagal/bug/?nama=siti")

    assert [entry["event"] for entry in log.entries] == ["exception", "request"]
    assert log.entries[0]["exception"] == "ValueError"
    assert re.search(r"common/tests/pages.py:\d+ fail", log.entries[0]["where"][-1])
    assert log.entries[1] | {"ms": 0, "request": ""} == {
        "event": "request",
        "log_level": "warning",
        "method": "GET",
        "route": "fail",
        "status": 500,
        "ms": 0,
        "request": "",
    }
    assert "siti" not in str(log.entries)


def test_log_of_a_good_request_names_its_route_not_its_address(visitor, log):
    visitor.get("/en/_components/?q=siti")

    (entry,) = log.entries
    assert (entry["route"], entry["status"], entry["log_level"]) == ("common:gallery", 200, "info")
    assert "siti" not in str(entry)


def test_nothing_is_logged_when_there_is_no_exception(log):
    log_exception(None)

    assert log.entries == []
