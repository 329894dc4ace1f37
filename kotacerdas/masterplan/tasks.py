"""Work in the background: the solver, never while somebody waits for a page; programmes whose day has come."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.masterplan.actions import portfolios, starting
from kotacerdas.masterplan.models import Portfolio


@task(portfolios.TASK, title=_("Choose the best portfolio"), queue="heavy", attempts=3)
def choose(run: Run, portfolio: int) -> dict[str, bool]:
    """What was found is remembered, so that a worker killed while it is kept solves nothing twice. A portfolio that somebody
    took away meanwhile needs no answer."""
    found = Portfolio.objects.filter(pk=portfolio).first()
    if found is None:
        return {"is_solved": False}
    answer = run.step("solve", lambda: portfolios.computed(found, run.check), outside=True)
    run.step("keep", lambda: portfolios.keep_answer(found, answer))
    return {"is_solved": "result" in answer}


@task("masterplan.start-due", title=_("Begin programmes whose start has come"), attempts=3)
def start_due(run: Run) -> dict[str, int]:
    """What has begun stays so, and nothing begins twice; so there are no steps to remember."""
    return {"started": starting.start_due(now=run.now())}


# By then the day has begun in all three zones of the country.
schedules.daily("masterplan.start-due", at=time(0, 20))
