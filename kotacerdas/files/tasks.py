"""Work in the background: every night content without a row goes, and everything else is read again."""

from datetime import time
from typing import Any

import structlog
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.files import keeping
from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task

log = structlog.get_logger()


@task("files.sweep", title=_("Remove content that no file names any more"), queue="heavy", attempts=3)
def sweep(run: Run) -> dict[str, int]:
    return {"removed": keeping.sweep(now=timezone.now())}


@task("files.check", title=_("Read every kept file and compare it with its hash"), queue="heavy", attempts=3)
def check(run: Run) -> dict[str, Any]:
    """What is missing or damaged is an error in the log, and the answer of the job names it for those who repair."""
    health = keeping.look(lambda done, of: run.progress(done, of, _("Files")) if done % 50 == 0 else None)
    for trouble, names in (("missing", health.missing), ("damaged", health.damaged)):
        for sha256 in names:
            log.error("files.unreadable", trouble=trouble, sha256=sha256)
    keeping.pass_on(health, now=run.now())
    return {"checked": health.checked, "missing": list(health.missing), "damaged": list(health.damaged)}


schedules.daily("files.sweep", at=time(3, 10))
schedules.daily("files.check", at=time(3, 30))
