"""Reads of the office's own pages."""

from dataclasses import dataclass
from datetime import datetime

from kotacerdas.jobs.models import Job, State


@dataclass(frozen=True)
class Check:
    """The newest walk over the trail of deeds that came to its end."""

    at: datetime
    is_whole: bool
    entries: int


def last_check() -> Check | None:
    """None before the first night."""
    over = Job.objects.filter(task="office.seal-trail", state__in=[State.DONE, State.FAILED])
    job = over.order_by("-ended_at").first()
    if job is None or job.ended_at is None:
        return None
    return Check(job.ended_at, job.state == State.DONE, (job.result or {}).get("entries", 0))
