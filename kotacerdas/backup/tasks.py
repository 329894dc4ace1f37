"""Work in the background: an archive every day, if the settings name a folder for it."""

from datetime import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.backup import actions, passphrases
from kotacerdas.jobs import schedules
from kotacerdas.jobs.tasks import Run, task


@task("backup.create", title=_("Make a backup"), queue="heavy", attempts=3)
def create(run: Run) -> dict[str, Any]:
    """Old archives go only after the new one has been read back."""
    if not settings.BACKUP_TO:
        return {"made": ""}
    folder = Path(settings.BACKUP_TO).expanduser().absolute()

    def make() -> dict[str, Any]:
        summary = actions.create(
            folder, passphrase=passphrases.for_new_archive(), now=timezone.now(), scheduled=True, tell=_tell
        )
        return {"made": summary.path.name, "size": summary.size, "damaged": len(summary.damaged)}

    def _tell(done: int, of: int) -> None:
        run.progress(done, of, _("Files"))

    made = run.step("make", make, outside=True)
    removed = actions.remove_superfluous(folder, keep=settings.BACKUP_KEEP)
    return {**made, "removed": len(removed)}


if settings.BACKUP_TO:
    schedules.daily("backup.create", at=time(1, 30))
