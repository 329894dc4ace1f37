"""Works one claimed job off and writes down how it ended; whoever asks says how the task hears of the outside."""

import traceback
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.utils.functional import lazy

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.jobs import leases, registry
from kotacerdas.jobs.leases import UNKNOWN_TASK, Failure
from kotacerdas.jobs.models import Attempt, State
from kotacerdas.jobs.run import Cancelled, Interrupted, Run, Stopping, in_both_languages

log = structlog.get_logger()
ENOUGH = 5


def work_off(run: Run) -> Exception | None:
    """Runs the task to whatever end it takes; answers the error that it ended with, if any."""
    job = run.job
    known = registry.find(job.task)
    started = run.now()
    if known is None:
        leases.failed(job, UNKNOWN_TASK, now=started)
        return LookupError(f"no task is called {job.task!r}")
    try:
        result = known.function(run, **job.arguments)
        leases.finish(job, result, now=run.now(), progress=run.told)
    except Cancelled:
        leases.cancelled(job, now=run.now())
    except Stopping:
        leases.release(job, now=run.now())
    except Interrupted:
        log.warning("job.lost", job=job.pk, task=job.task, attempt=job.attempts)
    except Exception as error:  # noqa: BLE001 - whatever a task raises ends this attempt and not the worker
        leases.failed(job, failure_of(error), now=run.now())
        log.warning("job.attempt_failed", job=job.pk, task=job.task, error=type(error).__name__)
        return error
    else:
        _say_done(run, started)
    return None


def _say_done(run: Run, started: datetime) -> None:
    took = run.now() - started
    log.info(
        "job.done", job=run.job.pk, task=run.job.task, ms=round(took.total_seconds() * 1000), state=State.DONE
    )


def failure_of(error: Exception) -> Failure:
    """A refusal has reasons that people can read, and would be refused again; of all else, only kind and place."""
    if isinstance(error, Refused):
        reasons = in_both_languages(lazy(_reasons, str)(error))
        return Failure("Refused", reasons=reasons, is_final=True, outcome=Attempt.Outcome.REFUSED)
    return Failure(type(error).__name__[:80], place=place_of(error))


def _reasons(refused: Refused) -> str:
    return " ".join(sentence(fault) for fault in refused.faults[:ENOUGH])


def place_of(error: Exception) -> str:
    """The last of our own lines that the error came through, such as `letters/freezing.py:41 compose`."""
    package = Path(settings.PACKAGE)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(package)
    ]
    frames = [frame for frame in frames if "jobs/run" not in frame.filename] or frames
    if not frames:
        return ""
    last = frames[-1]
    return f"{Path(last.filename).relative_to(package)}:{last.lineno} {last.name}"[:160]
