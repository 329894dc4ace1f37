"""What officers, heads and the programme office see and do on the pages of tasks."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.followup import actions
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.followup.tests.factories import proof, task
from kotacerdas.notices.models import Notice
from kotacerdas.people import access
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people


def today() -> date:
    """In Balikpapan, where the day begins eight hours before it does in UTC."""
    return timezone.now().astimezone(ZoneInfo("Asia/Makassar")).date()


def due(days: int) -> date:
    return today() + timedelta(days=days)


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


def page(client, address="/tugas/", status=200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def send(client, address, **fields):
    return client.post(address, {"submission_key": new_key(), **fields})


def now_task(city, **fields):
    return task(city, **({"now": timezone.now()} | fields))


def test_day_begins_with_what_is_late(as_user, balikpapan, budi, rina):
    now_task(balikpapan, title="Terlambat", owner=budi, due_on=due(-3), by=rina)
    now_task(balikpapan, title="Segera", owner=budi, due_on=due(2), by=rina)
    now_task(balikpapan, title="Nanti", owner=budi, due_on=due(40), by=rina)

    html = page(as_user(budi), "/en/tugas/")

    assert "One task late, one due within 7 days" in html
    assert html.index("Terlambat") < html.index("Segera") < html.index("Nanti")
    assert "3 days late" in html


def test_after_signing_in_an_officer_lands_on_his_tasks_and_a_citizen_at_home(as_user, budi, siti, anonymous):
    assert as_user(budi).get("/mulai/")["Location"] == "/tugas/"
    assert as_user(budi).get("/en/mulai/")["Location"] == "/en/tugas/"
    assert as_user(siti).get("/mulai/")["Location"] == "/"
    assert anonymous.get("/mulai/")["Location"] == "/"


def test_empty_page_says_what_belongs_there(as_user, budi):
    assert "No task is yours" in page(as_user(budi), "/en/tugas/")


def test_task_of_the_organisation_is_everybodys_until_somebody_takes_it(
    as_user, balikpapan, diskominfo, budi
):
    ani = people.officeholder(
        "ani@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=diskominfo
    )
    shared = now_task(balikpapan, title="Bersama", organisation=diskominfo, due_on=due(1))
    assert "Bersama" in page(as_user(ani))

    send(as_user(budi), f"/tugas/{shared.code}/ambil/")

    assert "Bersama" not in page(as_user(ani))
    assert "Bersama" in page(as_user(budi))
    assert page(as_user(ani), f"/tugas/{shared.code}/")


def test_one_tap_reports_what_needs_no_more(as_user, balikpapan, budi):
    simple = now_task(balikpapan, owner=budi, needs_proof=False, due_on=due(1))
    html = page(as_user(budi))
    assert f'action="/tugas/{simple.code}/lapor/"' in html

    assert send(as_user(budi), f"/tugas/{simple.code}/lapor/").status_code == 302

    simple.refresh_from_db()
    assert simple.stands is State.REPORTED


def test_words_count_as_proof_and_missing_ones_are_asked_for(as_user, balikpapan, budi):
    serious = now_task(balikpapan, owner=budi, due_on=due(1))
    address = f"/en/tugas/{serious.code}/lapor/"

    refused = send(as_user(budi), address, words="")
    assert refused.status_code == 422
    assert "This task needs a proof" in refused.content.decode()

    assert send(as_user(budi), address, words="Sudah dikirim lewat SRIKANDI").status_code == 302
    assert serious.proofs.get().text == "Sudah dikirim lewat SRIKANDI"


def test_double_click_reports_once(as_user, balikpapan, budi):
    serious = now_task(balikpapan, owner=budi, due_on=due(1))
    form = {"submission_key": new_key(), "words": "Selesai"}

    answers = [as_user(budi).post(f"/tugas/{serious.code}/lapor/", form) for _click in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert serious.progress.filter(deed="report").count() == 1


def test_file_that_is_not_what_it_says_is_refused_beside_its_field(as_user, balikpapan, budi):
    from django.core.files.uploadedfile import SimpleUploadedFile

    serious = now_task(balikpapan, owner=budi, due_on=due(1))
    fake = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", "image/jpeg")

    refused = send(as_user(budi), f"/tugas/{serious.code}/lapor/", words="x", file=fake)

    assert refused.status_code == 422
    assert not serious.proofs.exists()


def test_photo_as_proof_can_be_opened_by_whoever_sees_the_task_and_nobody_else(
    as_user, balikpapan, budi, rina, joko, tetangga
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    serious = now_task(balikpapan, owner=budi, due_on=due(1), by=rina)
    photo = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\xe0" + b"0" * 64, "image/jpeg")
    assert send(as_user(budi), f"/tugas/{serious.code}/lapor/", words="x", file=photo).status_code == 302

    address = serious.proofs.get().file.get_absolute_url()

    assert as_user(rina).get(address).status_code == 200
    assert as_user(joko).get(address).status_code == 404
    assert as_user(tetangga).get(address).status_code == 404


def test_whoever_gave_a_task_finds_the_report_and_accepts_it(as_user, balikpapan, budi, rina):
    serious = now_task(balikpapan, title="Data A1", owner=budi, due_on=due(1), by=rina)
    actions.report(serious, by=budi, now=timezone.now(), proofs=[proof()])
    assert "To be checked by me" in page(as_user(rina), "/en/tugas/")

    send(as_user(rina), f"/tugas/{serious.code}/terima/")

    serious.refresh_from_db()
    assert serious.stands is State.ACCEPTED


def test_returning_without_a_reason_keeps_the_form(as_user, balikpapan, budi, rina):
    serious = now_task(balikpapan, owner=budi, due_on=due(1), by=rina)
    actions.report(serious, by=budi, now=timezone.now(), proofs=[proof()])

    assert send(as_user(rina), f"/tugas/{serious.code}/kembalikan/", words="").status_code == 422


def test_late_click_on_a_button_that_is_gone_says_so(as_user, balikpapan, budi, rina):
    serious = now_task(balikpapan, owner=budi, due_on=due(1), by=rina)
    actions.cancel(serious, reason="Batal", by=rina, now=timezone.now())

    refused = send(as_user(budi), f"/en/tugas/{serious.code}/lapor/", words="x")

    assert refused.status_code == 422
    assert "Somebody has gone on with this task meanwhile" in refused.content.decode()


@pytest.mark.parametrize(
    ("who", "sees"),
    [("budi", True), ("rina", True), ("lestari", True), ("joko", False), ("tetangga", False)],
)
def test_task_page_opens_for_those_it_concerns(request, as_user, balikpapan, diskominfo, who, sees):
    concerned = now_task(balikpapan, organisation=diskominfo, due_on=due(1))
    reader = request.getfixturevalue(who)

    assert as_user(reader).get(f"/tugas/{concerned.code}/").status_code == (200 if sees else 404)
    assert as_user(reader).get(f"/tugas/{concerned.code}/lapor/").status_code == (200 if sees else 404)


def test_member_from_outside_sees_only_the_own_tasks(as_user, balikpapan):
    its = people.organisation("Institut Teknologi", kind="university")
    guest, other = (
        people.officeholder(f"{name}@its.ac.id", Role.OUTSIDE_MEMBER, city=balikpapan, organisation=its)
        for name in ("tamu", "lain")
    )
    now_task(balikpapan, title="Milik tamu", owner=guest, due_on=due(1))
    now_task(balikpapan, title="Milik lain", owner=other, due_on=due(1))

    html = page(as_user(guest))

    assert "Milik tamu" in html
    assert "Milik lain" not in html
    assert Task.objects.visible_to(guest).count() == 1


def test_code_is_read_as_people_type_it(as_user, balikpapan, budi):
    own = now_task(balikpapan, owner=budi, due_on=due(1))

    assert as_user(budi).get(f"/tugas/{own.code[:4].lower()}-{own.code[4:].lower()}/").status_code == 200


def test_task_is_given_to_an_organisation(as_user, balikpapan, diskominfo, rina):
    form = {
        "title": "Kirim data",
        "due_on": due(5).isoformat(),
        "priority": "normal",
        "organisation": diskominfo.pk,
    }

    sent = send(as_user(rina), "/tugas/baru/", needs_proof="on", **form)

    made = Task.objects.get()
    assert sent["Location"] == f"/tugas/{made.code}/"
    assert (made.organisation, made.assigned_by, made.needs_proof) == (diskominfo, rina, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": "2020-01-01"}, "is past"),
        ({"organisation": ""}, "a task that nobody owns is forgotten"),
        ({"title": ""}, "Nothing has been saved yet"),
    ],
)
def test_task_with_something_missing_is_not_given(as_user, diskominfo, rina, wrong, words):
    form = {
        "title": "Kirim",
        "due_on": due(5).isoformat(),
        "priority": "normal",
        "organisation": diskominfo.pk,
    }

    refused = send(as_user(rina), "/en/tugas/baru/", **(form | wrong))

    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert not Task.objects.exists()


def test_same_task_is_given_to_many(as_user, balikpapan, rina):
    desks = [people.organisation(f"Dinas {number}", city=balikpapan) for number in range(3)]
    form = {"title": "Kirim", "due_on": due(5).isoformat(), "priority": "normal"}

    send(as_user(rina), "/tugas/baru/banyak/", organisations=[each.pk for each in desks], **form)

    assert Task.objects.count() == 3


def test_correction_against_an_older_version_shows_both(as_user, balikpapan, budi, rina):
    own = now_task(balikpapan, title="Lama", owner=budi, due_on=due(5), by=rina)
    form = {"due_on": due(5).isoformat(), "priority": "normal", "version": "1"}
    send(as_user(rina), f"/tugas/{own.code}/ubah/", title="Rekan", **form)

    both = send(as_user(rina), f"/tugas/{own.code}/ubah/", title="Saya", **form)

    assert both.status_code == 409
    assert "Rekan" in both.content.decode()
    assert "Saya" in both.content.decode()


def test_board_counts_what_is_late_and_narrows_by_address(as_user, balikpapan, budi, diskominfo, rina):
    now_task(balikpapan, title="Terlambat", owner=budi, due_on=due(-3), by=rina)
    now_task(balikpapan, title="Nanti", owner=budi, due_on=due(20), by=rina)

    assert "1 of 2 tasks under way are late, all with Diskominfo" in page(as_user(rina), "/en/tugas/semua/")
    assert "Nanti" not in page(as_user(rina), "/tugas/semua/?status=late")
    assert "Diskominfo" in page(as_user(rina), "/tugas/semua/?susun=organisasi")


def test_file_holds_exactly_what_the_board_shows(as_user, balikpapan, budi, rina):
    now_task(balikpapan, title="Terlambat", owner=budi, due_on=due(-3), by=rina)
    now_task(balikpapan, title="Nanti", owner=budi, due_on=due(20), by=rina)

    text = as_user(rina).get("/tugas/semua/unduh.csv?status=late").content.decode("utf-8-sig")

    assert "Terlambat" in text
    assert "Nanti" not in text
    assert as_user(rina).get("/tugas/semua/unduh.xlsx").content.startswith(b"PK")


def test_neighbour_sees_nothing_on_the_board(as_user, balikpapan, budi, rina, tetangga):
    now_task(balikpapan, title="Rahasia Balikpapan", owner=budi, due_on=due(-3), by=rina)

    assert "Rahasia Balikpapan" not in page(as_user(tetangga), "/tugas/semua/")
    assert as_user(tetangga).get("/tugas/semua/?kota=64.71").status_code == 404


def test_task_of_somebody_who_left_is_handed_over(as_user, balikpapan, rina, budi):
    dewan = people.officeholder("dewan@contoh.id", Role.COUNCIL_MEMBER, city=balikpapan)
    own = now_task(balikpapan, title="Yatim", owner=dewan, due_on=due(3), by=rina)
    dewan.assignments.update(until_on=due(-1))

    assert "Yatim" in page(as_user(rina), "/tugas/tanpa-pemilik/")
    assert "Yatim" not in page(as_user(budi), "/tugas/tanpa-pemilik/")
    send(as_user(rina), f"/tugas/{own.code}/serahkan/", owner=budi.pk)
    assert "Yatim" in page(as_user(budi))
    assert "Yatim" not in page(as_user(rina), "/tugas/tanpa-pemilik/")


def test_task_of_an_organisation_without_officers_has_no_owner(as_user, balikpapan, rina):
    now_task(
        balikpapan, title="Tak bertuan", organisation=people.organisation(city=balikpapan), due_on=due(3)
    )

    assert "Tak bertuan" in page(as_user(rina), "/tugas/tanpa-pemilik/")


def test_calendar_address_works_until_it_is_taken_back(as_user, anonymous, balikpapan, budi):
    now_task(balikpapan, title="Rapat; penting", owner=budi, due_on=due(3))
    made = as_user(budi).post("/tugas/kalender/").context["address"]
    path = made.partition("testserver")[2]

    text = anonymous.get(path).content.decode()
    assert "SUMMARY:Rapat\\; penting" in text

    as_user(budi).post("/tugas/kalender/", {"cabut": "1"})
    assert anonymous.get(path).status_code == 404


def test_calendar_of_somebody_who_left_is_closed(as_user, anonymous, balikpapan, budi):
    made = as_user(budi).post("/tugas/kalender/").context["address"]
    budi.assignments.update(until_on=due(-1))

    assert anonymous.get(made.partition("testserver")[2]).status_code == 404


@pytest.mark.parametrize("address", ["/tugas/", "/tugas/semua/", "/tugas/tanpa-pemilik/"])
def test_number_of_queries_is_the_same_for_few_and_for_many(
    as_user, balikpapan, budi, rina, diskominfo, address, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fill(count: int) -> None:
        tasks = [
            Task(
                city=balikpapan,
                code=f"{state[:1]}{number:07}{count}"[:8],
                title=f"Tugas {number}",
                owner=budi if number % 2 else None,
                organisation=diskominfo,
                assigned_by=rina,
                assigned_at=timezone.now(),
                state_at=timezone.now(),
                state=state,
                due_on=due(number % 60 - 20),
            )
            for number in range(count)
            for state in (State.OPEN, State.REPORTED)
        ]
        Task.objects.bulk_create(tasks)

    def asked() -> int:
        reader = rina if "semua" in address else budi
        client = as_user(reader)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(2)
    few = asked()
    Task.objects.all().delete()
    fill(250)

    assert asked() == few
    assert few <= 16


def test_whoever_follows_a_task_keeps_seeing_it_and_hears_of_its_end(
    as_user, balikpapan, budi, joko, rina, lestari
):
    own = now_task(balikpapan, title="Diikuti", owner=budi, due_on=due(3), by=rina)
    as_user(lestari).post(f"/tugas/{own.code}/ikuti/", {"ikuti": "1"})
    as_user(lestari).post(f"/tugas/{own.code}/ikuti/", {"ikuti": "1"})
    assert as_user(joko).post(f"/tugas/{own.code}/ikuti/", {"ikuti": "1"}).status_code == 404

    actions.cancel(own, reason="Batal", by=rina, now=timezone.now())

    assert own.watchers.get().user == lestari
    assert Notice.objects.filter(person=lestari, kind="followup.cancelled").count() == 1
    as_user(lestari).post(f"/tugas/{own.code}/ikuti/", {"ikuti": "0"})
    assert not own.watchers.exists()


def test_long_part_is_cut_and_shown_whole_when_asked_for(as_user, balikpapan, budi):
    for number in range(14):
        now_task(balikpapan, title=f"Tugas {number:02}", owner=budi, due_on=due(20 + number))

    html = page(as_user(budi), "/en/tugas/")
    assert "Tugas 11" in html
    assert "Tugas 12" not in html
    assert "All 14 of them" in html

    assert "Tugas 13" in page(as_user(budi), "/tugas/?bagian=later")
    assert page(as_user(budi), "/tugas/?bagian=tidak-ada")
