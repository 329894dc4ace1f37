"""Jobs of the office: each night the trail is walked, and its heads are carried out of the database."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import heads, queries
from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task


class BrokenChain(Exception):
    """The trail of deeds is not whole; the job fails, so that somebody looks."""


@task(
    "office.seal-trail",
    title=_("Check the trail of deeds and carry its heads out"),
    queue="heavy",
    attempts=1,
)
def seal_trail(run: Run) -> dict[str, int]:
    """Against all heads exported before. Fails loudly if a chain is broken: `audit verify` then names the entry."""
    run.step("heads", lambda: str(heads.keep_today(queries.heads(), now=timezone.now())), outside=True)
    verdicts = queries.verify(known=heads.kept())
    broken = [verdict.code for verdict in verdicts if verdict.finding]
    if broken:
        raise BrokenChain(", ".join(broken))
    return {"chains": len(verdicts), "entries": sum(verdict.entries for verdict in verdicts)}


schedules.daily("office.seal-trail", at=time(2, 10))
