"""The trail of deeds on screen and as a file."""

from datetime import UTC, datetime, timedelta

import pytest

from kotacerdas.audit import actions
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.tests.running import run_all

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    settings.STATE = tmp_path


@pytest.fixture
def deeds(balikpapan, samarinda, rina, tetangga):
    for hour, (who, city) in enumerate([(rina, balikpapan), (rina, balikpapan), (tetangga, samarinda)]):
        actions.record(
            "instruments.level_written",
            on=city,
            by=who,
            city=city,
            now=NOW + timedelta(hours=24 * hour),
            changes={"text_id": ("lama", f"baru {hour}")},
        )


def test_the_office_shows_what_one_may_open(as_user, rina, siti, budi):
    assert "Jejak tindakan" in as_user(rina).get("/kantor/").content.decode()
    assert "Jejak tindakan" not in as_user(budi).get("/kantor/").content.decode()
    assert as_user(siti).get("/kantor/").status_code == 403


def test_the_trail_tells_who_did_what(deeds, as_user, rina):
    page = as_user(rina).get("/kantor/jejak/").content.decode()

    assert page.count("Rina menulis syarat sebuah tingkat") == 2
    assert "Senin, 23 November 2026" in page
    assert "11.00 WITA" in page
    assert "baru 1" in page


def test_a_neighbour_reads_only_its_own(deeds, as_user, tetangga):
    page = as_user(tetangga).get("/kantor/jejak/").content.decode()

    assert "Rina" not in page
    assert "Kota Samarinda" in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("cari=rina", 2),
        ("cari=baru+1", 1),
        ("cari=siapa", 0),
        ("hal=people.city", 2),
        ("hal=people.user", 0),
        ("dari=2026-11-23", 1),
        ("sampai=2026-11-22", 1),
    ],
)
def test_filters_live_in_the_address(deeds, as_user, rina, asked, count):
    page = as_user(rina).get(f"/kantor/jejak/?{asked}").content.decode()

    assert page.count("menulis syarat sebuah tingkat") == count


def test_days_in_the_wrong_order_are_told(deeds, as_user, rina):
    page = as_user(rina).get("/kantor/jejak/?dari=2026-11-23&sampai=2026-11-01").content.decode()

    assert "Hari ini mendahului hari pertama." in page


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_the_file_holds_what_the_page_shows(deeds, as_user, rina, file_type):
    answer = as_user(rina).get(f"/kantor/jejak/unduh.{file_type}?dari=2026-11-23")

    assert answer.status_code == 200
    if file_type == "csv":
        assert answer.content.decode("utf-8-sig").count("\r\n") == 2


def test_there_is_no_other_kind_of_file(as_user, rina):
    assert as_user(rina).get("/kantor/jejak/unduh.pdf").status_code == 404


def test_the_trail_costs_the_same_however_long(
    deeds, as_user, rina, balikpapan, django_assert_max_num_queries
):
    for hour in range(60):
        actions.record(
            "instruments.level_written",
            on=balikpapan,
            by=rina,
            city=balikpapan,
            now=NOW + timedelta(hours=hour),
        )
    browser = as_user(rina)

    with django_assert_max_num_queries(8):
        browser.get("/kantor/jejak/")


def test_the_page_says_when_the_chain_was_walked_last(deeds, as_user, rina):
    before = as_user(rina).get("/kantor/jejak/").content.decode()
    enqueue("office.seal-trail")
    run_all()

    assert "Terakhir diperiksa" not in before
    assert "3 catatan." in as_user(rina).get("/kantor/jejak/").content.decode()
