"""Pages of the interview day: set, prepared, written by several at once, taken away as a file."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common import formats
from kotacerdas.common.submissions import new_key
from kotacerdas.evaluation.models import Round
from kotacerdas.panel import actions
from kotacerdas.panel.actions import Named
from kotacerdas.panel.models import Interview, LogEntry, Speaker
from kotacerdas.panel.queries import interviews as queries
from kotacerdas.panel.tests import factories
from kotacerdas.panel.tests.talking import DAY, HOUR, PNG, STEPS, interview_of, panel_of, seat_of, today
from kotacerdas.selfassessment.tests.factories import desk_of

LISTING = "/wawancara/"


@pytest.fixture
def now():
    return today()


@pytest.fixture
def panel(balikpapan, budi, joko, rina, now):
    return panel_of(balikpapan, budi, joko, now=now)


@pytest.fixture
def seat(panel):
    return seat_of(panel)


@pytest.fixture
def interview(panel, balikpapan, now):
    return interview_of(
        balikpapan, panel.round, now=now, starts_at=now - timedelta(minutes=1), ends_at=now + HOUR
    )


def typed(zone, at, **more):
    def local(moment):
        return moment.astimezone(formats.zone_of(zone)).strftime("%Y-%m-%dT%H:%M")

    fields = {
        "stage": "I",
        "starts_at": local(at),
        "ends_at": local(at + 2 * HOUR),
        "place": "Aula",
        "link": "",
    }
    return {**fields, "submission_key": new_key(), **more}


def line(words="Dewan bertemu dua kali.", **more):
    return {"kind": "answer", "code": "", "who": "", "words": words, "key": new_key(), **more}


# --- Its time ----------------------------------------------------------------------------------------------


def test_an_operator_sets_it_for_one_of_the_cities(as_user, panel, nadia, now):
    client, address = as_user(nadia), f"/wawancara/baru/{panel.round.code}/"
    page = client.get(f"{address}?kota=64.71").content.decode()
    assert "Kota Balikpapan" in page
    form = typed(panel.round.zone, now + DAY, city="64.71", link="https://rapat.contoh.id/x")

    answer = client.post(address, form)
    client.post(address, form)

    made = Interview.objects.get()
    assert answer["Location"] == f"/wawancara/{made.pk}/"
    assert (made.starts_at, made.place, made.link) == (now + DAY, "Aula", "https://rapat.contoh.id/x")
    shown = client.get(answer["Location"]).content.decode()
    assert formats.moment(made.starts_at, "Asia/Jakarta") in shown
    assert "WITA" in shown
    assert 'rel="noopener noreferrer nofollow"' in shown


def test_a_city_sets_that_of_its_own_round(as_user, balikpapan, rina, nadia, now):
    round_ = factories.run_round(kind=Round.Kind.OWN, city=balikpapan, steps=STEPS, now=now)
    address = f"/wawancara/baru/{round_.code}/"

    assert as_user(nadia).get(address).status_code == 404
    assert as_user(rina).post(address, typed(round_.zone, now + DAY, city="64.71")).status_code == 302


@pytest.mark.parametrize(("fields", "field"), [
    ({"link": "javascript:alert(1)"}, "link"), ({"place": ""}, "place"), ({"starts_at": "kapan saja"}, "starts_at"),
])  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(as_user, panel, nadia, now, fields, field):
    form = typed(panel.round.zone, now + DAY, city="64.71") | fields

    answer = as_user(nadia).post(f"/wawancara/baru/{panel.round.code}/", form)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Interview.objects.exists()


@pytest.mark.parametrize("name", ["rina", "tetangga"])
def test_of_a_round_that_runs_here_no_city_sets_it(as_user, request, panel, interview, name):
    client = as_user(request.getfixturevalue(name))

    assert client.get(f"/wawancara/baru/{panel.round.code}/").status_code == 404
    assert client.get(f"/wawancara/{interview.pk}/ubah/").status_code == 404


def test_of_two_who_move_it_the_second_gets_both(as_user, interview, nadia, now):
    client, address = as_user(nadia), f"/wawancara/{interview.pk}/ubah/"
    form = typed(interview.round.zone, now + DAY, version="1")
    assert client.post(address, form | {"place": "Aula Besar"}).status_code == 302

    answer = client.post(address, form | {"place": "Lobi", "submission_key": new_key()})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Aula Besar" in page
    assert 'value="Lobi"' in page
    assert 'name="version" value="2"' in page
    assert Interview.objects.get().place == "Aula Besar"


# --- What the city prepares --------------------------------------------------------------------------------


def test_the_presentation_is_sent_and_downloaded(as_user, interview, rina, seat, tetangga):
    file = SimpleUploadedFile("paparan.png", PNG, "image/png")

    assert (
        as_user(rina)
        .post(f"/wawancara/{interview.pk}/paparan/", {"file": file, "submission_key": new_key()})
        .status_code
        == 302
    )

    kept = Interview.objects.get().presentation
    assert kept.name == "paparan.png"
    assert as_user(seat.user).get(kept.get_absolute_url()).status_code == 200
    assert as_user(tetangga).get(kept.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("paparan.pdf", b"<script>"), ("paparan.exe", b"MZ"), ("a.pdf", b"")]
)
def test_what_is_no_presentation_is_not_taken(as_user, interview, rina, name, content):
    file = SimpleUploadedFile(name, content, "application/pdf")
    client = as_user(rina)

    answer = client.post(
        f"/wawancara/{interview.pk}/paparan/", {"file": file, "submission_key": new_key()}, follow=True
    )

    assert 'class="pesan pesan--salah' in answer.content.decode()
    assert Interview.objects.get().presentation is None


def lines_of(*rows, version="1"):
    sent = {
        "baris-TOTAL_FORMS": str(len(rows)),
        "baris-INITIAL_FORMS": "0",
        "version": version,
        "submission_key": new_key(),
    }
    for number, row in enumerate(rows):
        names = ("node", "organisation", "name", "stand_in")
        sent |= {f"baris-{number}-{name}": value for name, value in zip(names, row, strict=True)}
    return sent


def test_who_answers_is_suggested_changed_and_saved(as_user, interview, rina, budi):
    client, address = as_user(rina), f"/wawancara/{interview.pk}/penjawab/"
    page = client.get(address).content.decode()
    assert 'value="A1"' in page
    assert 'value="Diskominfo"' in page

    rows = [
        ("a1", "diskominfo", "Rudi", "Sari"),
        ("", "Dishub", "", ""),
        ("B", "Dinas Perhubungan", "Tono", ""),
    ]
    assert client.post(address, lines_of(*rows)).status_code == 302

    found = [
        (each.node, str(each.organisation), each.name, each.stand_in) for each in queries.speakers(interview)
    ]
    assert found == [("A1", "Diskominfo", "Rudi", "Sari"), ("B", "Dishub", "Tono", "")]
    shown = client.get(f"/wawancara/{interview.pk}/").content.decode()
    assert "Rudi" in shown
    assert "Sari" in shown


def test_what_is_wrong_with_a_line_stands_at_it(as_user, interview, rina):
    rows = [("Z9", "Diskominfo", "Rudi", ""), ("A1", "Dinas Tidak Ada", "", "")]

    answer = as_user(rina).post(f"/wawancara/{interview.pk}/penjawab/", lines_of(*rows))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="galat-tumpuk"') == 3
    assert "Dinas Tidak Ada" in page
    assert not Speaker.objects.exists()


def test_of_two_tables_at_once_the_second_gets_both(as_user, interview, rina, budi):
    client, address = as_user(rina), f"/wawancara/{interview.pk}/penjawab/"
    client.post(address, lines_of(("A1", "Diskominfo", "Rudi", "")))

    answer = client.post(address, lines_of(("A1", "Diskominfo", "Tono", "")))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rudi" in page
    assert 'value="Tono"' in page
    assert Speaker.objects.get().name == "Rudi"


def test_nobody_else_changes_the_table(as_user, interview, budi, nadia, tetangga):
    address = f"/wawancara/{interview.pk}/penjawab/"

    assert as_user(budi).get(address).status_code == 403
    assert as_user(nadia).get(address).status_code == 403
    assert as_user(tetangga).get(address).status_code == 404


# --- The log -----------------------------------------------------------------------------------------------


def test_a_line_is_written_without_a_script(as_user, interview, rina):
    client = as_user(rina)
    page = client.get(f"/wawancara/{interview.pk}/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    form = line(code="a1", who="Rudi", kind="question", key=key)

    answer = client.post(f"/wawancara/{interview.pk}/catat/", form)
    client.post(f"/wawancara/{interview.pk}/catat/", form)

    made = LogEntry.objects.get()
    assert (made.code, made.who, made.by) == ("A1", "Rudi", rina)
    assert answer["Location"].endswith("?jenis=question&soal=A1#catat")
    following = client.get(answer["Location"].partition("#")[0]).content.decode()
    assert made.words in following
    assert re.search(r'value="answer"[^>]*checked', following)


def test_the_script_sends_its_queue_and_the_same_line_again_is_one(as_user, interview, rina, now):
    client, address = as_user(rina), f"/wawancara/{interview.pk}/catat/"
    form = line(pada=(now - timedelta(minutes=7)).isoformat())

    for _again in range(3):
        assert client.post(address, form, headers={"HX-Request": "true"}).status_code == 204
    corrected = client.post(address, form | {"words": "Tiga kali."}, headers={"HX-Request": "true"})

    assert corrected.status_code == 204
    assert [each.at for each in LogEntry.objects.all()] == [now - timedelta(minutes=7)] * 2


@pytest.mark.parametrize(
    "pada", ["kemarin", "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "2026-13-45T00:00:00Z", "9" * 40]
)
def test_a_clock_that_is_far_off_is_not_believed(as_user, interview, rina, now, pada):
    as_user(rina).post(f"/wawancara/{interview.pk}/catat/", line(pada=pada))

    assert now <= LogEntry.objects.get().at <= now + timedelta(minutes=5)


def test_what_is_refused_comes_back_as_words(as_user, interview, rina):
    client, address = as_user(rina), f"/wawancara/{interview.pk}/catat/"

    told = client.post(address, line(code="Z9"), headers={"HX-Request": "true"})
    page = client.post(address, line("Jangan hilang", code="Z9"))

    assert told.status_code == page.status_code == 422
    assert told["Content-Type"].startswith("text/plain")
    assert "Z9" in told.content.decode()
    assert 'value="Jangan hilang"' in page.content.decode()


@pytest.mark.parametrize("key", ["", "pendek", "a" * 65, "<script>aaaaaaaaaaaaaaaa"])
def test_a_line_needs_a_key(as_user, interview, rina, key):
    answer = as_user(rina).post(f"/wawancara/{interview.pk}/catat/", line(key=key))

    assert answer.status_code == 422
    assert not LogEntry.objects.exists()


def test_the_open_page_gets_only_what_is_new(as_user, interview, rina, seat):
    client = as_user(rina)
    page = client.get(f"/wawancara/{interview.pk}/").content.decode()
    address = re.search(r'hx-get="([^"]+/catatan/[^"]+)"', page)[1]
    assert client.get(address).status_code == 204

    actions.log(interview, "k1", "answer", "Tulisan asesor", by=seat.user, now=today())

    news = client.get(address)
    assert news.status_code == 200
    shown = news.content.decode()
    assert "Tulisan asesor" in shown
    assert 'id="janji" hx-swap-oob="true"' in shown
    assert str(seat.user) not in shown


def test_on_another_day_nothing_is_asked_again(as_user, panel, balikpapan, rina, now):
    made = interview_of(
        balikpapan, panel.round, now=now, starts_at=now + 3 * DAY, ends_at=now + 3 * DAY + HOUR
    )
    client = as_user(rina)

    assert (
        "hx-trigger"
        not in client.get(f"/wawancara/{made.pk}/")
        .content.decode()
        .partition('id="catatan"')[2]
        .partition(">")[0]
    )
    assert client.get(f"/wawancara/{made.pk}/catatan/?tanda=0").status_code == 286


def test_a_line_is_struck_out_and_shown_so(as_user, interview, rina, budi):
    entry = actions.log(interview, "k1", "answer", "Salah dengar", by=rina, now=today())
    address = f"/wawancara/{interview.pk}/catatan/{entry.pk}/coret/"
    as_user(budi).post(address, {"submission_key": new_key()})
    assert LogEntry.objects.get().struck_at is None

    assert as_user(rina).post(address, {"submission_key": new_key()}).status_code == 302

    page = as_user(rina).get(f"/wawancara/{interview.pk}/").content.decode()
    assert "<s>Salah dengar</s>" in page
    assert address not in page


def test_a_line_of_another_interview_is_404(as_user, interview, balikpapan, panel, rina, now):
    other = interview_of(balikpapan, panel.round, now=now, place="Aula")
    entry = actions.log(other, "k1", "answer", "Lain", by=rina, now=now)

    answer = as_user(rina).post(
        f"/wawancara/{interview.pk}/catatan/{entry.pk}/coret/", {"submission_key": new_key()}
    )

    assert answer.status_code == 404


def test_the_programme_office_gives_a_promise(as_user, interview, rina, budi):
    entry = actions.log(interview, "k1", "promise", "Notulen dikirim", by=rina, now=today())
    client, form = as_user(rina), {"entry": str(entry.pk), "submission_key": new_key()}
    assert "Notulen dikirim" in client.get(f"/wawancara/{interview.pk}/").content.decode()

    form["organisation"] = str(desk_of(budi).pk)
    assert client.post(f"/wawancara/{interview.pk}/beri/", form).status_code == 302

    assert LogEntry.objects.get().task.organisation == desk_of(budi)
    assert (
        client.post(
            f"/wawancara/{interview.pk}/beri/", form | {"entry": "0", "submission_key": new_key()}
        ).status_code
        == 422
    )


@pytest.mark.parametrize(("name", "sees", "writes"), [
    ("rina", True, True), ("nadia", True, True), ("budi", True, False), ("lestari", True, False),
    ("tetangga", False, False), ("hadi", False, False), ("siti", False, False),
])  # fmt: skip
def test_who_sees_and_who_writes(as_user, request, interview, name, sees, writes):
    client, address = as_user(request.getfixturevalue(name)), f"/wawancara/{interview.pk}/"

    page = client.get(address)

    assert (page.status_code == 200) is sees
    if sees:
        assert ("data-catat=" in page.content.decode()) is writes
    else:
        assert client.get(f"{address}unduh.csv").status_code == 404
        assert client.get(f"{address}catatan/").status_code == 404
    assert (client.post(f"{address}catat/", line()).status_code == 302) is writes


def test_words_that_are_markup_stay_words(as_user, interview, rina, budi):
    actions.log(
        interview, "k1", "promise", "<script>alert(1)</script>", who="<b>Rudi</b>", by=rina, now=today()
    )
    actions.set_speakers(
        interview, [Named("A", desk_of(budi), "<i>Tono</i>")], expected=1, by=rina, now=today()
    )

    page = as_user(rina).get(f"/wawancara/{interview.pk}/").content.decode()

    assert not any(each in page for each in ("<script>alert", "<b>Rudi", "<i>Tono"))


# --- Files and lists ---------------------------------------------------------------------------------------


def test_the_log_is_taken_away_with_what_was_struck_out(as_user, interview, rina, seat):
    actions.log(interview, "k1", "answer", "=1+1", who="Rudi", code="A1", by=seat.user, now=today())
    actions.strike(actions.log(interview, "k2", "note", "Salah", by=rina, now=today()), by=rina, now=today())
    client = as_user(rina)

    text = client.get(f"/wawancara/{interview.pk}/unduh.csv").content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/wawancara/{interview.pk}/unduh.xlsx").content))

    head, first, second = list(csv.reader(io.StringIO(text)))
    assert first[3] == "A1"
    assert first[6] == "'=1+1"
    assert str(seat.user) not in text
    assert second[-1]
    sheet = book.worksheets[0]
    assert [sheet.cell(1, number).value for number in range(1, 13)] == head
    assert sheet.cell(2, 7).value == "=1+1"
    assert sheet.cell(2, 7).data_type == "s"
    assert client.get(f"/wawancara/{interview.pk}/unduh.pdf").status_code == 404


def test_coming_ones_stand_first_and_only_ones_own(
    as_user, interview, panel, balikpapan, rina, seat, tetangga, nadia, now
):
    interview_of(
        balikpapan,
        panel.round,
        now=now,
        starts_at=now - 3 * DAY,
        ends_at=now - 3 * DAY + HOUR,
        place="Yang lalu",
    )
    later = interview_of(
        balikpapan, panel.round, now=now, starts_at=now + 3 * DAY, ends_at=now + 3 * DAY + HOUR, place="Nanti"
    )

    page = as_user(rina).get(LISTING).content.decode()
    order = [page.index(words) for words in (interview.place, later.place, "Yang lalu")]
    assert order == sorted(order)
    assert later.place in as_user(seat.user).get(LISTING).content.decode()
    assert later.place not in as_user(tetangga).get(LISTING).content.decode()
    assert f"/wawancara/baru/{panel.round.code}/" in as_user(nadia).get(LISTING).content.decode()
    assert "/wawancara/baru/" not in page


def test_pages_take_the_same_queries_however_much_is_written(
    as_user, interview, panel, balikpapan, rina, now
):
    client = as_user(rina)
    actions.log(interview, "p", "promise", "Janji", code="A1", by=rina, now=now)

    def taken():
        counts = []
        for address in (LISTING, f"/wawancara/{interview.pk}/"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    taken()
    few = taken()
    for number in range(6):
        kind = "promise" if number % 2 else "answer"
        actions.log(interview, f"k{number}", kind, f"Kalimat {number}", code="A2", by=rina, now=now)
        interview_of(balikpapan, panel.round, now=now, place=f"Ruang {number}")

    assert taken() == few
    assert few[0] <= 15
    assert few[1] <= 15


def test_the_calendar_of_the_round_leads_there(as_user, panel, rina, nadia, balikpapan, now):
    calendar, link = f"/putaran/{panel.round.code}/kalender/", f"/wawancara/?putaran={panel.round.code}"
    assert link in as_user(nadia).get(calendar).content.decode()
    assert link not in as_user(rina).get(calendar).content.decode()

    interview_of(balikpapan, panel.round, now=now)

    assert link in as_user(rina).get(calendar).content.decode()
