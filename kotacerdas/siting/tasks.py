"""Work in the background: the best next sites are looked for here, never while somebody waits for a page."""

from time import monotonic
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.formats import zone_of
from kotacerdas.jobs.run import Interrupted
from kotacerdas.jobs.tasks import Cancelled, Run, task
from kotacerdas.siting.actions import computing
from kotacerdas.siting.models import Answer

LOOK_EVERY = 0.5
"""Seconds between two looks at whether the proof shall go on."""


@task(computing.TASK, title=_("Look for the best next sites"), queue="heavy", attempts=3)
def solve(run: Run, answer: int) -> dict[str, Any]:
    """Each stage is kept as it comes. A worker killed in between begins anew, and what was kept stays until it is found again;
    cancelled, the last stage stands as broken off."""
    row = Answer.objects.select_related("scenario__city").filter(pk=answer).first()
    if row is None or row.state != Answer.State.WAITING:
        return {"stages": 0}
    try:
        count = _stages(run, row)
    except Refused as refused:
        faults = refused.faults
        run.step("refuse", lambda: computing.refuse(row, faults, now=run.now()))
        return {"stages": 0}
    except Cancelled:
        computing.break_off(row, now=run.now())
        raise
    run.step("finish", lambda: computing.finish(row, by=run.job.asked_by, now=run.now()))
    return {"stages": count}


def _stages(run: Run, row: Answer) -> int:
    day = row.asked_at.astimezone(zone_of(row.scenario.city.zone)).date()

    def told(done: int, of: int) -> None:
        run.progress(done, of, _("Looking from each candidate over the ground"))

    count = 0
    for said in computing.computed(row, day=day, told=told, stopped=_Stopped(run)):
        if not computing.keep_stage(row, said, count):
            return count
        count += 1
        run.progress(count, 3, _("Comparing choices"))
    return count


class _Stopped:
    """Asked by the solver between its steps, so it asks the run only now and then, and never raises into the solver."""

    def __init__(self, run: Run) -> None:
        self._run, self._asked, self._is = run, monotonic(), False

    def __call__(self) -> bool:
        if not self._is and monotonic() - self._asked >= LOOK_EVERY:
            self._asked = monotonic()
            try:
                self._run.check()
            except Interrupted:
                self._is = True
        return self._is
