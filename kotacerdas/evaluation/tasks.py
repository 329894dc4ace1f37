"""Work in the background: how sure the places of a round are."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.evaluation.actions import compute_intervals
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries.intervals import TASK
from kotacerdas.jobs.tasks import Run, task


@task(TASK, title=_("Compute the intervals of the places"), queue="heavy", attempts=3)
def compute(run: Run, code: str) -> dict[str, int]:
    """Whoever ordered it was asked then; here the system computes."""
    found = Round.objects.get(code=code)

    def tell(done: int, of: int) -> None:
        run.progress(done, of, _("Cities"))

    return {"cities": compute_intervals(found, by=None, now=run.now(), tell=tell)}
