"""Jobs of this app: retention each night, clocks each quarter of an hour."""

from datetime import time
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.common import personal
from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.privacy import actions


@task("privacy.retain", title=_("Destroy personal data whose time is over"), queue="heavy")
def retain(run: Run) -> dict[str, int]:
    """One step for each kind of data, so that a crash repeats none."""
    ruled = [holding for holding in personal.holdings() if holding.retention]
    counts: dict[str, int] = {}
    for at, holding in enumerate(ruled):
        run.progress(at, len(ruled), holding.what)
        counts[holding.name] = run.step(holding.name, partial(actions.retain, holding, now=timezone.now()))
    return {name: count for name, count in counts.items() if count}


@task("privacy.remind", title=_("Watch the clocks of the personal-data law"), queue="quick")
def remind(run: Run) -> dict[str, int]:
    return {"told": actions.remind(now=timezone.now())}


schedules.daily("privacy.retain", at=time(1, 40))
schedules.every("privacy.remind", minutes=15)
