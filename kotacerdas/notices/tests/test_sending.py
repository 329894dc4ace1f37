"""Mails against a real mail server: what arrives, what is refused, what is tried again."""

from __future__ import annotations

import ssl
from datetime import timedelta

import pytest

from kotacerdas.notices.domain.verdicts import WAITS, Reason
from kotacerdas.notices.models import Delivery, Notice, RefusedAddress
from kotacerdas.notices.tests import certificates
from kotacerdas.notices.tests.conftest import only
from kotacerdas.notices.tests.factories import NOW, VALUES, tell, tell_address
from kotacerdas.notices.tests.postoffice import Open, Server, free_port
from kotacerdas.people.tests import factories

State = Delivery.State


def test_a_mail_arrives_once_in_the_language_of_its_receiver(budi, joko, post, send):
    joko.language = "en"
    joko.save()
    tell(budi, joko)

    assert send() == {"sent": 2}
    assert send() == {}

    subjects = {receiver: message["Subject"] for receiver, message in post.mails}
    assert subjects[joko.email] == "Due today: Peta jaringan serat optik"
    assert subjects[budi.email] != subjects[joko.email]
    assert "Peta jaringan serat optik" in subjects[budi.email]


def test_a_mail_has_plain_text_html_and_the_heads_that_machines_heed(budi, post, send):
    tell(budi, url="/tugas/1/")
    send()

    plain, html = (part.get_content() for part in post.last().iter_parts())
    assert "http://localhost:8000/tugas/1/" in plain
    assert '<a href="http://localhost:8000/tugas/1/">' in html
    assert post.last()["Auto-Submitted"] == "auto-generated"
    assert post.last()["Content-Language"] == "id"
    assert post.last()["From"] == "Kota Cerdas <cerdas@balikpapan.go.id>"
    assert post.last()["Message-ID"] == f"<kabar.{only().reference}@balikpapan.go.id>"


def test_what_the_server_says_is_kept_without_its_words(budi, post, send):
    tell(budi)
    send()

    assert (only().reply, only().provider_id, only().address) == ("250 2.0.0", "4XyZ12", budi.email)


def test_an_unknown_address_comes_back_at_once_and_is_not_used_again(budi, rina, post, send):
    post.at_receiver[budi.email] = ["550 5.1.1 <budi@contoh.go.id>: no such user"]
    tell(budi, by=rina)
    send()
    assert (only().state, only().reason, only().reply) == (State.BOUNCED, Reason.NO_SUCH_ADDRESS, "550 5.1.1")

    tell(budi)
    send()

    second = Delivery.objects.filter(channel="email").latest("pk")
    assert (second.state, second.reason) == (State.SUPPRESSED, Reason.ADDRESS_BOUNCED)
    assert post.mails == []


def test_whoever_caused_a_mail_hears_that_it_came_back(budi, rina, post, send):
    post.at_receiver[budi.email] = ["550 5.1.1 no such user"]
    tell(budi, by=rina)
    send()

    assert Notice.objects.get(person=rina).kind == "notices.came_back"


def test_a_rule_of_the_server_says_nothing_about_the_address(budi, post, send):
    post.at_receiver[budi.email] = ["550 5.7.1 not from you"]
    tell(budi)
    send()

    assert (only().state, only().reason) == (State.FAILED, Reason.REFUSED)
    assert not RefusedAddress.objects.exists()


def test_one_refused_receiver_does_not_hold_up_the_others(budi, joko, post, send):
    post.at_receiver[budi.email] = ["550 5.1.1 no such user"]
    tell(budi, joko)

    assert send() == {"bounced": 1, "sent": 1}
    assert post.receivers == [joko.email]


def test_come_again_later_is_heeded(budi, post, send):
    post.at_receiver[budi.email] = ["451 4.7.1 greylisted", "250 OK"]
    tell(budi)

    assert send() == {"waiting": 1}
    assert only().reason == Reason.SERVER_BUSY
    assert send(later=timedelta(seconds=30)) == {}
    assert send(later=WAITS[0]) == {"sent": 1}
    assert post.receivers == [budi.email]


def test_after_days_of_come_again_it_is_given_up(budi, post, send):
    post.at_receiver[budi.email] = ["451 4.7.1 later"]
    tell(budi)
    later = timedelta(0)
    for wait in (*WAITS, timedelta(0)):
        assert send(later=later) in ({"waiting": 1}, {"failed": 1})
        later += wait

    assert (only().state, only().reason) == (State.FAILED, Reason.GIVEN_UP)
    assert send(later=later + timedelta(days=9)) == {}


def test_what_is_refused_at_its_end_was_not_delivered(budi, post, send):
    post.at_end = ["554 5.6.0 we do not like it"]
    tell(budi)

    assert send() == {"failed": 1}


def test_what_is_put_off_at_its_end_comes_later(budi, post, send):
    post.at_end = ["451 4.3.0 scanner is busy"]
    tell(budi)

    assert send() == {"waiting": 1}
    assert send(later=WAITS[0]) == {"sent": 1}
    assert set(post.copies().values()) == {1}


def test_a_server_that_is_down_harms_no_mail(budi, joko, post, send, settings):
    settings.MAIL = Server("127.0.0.1", free_port())
    tell(budi, joko)

    assert send() == {"waiting": 1}, "the second is not even tried"
    assert set(Delivery.objects.values_list("reason", flat=True)) == {Reason.UNREACHABLE, ""}


def test_without_a_mail_server_mails_wait(budi, send, settings):
    settings.MAIL = None
    tell(budi)

    assert send() == {}
    assert only().state == State.WAITING


def test_the_demo_writes_files_and_sends_nothing(budi, post, send, settings):
    settings.DEMO = True
    tell(budi)

    assert send() == {"sent": 1}
    assert post.mails == []
    assert len(list((settings.STATE / "demo-mail").iterdir())) >= 1


# --- Lines that are not secret, not let in, or silent --------------------------------------------------------


def test_a_server_without_encryption_is_not_used_where_it_is_asked_for(budi, post, send, settings):
    settings.MAIL = Server(settings.MAIL.host, settings.MAIL.port, security="starttls")
    tell(budi)

    assert send() == {"waiting": 1}
    assert only().reason == Reason.NO_TLS
    assert post.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused(budi, office, send, settings, tmp_path):
    with Open(office, certificate=certificates.own(tmp_path)) as server:
        settings.MAIL = Server(server.host, server.port, security="starttls")
        tell(budi)

        assert send() == {"waiting": 1}

    assert (only().reason, office.mails) == (Reason.NO_TLS, [])


def test_a_trusted_certificate_is_used(budi, office, send, settings, tmp_path, monkeypatch):
    certificate = certificates.own(tmp_path)
    trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    with Open(office, certificate=certificate) as server:
        settings.MAIL = Server("localhost", server.port, security="starttls")
        tell(budi)

        assert send() == {"sent": 1}


@pytest.mark.parametrize(("password", "state"), [("benar", "sent"), ("salah", "waiting")])
def test_name_and_password_are_asked_for(budi, office, send, settings, password, state):
    with Open(office, password="benar") as server:
        settings.MAIL = Server(server.host, server.port, user="cerdas", password=password)
        tell(budi)

        assert send() == {state: 1}

    assert only().reason == ("" if state == "sent" else Reason.SIGN_IN_REFUSED)


@pytest.mark.parametrize("place", ["mail", "receiver"])
def test_a_server_that_falls_silent_early_has_delivered_nothing(budi, post, send, impatient, place):
    post.hangs = place
    tell(budi)

    assert send() == {"waiting": 1}
    post.hangs = ""
    assert send(later=WAITS[0]) == {"sent": 1}
    assert set(post.copies().values()) == {1}


def test_silence_after_the_end_leaves_it_unsure_and_unsent(budi, post, send, impatient):
    post.hangs = "end"
    tell(budi)

    assert send() == {"unsure": 1}
    post.hangs = ""
    assert send(later=timedelta(days=30)) == {}
    assert set(post.copies().values()) == {1}
    assert only().reason == Reason.NO_ANSWER


def test_a_line_that_breaks_after_the_end_leaves_it_unsure(budi, post, send):
    post.drops_at_end = True
    tell(budi)

    assert send() == {"unsure": 1}


def test_a_server_that_never_answers_does_not_make_the_whole_outbox_unsure(post, send):
    post.drops_at_end = True
    tell(*(factories.user() for _each in range(9)))

    minutes = [send(later=timedelta(minutes=each)) for each in range(14)]
    assert minutes[:3] == [{"unsure": 1}] * 3, "one at a time"
    assert not any(minutes[3:])

    post.drops_at_end = False
    assert send(later=timedelta(minutes=30)) == {"sent": 6}


# --- Words that would like to be more than words -------------------------------------------------------------


def test_a_value_cannot_begin_a_head_of_its_own(budi, post, send):
    tell(budi, values=VALUES | {"what": "Peta\r\nBcc: semua@contoh.id\r\n\r\n<b>isi</b>"})
    send()

    assert post.last()["Bcc"] is None
    assert post.receivers == [budi.email]
    assert "Peta Bcc: semua@contoh.id" in post.last()["Subject"]
    assert "<b>isi</b>" not in html_of(post)


def test_a_name_cannot_begin_a_head_of_its_own(post, send):
    tell_address("tamu@contoh.id", name='Tamu"\r\nBcc: semua@contoh.id')
    send()

    assert post.last()["Bcc"] is None
    assert post.receivers == ["tamu@contoh.id"]


def test_values_are_text_in_html(budi, post, send):
    tell(budi, values=VALUES | {"what": "<script>alert(1)</script> & co"})
    send()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html_of(post)


@pytest.mark.parametrize(
    "what",
    ["x" * 5000, "Peta 🗺️ jalan 🚲", "خريطة الألياف", "\u202egnirts desrever", "." , ".\r\n.\r\n", "a\x00b\x1fc", "地図"],
    ids=["long", "emoji", "right-to-left", "override", "point", "end-of-data", "control", "han"],
)  # fmt: skip
def test_strange_words_arrive_as_one_mail(budi, post, send, what):
    tell(budi, values=VALUES | {"what": what})

    assert send() == {"sent": 1}
    assert len(post.mails) == 1
    assert len(post.last()["Subject"]) <= 180
    assert "\u202e" not in post.last()["Subject"]
    assert all(len(line) <= 998 for line in post.raw[0].split(b"\r\n"))
    assert all(byte < 128 for byte in post.raw[0])


def test_a_very_long_name_of_a_receiver_arrives(post, send):
    tell_address("tamu@contoh.id", name="Prof. Dr. Ir. H. " + "Raden " * 60)

    assert send() == {"sent": 1}


def html_of(post):
    return next(part for part in post.last().walk() if part.get_content_type() == "text/html").get_content()


def test_now_is_a_working_day_of_the_shipped_calendar():
    assert NOW.weekday() == 2
