"""A real worker, killed outright while it reads: every file is read in the end, once, and found by what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Content, Unit
from kotacerdas.evidence.queries.finding import search
from kotacerdas.evidence.tests import factories
from kotacerdas.jobs.actions import enqueue
from kotacerdas.jobs.models import Attempt, Job
from kotacerdas.jobs.tests.conftest import kill, wait_for

# A worker that hangs over the third file at the place that the test names, until the test has killed it.
WORKER = """
import sys, time
from datetime import timedelta
import django
django.setup()
from pathlib import Path
from kotacerdas.evidence.actions import reading
from kotacerdas.evidence.index import indexing
from kotacerdas.jobs import schedules, working
schedules._plans.clear()
place, where, calls = Path(sys.argv[1]), sys.argv[2], []
def hanging(function):
    def work(*given, **more):
        calls.append(function)
        if len(calls) == 3:
            (place / "hangs").touch()
            time.sleep(60)
        return function(*given, **more)
    return work
if where == "reading":
    reading._recognised = hanging(reading._recognised)
if where == "writing":
    reading.Content.save = hanging(reading.Content.save)
if where == "indexing":
    indexing.refresh = hanging(indexing.refresh)
working.LOOK_EVERY, working.BEAT_EVERY, working.PATIENCE_AT_END = 0.05, 0.1, 2.0
working.serve(working.Worker(["heavy"], lease=timedelta(seconds=30)))
"""


@pytest.mark.parametrize("where", ["reading", "writing", "indexing"])
def test_a_worker_killed_over_a_file_leaves_none_unread_and_none_read_twice(
    start, tmp_path, balikpapan, where
):
    for number in range(5):
        factories.document(
            balikpapan, text=f"Surat nomor {number} tentang perkara{number}.", name=f"{number}.txt"
        )
    Unit.objects.all().delete()
    Content.objects.update(reading="waiting", read_at=None)
    job = enqueue(keeping.READ_TASK, key=keeping.READ_TASK)
    first = start(where)
    wait_for((tmp_path / "hangs").exists)

    kill(first)
    start()

    wait_for(lambda: Job.objects.filter(pk=job.pk, state="done").exists())
    assert list(Attempt.objects.filter(job=job).values_list("outcome", flat=True)) == ["lost", "done"]
    assert set(Content.objects.values_list("reading", flat=True)) == {"read"}
    assert [content.units.count() for content in Content.objects.all()] == [1] * 5
    for number in range(5):
        (hit,) = search(f"perkara{number}", user=None, city=balikpapan).hits
        assert hit.document.title == str(number)
    assert sum(passages for _number, passages in indexing.opened().contents().values()) == 5
    wait_for(lambda: not others_of(first))


def others_of(worker: subprocess.Popen[bytes]) -> list[str]:
    """Processes of its session that go on after it: whoever opened a foreign file must not outlive it."""
    return [stat.parent.name for stat in Path("/proc").glob("[0-9]*/stat") if session_of(stat) == worker.pid]


def session_of(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[3])
    except (FileNotFoundError, ProcessLookupError):
        return 0
