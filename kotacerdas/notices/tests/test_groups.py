"""Channels of groups through Apprise, against a real web server on the loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kotacerdas.audit.models import Entry
from kotacerdas.notices import sealing
from kotacerdas.notices.channels import groups
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery, Target
from kotacerdas.notices.tests.factories import NOW, tell
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

State = Delivery.State
# The library loads all its services at once, one of them with an outdated part of Python.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
GROUP = Delivery.Channel.GROUP


class Chat:
    """Keeps what was posted; answers as told."""

    def __init__(self):
        self.posts: list[dict[str, str]] = []
        self.status = 200
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                size = int(self.headers["Content-Length"])
                chat.posts.append(json.loads(self.rfile.read(size)))
                self.send_response(chat.status)
                self.end_headers()

            def log_message(self, *_words):
                """Quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self):
        return f"json://rahasia:sandi@127.0.0.1:{self.server.server_port}/grup"


@pytest.fixture
def chat():
    made = Chat()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


@pytest.fixture
def target(chat, balikpapan):
    return Target.objects.create(
        city=balikpapan, name="Grup sekretariat", service="json", sealed=sealing.seal(chat.address),
        kinds=["reminder.escalated"], created_at=NOW,
    )  # fmt: skip


def to_group(person, city, **changes):
    tell(person, kind="reminder.escalated", city=city, **changes)
    return Delivery.objects.get(channel=GROUP)


def test_a_group_hears_of_the_kinds_it_wants_once(budi, joko, balikpapan, chat, target, send):
    tell(budi, joko, kind="reminder.escalated", city=balikpapan, url="/tugas/1/")
    tell(budi, kind="reminder.today", city=balikpapan)

    assert send() == {"sent": 1}

    assert len(chat.posts) == 1
    assert "Peta jaringan serat optik" in chat.posts[0]["title"]
    assert "http://localhost:8000/tugas/1/" in chat.posts[0]["message"]


def test_a_group_of_another_city_hears_nothing(budi, samarinda, target):
    tell(budi, kind="reminder.escalated", city=samarinda)

    assert not Delivery.objects.filter(channel=GROUP).exists()


def test_a_refusal_is_told_and_not_tried_again(budi, balikpapan, chat, target, send):
    chat.status = 500
    delivery = to_group(budi, balikpapan)

    assert send() == {"failed": 1}
    assert send() == {}
    delivery.refresh_from_db()
    assert (delivery.reason, len(chat.posts)) == (Reason.TARGET_REFUSED, 1)


def test_an_address_sealed_with_another_key_must_be_given_again(budi, balikpapan, target, send, settings):
    delivery = to_group(budi, balikpapan)
    settings.SECRET_KEY = "another-" + "x" * 40

    assert send() == {"failed": 1}
    delivery.refresh_from_db()
    assert delivery.reason == Reason.TARGET_UNREADABLE


def test_the_address_is_not_readable_in_the_table_and_not_logged(
    budi, balikpapan, chat, target, send, caplog, capfd
):
    chat.status = 500
    to_group(budi, balikpapan)
    send()

    assert "sandi" not in target.sealed
    assert "sandi" not in caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "address", ["", "halo", "file:///etc/passwd", "mailto://a:b@contoh.id", "syslog://", "dbus://", "json://"]
)
def test_addresses_that_are_no_chat_are_refused(address):
    with pytest.raises(groups.Unusable):
        groups.service_of(address)


@pytest.fixture
def support(db):
    return people.officeholder("admin@contoh.go.id", Role.ADMINISTRATOR)


def filled(chat, **changes):
    return {
        "name": "Grup baru", "address": chat.address, "city": "", "language": "id",
        "kinds": ["reminder.late"], "submission_key": "k" * 24, **changes,
    }  # fmt: skip


def test_support_adds_a_channel_and_nobody_sees_its_address_again(support, chat, as_user):
    browser = as_user(support)

    assert browser.post("/kantor/saluran/", filled(chat)).status_code == 302

    target = Target.objects.get()
    assert sealing.opened(target.sealed) == chat.address
    assert "sandi" not in browser.get("/kantor/saluran/").content.decode()
    assert Entry.objects.filter(kind="notices.target_added").exists()


@pytest.mark.parametrize(
    "changes", [{"address": "file:///x"}, {"kinds": ["notices.came_back"]}, {"name": ""}]
)
def test_a_channel_that_cannot_be_used_is_refused_in_words(support, chat, as_user, changes):
    answer = as_user(support).post("/kantor/saluran/", filled(chat, **changes))

    assert answer.status_code == 422
    assert not Target.objects.exists()
    assert "sandi" not in answer.content.decode()


def test_an_office_sees_its_channels_and_adds_none(rina, tetangga, target, chat, as_user):
    assert "Grup sekretariat" in as_user(rina).get("/kantor/saluran/").content.decode()
    assert "Grup sekretariat" not in as_user(tetangga).get("/kantor/saluran/").content.decode()

    as_user(rina).post("/kantor/saluran/", filled(chat))

    assert Target.objects.count() == 1


def test_a_channel_that_is_switched_off_hears_nothing_more(support, budi, balikpapan, target, as_user):
    as_user(support).post(f"/kantor/saluran/{target.pk}/", {"hidup": "tidak"})

    tell(budi, kind="reminder.escalated", city=balikpapan)

    assert not Delivery.objects.filter(channel=GROUP).exists()
