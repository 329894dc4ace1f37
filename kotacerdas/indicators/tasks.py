"""Work in the background: forecasts."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.indicators.actions import foreseeing
from kotacerdas.indicators.adapters import asking  # noqa: F401 - its job registers itself
from kotacerdas.indicators.models import Series
from kotacerdas.indicators.queries.foresight import TASK
from kotacerdas.jobs.tasks import Run, task


@task(TASK, title=_("Compute a forecast"), queue="heavy", attempts=3)
def foresee(run: Run, series: int, horizon: int) -> dict[str, int]:
    """What was computed is remembered, so that a worker killed while it is kept computes nothing twice."""
    found = Series.objects.select_related("indicator").get(pk=series)
    computed = run.step(
        "compute",
        lambda: foreseeing.computed(found, horizon, this_year=run.now().year, check=run.check),
        outside=True,
    )
    kept = run.step(
        "keep", lambda: foreseeing.keep(found, horizon, computed, by=run.job.asked_by, now=run.now()).pk
    )
    return {"forecast": int(kept)}
