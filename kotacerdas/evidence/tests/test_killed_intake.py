"""A real worker, killed outright while it takes a delivery in: nothing is lost, nothing comes twice, no orphan stays."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kotacerdas.audit.models import Entry
from kotacerdas.evidence import actions
from kotacerdas.evidence.models import Content, Document, Item, Revision
from kotacerdas.evidence.tests.deliveries import became, sent, zipped
from kotacerdas.files import blobs, keeping
from kotacerdas.files.models import File
from kotacerdas.jobs.models import Attempt, Job
from kotacerdas.jobs.tests.conftest import kill, wait_for

# A worker whose gate waits, at the file that the test names, until the test has killed it.
WORKER = """
import os, sys, time
from datetime import timedelta
import django
django.setup()
from pathlib import Path
from kotacerdas.evidence.gate import checking
from kotacerdas.evidence.actions import taking_in
from kotacerdas.jobs import schedules, working
schedules._plans.clear()
place, where, path = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
def hang():
    (place / "hangs").touch()
    time.sleep(60)
look = checking.look
if where == "before":
    checking.look = lambda item: (hang() if item.path == path else None) or look(item)
if where == "inside":
    taking_in.keeping.make_document, make = (
        lambda content, path, **rest: (made := make(content, path=path, **rest), path == sys.argv[3] and hang())[0],
        taking_in.keeping.make_document,
    )
working.LOOK_EVERY, working.BEAT_EVERY, working.PATIENCE_AT_END = 0.05, 0.1, 2.0
working.serve(working.Worker(["heavy"], lease=timedelta(seconds=30)))
"""


def delivery(city: Any, by: Any) -> Any:
    """Thirteen files, three of them in an archive, and one of these the same as another."""
    contents = {f"{number:03}.txt": b"Surat nomor %d.\n" % number for number in range(9)}
    inner = {"x.txt": b"Surat dalam arsip.\n", "y.txt": b"Lampiran.\n", "z.txt": b"Surat nomor 1.\n"}
    return sent(city, by, contents | {"arsip.zip": zipped(inner)})


@pytest.mark.parametrize("where", ["before", "inside"])
@pytest.mark.parametrize("path", ["004.txt", "arsip.zip/y.txt"])
def test_a_worker_killed_in_the_middle_loses_nothing_and_brings_nothing_twice(
    start, tmp_path, balikpapan, rina, where, path
):
    intake = delivery(balikpapan, rina)
    intake = actions.finish(intake, by=rina, now=timezone.now())
    first = start(where, path)
    wait_for((tmp_path / "hangs").exists)
    settled = Item.objects.exclude(state="waiting").count()

    kill(first)
    assert Item.objects.exclude(state="waiting").count() == settled > 3
    start()

    wait_for(lambda: Job.objects.filter(pk=intake.job_id, state="done").exists())
    intake.refresh_from_db()
    assert intake.state == "done"
    assert Counter(became(intake).values()) == {"added": 11, "unpacked": 1, "known": 1}
    assert (Document.objects.count(), Revision.objects.count(), Content.objects.count()) == (11, 11, 11)
    assert Entry.objects.filter(kind="evidence.added").count() == 11
    assert list(Attempt.objects.filter(job=intake.job).values_list("outcome", flat=True)) == ["lost", "done"]
    assert_no_orphan()


def assert_no_orphan() -> None:
    """Every row has its bytes, every kept file its document; and in a day only what rows name is left on the disk."""
    for file in File.objects.all():
        blobs.store().check(file.sha256)
    assert File.objects.count() == Revision.objects.count()
    in_two_days = timezone.now() + timedelta(days=2)
    keeping.sweep(now=in_two_days)
    assert {name for name, _at in blobs.store().each()} == set(File.objects.values_list("sha256", flat=True))
