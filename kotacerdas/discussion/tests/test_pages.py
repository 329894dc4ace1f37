"""What is seen and done on the pages of discussions, and on the pages that hold one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.common.submissions import new_key
from kotacerdas.discussion import actions, queries
from kotacerdas.discussion.models import Comment, Outcome, Stance, Vote
from kotacerdas.discussion.tests.factories import said, thing
from kotacerdas.notices.models import Notice
from kotacerdas.people import access


@pytest.fixture
def topic(balikpapan, budi):
    return thing(balikpapan, organisation=access.assignments(budi)[0].organisation)


@pytest.fixture
def address(topic) -> str:
    return queries.address_of(topic)


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def send(client, address: str, what: str, **fields):
    return client.post(address, {"submission_key": new_key(), "apa": what, **fields})


def speak(topic, by, text="Setuju dengan catatan"):
    return said(topic, by, text, now=timezone.now())


def test_comment_is_written_on_the_page_of_the_object_and_shown_there(as_user, topic, address, budi):
    sent = send(as_user(budi), address, "tulis", text="Saya cek <b>besok</b>", di="objek")

    assert sent["Location"].startswith(topic.get_absolute_url())
    html = page(as_user(budi), topic.get_absolute_url())
    assert "Saya cek &lt;b&gt;besok&lt;/b&gt;" in html


def test_addresses_become_links_that_give_nothing_away(as_user, topic, address, budi):
    speak(topic, budi, "Lihat https://contoh.go.id/a?x=1 dan javascript:alert(1)")

    html = page(as_user(budi), address)

    assert '<a href="https://contoh.go.id/a?x=1" rel="nofollow">' in html
    assert 'href="javascript' not in html


def test_double_click_writes_once(as_user, address, budi):
    form = {"submission_key": new_key(), "apa": "tulis", "text": "Sekali"}

    answers = [as_user(budi).post(address, form) for _click in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert Comment.objects.count() == 1


def test_empty_comment_keeps_the_form(as_user, address, budi):
    assert send(as_user(budi), address, "tulis", text=" ").status_code == 422


def test_nobody_reads_a_discussion_of_what_he_or_she_may_not_see(
    as_user, anonymous, topic, address, joko, tetangga, siti
):
    assert [as_user(each).get(address).status_code for each in (joko, tetangga, siti)] == [404, 404, 403]
    assert anonymous.get(address).status_code == 302
    assert as_user(joko).get("/diskusi/people.city/1/").status_code == 404
    assert as_user(joko).get("/diskusi/apa-saja/x/").status_code == 404


def test_answer_stands_below_what_it_answers(as_user, topic, address, budi, rina):
    first = speak(topic, budi)

    send(as_user(rina), address, "tulis", text="Jawaban", parent=first.code)

    assert first.replies.get().text == "Jawaban"


def test_file_can_be_had_until_the_comment_is_withdrawn(as_user, topic, address, budi, rina, joko):
    note = SimpleUploadedFile("notula.txt", b"isi rapat", "text/plain")
    send(as_user(budi), address, "tulis", text="Terlampir", attachments=note)
    html = page(as_user(rina), address)
    found = html[html.index("/berkas/") :].split('"')[0]
    assert as_user(rina).get(found).status_code == 200
    assert as_user(joko).get(found).status_code == 404

    said_ = Comment.objects.get()
    as_user(budi).post(f"/diskusi/komentar/{said_.code}/tarik/", {"submission_key": new_key()})

    assert as_user(rina).get(found).status_code == 404
    assert "Ditarik oleh penulisnya" in page(as_user(rina), address)


def test_votes_are_counted_with_names_and_can_be_changed(as_user, address, budi, rina):
    send(as_user(budi), address, "suara", stance=Stance.SUPPORT)
    send(as_user(rina), address, "suara", stance=Stance.AGAINST)
    send(as_user(rina), address, "suara", stance=Stance.SUPPORT)

    assert Vote.objects.filter(stance=Stance.SUPPORT).count() == 2
    assert "Budi, Rina" in page(as_user(budi), address)


def test_decision_closes_the_forms_and_can_be_opened_again(as_user, topic, address, budi, rina):
    assert 'value="putus"' not in page(as_user(budi), address)

    send(as_user(rina), address, "putus", outcome=Outcome.PARTLY, reason="Anggaran cukup untuk dua")

    html = page(as_user(budi), address)
    assert "Anggaran cukup untuk dua" in html
    assert 'value="tulis"' not in html
    assert send(as_user(budi), address, "tulis", text="Masih mau bicara").status_code == 422
    send(as_user(rina), address, "buka", reason="Ada anggaran baru")
    assert 'value="tulis"' in page(as_user(budi), address)


def test_stale_correction_shows_both_versions(as_user, topic, budi):
    first = speak(topic, budi, "Lama")
    actions.mend(first, text="Dari telepon", expected=1, by=budi, now=timezone.now())

    both = as_user(budi).post(
        f"/diskusi/komentar/{first.code}/ubah/",
        {"submission_key": new_key(), "text": "Dari meja", "version": "1"},
    )

    assert both.status_code == 409
    assert "Dari telepon" in both.content.decode()
    assert "Dari meja" in both.content.decode()


def test_hidden_comment_says_who_hid_it_and_why(as_user, topic, address, budi, rina):
    first = speak(topic, budi, "Nomor telepon saya 0812")

    as_user(rina).post(
        f"/diskusi/komentar/{first.code}/sembunyi/", {"submission_key": new_key(), "reason": "Data pribadi"}
    )

    html = page(as_user(budi), address)
    assert "0812" not in html
    assert "Data pribadi" in html


def test_called_people_and_participants_are_told_once_each(topic, budi, rina, lestari):
    speak(topic, lestari)

    said(topic, budi, "Mohon pendapat", mentions=[rina], now=timezone.now())

    told = Notice.objects.exclude(kind__startswith="followup").values_list("kind", "person__display_name")
    assert sorted(told) == [("discussion.called", "Rina"), ("discussion.commented", "Lestari")]


def test_number_of_queries_is_the_same_for_few_and_many_comments(as_user, topic, address, budi, rina):
    def asked() -> int:
        client = as_user(rina)
        with CaptureQueriesContext(connection) as asked_now:
            page(client, address)
        return len(asked_now)

    first = speak(topic, budi)
    few = asked()
    thread = first.thread
    rows = [
        Comment(thread=thread, code=f"K{number:09}", by=budi, at=timezone.now(), text="x")
        for number in range(200)
    ]
    Comment.objects.bulk_create(rows)

    assert asked() == few
