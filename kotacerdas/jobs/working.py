"""A worker: takes jobs, keeps their leases alive, stops cleanly.

Threads of each queue take jobs; one more, the beat, renews their leases, writes their progress, hears of cancelled jobs,
orders what schedules say and frees the jobs of workers that died. Asked to stop (SIGTERM), it lets the running step end
and gives the job back. Killed, it leaves jobs whose lease ends, or whose holder the next worker knows to be dead.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone, translation

from kotacerdas.jobs import identity, leases, schedules
from kotacerdas.jobs.leases import LEASE
from kotacerdas.jobs.models import Job, State
from kotacerdas.jobs.registry import Queue, longest_of
from kotacerdas.jobs.run import Cancelled, LeaseLost, Run, Stopping
from kotacerdas.jobs.runner import place_of, work_off

log = structlog.get_logger()

THREADS: dict[Queue, int] = {"quick": 2, "heavy": 1}
LOOK_EVERY = 0.5
BEAT_EVERY = 1.0
PATIENCE_AT_END = 10.0
# Well below a lease: a large import on SQLite keeps everybody else from writing for a while.
LONGEST_PAUSE = 5.0
# What a heavy job takes of the machine, pages must not miss.
NICENESS: dict[Queue, int] = {"quick": 0, "heavy": 10}


class WatchedRun(Run):
    """A run whose lease the beat renews; what the beat has heard decides whether it goes on."""

    def __init__(self, job: Job, *, lease: timedelta, stopping: threading.Event) -> None:
        super().__init__(job, lease=lease)
        self.began = timezone.now()
        self.renewed_at = self.began
        self.has_news = False
        self.is_cancelled = False
        self.is_lost = False
        self._stopping = stopping

    def check(self) -> None:
        if self.is_lost:
            raise LeaseLost
        if self.is_cancelled:
            raise Cancelled
        if self._stopping.is_set():
            raise Stopping

    def _tell(self) -> None:
        self.has_news = True

    def is_overdue(self, now: datetime) -> bool:
        return now - self.began > longest_of(self.job.task)


class Worker:
    def __init__(self, queues: Sequence[Queue], *, lease: timedelta = LEASE) -> None:
        self.queues = queues
        self.lease = lease
        self.mark = identity.mark()
        self.stopping = threading.Event()
        self.is_over = threading.Event()
        self.runs: set[WatchedRun] = set()

    def work(self) -> None:
        """Until `stopping` is set; then the running steps have a while to end."""
        takers = [
            self._thread(f"{queue}-{number}", partial(self._take, queue), self.stopping, LOOK_EVERY)
            for queue in self.queues
            for number in range(THREADS[queue])
        ]
        beat = self._thread("beat", self._beat, self.is_over, BEAT_EVERY)
        log.info("worker.started", queues=list(self.queues))
        self.stopping.wait()
        until = time.monotonic() + PATIENCE_AT_END
        for taker in takers:
            taker.join(max(0.0, until - time.monotonic()))
        self.is_over.set()
        beat.join(BEAT_EVERY)
        self._give_back()
        log.info("worker.stopped")

    # --- Threads -----------------------------------------------------------------------------------------

    def _thread(
        self, name: str, turn: Callable[[], bool], end: threading.Event, pause: float
    ) -> threading.Thread:
        thread = threading.Thread(target=self._loop, args=(turn, end, pause), name=name, daemon=True)
        thread.start()
        return thread

    def _loop(self, turn: Callable[[], bool], end: threading.Event, pause: float) -> None:
        """One turn after another, at once while there is work. Trouble, such as a database that is away, is waited out."""
        trouble = 0
        try:
            while not end.is_set():
                try:
                    close_old_connections()
                    more = turn()
                    trouble = 0
                except Exception as error:  # noqa: BLE001 - a worker that gives up helps nobody
                    more, trouble = False, trouble + 1
                    _complain(error, trouble)
                    connections.close_all()
                if not more:
                    end.wait(min(pause * 2 ** min(trouble, 10), LONGEST_PAUSE))
        finally:
            connections.close_all()

    def _take(self, queue: Queue) -> bool:
        job = leases.claim(queue, worker=self.mark, now=timezone.now(), lease=self.lease)
        if job is None:
            return False
        run = WatchedRun(job, lease=self.lease, stopping=self.stopping)
        self.runs.add(run)
        try:
            with (
                translation.override(settings.LANGUAGE_CODE),
                structlog.contextvars.bound_contextvars(request=f"job-{job.pk}"),
            ):
                work_off(run)
        finally:
            self.runs.discard(run)
        return True

    # --- The beat ----------------------------------------------------------------------------------------

    def _beat(self) -> bool:
        now = timezone.now()
        for run in list(self.runs):
            self._attend(run, now)
        if not self.stopping.is_set():
            self._free_the_jobs_of_the_dead(now)
            schedules.order_due(now=now)
        return False

    def _attend(self, run: WatchedRun, now: datetime) -> None:
        if run.is_overdue(now):
            self._end_at_once(run, now)
        if run.has_news or now - run.renewed_at > self.lease / 3:
            run.has_news = False
            held = leases.renew(run.job, now=now, lease=self.lease, progress=run.told)
            # Between the renewal and this line the run may have ended by itself; then nobody asks any more.
            run.is_lost = not held
            run.renewed_at = now
        run.is_cancelled = leases.is_cancel_wanted(run.job)

    def _free_the_jobs_of_the_dead(self, now: datetime) -> None:
        for job in Job.objects.filter(state=State.RUNNING).exclude(worker=self.mark):
            if identity.is_dead(job.worker) and leases.abandon(job, now=now):
                log.warning("job.abandoned", job=job.pk, task=job.task)

    def _give_back(self) -> None:
        """What did not come to the end of its step in time: its transaction will find that it holds nothing any more."""
        with contextlib.suppress(DatabaseError):
            for run in list(self.runs):
                leases.release(run.job, now=timezone.now())

    def _end_at_once(self, run: WatchedRun, now: datetime) -> None:
        """A thread cannot be ended from outside, but its process can; the supervisor starts another."""
        log.error("job.overdue", job=run.job.pk, task=run.job.task)
        self.runs.discard(run)
        leases.failed(run.job, leases.TOO_LONG, now=now)
        self._give_back()
        os._exit(1)


def _complain(error: Exception, times: int) -> None:
    """Less and less often: a database that is away for an hour is one trouble, not a thousand."""
    if times & (times - 1) == 0:
        log.warning("worker.trouble", error=type(error).__name__, place=place_of(error), times=times)


def serve(worker: Worker) -> int:
    """Until a signal; a second one changes nothing."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: worker.stopping.set())
    os.nice(min(NICENESS[queue] for queue in worker.queues))
    schedules.prepare(now=timezone.now())
    worker.work()
    # Threads that hang in a step must not keep the process; whatever they still write is rolled back.
    sys.stderr.flush()
    os._exit(0)
