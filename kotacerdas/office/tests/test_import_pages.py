from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kotacerdas.common.tests.reading import rows, words
from kotacerdas.imports import actions
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.imports.tests import factories, workbooks
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import Organisation
from kotacerdas.people.tests.factories import organisation

pytestmark = pytest.mark.django_db

KEY = "kunci-yang-cukup-panjang"
HEAD = ["Kode", "Nama OPD", "Jenis"]
TABLE = [HEAD, ["dishub", "Dinas Perhubungan", "Dinas"], ["bpbd", "BPBD", "Entah"], ["Jumlah", None, None]]
NEW = "/kantor/impor/organisasi/"


@pytest.fixture
def office(client, rina):
    client.force_login(rina)
    return client


def upload(client, content=None, name="opd.xlsx", **fields):
    content = content or workbooks.xlsx(TABLE)
    file = SimpleUploadedFile(name, content.getvalue())
    given = {"ke": "64.71", "berkas": file, "submission_key": KEY} | fields
    return client.post(f"{NEW}unggah/", given)


def told(run: ImportRun, **more) -> dict[str, object]:
    """What the form of the columns sends as it stands."""
    return {f"kolom-{key}": at for key, at in run.mapping.items()} | {"submission_key": KEY} | more


def test_the_whole_way_from_file_to_undo(office):
    landed = upload(office)
    run = ImportRun.objects.get()
    columns = office.get(landed["Location"])
    checked = office.post(f"{run.get_absolute_url()}kolom/", told(run), follow=True)
    run.refresh_from_db()
    written = office.post(
        f"{run.get_absolute_url()}tulis/", {"rencana": run.plan, "submission_key": KEY}, follow=True
    )
    undone = office.post(f"{run.get_absolute_url()}batalkan/", {"submission_key": KEY}, follow=True)

    assert "Kolom mana yang mana?" in words(columns)
    assert "1 baris akan ditulis" in words(checked)
    assert "C3" in words(checked)
    assert "1 baris telah ditulis" in words(written)
    assert "1 baris dikembalikan" in words(undone)
    assert not Organisation.objects.exists()


def test_the_list_shows_what_may_come_in_and_what_came(office, balikpapan):
    factories.run(balikpapan)

    page = office.get("/kantor/impor/")

    assert "Organisasi" in words(page)
    assert rows(page)[0][0] == "contoh.xlsx"


def test_who_brings_in_nothing_is_told_so(client, budi):
    client.force_login(budi)

    assert "Tidak ada yang dapat dimasukkan" in words(client.get("/kantor/impor/"))
    assert client.get(NEW)["Location"] == "/kantor/impor/"
    assert client.get("/kantor/impor/entah/").status_code == 404


def test_another_city_is_not_there(client, tetangga, balikpapan):
    run = factories.run(balikpapan)
    client.force_login(tetangga)

    assert client.get(run.get_absolute_url()).status_code == 404
    assert client.post(f"{run.get_absolute_url()}tulis/", {"rencana": 1}).status_code == 404
    assert upload(client).status_code == 422


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.4 ...", "Ini berkas PDF"),
        (b"<html><table></table></html>", "halaman web"),
        (b"PK\x03\x04rusak", "rusak"),
    ],
)
def test_what_is_no_table_is_told_at_the_file(office, content, sentence):
    page = upload(office, io.BytesIO(content))

    assert page.status_code == 422
    assert sentence in words(page)
    assert not ImportRun.objects.exists()


def test_a_form_without_a_file_asks_for_one(office):
    page = office.post(f"{NEW}unggah/", {"ke": "64.71", "submission_key": KEY})

    assert page.status_code == 422


def test_the_same_file_sent_twice_is_one_import(office):
    content = workbooks.xlsx(TABLE)

    upload(office, content)
    upload(office, content)

    assert ImportRun.objects.count() == 1


def test_the_columns_page_shows_the_first_rows_and_remembers(office, balikpapan, rina):
    factories.run(balikpapan, TABLE, by=rina, numbers="en")
    landed = upload(office)

    page = office.get(landed["Location"])

    assert rows(page)[0] == ["2", "dishub", "Dinas Perhubungan", "Dinas"]
    assert '<option value="en" selected>' in page.content.decode()


def test_columns_that_cannot_be_are_told(office):
    upload(office)
    run = ImportRun.objects.get()

    page = office.post(f"{run.get_absolute_url()}kolom/", {"kolom-kind": 2})

    assert page.status_code == 422
    assert "Pilih sedikitnya satu" in words(page)


def test_another_sheet_with_other_titles_can_be_chosen(office):
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    other = book.create_sheet("Lain")
    other.append(["Judul besar"])
    other.append(["Nama", "Jenis"])
    other.append(["Dinas B", "Dinas"])
    upload(office, workbooks.saved(book))
    run = ImportRun.objects.get()

    page = office.post(f"{run.get_absolute_url()}lembar/", {"lembar": "Lain"}, follow=True)

    run.refresh_from_db()
    assert (run.sheet, run.header_first) == ("Lain", 2)
    assert rows(page)[0] == ["3", "Dinas B", "Dinas"]


def test_a_conflict_shows_both_values_and_waits_for_a_choice(office, balikpapan, rina):
    organisation("Dinas Lama", code="64.71/dishub", city=balikpapan)
    run = factories.run(balikpapan, by=rina)
    Organisation.objects.update(name="Dinas Perhubungan Darat")
    office.post(f"{run.get_absolute_url()}tulis/", {"rencana": run.plan, "submission_key": KEY})

    page = office.get(run.get_absolute_url())
    line = run.lines.get()
    chosen = office.post(
        f"{run.get_absolute_url()}pilih/",
        {"terlihat": line.pk, "pilih": line.pk, "submission_key": KEY},
        follow=True,
    )

    assert "Dinas Perhubungan Darat" in words(page)
    assert "Dinas Perhubungan" in words(page)
    assert "diubah orang lain" in words(page)
    assert "1 baris akan ditulis" in words(chosen)


def test_an_old_page_cannot_write_a_newer_plan(office, balikpapan, rina):
    run = factories.run(balikpapan, by=rina)

    page = office.post(f"{run.get_absolute_url()}tulis/", {"rencana": run.plan - 1, "submission_key": KEY})

    assert page.status_code == 422
    assert not Organisation.objects.exists()


def test_rows_left_out_are_listed(office, balikpapan, rina):
    run = factories.run(balikpapan, TABLE, by=rina)

    page = office.get(f"{run.get_absolute_url()}?lihat=left")

    assert rows(page) == [["4", "Jumlah", "baris jumlah atau rata-rata"]]


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_findings_can_be_taken_away(office, balikpapan, rina, file_type):
    run = factories.run(balikpapan, TABLE, by=rina)

    page = office.get(f"{run.get_absolute_url()}temuan.{file_type}")

    assert page.status_code == 200
    if file_type == "csv":
        assert "C3,3,Jenis,BPBD" in page.content.decode("utf-8-sig")


def test_a_large_file_shows_how_far_it_is(office, balikpapan, rina, monkeypatch):
    monkeypatch.setattr(actions, "INLINE", 0)
    run = factories.run(balikpapan, by=rina)

    waiting = office.get(run.get_absolute_url())
    run_all()
    part = office.get(run.get_absolute_url(), headers={"hx-request": "true"})

    assert "Berkas sedang diperiksa" in words(waiting)
    assert part["HX-Refresh"] == "true"
    run.refresh_from_db()
    assert run.state == State.PLANNED


def test_the_template_comes_in_again(office):
    page = office.get(f"{NEW}templat.xlsx?ke=64.71")
    book = openpyxl.load_workbook(io.BytesIO(page.content))
    book["Data"].append(["dishub", "Dinas Perhubungan", "Dishub", "Perangkat daerah (OPD)"])
    upload(office, workbooks.saved(book))
    run = ImportRun.objects.get()

    assert {"code", "name", "short_name", "kind", "parent", "unit"} <= run.mapping.keys()


def test_dropping_leaves_nothing(office, balikpapan, rina):
    run = factories.run(balikpapan, by=rina)

    office.post(f"{run.get_absolute_url()}buang/", {"submission_key": KEY})

    assert "contoh.xlsx" not in words(office.get("/kantor/impor/"))


def test_the_number_of_queries_does_not_grow_with_the_rows(
    office, balikpapan, rina, django_assert_max_num_queries
):
    table = [HEAD, *([f"opd{number}", f"Dinas {number}", "Dinas"] for number in range(60))]
    run = factories.run(balikpapan, table, by=rina)

    with django_assert_max_num_queries(14):
        office.get(run.get_absolute_url())


def test_english_says_it_in_english(office, balikpapan, rina):
    run = factories.run(balikpapan, TABLE, by=rina)

    page = office.get(f"/en{reverse('office:import-run', args=[run.code])}")

    assert "1 row would be written" in words(page)
    assert "none of the choices" in words(page)
