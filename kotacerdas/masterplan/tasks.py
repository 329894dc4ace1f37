"""Work in the background: the solver runs here, never while somebody waits for a page."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.jobs.tasks import Run, task
from kotacerdas.masterplan.actions import portfolios
from kotacerdas.masterplan.models import Portfolio


@task(portfolios.TASK, title=_("Choose the best portfolio"), queue="heavy", attempts=3)
def choose(run: Run, portfolio: int) -> dict[str, bool]:
    """What was found is remembered, so that a worker killed while it is kept solves nothing twice."""
    found = Portfolio.objects.get(pk=portfolio)
    answer = run.step("solve", lambda: portfolios.computed(found, run.check), outside=True)
    run.step("keep", lambda: portfolios.keep_answer(found, answer).pk)
    return {"is_solved": "result" in answer}
