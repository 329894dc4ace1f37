"""A request for evidence: asked once, reminded by its task, answered by a link, closed by a person."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.models import Submission
from kotacerdas.common.submissions import new_key
from kotacerdas.evidence import actions
from kotacerdas.evidence.models import Document, EvidenceRequest, Intake, Item
from kotacerdas.evidence.sending import links
from kotacerdas.evidence.targets import Target
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import actions as files
from kotacerdas.followup import actions as followup
from kotacerdas.followup.domain.workflow import State as TaskState
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.notices import composing
from kotacerdas.notices.models import Climb, Notice
from kotacerdas.people import access

RISK = Target("evaluation.question", "smartcity-2023-kppn/E9", "E9", "Risiko", "Identifikasi risiko", 2023)
COUNCIL = Target("evaluation.question", "smartcity-2023-kppn/B2", "B2", "Dewan", "Fungsi Dewan", 2023)
DUE = date(2026, 12, 10)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


@pytest.fixture
def asked(balikpapan, diskominfo, rina):
    return actions.ask(
        city=balikpapan,
        agency=diskominfo,
        what="SK Dewan Smart City",
        due_on=DUE,
        wanted=[COUNCIL, RISK, COUNCIL],
        by=rina,
        now=NOW,
    )


def sent(text: bytes = b"SK Dewan Smart City nomor 1", name: str = "sk.txt") -> actions.Sent:
    return actions.Sent(files.store(text), name)


def fault(refused) -> str:
    return refused.value.faults[0].kind


# --- Asking ------------------------------------------------------------------------------------------------


def test_request_keeps_each_question_once_as_it_was_asked(asked):
    assert [(each.label, each.words) for each in asked.asked_for.all()] == [
        ("B2", "Fungsi Dewan"),
        ("E9", "Identifikasi risiko"),
    ]


def test_request_is_a_task_of_the_agency_with_a_ladder(asked, diskominfo):
    assert asked.task.organisation == diskominfo
    assert asked.task.due_on == DUE
    assert [part.text for part in asked.task.parts.all()] == ["B2 Fungsi Dewan", "E9 Identifikasi risiko"]
    assert Climb.objects.going().filter(subject_kind="followup.task", subject_key=str(asked.task.pk)).exists()


def test_agency_is_told_once_and_the_mail_holds_the_link(asked, budi, joko):
    told = Notice.objects.get()

    mail = composing.mail(told.deliveries.get(), [told], to=budi.email).decode()

    assert (told.kind, told.person) == ("evidence.requested", budi)
    assert f"/bukti/kirim/{links.secret_of(asked)}/" in mail.replace("=\r\n", "")


def test_no_table_holds_the_secret(asked):
    secret = links.secret_of(asked)

    assert asked.link_digest == hashlib.sha256(secret.encode()).hexdigest()
    kept = [str(value) for value in EvidenceRequest.objects.values_list()] + [
        str(value) for value in Notice.objects.values_list()
    ]
    assert not any(secret in each for each in kept)


def test_request_without_words_is_refused(balikpapan, diskominfo, rina):
    with pytest.raises(Refused) as refused:
        actions.ask(city=balikpapan, agency=diskominfo, what="  ", due_on=DUE, by=rina, now=NOW)

    assert fault(refused) == "evidence-request-empty"
    assert not EvidenceRequest.objects.exists()


# --- The link ----------------------------------------------------------------------------------------------


def test_files_by_the_link_stop_the_reminders_and_tell_whoever_asked(asked, rina):
    intake = actions.receive(asked, [sent()], by=None, now=LATER)

    asked.task.refresh_from_db()
    assert (intake.way, intake.request, intake.by) == (Intake.Way.LINK, asked, None)
    assert intake.agency == asked.agency
    assert asked.task.state == TaskState.REPORTED
    assert not Climb.objects.going().exists()
    assert Notice.objects.get(kind="evidence.request_answered").person == rina


def test_second_delivery_is_taken_and_told(asked):
    actions.receive(asked, [sent()], by=None, now=LATER)
    actions.receive(asked, [sent(b"lagi", "lagi.txt")], by=None, now=LATER)

    assert asked.intakes.count() == 2
    assert Notice.objects.filter(kind="evidence.request_answered").count() == 2


def test_link_ends_by_its_date(asked):
    with pytest.raises(Refused) as refused:
        actions.receive(asked, [sent()], by=None, now=asked.link_until)

    assert fault(refused) == "evidence-link-ended"
    assert not Intake.objects.exists()


def test_link_that_was_taken_back_opens_nothing(asked, rina):
    secret = links.secret_of(asked)
    actions.take_link_back(asked, by=rina, now=LATER)

    asked.refresh_from_db()
    assert links.found(secret) is None
    assert links.address_of(asked, LATER) == ""


def test_new_link_has_another_secret_and_ends_the_old_one(asked, rina):
    old = links.secret_of(asked)
    renewed = actions.make_link(asked, by=rina, now=LATER)

    assert links.found(old) is None
    assert links.found(links.secret_of(renewed)) == asked


def test_link_of_another_secret_key_is_not_shown(asked, settings):
    settings.SECRET_KEY = "a new key, since the old one was lost " * 2

    assert links.address_of(asked, LATER) == ""


def test_whatsapp_text_holds_the_link_and_the_trail_no_number(asked, rina):
    from kotacerdas.audit.models import Entry

    actions.pass_link_on(asked, phone="0812-3456-7890", by=rina, now=LATER)
    address = actions.whatsapp_address(asked, phone="0812-3456-7890", now=LATER)

    assert address.startswith("https://wa.me/6281234567890?text=")
    assert links.secret_of(asked) in address
    assert "81234567890" not in str(list(Entry.objects.values_list()))


def test_mail_to_somebody_without_account_leads_to_the_link(asked, rina):
    actions.mail_link(asked, address="sekretariat@contoh.go.id", by=rina, now=LATER)

    told = Notice.objects.get(address="sekretariat@contoh.go.id")
    mail = composing.mail(told.deliveries.get(), [told], to=told.address).decode()
    assert links.secret_of(asked) in mail.replace("=\r\n", "")


# --- Closing -----------------------------------------------------------------------------------------------


def test_enough_closes_request_link_and_task(asked, rina):
    secret = links.secret_of(asked)
    actions.receive(asked, [sent()], by=None, now=LATER)
    closed = actions.say_enough(asked, by=rina, now=LATER)

    closed.task.refresh_from_db()
    assert closed.outcome == EvidenceRequest.Outcome.ENOUGH
    assert closed.task.state == TaskState.ACCEPTED
    assert links.found(secret) is None
    assert actions.say_enough(asked, by=rina, now=LATER).closed_at == closed.closed_at


def test_enough_that_came_another_way_closes_too(asked, rina):
    closed = actions.say_enough(asked, by=rina, now=LATER)

    closed.task.refresh_from_db()
    assert closed.task.state == TaskState.ACCEPTED
    assert not Climb.objects.going().exists()


def test_not_enough_goes_back_with_the_reason_and_reminds_again(asked, rina, budi):
    actions.receive(asked, [sent()], by=None, now=LATER)
    actions.ask_for_more(asked, reason="Lampirannya belum ada", by=rina, now=LATER)

    asked.task.refresh_from_db()
    assert asked.task.state == TaskState.RETURNED
    assert Climb.objects.going().exists()
    assert Notice.objects.get(kind="followup.returned").person == budi


def test_nothing_can_be_returned_before_anything_came(asked, rina):
    with pytest.raises(Refused) as refused:
        actions.ask_for_more(asked, reason="Mana?", by=rina, now=LATER)

    assert fault(refused) == "evidence-request-nothing-came"


def test_dropped_request_cancels_the_task_and_needs_a_reason(asked, rina):
    with pytest.raises(Refused):
        actions.drop(asked, reason=" ", by=rina, now=LATER)
    dropped = actions.drop(asked, reason="Sudah ada", by=rina, now=LATER)

    dropped.task.refresh_from_db()
    assert dropped.outcome == EvidenceRequest.Outcome.DROPPED
    assert dropped.task.state == TaskState.CANCELLED
    with pytest.raises(Refused) as refused:
        actions.receive(asked, [sent()], by=None, now=LATER)
    assert fault(refused) == "evidence-request-closed"


@pytest.mark.parametrize(("deed", "outcome"), [("accept", "enough"), ("cancel", "dropped")])
def test_task_finished_on_the_pages_of_tasks_closes_the_request(asked, rina, deed, outcome):
    actions.receive(asked, [sent()], by=None, now=LATER)
    if deed == "accept":
        followup.accept(asked.task, by=rina, now=LATER)
    else:
        followup.cancel(asked.task, reason="Tidak perlu", by=rina, now=LATER)

    run_all()

    asked.refresh_from_db()
    assert asked.outcome == outcome
    assert not asked.link_digest


# --- Who sees it -------------------------------------------------------------------------------------------


def test_agency_sees_its_requests_and_the_office_all(asked, budi, joko, rina, lestari, tetangga, siti, hadi):
    readers = {
        "budi": budi, "joko": joko, "rina": rina, "lestari": lestari,
        "tetangga": tetangga, "siti": siti, "hadi": hadi,
    }  # fmt: skip

    seen = {name for name, user in readers.items() if EvidenceRequest.objects.visible_to(user).exists()}

    assert seen == {"budi", "rina", "lestari"}


# --- A guest -----------------------------------------------------------------------------------------------


@pytest.fixture
def open_request(balikpapan, diskominfo, rina):
    """Whose link is open now, whatever day it is."""
    from django.utils import timezone

    now = timezone.now()
    return actions.ask(
        city=balikpapan,
        agency=diskominfo,
        what="SK Dewan Smart City",
        due_on=now.date() + timedelta(days=20),
        wanted=[COUNCIL],
        by=rina,
        now=now,
    )


def guest_address(request: EvidenceRequest) -> str:
    return f"/bukti/kirim/{links.secret_of(request)}/"


def upload(client, address, *, name="sk.txt", content=b"SK Dewan Smart City", key=None):
    file = SimpleUploadedFile(name, content, "text/plain")
    return client.post(address, {"submission_key": key or new_key(), "berkas": [file]})


def test_guest_sends_files_and_gets_a_receipt(open_request, anonymous):
    answer = upload(anonymous, guest_address(open_request))

    html = anonymous.get(answer["Location"]).content.decode()
    assert "sk.txt" in html
    assert hashlib.sha256(b"SK Dewan Smart City").hexdigest() in html
    assert open_request.intakes.get().way == Intake.Way.LINK


def test_double_click_of_a_guest_is_one_delivery(open_request, anonymous):
    key = new_key()

    first, second = (upload(anonymous, guest_address(open_request), key=key) for _each in range(2))

    assert first["Location"] == second["Location"]
    assert open_request.intakes.count() == 1


def test_what_is_kept_of_a_form_of_a_guest_holds_no_secret(open_request, anonymous):
    answer = upload(anonymous, guest_address(open_request))

    assert links.secret_of(open_request) in answer["Location"]
    assert links.secret_of(open_request) not in str(list(Submission.objects.values_list()))


def test_whatsapp_opens_and_neither_number_nor_secret_is_kept(open_request, as_user, rina):
    form = {"submission_key": new_key(), "putusan": "wa", "phone": "0812-3456-7890"}
    address = f"/bukti/permintaan/{open_request.code}/putusan/"

    first, again = (as_user(rina).post(address, form) for _each in range(2))

    assert first["Location"].startswith("https://wa.me/6281234567890?text=")
    assert links.secret_of(open_request) in first["Location"]
    assert again["Location"] == first["Location"]
    kept = str(list(Submission.objects.values_list()))
    assert links.secret_of(open_request) not in kept
    assert "81234567890" not in kept


def test_whatsapp_form_that_comes_again_after_the_link_was_taken_back_opens_nothing(
    open_request, as_user, rina
):
    form = {"submission_key": new_key(), "putusan": "wa", "phone": "0812-3456-7890"}
    address = f"/bukti/permintaan/{open_request.code}/putusan/"
    as_user(rina).post(address, form)
    actions.take_link_back(open_request, by=rina, now=open_request.at)

    again = as_user(rina).post(address, form)

    assert again["Location"] == open_request.get_absolute_url()


def test_secret_travels_nowhere(open_request, anonymous):
    answer = anonymous.get(guest_address(open_request))

    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


def test_guest_with_csrf_checks_can_send(open_request):
    """A policy that made browsers send `Origin: null` would lock every guest out."""
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    token = browser.get(guest_address(open_request)).context["csrf_token"]
    file = SimpleUploadedFile("sk.txt", b"SK Dewan", "text/plain")
    sent_form = {"submission_key": new_key(), "berkas": [file], "csrfmiddlewaretoken": str(token)}

    answer = browser.post(guest_address(open_request), sent_form, headers={"origin": "http://testserver"})

    assert answer.status_code == 302


def test_receipt_does_not_tell_that_the_file_was_here(open_request, anonymous, balikpapan):
    from kotacerdas.evidence.tests import factories

    agency, secret = open_request.agency, "secret"
    factories.document(
        balikpapan, text="SK Dewan Smart City", name="rahasia.txt", agency=agency, confidentiality=secret
    )
    answer = upload(anonymous, guest_address(open_request))
    run_all()

    assert Item.objects.get().state == Item.State.KNOWN
    html = anonymous.get(answer["Location"]).content.decode()
    assert "rahasia" not in html
    assert "sudah ada" not in html.lower()
    assert "already" not in html


def test_link_shows_no_other_evidence(open_request, anonymous, balikpapan):
    from kotacerdas.evidence.tests import factories

    document = factories.document(balikpapan, name="Laporan rapat.txt", confidentiality="public")

    html = anonymous.get(guest_address(open_request)).content.decode()

    assert "Laporan rapat" not in html
    assert anonymous.get(document.get_absolute_url()).status_code in {302, 404}


def test_wrong_and_ended_links(open_request, anonymous, rina):
    address = guest_address(open_request)
    EvidenceRequest.objects.filter(pk=open_request.pk).update(link_until=NOW)

    assert anonymous.get(address).status_code == 410
    assert upload(anonymous, address).status_code == 410
    assert anonymous.get("/bukti/kirim/bukan-tautan-kami/").status_code == 404


def test_wrong_links_are_counted(anonymous, db):
    statuses = [anonymous.get(f"/bukti/kirim/coba-{number}/").status_code for number in range(31)]

    assert statuses[:30] == [404] * 30
    assert statuses[30] == 429


def test_whoever_is_signed_in_is_known_by_the_link_too(open_request, as_user, budi, joko):
    """Otherwise one could confirm what comes from a file of one's own."""
    upload(as_user(budi), guest_address(open_request))
    upload(as_user(joko), guest_address(open_request), content=b"dari dinas lain")

    assert [each.by for each in open_request.intakes.order_by("pk")] == [budi, None]


def test_ended_link_leads_whoever_sees_the_request_to_its_page(open_request, as_user, budi):
    EvidenceRequest.objects.filter(pk=open_request.pk).update(link_until=NOW)

    answer = as_user(budi).get(guest_address(open_request))

    assert answer["Location"] == open_request.get_absolute_url()


def test_receipt_belongs_to_its_link(open_request, asked, anonymous):
    answer = upload(anonymous, guest_address(open_request))
    code = answer["Location"].rstrip("/").rpartition("/")[2]

    assert anonymous.get(f"{guest_address(asked)}{code}/").status_code == 404


def test_empty_form_says_what_to_do(open_request, anonymous):
    answer = anonymous.post(guest_address(open_request), {"submission_key": new_key()})

    assert answer.status_code == 422
    assert not open_request.intakes.exists()


def test_program_is_refused_at_the_door(open_request, anonymous):
    answer = upload(anonymous, guest_address(open_request), name="sk.exe", content=b"MZ\x90\0")

    assert answer.status_code == 422
    assert "sk.exe" in answer.content.decode()
    assert not Document.objects.exists()
