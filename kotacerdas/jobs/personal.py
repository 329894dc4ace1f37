"""What this app keeps of persons: who asked for a job."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.jobs.models import Job


def _asked(user: Any) -> list[Mapping[str, Any]]:
    rows = Job.objects.filter(asked_by=user).values_list("created_at", "task")
    return [{"at": at.isoformat(), "task": task} for at, task in rows]


def _erase(user: Any, now: datetime) -> int:
    count: int = Job.objects.filter(asked_by=user).update(asked_by=None)
    return count


register(
    Holding(
        name="jobs.asked",
        what=_("Who asked for background work, and what it was given"),
        of_whom=_("officers"),
        why=_("To show the result to whoever asked"),
        basis=Basis.LEGITIMATE_INTEREST,
        until=_("30 days after the work ended"),
        tables=("jobs.Job",),
        export=_asked,
        erase=_erase,
    )
)
