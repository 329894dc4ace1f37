"""The pages of signal: what they say to whom, unknown shown as unknown, and a fixed number of queries."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.submissions import new_key
from kotacerdas.connectivity import words
from kotacerdas.connectivity.domain import readings
from kotacerdas.connectivity.findings import signal as findings
from kotacerdas.connectivity.models import Batch, Measurement, SignalReport
from kotacerdas.connectivity.tests import factories
from kotacerdas.connectivity.tests.factories import LAT, LON
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db
HOME = "/en/sinyal/"
PLACED = {"lon": Decimal(str(LON)), "lat": Decimal(str(LAT)), "rt": ""}


def words_of(response):
    return " ".join(response.content.decode().split())


def send(client, where, **fields):
    return client.post(where, {"submission_key": new_key(), **fields})


@pytest.fixture
def office(as_user, rina):
    return as_user(rina)


@pytest.fixture
def computed(here):
    """One cell of four hundred is served, one is without signal."""
    factories.batch(here, factories.rows(-80, -81))
    factories.batch(here, factories.rows(-130, lon=LON + 0.002), name="Uji lain")
    factories.grid(here)
    return here


# --- the overview ------------------------------------------------------------------------------------------


def test_the_overview_says_how_much_is_known_and_that_unknown_is_not_none(anonymous, computed):
    page = words_of(anonymous.get(HOME))

    assert f"the signal is known for {findings.share(1 / 400)}" in page
    assert f"unknown {findings.share(399 / 400)} of the area" in page
    assert "Unknown is not none" in page
    assert "a proposal that nobody has decided yet" in page


def test_the_map_is_small_whole_without_a_script_and_beside_its_table(anonymous, computed):
    page = anonymous.get(f"{HOME}?operator=telkomsel")
    words = words_of(page)

    assert 'class="kisi-served"' in words
    assert 'class="kisi-none"' in words
    assert 'class="kisi-unknown"' in words
    assert len(page.content) < 300_000


def test_before_anything_is_known_the_page_says_what_is_missing(anonymous, balikpapan):
    factories.operators()

    assert "no outlines of its kelurahan yet" in words_of(anonymous.get(HOME))


def test_a_stale_grid_says_so(anonymous, computed, unit):
    factories.report(unit)

    assert "Evidence has come since" in words_of(anonymous.get(HOME))


def test_an_operator_that_is_none_shows_any(anonymous, computed):
    assert anonymous.get(f"{HOME}?operator=%00x").status_code == 200


def test_who_keeps_the_evidence_has_it_computed_anew(office, computed, budi, as_user):
    assert send(office, "/en/sinyal/hitung/").status_code == 302
    assert send(as_user(budi), "/en/sinyal/hitung/").status_code == 403


# --- why ---------------------------------------------------------------------------------------------------


def test_a_place_says_why_it_is_served_with_its_evidence(anonymous, computed):
    page = words_of(anonymous.get(f"{HOME}tempat/?lon={LON}&lat={LAT}"))

    assert "2 measurements lie in this cell." in page
    assert "The newest is of 20 November 2026." in page
    assert "measured or checked" in page
    assert "Uji jalan" in page
    assert "Nobody has measured or reported here" in page  # of the other operators


def test_a_contradiction_is_told(anonymous, here, unit):
    factories.batch(here, factories.rows(-80, -81))
    factories.report(unit, **PLACED)
    factories.grid(here)

    assert "The evidence contradicts itself" in words_of(anonymous.get(f"{HOME}tempat/?lon={LON}&lat={LAT}"))


def test_a_tower_alone_makes_a_place_possibly_served(anonymous, here):
    factories.tower(here)
    factories.grid(here)
    page = words_of(anonymous.get(f"{HOME}tempat/?lon={LON}&lat={LAT}"))

    assert "possibly served" in page
    assert "a tower alone proves nothing" in page
    assert "M-1" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?lon=10&lat=10", "That place lies outside the city"),
        ("?lon=100&lat=95", "That is no place on earth."),
        ("?lon=abc&lat=10", "Enter a number."),
        ("?kelurahan=64.71.01.1001", "Shares of the area of"),
        ("?kelurahan=64.71.01.1001&rt=9", "Nobody has written where this RT lies"),
        ("", "Why is a place served"),
    ],
)
def test_the_question_about_a_place_is_answered_however_it_is_put(anonymous, computed, query, words):
    page = anonymous.get(f"{HOME}tempat/{query}")

    assert page.status_code == 200
    assert words in words_of(page)


def test_an_rt_whose_place_is_known_shows_its_cell(anonymous, computed, unit):
    factories.line(unit, "007", "no", lon=Decimal(str(LON)), lat=Decimal(str(LAT)))
    page = words_of(anonymous.get(f"{HOME}tempat/?kelurahan={unit.code}&rt=7"))

    assert "State of this cell" in page
    assert "Fixed line in RT 007: cannot be had" in page


# --- measurements ------------------------------------------------------------------------------------------


def upload(text):
    return SimpleUploadedFile("uji.csv", text.encode(), "text/csv")


def batch_fields(text, **changes):
    day = {"jenis": "drive", "hari": "2026-11-20", "nama": "Uji jalan", "sumber": "Uji"}
    return {**day, "berkas": upload(text), **changes}


def test_a_file_is_looked_at_shown_with_its_faults_and_brought_in(office, here):
    sent = send(office, f"{HOME}ukur/baru/", **batch_fields(factories.rows(-80, -20)))
    batch = Batch.objects.get()
    assert sent.status_code == 302
    assert sent["Location"].endswith(batch.get_absolute_url().removeprefix("/en"))

    page = words_of(office.get(f"{HOME}ukur/{batch.code}/"))
    assert "1 rows can be brought in, 1 cannot. Nothing is written yet." in page
    assert "An RSRP of -20 dBm cannot be" in page
    assert not Measurement.objects.exists()

    assert send(office, f"{HOME}ukur/{batch.code}/masukkan/").status_code == 302
    run_all()
    assert Measurement.objects.count() == 1
    assert "1 measurement is here." in words_of(office.get(f"{HOME}ukur/{batch.code}/"))


def test_a_wrong_file_is_told_beside_its_field_and_nothing_is_kept(office, here):
    page = send(office, f"{HOME}ukur/baru/", **batch_fields("a,b\n1,2\n"))

    assert page.status_code == 422
    assert "There is no column for “lat”" in words_of(page)
    assert not Batch.objects.exists()


def test_a_batch_that_is_only_looked_at_is_seen_by_its_office_alone(
    anonymous, as_user, tetangga, office, here
):
    batch = factories.looked_at(here, factories.rows(-80))

    assert [
        client.get(f"{HOME}ukur/{batch.code}/").status_code
        for client in (anonymous, as_user(tetangga), office)
    ] == [404, 404, 200]
    assert send(as_user(tetangga), f"{HOME}ukur/{batch.code}/masukkan/").status_code == 404


def test_a_batch_that_failed_to_come_in_offers_both_ways_on(office, here):
    batch = factories.looked_at(here, factories.rows(-80))
    Batch.objects.filter(pk=batch.pk).update(state="coming")

    page = words_of(office.get(f"{HOME}ukur/{batch.code}/"))

    assert "Bringing its measurements in failed." in page
    assert "Bring in 1 row" in page
    assert "Forget this file" in page


def test_a_batch_is_taken_away_by_a_button(office, here):
    batch = factories.batch(here, factories.rows(-80))

    assert office.get(f"{HOME}ukur/{batch.code}/hapus/").status_code == 405
    assert send(office, f"{HOME}ukur/{batch.code}/hapus/").status_code == 302
    assert not Batch.objects.exists()


def test_measurements_are_given_away_and_come_in_again(anonymous, here):
    batch = factories.batch(here, factories.rows(-80, -81.5))
    text = anonymous.get(f"{HOME}ukur/{batch.code}/unduh.csv").content.decode("utf-8-sig")
    factories.measuring.drop(batch, by=None, now=factories.NOW)

    again = factories.batch(here, text)

    assert sorted(again.measurements.values_list("rsrp_dbm", "down_mbps")) == [(-81.5, 8.0), (-80.0, 8.0)]


# --- reports -----------------------------------------------------------------------------------------------


def report_fields(unit, **changes):
    return {
        "kelurahan": unit.code, "rt": "7", "sinyal": "none", "operator": "", "tempat": "luar", "hari": "2026-11-20",
        "peran": "rt_head", "nama": "Pak Contoh", "uraian": "Di ujung gang.", "lat": "", "lon": "", **changes,
    }  # fmt: skip


def test_an_officer_reports_without_a_map(as_user, budi, unit):
    sent = send(as_user(budi), f"{HOME}laporan/baru/", **report_fields(unit))

    row = SignalReport.objects.get()
    assert sent.status_code == 302
    assert (row.rt, row.signal, row.by, row.state, row.on) == ("007", "none", budi, "new", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rt": ""}, "Say where: give the number of the RT"),
        ({"lat": "-0.5955"}, "Latitude and longitude belong together."),
        ({"lat": "117.0045", "lon": "-100"}, "That is no place on earth."),
        ({"lat": "10", "lon": "10"}, "lie outside the city"),
        ({"hari": "2999-01-01"}, "A report cannot be of a day that has not come."),
    ],
)
def test_what_is_wrong_with_a_report_stands_beside_its_field_and_what_was_typed_stays(
    as_user, budi, unit, changes, words
):
    page = send(as_user(budi), f"{HOME}laporan/baru/", **report_fields(unit, **changes))

    assert page.status_code == 422
    assert words in words_of(page)
    assert "Di ujung gang." in words_of(page)
    assert not SignalReport.objects.exists()


def test_the_programme_office_reports_too_and_checks_only_what_others_reported(office, rina, unit):
    assert send(office, f"{HOME}laporan/baru/", **report_fields(unit)).status_code == 302

    made = SignalReport.objects.get()
    assert made.by == rina
    with pytest.raises(Refused, match="signal-own-report"):
        factories.reporting.check(made, is_true=True, finding="Benar", expected=1, by=rina, now=factories.NOW)


def test_a_citizen_reads_and_does_not_write(as_user, siti, unit):
    assert send(as_user(siti), f"{HOME}laporan/baru/", **report_fields(unit)).status_code == 403


def test_swapped_degrees_are_told_as_swapped_and_a_comma_is_read(as_user, budi, unit):
    officer, where = as_user(budi), f"{HOME}laporan/baru/"

    swapped = send(officer, where, **report_fields(unit, lat="117,0045", lon="-0,5955"))
    assert "Latitude and longitude are swapped" in words_of(swapped)

    assert send(officer, where, **report_fields(unit, lat="-0,5955123456", lon="117,0045")).status_code == 302
    assert SignalReport.objects.get().lat == Decimal("-0.595512")


def test_where_a_person_stood_is_told_to_a_hundred_metres(anonymous, office, unit):
    exact = {"lon": Decimal("117.004567"), "lat": Decimal("-0.595512"), "rt": ""}
    row = factories.report(unit, role="citizen", **exact)
    pages = [f"{HOME}unduh/laporan.csv", f"{HOME}laporan/{row.code}/"]

    for page in pages:
        content = anonymous.get(page).content.decode()
        assert "117.005" in content
        assert "117.004567" not in content
    assert "117.004567" in office.get(pages[1]).content.decode()


def test_phones_of_a_crowd_are_followed_by_nobody(anonymous, here):
    crowd = factories.batch(here, factories.rows(-80, lon=117.004567), kind="crowd")
    drive = factories.batch(here, factories.rows(-81, lon=117.004567), name="Lain")

    told = anonymous.get(f"{HOME}ukur/{crowd.code}/unduh.csv").content.decode()
    assert ("117.005" in told, "117.004567" in told, "08:00" in told, "2026-11-20" in told) == (
        True,
        False,
        False,
        True,
    )
    assert "117.004567" in anonymous.get(f"{HOME}ukur/{drive.code}/unduh.csv").content.decode()


def test_files_hold_what_the_page_shows(anonymous, here, unit):
    factories.tower(here, "M-1")
    factories.tower(here, "M-2", operator="indosat")
    factories.line(unit, "001", "no")
    factories.line(unit, "002", "yes")
    factories.report(unit, signal="weak")
    factories.report(unit, rt="009")

    def rows(where):
        page = anonymous.get(f"{HOME}{where}")
        (file,) = re.findall(r'href="([^"]+\.csv[^"]*)"', page.content.decode())
        return anonymous.get(html.unescape(file)).content.decode("utf-8-sig").splitlines()[1:]

    assert [line.partition(",")[0] for line in rows("menara/?operator=indosat")] == ["M-2"]
    assert len(rows("jaringan-tetap/?tersedia=no")) == 1
    assert len(rows("laporan/?sinyal=weak")) == 1
    assert len(rows("laporan/")) == 2


def test_a_file_of_reports_says_what_is_checked_and_what_is_a_sample(anonymous, office, unit, budi):
    factories.report(unit, is_sample=True)
    told = anonymous.get(f"{HOME}unduh/laporan.csv").content.decode("utf-8-sig")

    assert "reported, not checked" in told
    assert "Sample" in told.splitlines()[0]
    assert "yes" in told.splitlines()[1].lower()


def test_samples_are_neither_counted_nor_shown_beside_facts(anonymous, computed, unit):
    factories.line(unit, "001", "yes", is_sample=True, **{name: PLACED[name] for name in ("lon", "lat")})
    factories.tower(computed, "CONTOH-1", is_sample=True)
    factories.report(unit, is_sample=True, **PLACED)

    page = words_of(anonymous.get(f"{HOME}tempat/?lon={LON}&lat={LAT}"))
    assert "CONTOH-1" not in page
    assert "RT 001" not in page
    counted = {row.share.key: row.around for row in anonymous.get(HOME).context["rows"]}
    assert counted[unit.code] is None


def test_who_reported_and_in_which_words_is_for_the_office_alone(
    anonymous, as_user, budi, joko, office, unit
):
    row = factories.report(unit, by=budi, name="Pak Contoh", words="Di ujung gang.")
    where = f"{HOME}laporan/{row.code}/"

    seen = {
        who: "Pak Contoh" in words_of(client.get(where)) and "Di ujung gang." in words_of(client.get(where))
        for who, client in {
            "anyone": anonymous,
            "joko": as_user(joko),
            "budi": as_user(budi),
            "office": office,
        }.items()
    }
    assert seen == {"anyone": False, "joko": False, "budi": True, "office": True}
    for file_type in ("csv", "xlsx"):
        assert b"Pak Contoh" not in anonymous.get(f"{HOME}unduh/laporan.{file_type}").content
    assert "Pak Contoh" not in words_of(anonymous.get(f"{HOME}laporan/"))


def test_the_office_checks_a_report(office, unit, budi):
    row = factories.report(unit, by=budi)
    where = f"{HOME}laporan/{row.code}/periksa/"

    stale = send(office, where, benar="ya", temuan="Dicoba.", version="7")
    sent = send(office, where, benar="ya", temuan="Dicoba.", version="1")

    row.refresh_from_db()
    assert (stale.status_code, sent.status_code) == (409, 302)
    assert (row.state, row.finding) == ("checked", "Dicoba.")


def test_a_rejected_report_is_seen_by_the_office_and_its_writer(
    anonymous, as_user, budi, joko, office, rina, unit
):
    row = factories.report(unit, by=budi)
    send(office, f"{HOME}laporan/{row.code}/periksa/", benar="tidak", temuan="Tidak benar.", version="1")
    where = f"{HOME}laporan/{row.code}/"

    assert [
        client.get(where).status_code for client in (anonymous, as_user(joko), as_user(budi), office)
    ] == [404, 404, 200, 200]
    assert row.on.isoformat() not in anonymous.get(f"{HOME}unduh/laporan.csv").content.decode()


# --- files and counts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["menara", "jaringan-tetap", "laporan", "kelurahan"])
@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_evidence_is_open_data(anonymous, computed, unit, what, file_type):
    factories.tower(computed)
    factories.line(unit)
    factories.report(unit)

    assert anonymous.get(f"{HOME}unduh/{what}.{file_type}").status_code == 200


def test_what_is_no_file_is_not_there(anonymous, here):
    assert anonymous.get(f"{HOME}unduh/menara.pdf").status_code == 404
    assert anonymous.get(f"{HOME}unduh/apa.csv").status_code == 404
    assert anonymous.get(f"{HOME}unduh/kelurahan.csv").status_code == 404


@pytest.mark.parametrize(
    "where", ["", "menara/", "ukur/", "jaringan-tetap/", "laporan/", f"tempat/?lon={LON}&lat={LAT}"]
)
def test_the_number_of_queries_does_not_grow_with_the_rows(anonymous, here, unit, where):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert anonymous.get(f"{HOME}{where}").status_code == 200
        return len(queries)

    def some(start, many):
        for at in range(start, start + many):
            factories.batch(here, factories.rows(-80, -81 - at / 10), name=f"Uji {at}")
            factories.report(unit, **(PLACED | {"rt": f"{at:03d}"}))
            factories.tower(here, f"M-{at}")
            factories.line(unit, f"{at:03d}", lon=PLACED["lon"], lat=PLACED["lat"])
        factories.grid(here)

    some(1, 2)
    count()
    few = count()
    some(10, 4)

    assert count() == few


def test_columns_of_a_batch_are_named_in_words(office, here):
    made = factories.looked_at(here, factories.rows(-80))

    page = office.get(f"{HOME}ukur/{made.code}/").content.decode()

    assert "<dt>Download speed (kbit/s)</dt><dd>DL_bitrate</dd>" in page
    assert set(words.COLUMNS) == set(readings.TITLES)


def test_a_place_in_a_city_without_outlines_says_what_comes_first(anonymous, balikpapan):
    page = anonymous.get(f"{HOME}tempat/?kota={balikpapan.code}").content.decode()

    assert "The city has no outlines of its kelurahan yet" in page
