"""The rush hour before a deadline: answers are saved as one types, while everybody else reads the board and the answers.

Saves are open loop, as in `saving`; readers read, think and read again. Then the same while processes are killed outright.
"""

import contextlib
import http.client
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import serving
from benchmarks.measure import Line
from benchmarks.saving import PROMISED_MS, RATE, SECONDS, Crowd, Row, Site, cookie_of, missing, under_fire

THINK_SECONDS = (10, 30)
BOARD_SHARE = 0.3


def as_answer(text: str) -> dict[str, object]:
    return {"level": "2", "statement": text, "figures": "", "rerata": "", "responden": "", "cara": ""}


@dataclass
class Readers:
    """People who read, each in a session of his or her own, until they are told to stop."""

    port: int
    sessions: Sequence[str]
    pages: Sequence[str]
    board: str
    waits: list[float] = field(default_factory=list)
    errors: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._read, args=(each,)) for each in self.sessions]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def _read(self, session: str) -> None:
        chance = random.Random(session)
        cookie = {"Cookie": cookie_of(session), "Host": "localhost"}
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            while not self._over.wait(chance.uniform(*THINK_SECONDS)):
                where = self.board if chance.random() < BOARD_SHARE else chance.choice(self.pages)
                began = time.perf_counter()
                try:
                    line.request("GET", where, headers=cookie)
                    answer = line.getresponse()
                    answer.read()
                    self.errors += answer.status != http.client.OK
                except (OSError, http.client.HTTPException):
                    line.close()
                    self.errors += 1
                self.waits.append((time.perf_counter() - began) * 1000)


def lines(state: Path, *, seconds: int = SECONDS, **variables: str) -> list[Line]:
    serving.set_up(state, **variables)
    site = Site(state, variables, serving.free_port(), module="benchmarks.rushers")
    told = site.ask("prepare")
    base = f"/penilaian/{told['round']}/"
    rows = [Row(f"{base}soal/{code}/draf/", code, version=1) for code in told["questions"]]
    crowd = Crowd(site.port, told["sessions"], rows, as_answer)
    pages = [f"{base}soal/{code}/" for code in told["questions"]]
    readers = Readers(site.port, told["readers"], pages, base)
    site.start()
    try:
        crowd.save(20, 5)  # both workers have every module loaded
        with readers.reading():
            steady = crowd.save(RATE, seconds)
        gone = missing(site.ask("kept"), crowd)
        during, killed = under_fire(site, crowd)
        kept = site.ask("kept")
        gone_after = missing(kept, crowd)
    finally:
        site.stop()
    read = sorted(readers.waits)
    return [
        Line(
            f"{RATE} saves a second for {seconds} s beside {len(told['readers'])} readers: p95 of a save",
            wall=steady.p95, goal=f"p95 < {PROMISED_MS} ms, none lost", met=steady.keeps_up,
        ),
        Line("the same: median of a save", wall=steady.p50),
        Line(
            f"the same: {len(read)} pages read, p95; {readers.errors} not answered well",
            wall=read[int(len(read) * 0.95)], goal="no error", met=readers.errors == 0,
        ),
        Line(f"saves acknowledged and not found afterwards: {gone}", goal="0", met=gone == 0),
        Line(
            f"{killed} killed outright in 40 s at {RATE} a second, {during.lost} saves unanswered; "
            f"acknowledged and not found: {gone_after}; chains broken: {len(kept['broken'])}",
            goal="0 and 0", met=gone_after == 0 and not kept["broken"],
        ),
    ]  # fmt: skip
