"""The job that hands events to their consumers."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.events import actions
from kotacerdas.jobs.tasks import Run, task


@task(actions.TASK, title=_("Hand events to those who asked for them"), queue="quick")
def deliver(run: Run) -> dict[str, int]:
    return {"handed_over": actions.deliver(now=timezone.now())}
