"""Who asks gets the answer, the refusal or the reason why there is none; whatever arrives, the planner stays."""

import contextlib
import os
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.planner import client, places, questions, server
from kotacerdas.planner.client import Busy, Failed, Silent, ask
from kotacerdas.planner.domain.frames import MAGIC
from kotacerdas.planner.domain.lanes import Lanes
from kotacerdas.planner.domain.paces import Paces
from kotacerdas.planner.questions import Asked, Message
from kotacerdas.planner.tests.domain.test_frames import HOSTILE

Declare = Callable[[Callable[[Asked], Message]], str]
PATIENCE = 20.0


@pytest.fixture
def state(tmp_path: Path, settings: Any) -> Path:
    settings.STATE = tmp_path
    return tmp_path


@pytest.fixture
def planner(state: Path) -> Iterator[server.Server]:
    """In a thread of this process."""
    found = server.Server()
    found.open()
    thread = threading.Thread(target=found.serve)
    thread.start()
    yield found
    found.stop()
    thread.join()


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """A question for this test alone."""
    monkeypatch.setattr(questions, "_questions", dict(questions._questions))
    monkeypatch.setattr(questions, "_starters", [])

    def under(function: Callable[[Asked], Message]) -> str:
        name = f"test.{function.__name__}"
        questions.question(name)(function)
        return name

    return under


def test_an_answer_comes_back_with_its_arrays(planner: server.Server, declare: Declare) -> None:
    def doubled(asked: Asked) -> Message:
        return Message({"of": asked.values["kota"]}, {"twice": asked.arrays["once"] * 2})

    found = ask(declare(doubled), {"kota": "64.71"}, arrays={"once": np.arange(3, dtype=np.int32)})

    assert found.values == {"of": "64.71"}
    assert found.arrays["twice"].tolist() == [0, 2, 4]


def test_what_is_wrong_with_the_asking_comes_back_as_faults(planner: server.Server, declare: Declare) -> None:
    def refusing(asked: Asked) -> Message:
        raise Refused([Fault("off-scale", {"given": 7}, line=3, column="nilai"), Fault("other")])

    with pytest.raises(Refused) as refused:
        ask(declare(refusing), {})

    assert refused.value.faults == (Fault("off-scale", {"given": 7}, line=3, column="nilai"), Fault("other"))


def test_a_question_that_breaks_is_told_as_failed_and_its_words_are_not_logged(
    planner: server.Server, declare: Declare, capfd: Any
) -> None:
    def broken(asked: Asked) -> Message:
        raise ValueError("Siti, 0812-345")

    with pytest.raises(Failed):
        ask(declare(broken), {})

    assert client.is_there()
    assert "Siti" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("values", [{"a": object()}, {"a": float("nan")}])
def test_an_answer_that_cannot_be_sent_is_told_as_failed(
    planner: server.Server, declare: Declare, values: Any
) -> None:
    def odd(asked: Asked) -> Message:
        return Message(values)

    with pytest.raises(Failed):
        ask(declare(odd), {})


def test_a_question_that_nobody_declared_has_no_answer(planner: server.Server) -> None:
    with pytest.raises(Failed):
        ask("test.unknown", {})


def test_without_a_planner_it_is_silent(state: Path) -> None:
    with pytest.raises(Silent):
        ask("planner.about", {})


def test_a_socket_that_nobody_serves_is_silent(state: Path) -> None:
    places.made(places.folder())
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(places.folder() / places.SOCKET))

    with pytest.raises(Silent):
        ask("planner.about", {})


def test_a_planner_that_takes_too_long_is_busy(planner: server.Server, declare: Declare) -> None:
    go = threading.Event()

    def slow(asked: Asked) -> Message:
        go.wait(PATIENCE)
        return Message({})

    with pytest.raises(Busy):
        ask(declare(slow), {}, seconds=0.05)
    go.set()


def test_a_city_whose_question_is_being_answered_is_busy_and_another_is_not(
    planner: server.Server, declare: Declare
) -> None:
    began, go = threading.Event(), threading.Event()

    def slow(asked: Asked) -> Message:
        began.set()
        go.wait(PATIENCE)
        return Message({})

    name = declare(slow)
    first = threading.Thread(target=ask, args=(name, {}), kwargs={"lane": "64.71", "seconds": PATIENCE})
    first.start()
    began.wait(PATIENCE)

    with pytest.raises(Busy):
        ask("planner.about", {}, lane="64.71", seconds=0.1)
    assert ask("planner.about", {}, lane="64.72", seconds=PATIENCE).values["pid"] == os.getpid()
    go.set()
    first.join()


def test_when_too_many_wait_the_next_is_turned_away(planner: server.Server, declare: Declare) -> None:
    planner._lanes = Lanes(at_once=1, most_waiting=0)
    began, go = threading.Event(), threading.Event()

    def slow(asked: Asked) -> Message:
        began.set()
        go.wait(PATIENCE)
        return Message({})

    first = threading.Thread(target=ask, args=(declare(slow), {}), kwargs={"seconds": PATIENCE})
    first.start()
    began.wait(PATIENCE)

    with pytest.raises(Busy):
        ask("planner.about", {}, seconds=PATIENCE)
    go.set()
    first.join()


def test_who_asks_too_often_is_turned_away(planner: server.Server) -> None:
    planner._paces = Paces(a_second=1, at_once=2, clock=lambda: 0.0)

    for _each in range(2):
        ask("planner.about", {}, asker="a")
    with pytest.raises(Busy):
        ask("planner.about", {}, asker="a")
    ask("planner.about", {}, asker="b")


@pytest.mark.parametrize("content", [*HOSTILE.values(), b"", MAGIC], ids=[*HOSTILE, "nothing", "half"])
def test_hostile_bytes_do_not_end_it(planner: server.Server, content: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(str(planner.folder / places.SOCKET))
        # It hangs up as soon as it has seen enough, perhaps before everything was sent.
        with contextlib.suppress(OSError):
            line.sendall(content)
            line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            assert line.recv(1) == b""

    assert client.is_there()
    assert ask("planner.about", {}).values["pid"] == os.getpid()


def test_who_connects_and_says_nothing_is_hung_up_on(
    planner: server.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "SECONDS_TO_SPEAK", 0.05)
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(PATIENCE)
        line.connect(str(planner.folder / places.SOCKET))

        assert line.recv(1) == b""


def test_when_too_many_are_connected_the_next_hears_that_it_is_busy(planner: server.Server) -> None:
    planner._room = threading.BoundedSemaphore(1)
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(planner.folder / places.SOCKET))

        with pytest.raises(Busy):
            ask("planner.about", {}, seconds=PATIENCE)


def test_only_its_owner_may_reach_the_socket(planner: server.Server) -> None:
    assert stat.S_IMODE(planner.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((planner.folder / places.SOCKET).stat().st_mode) == 0o600


def test_a_second_planner_of_the_same_installation_does_not_serve(planner: server.Server) -> None:
    with pytest.raises(server.Occupied):
        server.Server().open()

    assert ask("planner.about", {}).values["pid"] == os.getpid()


def test_after_its_end_nothing_lies_at_its_place(state: Path) -> None:
    found = server.Server()
    found.open()
    found.stop()
    found.serve()

    assert not (found.folder / places.SOCKET).exists()


def test_a_state_folder_with_a_long_path_has_its_socket_elsewhere(tmp_path: Path, settings: Any) -> None:
    settings.STATE = tmp_path / ("sangat-panjang-" * 8)
    found = server.Server()
    found.open()
    thread = threading.Thread(target=found.serve)
    thread.start()
    try:
        assert not found.folder.is_relative_to(tmp_path)
        assert ask("planner.about", {}).values["pid"] == os.getpid()
    finally:
        found.stop()
        thread.join()
        (found.folder / places.LOCK).unlink()
        found.folder.rmdir()


def test_a_folder_that_others_may_enter_is_not_trusted(state: Path) -> None:
    where = places.made(places.folder())
    where.chmod(0o755)

    with pytest.raises(Silent):
        ask("planner.about", {})
    assert stat.S_IMODE(places.made(where).stat().st_mode) == 0o700


def test_a_link_in_place_of_the_folder_is_not_followed(state: Path) -> None:
    (state / "elsewhere").mkdir(mode=0o700)
    places.folder().symlink_to(state / "elsewhere")

    with pytest.raises(places.Unsafe):
        places.made(places.folder())


def test_what_loads_ahead_may_fail_without_ending_it(state: Path, declare: Declare) -> None:
    came = threading.Event()

    def broken() -> None:
        came.set()
        raise OSError

    questions.when_started(broken)
    found = server.Server()
    found.open()
    thread = threading.Thread(target=found.serve)
    thread.start()
    assert came.wait(PATIENCE)

    assert ask("planner.about", {}).values["pid"] == os.getpid()
    found.stop()
    thread.join()


def test_a_question_without_end_ends_the_process(
    planner: server.Server, declare: Declare, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, go = threading.Event(), threading.Event()
    monkeypatch.setattr(server.os, "_exit", lambda code: ended.set())
    monkeypatch.setattr(server, "LONGEST_QUESTION", 0.0)

    def endless(asked: Asked) -> Message:
        go.wait(PATIENCE)
        return Message({})

    with contextlib.suppress(Busy):
        ask(declare(endless), {}, seconds=0.01)
    assert ended.wait(PATIENCE)
    go.set()


def test_a_name_is_declared_once(declare: Declare) -> None:
    def first(asked: Asked) -> Message:
        return Message({})

    name = declare(first)

    with pytest.raises(ValueError, match="twice"):
        questions.question(name)(lambda asked: Message({}))


def test_asking_waits_no_longer_than_told_for_a_planner_that_does_not_speak(state: Path) -> None:
    places.made(places.folder())
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(places.folder() / places.SOCKET))
        deaf.listen()

        until = time.monotonic() + PATIENCE
        with pytest.raises(Busy):
            ask("planner.about", {}, seconds=0.05)
        assert time.monotonic() < until
