"""Work on large files, which nobody awaits at the screen."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.imports import actions
from kotacerdas.imports.models import ImportRun
from kotacerdas.jobs.tasks import Run, task


@task("imports.plan", title=_("Check a workbook"), queue="heavy", attempts=3)
def plan(job: Run, run: int, by_key: int) -> None:
    """Begins anew after an interruption: nothing but the plan itself is written."""
    found = ImportRun.objects.get(pk=run)

    def tell(done: int, of: int) -> None:
        job.progress(done, of, _("Rows checked"))

    actions.plan(found, by=_person(by_key), now=timezone.now(), progress=tell)


@task("imports.write", title=_("Write a workbook"), queue="heavy", attempts=3)
def write(job: Run, run: int, by_key: int) -> None:
    found = ImportRun.objects.get(pk=run)
    job.progress(0, found.count("accepted"), _("Rows are being written"))
    job.step("write", lambda: _done(actions.write(found, by=_person(by_key), now=timezone.now())))


@task("imports.undo", title=_("Undo a workbook"), queue="heavy", attempts=3)
def undo(job: Run, run: int, by_key: int) -> None:
    found = ImportRun.objects.get(pk=run)
    job.progress(0, found.count("written"), _("Rows are being put back"))
    job.step("undo", lambda: _done(actions.undo(found, by=_person(by_key), now=timezone.now())))


def _done(run: ImportRun) -> dict[str, Any]:
    return {"written": run.count("written"), "undone": run.count("undone")}


def _person(key: int) -> Any:
    return get_user_model()._default_manager.get(pk=key) if key else None
