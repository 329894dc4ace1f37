"""Pages of deliveries: whole without JavaScript, seen by whom they concern, the same few queries for any number of files."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.evidence import actions
from kotacerdas.evidence.models import Document, Intake, Item
from kotacerdas.evidence.tests.deliveries import LETTER, MINUTES, PROGRAM, became, sent, taken_in
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.jobs.models import Attempt, Job
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import Organisation

NEW, BEGIN = "/bukti/tambah/", "/bukti/tambah/kirim/"


def form(agency: Organisation | None, *files: tuple[str, bytes], **fields: object) -> dict[str, object]:
    return {
        FIELD: new_key(),
        "agency": agency.pk if agency else "",
        "confidentiality": "internal",
        "berkas": [SimpleUploadedFile(name, content) for name, content in files],
        **fields,
    }


@pytest.fixture
def diskominfo(budi):
    return Organisation.objects.get(short_name="Diskominfo")


def test_without_javascript_files_are_sent_then_taken_in(as_user, budi, diskominfo):
    client = as_user(budi)

    page = client.post(BEGIN, form(diskominfo, ("surat.txt", LETTER), ("alat.exe", PROGRAM)), follow=True)
    assert "alat.exe" in page.content.decode()
    intake = Intake.objects.get()
    client.post(reverse("evidence:intake-add", args=[intake.code]), form(None, ("notulen.txt", MINUTES)))
    client.post(reverse("evidence:intake-finish", args=[intake.code]))
    run_all()

    shown = client.get(intake.get_absolute_url()).content.decode()
    assert became(intake) == {"surat.txt": "added", "alat.exe": "refused", "notulen.txt": "added"}
    assert "alat.exe" in shown
    assert Document.objects.get(title="surat").get_absolute_url() in shown
    assert Document.objects.get(title="surat").agency == diskominfo


def test_a_form_sent_twice_is_one_delivery(as_user, budi, diskominfo):
    client, key = as_user(budi), new_key()

    for _ in range(2):
        client.post(BEGIN, form(diskominfo, ("surat.txt", LETTER)) | {FIELD: key})

    assert (Intake.objects.count(), Item.objects.count()) == (1, 1)


def test_the_script_begins_a_delivery_without_files_and_is_told_where_to_send_them(as_user, budi, diskominfo):
    answer = as_user(budi).post(BEGIN, form(diskominfo), headers={"Accept": "application/json"})

    intake = Intake.objects.get()
    assert answer.status_code == 201
    assert json.loads(answer.content) == {
        "intake": reverse("evidence:intake", args=[intake.code]),
        "uploads": reverse("evidence:uploads", args=[intake.code]),
    }


def test_a_form_without_a_file_says_so_and_keeps_what_was_chosen(as_user, budi, diskominfo):
    answer = as_user(budi).post(BEGIN, form(diskominfo, confidentiality="secret"))

    assert answer.status_code == 422
    assert not Intake.objects.exists()
    assert re.search(r'<input[^>]*value="secret"[^>]*checked', answer.content.decode())


def test_an_officer_brings_for_ones_own_agency_only(as_user, budi, joko):
    dishub = Organisation.objects.get(short_name="Dishub")

    answer = as_user(budi).post(BEGIN, form(dishub, ("surat.txt", LETTER)))

    assert (answer.status_code, Intake.objects.count()) == (422, 0)


def test_the_programme_office_brings_for_any_agency_of_its_city(as_user, rina, diskominfo):
    as_user(rina).post(BEGIN, form(diskominfo, ("surat.txt", LETTER)))

    assert Intake.objects.get().agency == diskominfo


@pytest.mark.parametrize("who", ["siti", "hadi", "lestari", "nadia"])
def test_who_brings_no_evidence_has_no_such_pages(request, as_user, balikpapan, budi, who):
    client, intake = as_user(request.getfixturevalue(who)), sent(balikpapan, budi, {"a.txt": LETTER})

    assert client.get(NEW).status_code == 403
    assert client.get(reverse("evidence:intakes")).status_code == 403
    assert client.get(intake.get_absolute_url()).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("budi", 200), ("rina", 200), ("joko", 404), ("tetangga", 404)])
def test_a_delivery_is_seen_by_its_sender_and_the_programme_office(
    request, as_user, balikpapan, budi, who, status
):
    client, intake = as_user(request.getfixturevalue(who)), taken_in(balikpapan, budi, {"a.txt": LETTER})

    assert client.get(intake.get_absolute_url()).status_code == status
    assert client.get(reverse("evidence:intake-download", args=[intake.code, "csv"])).status_code == status
    assert client.post(reverse("evidence:intake-finish", args=[intake.code])).status_code in {status, 302}
    listed = intake.get_absolute_url() in client.get(reverse("evidence:intakes")).content.decode()
    assert listed is (status == 200)


def test_what_was_here_already_leads_to_its_document(as_user, balikpapan, budi):
    taken_in(balikpapan, budi, {"a.txt": LETTER})
    again = taken_in(balikpapan, budi, {"b.txt": LETTER})

    shown = as_user(budi).get(again.get_absolute_url()).content.decode()

    assert Document.objects.get().get_absolute_url() in shown


def test_a_document_that_became_secret_is_not_led_to(as_user, balikpapan, budi, joko):
    intake = taken_in(balikpapan, budi, {"a.txt": LETTER})
    dishub = Organisation.objects.get(short_name="Dishub")
    Document.objects.update(confidentiality="secret", agency=dishub, by=joko)

    shown = as_user(budi).get(intake.get_absolute_url()).content.decode()

    assert "a.txt" in shown
    assert Document.objects.get().get_absolute_url() not in shown


def test_refused_files_come_first_and_can_be_chosen_alone(as_user, balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"a.txt": LETTER, "b.exe": PROGRAM})
    client = as_user(budi)

    everything = client.get(intake.get_absolute_url()).content.decode()
    refused = client.get(intake.get_absolute_url(), {"lihat": "refused"}).content.decode()

    assert everything.index("b.exe") < everything.index("a.txt")
    assert "a.txt" not in refused


def test_a_working_delivery_tells_how_far_it_is_and_how_long_it_takes(as_user, balikpapan, budi):
    intake = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER, "b.txt": MINUTES}), by=budi, now=NOW)
    actions.take_in_item(intake.items.first(), now=NOW)
    Job.objects.update(state="running", lease_until=NOW + timedelta(days=999))
    Attempt.objects.create(job=intake.job, number=1, worker="w", started_at=NOW)
    client = as_user(budi)

    whole = client.get(intake.get_absolute_url()).content.decode()
    part = client.get(intake.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    for shown in (whole, part):
        assert "1 dari 2" in shown
        assert reverse("evidence:intake-cancel", args=[intake.code]) in shown
    assert "<html" not in part


def test_the_part_of_a_finished_delivery_loads_the_page_anew(as_user, balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"a.txt": LETTER})

    answer = as_user(budi).get(intake.get_absolute_url(), headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"


def test_an_interrupted_delivery_offers_to_go_on(as_user, balikpapan, budi):
    intake = actions.finish(sent(balikpapan, budi, {"a.txt": LETTER}), by=budi, now=NOW, waits=True)
    client, go_on = as_user(budi), reverse("evidence:intake-resume", args=[intake.code])

    assert go_on in client.get(intake.get_absolute_url()).content.decode()
    client.post(go_on)
    client.post(go_on)
    run_all()

    assert (became(intake), Job.objects.filter(task="evidence.take-in").count()) == ({"a.txt": "added"}, 1)


def test_a_stopped_delivery_says_what_was_let_go(as_user, balikpapan, budi):
    intake = sent(balikpapan, budi, {"a.txt": LETTER})

    as_user(budi).post(reverse("evidence:intake-cancel", args=[intake.code]))

    intake.refresh_from_db()
    assert (intake.state, became(intake)) == ("cancelled", {"a.txt": "cancelled"})


def test_a_closed_delivery_refuses_further_files_with_a_sentence(as_user, balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"a.txt": LETTER})

    answer = as_user(budi).post(
        reverse("evidence:intake-add", args=[intake.code]), form(None, ("b.txt", MINUTES))
    )

    assert answer.status_code == 422


def test_nobody_adds_files_to_the_delivery_of_another(as_user, balikpapan, budi, rina):
    intake = actions.open_intake(city=balikpapan, agency=None, by=budi, now=NOW)

    answer = as_user(rina).post(
        f"/en{reverse('evidence:intake-add', args=[intake.code])}", form(None, ("b.txt", MINUTES))
    )

    assert answer.status_code == 422
    assert "Only whoever opened this delivery" in answer.content.decode()
    assert became(intake) == {}


def test_the_rows_can_be_taken_home_as_they_are_shown(as_user, balikpapan, budi):
    intake = taken_in(balikpapan, budi, {"a.txt": LETTER, "=b.exe": PROGRAM})
    client = as_user(budi)

    def download(kind: str) -> bytes:
        address = reverse("evidence:intake-download", args=[intake.code, kind])
        return client.get(address, {"lihat": "refused"}).content

    rows = list(csv.DictReader(io.StringIO(download("csv").decode("utf-8-sig"))))
    assert [next(iter(row.values())) for row in rows] == ["'=b.exe"]
    book = load_workbook(io.BytesIO(download("xlsx")))
    assert book.worksheets[0]["A2"].value == "=b.exe"
    assert client.get(f"/bukti/kiriman/{intake.code}/unduh.pdf").status_code == 404


def test_the_number_of_queries_does_not_grow_with_files_and_deliveries(
    as_user, balikpapan, budi, django_assert_max_num_queries
):
    client = as_user(budi)
    intake = taken_in(balikpapan, budi, {f"{n}.txt": b"%d\n" % n for n in range(40)} | {"x.exe": PROGRAM})
    for _ in range(5):
        sent(balikpapan, budi, {"a.txt": LETTER})
    client.get(intake.get_absolute_url())

    with django_assert_max_num_queries(14):
        client.get(intake.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(reverse("evidence:intakes"))
    with django_assert_max_num_queries(12):
        client.get(reverse("evidence:intake-download", args=[intake.code, "csv"]))
