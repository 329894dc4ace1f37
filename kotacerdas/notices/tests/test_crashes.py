"""Nothing is sent twice after a crash: real workers killed outright in the middle of a dialogue with a mail server."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.tests.conftest import ROOT, kill, shared_database, wait_for  # noqa: F401 - a fixture
from kotacerdas.jobs.working import THREADS
from kotacerdas.notices import actions, leases, sending
from kotacerdas.notices.actions import telling
from kotacerdas.notices.domain.verdicts import Reason
from kotacerdas.notices.models import Delivery
from kotacerdas.notices.tests.factories import NOW, tell
from kotacerdas.notices.tests.postoffice import Open, PostOffice
from kotacerdas.people.tests import factories

State = Delivery.State
# The real worker of the site; only the lease of a delivery is shorter, so that nobody waits ten minutes.
WORKER = """
import sys
from datetime import timedelta
import django
django.setup()
from kotacerdas.jobs import actions, working
from kotacerdas.notices import leases
leases.LEASE = timedelta(seconds=float(sys.argv[1]))
working.LOOK_EVERY, working.BEAT_EVERY, working.PATIENCE_AT_END = 0.05, 0.1, 2.0
working.serve(working.Worker(["quick"], lease=timedelta(seconds=2)))
"""


@pytest.fixture
def served(office: PostOffice) -> Iterator[int]:
    with Open(office) as server:
        yield server.port


@pytest.fixture
def start_worker(
    shared_database: dict[str, str],  # noqa: F811 - pytest finds a fixture by its name
    served: int,
    tmp_path: Path,
) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    mail = {"MAIL_URL": f"smtp://127.0.0.1:{served}", "MAIL_FROM": "cerdas@balikpapan.go.id", "DEMO": "0"}

    def start(*, lease: float = 600) -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("a") as log:
            process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-c", WORKER, str(lease)], cwd=ROOT, env=os.environ | shared_database | mail,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def told(budi, start_worker) -> Delivery:
    """A mail that is due now by the clock on the wall, whatever day it is."""
    tell(budi, now=timezone.now())
    Delivery.objects.update(due_at=timezone.now())
    telling.wake()
    return Delivery.objects.get()


def state_of(delivery: Delivery) -> str:
    delivery.refresh_from_db()
    return delivery.state


def test_killed_after_the_end_of_the_mail_it_is_unsure_and_never_sent_again(told, office, start_worker):
    office.hangs = "end"
    first = start_worker()
    wait_for(lambda: office.mails)

    kill(first)
    assert state_of(told) == State.SENDING
    office.hangs = ""
    start_worker(lease=0.1)

    wait_for(lambda: state_of(told) == State.UNSURE)
    assert told.reason == Reason.INTERRUPTED
    tell_another_and_wait(told, office)
    assert office.copies()[f"<kabar.{told.reference}@balikpapan.go.id>"] == 1


def test_killed_before_the_end_of_the_mail_it_is_sent_once_by_the_next(told, office, start_worker):
    office.hangs = "receiver"
    first = start_worker()
    wait_for(lambda: state_of(told) == State.SENDING)
    wait_for(lambda: office.dialogues)

    kill(first)
    office.hangs = ""
    start_worker(lease=0.1)

    wait_for(lambda: state_of(told) == State.SENT)
    assert set(office.copies().values()) == {1}


def tell_another_and_wait(first: Delivery, office: PostOffice) -> None:
    """Another mail that arrives shows that the worker is at work, and still left the first one alone."""
    tell(first.person, now=timezone.now(), key="another")
    Delivery.objects.exclude(pk=first.pk).update(due_at=timezone.now())
    telling.wake()
    wait_for(lambda: len(office.mails) == 2)


def test_workers_killed_again_and_again_send_every_mail_at_most_once(start_worker, office):
    people = [factories.user() for _each in range(30)]
    tell(*people, now=timezone.now())
    Delivery.objects.update(due_at=timezone.now())
    for _each in range(8):
        enqueue(telling.SEND)
    # Longer than a busy machine takes for a mail, or the next would call one unsure that is still being sent.
    worker = start_worker(lease=2)

    for enough in (5, 15):
        wait_for(lambda enough=enough: len(office.mails) >= enough)
        kill(worker)
        worker = start_worker(lease=2)

    def all_are_settled() -> bool:
        """What a kill has left is looked at when its lease is over, by whoever sends then."""
        telling.wake()
        return Delivery.objects.filter(state__in={State.SENT, State.UNSURE}).count() == len(people)

    wait_for(all_are_settled)
    assert set(office.copies().values()) == {1}
    # A kill takes at most what each of the worker's threads had in hand.
    assert Delivery.objects.filter(state=State.UNSURE).count() <= 2 * THREADS["quick"]


def test_three_workers_at_once_send_every_mail_once(start_worker, office):
    people = [factories.user() for _each in range(30)]
    tell(*people, now=timezone.now())
    Delivery.objects.update(due_at=timezone.now())
    for _each in range(3):
        enqueue(telling.SEND)
        start_worker()

    wait_for(lambda: Delivery.objects.filter(state=State.SENT).count() == len(people))
    assert sorted(office.receivers) == sorted(person.email for person in people)


# --- At every place where a process can die ------------------------------------------------------------------


class Died(BaseException):
    """What a kill looks like from inside: nothing after it is run."""


def dying(monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, after: bool) -> None:
    """The process dies before or after this function, once."""
    whole = getattr(module, name)

    def cut(*given, **named):
        monkeypatch.setattr(module, name, whole)
        if after:
            whole(*given, **named)
        raise Died

    monkeypatch.setattr(module, name, cut)


PLACES = [
    ("claim", True, 1, State.SENT),
    ("cross", False, 1, State.SENT),
    ("cross", True, 0, State.UNSURE),
    ("settle", False, 1, State.UNSURE),
    ("settle", True, 1, State.SENT),
]


@pytest.mark.parametrize(("name", "after", "copies", "state"), PLACES)
def test_wherever_the_process_dies_a_mail_leaves_at_most_once(
    budi, post, send, monkeypatch, name, after, copies, state
):
    tell(budi)
    dying(monkeypatch, leases, name, after=after)
    with pytest.raises(Died):
        send()

    for later in (leases.LEASE + timedelta(seconds=1), timedelta(days=1), timedelta(days=30)):
        send(later=later)

    assert len(post.mails) == copies
    assert Delivery.objects.get().state == state


def test_a_slow_process_that_lost_its_claim_delivers_nothing(budi, post, send, monkeypatch):
    tell(budi)
    whole = leases.cross

    def slow(delivery, **named):
        monkeypatch.setattr(leases, "cross", whole)
        leases.recover(now=NOW + leases.LEASE + timedelta(seconds=1))
        return whole(delivery, **named)

    monkeypatch.setattr(leases, "cross", slow)
    send()
    send(later=leases.LEASE + timedelta(seconds=2))

    assert len(post.mails) == 1
    assert Delivery.objects.get().state == State.SENT


def test_two_senders_at_once_take_each_mail_once(budi, joko, post):
    tell(budi, joko)
    clock = lambda: NOW
    first = leases.claim({"email"}, now=NOW)

    sending.send_due(clock=clock)

    assert post.receivers == [({budi.email, joko.email} - {first.person.email}).pop()]


def test_somebody_decides_what_becomes_of_an_unsure_one(budi, rina, post, send, impatient):
    post.hangs = "end"
    tell(budi)
    send()
    post.hangs = ""
    delivery = Delivery.objects.get()

    actions.send_again(delivery, by=rina, now=NOW)

    assert send() == {"sent": 1}
    assert set(post.copies().values()) == {2}, "the same Message-ID, by which servers know a double"
