"""What officers see and do on the pages of documents: the list, one document, its description and its files."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.evidence import actions
from kotacerdas.evidence.domain.freshness import Freshness, Times, of_year
from kotacerdas.evidence.models import Confidentiality, Content, Document, Reading, Unit
from kotacerdas.evidence.queries import documents
from kotacerdas.evidence.tests import factories
from kotacerdas.evidence.tests.factories import NOW, TEXT
from kotacerdas.files import actions as files
from kotacerdas.files.domain import kinds
from kotacerdas.people import access
from kotacerdas.people.tests import factories as people

MOST_QUERIES = 10


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


@pytest.fixture
def minutes(balikpapan, budi, diskominfo):
    return factories.document(balikpapan, by=budi, agency=diskominfo)


def page(client, address="/en/bukti/", status=200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), **fields})


def described(document, **changes):
    fields = {
        "title": document.title,
        "nature": document.nature,
        "agency": document.agency_id or "",
        "confidentiality": document.confidentiality,
        "version": document.version,
    }
    return fields | changes


def many(city, count, by=None):
    for number in range(count):
        made = factories.document(city, text=f"Isi nomor {number}.", name=f"berkas {number}.txt", by=by)
        factories.citation(made, quote="Isi nomor", targets=[factories.target()], by=by)


# --- The list ----------------------------------------------------------------------------------------------


def test_empty_list_says_what_belongs_there(as_user, budi):
    html = page(as_user(budi))

    assert "No document yet" in html
    assert "Decrees, minutes, photos, registers" in html


def test_list_shows_marks_times_and_citations(as_user, balikpapan, budi, diskominfo):
    made = factories.document(
        balikpapan,
        by=budi,
        agency=diskominfo,
        title="SK Tim Pelaksana",
        confidentiality=Confidentiality.SECRET,
        has_personal_data=True,
        valid_from=date(2022, 1, 1),
        valid_until=date(2022, 12, 31),
        is_sample=True,
    )
    factories.citation(made, quote="Dewan menyepakati", targets=[factories.target()], by=budi)

    html = page(as_user(budi), "/en/bukti/?tahun=2023")

    for words in (
        "SK Tim Pelaksana", "secret", "personal data", "no longer in force", "Sample", "In force 2022",
        "not in force in 2023", "1 waits", "One document, cited as proof",
    ):  # fmt: skip
        assert words in html


def test_list_costs_the_same_however_much_there_is(as_user, balikpapan, budi, rina):
    client = as_user(rina)
    many(balikpapan, 2, by=budi)
    address = "/bukti/?urut=kutipan&tahun=2023&waktu=unknown"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    many(balikpapan, 12, by=budi)
    with CaptureQueriesContext(connection) as more:
        html = page(client, address)

    assert html.count("berkas") >= 12
    assert len(more) == len(few) <= MOST_QUERIES


def test_list_narrowed_to_an_owner_keeps_within_its_queries(as_user, balikpapan, budi, diskominfo, rina):
    factories.document(balikpapan, by=budi, agency=diskominfo, title="Notulen Diskominfo")
    factories.document(balikpapan, by=budi, title="Tanpa pemilik", text="Lain.")
    client = as_user(rina)
    address = f"/en/bukti/?instansi={diskominfo.pk}&cari=notulen"
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        html = page(client, address)

    assert "Notulen Diskominfo" in html
    assert f'<option value="{diskominfo.pk}" selected>' in html
    assert "Tanpa pemilik" not in html
    assert len(asked) <= MOST_QUERIES


def test_owner_of_another_city_is_not_on_offer_and_narrows_nothing(as_user, minutes, budi, samarinda):
    strange = people.organisation("Dinas tetangga", city=samarinda)

    html = page(as_user(budi), f"/en/bukti/?instansi={strange.pk}")

    assert "Dinas tetangga" not in html
    assert minutes.title in html


def test_list_says_each_row_in_the_language_of_the_page(as_user, minutes, budi):
    minutes.nature = "minutes"
    minutes.save(update_fields=["nature"])
    factories.citation(minutes, quote="Rapat", targets=[factories.target()], by=budi)
    client = as_user(budi)

    for _again in range(2):
        english, indonesian = page(client, "/en/bukti/"), page(client, "/bukti/")
        assert "minutes, attendance list · not scanned" in english
        assert "1 waits" in english
        assert "notulen, daftar hadir · belum dipindai" in indonesian
        assert "1 waits" not in indonesian


def test_titles_and_names_are_escaped_in_the_rows(as_user, balikpapan, budi):
    factories.document(balikpapan, by=budi, title="<b>Tebal</b> & miring")

    html = page(as_user(budi))

    assert "&lt;b&gt;Tebal&lt;/b&gt; &amp; miring" in html
    assert "<b>Tebal" not in html


def test_right_that_was_taken_away_is_gone_with_the_next_request(as_user, minutes, budi):
    client = as_user(budi)
    assert minutes.title in page(client)

    budi.assignments.update(until_on=NOW.date() - timedelta(days=1))

    assert client.get("/en/bukti/").status_code == 403


def test_citation_that_was_withdrawn_counts_no_longer(as_user, minutes, balikpapan, budi):
    never = factories.document(balikpapan, by=budi, text="Tidak dikutip.", name="sepi.txt")
    cited = factories.citation(minutes, quote="Rapat", targets=[factories.target()], by=budi)
    seen = documents.seen(budi, balikpapan)
    wanted = documents.Wanted(order="kutipan")
    assert documents.totals(seen, today=NOW.date()).cited == 1
    assert list(documents.listed(seen, wanted, today=NOW.date())) == [minutes, never]

    send(as_user(budi), f"/bukti/kutipan/{cited.code}/tarik/")

    assert documents.totals(seen, today=NOW.date()).cited == 0
    assert {each.uses_count for each in documents.listed(seen, wanted, today=NOW.date())} == {0}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("cari=notulen", {"Notulen"}),
        ("jenis=decree", {"Keputusan"}),
        ("kerahasiaan=public", {"Keputusan"}),
        ("tahun=2023&waktu=fits", {"Keputusan"}),
        ("tahun=2025&waktu=fits", {"Keputusan", "Notulen"}),
        ("tahun=2023&waktu=later", {"Notulen"}),
        ("keadaan=read", {"Keputusan", "Notulen"}),
        ("keadaan=infected", set()),
        ("keadaan=tidak-ada", {"Keputusan", "Notulen"}),
    ],
)
def test_list_is_narrowed_by_what_stands_in_the_address(as_user, balikpapan, rina, asked, found):
    factories.document(
        balikpapan, title="Notulen", observed_from=date(2025, 5, 22), text="Satu.", nature="minutes"
    )
    factories.document(
        balikpapan,
        title="Keputusan",
        name="sk.txt",
        valid_from=date(2021, 1, 1),
        text="Dua.",
        nature="decree",
        confidentiality="public",
    )

    html = page(as_user(rina), f"/en/bukti/?{asked}")

    assert {title for title in ("Notulen", "Keputusan") if f">{title}</a>" in html} == found


def test_download_has_exactly_the_rows_of_the_page(as_user, balikpapan, budi, rina):
    many(balikpapan, 3, by=budi)

    answer = as_user(rina).get("/en/bukti/unduh.csv?cari=berkas+1&urut=judul")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Title"], row["Citations that wait"], row["Marks"]) for row in rows] == [
        ("berkas 1", "1", "not scanned")
    ]
    assert as_user(rina).get("/bukti/unduh.xlsx").status_code == 200
    assert as_user(rina).get("/bukti/unduh.exe").status_code == 404


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_download_costs_the_same_however_many_rows_it_has(as_user, balikpapan, budi, diskominfo, file_type):
    client, address = as_user(budi), f"/bukti/unduh.{file_type}"
    factories.document(balikpapan, by=budi, agency=diskominfo)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    many(balikpapan, 3, by=budi)
    with CaptureQueriesContext(connection) as more:
        client.get(address)

    assert len(more) == len(few)


DAYS = [None, date(2022, 6, 1), date(2023, 1, 1), date(2023, 12, 31), date(2024, 3, 1)]


def test_freshness_in_the_database_is_that_of_the_rules(balikpapan):
    made = []
    for start in DAYS:
        for end in DAYS:
            if start and end and start > end:
                continue
            made.append(Times(start, end, None, None))
            made.append(Times(None, None, start, end))
            made.append(Times(date(2020, 1, 1), date(2020, 2, 1), start, end))
    rows = {}
    for number, times in enumerate(made):
        row = factories.document(balikpapan, text=f"Waktu {number}.", **vars(times))
        rows[row.pk] = of_year(times, 2023)

    for freshness in Freshness:
        found = Document.objects.filter(documents.fresh(2023, freshness)).values_list("pk", flat=True)
        assert set(found) == {key for key, value in rows.items() if value is freshness}


# --- One document ------------------------------------------------------------------------------------------


def test_document_page_shows_text_hash_and_what_is_marked(as_user, minutes, budi):
    start = TEXT.index("Dewan menyepakati")
    asked = f"satuan=1&dari={start}&sampai={start + 17}"

    html = page(as_user(budi), f"/en/bukti/{minutes.code}/?{asked}")

    assert "<mark>Dewan menyepakati</mark>" in html
    assert minutes.latest.content.sha256 in html
    assert f"/kutip/?revisi=1&amp;{asked.replace('&', '&amp;')}" in html


@pytest.mark.parametrize(
    "asked",
    ["satuan=99", "satuan=x", "revisi=7", "dari=5&sampai=2", "dari=0&sampai=99999", "satuan=-1", "dari=1e3"],
)
def test_strange_addresses_show_the_document_without_a_mark(as_user, minutes, budi, asked):
    assert "<mark>" not in page(as_user(budi), f"/bukti/{minutes.code}/?{asked}")


def test_document_of_another_city_does_not_exist(as_user, minutes, tetangga, siti):
    assert as_user(tetangga).get(f"/bukti/{minutes.code}/").status_code == 404
    assert as_user(siti).get(f"/bukti/{minutes.code}/").status_code == 403


def test_document_costs_the_same_however_often_it_is_cited(as_user, minutes, budi, joko):
    client = as_user(budi)
    factories.citation(minutes, quote="Rapat", targets=[factories.target()], by=joko)
    client.get(f"/bukti/{minutes.code}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/bukti/{minutes.code}/")
    for word in ("Dewan", "Smart", "City", "dilaksanakan", "Mei"):
        factories.citation(minutes, quote=word, targets=[factories.target(word[:3])], by=joko)
    with CaptureQueriesContext(connection) as more:
        html = page(client, f"/bukti/{minutes.code}/")

    assert html.count("<blockquote") == 6
    assert len(more) == len(few)


def test_older_revision_says_that_it_is_not_the_newest(as_user, minutes, budi):
    actions.add_revision(minutes, files.store(b"Isi baru"), kinds.TXT, name="baru.txt", by=budi, now=NOW)

    assert "The newest is revision 2" in page(as_user(budi), f"/en/bukti/{minutes.code}/?revisi=1")
    assert "waits to be read" in page(as_user(budi), f"/en/bukti/{minutes.code}/")


def test_page_of_a_waiting_file_opens_itself_anew_when_it_was_read(as_user, minutes, budi):
    client, address, asks = as_user(budi), f"/en/bukti/{minutes.code}/", {"HX-Request": "true"}
    Content.objects.update(reading=Reading.WAITING)
    Unit.objects.all().delete()

    assert 'hx-trigger="every 3s"' in page(client, address)
    assert "waits to be read" in client.get(f"{address}kutip/", follow=True).content.decode()
    assert client.get(address, headers=asks).status_code == 204

    Content.objects.update(reading=Reading.READ)
    assert client.get(address, headers=asks)["HX-Refresh"] == "true"
    assert 'hx-trigger="every 3s"' not in page(client, address)


def test_infected_file_is_neither_offered_nor_cited(as_user, minutes, budi):
    minutes.latest.content.scan = "infected"
    minutes.latest.content.save()

    html = page(as_user(budi), f"/en/bukti/{minutes.code}/")

    assert minutes.latest.file.get_absolute_url() not in html
    assert f"/{minutes.code}/kutip/" not in html


# --- Describing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "status"), [("budi", 200), ("rina", 200), ("joko", 404), ("lestari", 403)])
def test_description_is_changed_by_its_agency_and_the_programme_office(
    request, as_user, minutes, who, status
):
    assert as_user(request.getfixturevalue(who)).get(f"/bukti/{minutes.code}/ubah/").status_code == status


def test_officer_describes_a_document(as_user, minutes, budi):
    changes = described(
        minutes, title="Notulen 2025", observed_from="2025-05-22", observed_until="22/05/2025"
    )

    assert send(as_user(budi), f"/bukti/{minutes.code}/ubah/", **changes).status_code == 302

    minutes.refresh_from_db()
    assert (minutes.title, minutes.observed_until) == ("Notulen 2025", date(2025, 5, 22))


def test_days_in_the_wrong_order_are_refused_beside_the_field(as_user, minutes, budi):
    changes = described(minutes, valid_from="2025-05-22", valid_until="2024-05-22")

    refused = send(as_user(budi), f"/en/bukti/{minutes.code}/ubah/", **changes)

    assert refused.status_code == 422
    assert "This day lies before the first one" in refused.content.decode()


def test_save_against_an_older_version_shows_both(as_user, minutes, budi, rina):
    old = described(minutes)
    send(as_user(rina), f"/bukti/{minutes.code}/ubah/", **described(minutes, title="Judul Rina"))

    refused = send(as_user(budi), f"/en/bukti/{minutes.code}/ubah/", **(old | {"title": "Judul Budi"}))

    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Judul Rina" in html
    assert 'value="Judul Budi"' in html
    assert str(rina) in html
    again = old | {"title": "Judul Budi", "version": 2}
    assert send(as_user(budi), f"/bukti/{minutes.code}/ubah/", **again).status_code == 302


def test_officer_gives_a_document_to_no_agency_but_the_own(as_user, minutes, budi, joko, rina):
    dishub = access.assignments(joko)[0].organisation
    changes = described(minutes, agency=dishub.pk)

    assert send(as_user(budi), f"/bukti/{minutes.code}/ubah/", **changes).status_code == 422
    assert send(as_user(rina), f"/bukti/{minutes.code}/ubah/", **changes).status_code == 302


def test_what_was_recognised_is_accepted_by_a_button(as_user, minutes, budi):
    content = minutes.latest.content
    content.facts = {
        "proposed": {"nature": "minutes", "observed_from": "2025-05-22", "observed_until": "tidak"}
    }
    content.save()
    html = page(as_user(budi), f"/en/bukti/{minutes.code}/")
    assert "Accept into the description" in html
    assert "nobody has confirmed it yet" in html

    sent = {"version": minutes.version, "terima": ["nature", "observed_from", "title"]}
    assert send(as_user(budi), f"/bukti/{minutes.code}/terima/", **sent).status_code == 302

    minutes.refresh_from_db()
    assert (minutes.nature, minutes.observed_from) == ("minutes", date(2025, 5, 22))
    assert "Accept into the description" not in page(as_user(budi), f"/en/bukti/{minutes.code}/")


def test_newer_file_goes_through_the_gate(as_user, minutes, budi):
    address = f"/en/bukti/{minutes.code}/revisi/"
    newer = SimpleUploadedFile("notulen.txt", b"Isi yang diperbaiki.", "text/plain")
    fake = SimpleUploadedFile("notulen.pdf", b"<script>alert(1)</script>", "application/pdf")

    assert send(as_user(budi), address, berkas=fake).status_code == 422
    assert send(as_user(budi), address, berkas=newer).status_code == 302

    assert [each.number for each in minutes.revisions.all()] == [1, 2]
    same = SimpleUploadedFile("lagi.txt", b"Isi yang diperbaiki.", "text/plain")
    assert "exactly these bytes" in send(as_user(budi), address, berkas=same).content.decode()


def test_document_is_withdrawn_with_a_reason_unless_it_is_cited(as_user, minutes, budi, joko):
    address = f"/en/bukti/{minutes.code}/tarik/"
    cited = factories.citation(minutes, quote="Rapat", targets=[factories.target()], by=joko)
    assert "is cited 1 times" in send(as_user(budi), address, alasan="Salah").content.decode()

    send(as_user(joko), f"/bukti/kutipan/{cited.code}/tarik/")
    assert send(as_user(budi), address, alasan="").status_code == 422
    assert send(as_user(budi), address, alasan="Salah unggah").status_code == 302

    assert minutes.title not in page(as_user(budi))
    assert "Salah unggah" in page(as_user(budi), f"/en/bukti/{minutes.code}/")


def test_document_that_was_withdrawn_is_neither_cited_nor_changed(as_user, minutes, budi, rina):
    actions.withdraw_document(minutes, reason="Salah unggah", by=rina, now=NOW)
    address, client = f"/bukti/{minutes.code}/", as_user(budi)

    assert f"{address}kutip/" not in page(client, address)
    for deed in ("ubah", "revisi"):
        assert client.get(f"{address}{deed}/").status_code == 404
    assert send(client, f"{address}tarik/", alasan="Lagi").status_code == 302
    assert client.get(f"{address}kutip/").status_code == 302


def test_expired_is_counted_in_the_headline(as_user, balikpapan, budi):
    past = timezone.now().date() - timedelta(days=2)
    factories.document(balikpapan, by=budi, valid_until=past)

    assert "One is no longer in force." in page(as_user(budi))
