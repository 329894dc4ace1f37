"""Work in the background: every night the index is compared with everything, and mended."""

from datetime import time

import structlog
from django.utils.translation import gettext_lazy as _

from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task
from kotacerdas.search import actions, registry

log = structlog.get_logger()


@task("search.reconcile", title=_("Compare the search with everything it finds"), queue="heavy", attempts=3)
def reconcile(run: Run) -> dict[str, int]:
    """What differs was written past its deed; that is worth a line in the log."""
    kinds = [each.kind for each in registry.searchables()]
    mended = 0
    actions.forget_strangers()
    for done, kind in enumerate(kinds):
        run.progress(done, len(kinds))
        for count in actions.refresh_all(kind):
            mended += count.total
            if count.total:
                log.info(
                    "search.mended",
                    kind=kind,
                    added=count.added,
                    changed=count.changed,
                    removed=count.removed,
                )
    return {"mended": mended}


schedules.daily("search.reconcile", at=time(2, 40))
