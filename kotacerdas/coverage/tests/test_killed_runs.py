"""Real workers, killed outright while they write what a run found: the city keeps the run it had, and the next worker goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.queries import runs as queries
from kotacerdas.coverage.tests.factories import asked_run, coverage_run, ground, points, squares
from kotacerdas.evidence.tests.killing import start
from kotacerdas.jobs.models import Attempt
from kotacerdas.jobs.tests.conftest import kill, shared_database, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from kotacerdas.evidence.tests.killing import Start
    from kotacerdas.people.models import City

__all__ = ["shared_database", "start"]

pytest.importorskip("numba", reason="the group planning is not installed")
pytest.importorskip("rasterio", reason="the group planning is not installed")
WORKER = """
import sys, time
from pathlib import Path
import django
django.setup()
from kotacerdas.coverage import run_files
from kotacerdas.jobs import schedules, working
folder, where, *_rest = sys.argv[1:]
schedules._plans.clear()
working.LOOK_EVERY, working.BEAT_EVERY, working.PATIENCE_AT_END = 0.05, 0.1, 2.0
written = run_files.raster.write
def hang(path, *given):
    if where and path.name == where:
        (Path(folder) / "inside").touch()
        time.sleep(60)
    written(path, *given)
run_files.raster.write = hang
working.serve(working.Worker(["heavy"]))
"""


def test_a_worker_killed_while_it_writes_leaves_the_old_run_and_the_next_one_finishes(
    start: Start,
    balikpapan: City,
    tmp_path: Path,
) -> None:
    squares(balikpapan)
    ground(balikpapan)
    points(balikpapan)
    old = coverage_run(balikpapan)
    asked = asked_run(balikpapan, radius_m=300.0)
    first = start("signal.tif")
    wait_for((tmp_path / "inside").exists)

    kill(first)

    assert queries.used_run(balikpapan) == old
    assert {each.name for each in old.folder.iterdir()} >= {"count.npy", "best.tif"}
    assert not asked.folder.exists()
    start()
    assert wait_for(lambda: CoverageRun.objects.filter(pk=asked.pk, is_used=True).first()) == asked
    assert {each.name for each in asked.folder.iterdir()} >= {"count.npy", "signal.tif", "best.tif"}
    wait_for(lambda: not old.folder.exists())
    attempts = Attempt.objects.filter(job=asked.job_id).order_by("number")
    wait_for(lambda: list(attempts.values_list("outcome", flat=True)) == ["lost", "done"])
