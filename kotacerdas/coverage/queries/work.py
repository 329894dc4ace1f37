"""How the work behind a survey or a run stands, as far as its job tells."""

from typing import Literal

from kotacerdas.jobs.models import Job, State

Phase = Literal["waits", "runs", "failed", "stopped", "refused", "done"]
UNDER_WAY: tuple[Phase, ...] = ("waits", "runs")


def phase_of_job(job: Job | None) -> Phase:
    """Of work that is not done: without a job it will never be."""
    if job is None or job.state == State.FAILED:
        return "failed"
    if job.state == State.CANCELLED:
        return "stopped"
    return "runs" if job.state == State.RUNNING else "waits"
