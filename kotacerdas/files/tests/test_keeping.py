"""What no row names goes after a day; what is missing or damaged is told."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from kotacerdas.files import actions, blobs, keeping, tasks
from kotacerdas.files.tests import factories
from kotacerdas.jobs import actions as jobs
from kotacerdas.jobs.tests.running import run_all

pytestmark = pytest.mark.django_db


def kept():
    return {name for name, _at in blobs.local().each()}


def make_old(*names):
    long_ago = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    for name in names:
        os.utime(blobs.local().path(name), (long_ago, long_ago))


def now():
    return datetime.now(UTC)


def test_old_content_without_a_row_goes(balikpapan):
    named, orphan = factories.file(about=balikpapan).sha256, actions.store(b"yatim").sha256
    make_old(named, orphan)

    assert keeping.sweep(now=now()) == 1
    assert kept() == {named}


def test_content_of_today_waits_for_its_row():
    actions.store(b"baru saja")

    assert keeping.sweep(now=now()) == 0
    assert keeping.sweep(now=now() + timedelta(days=2)) == 1


def test_content_that_was_kept_again_waits_too():
    make_old(actions.store(b"sama").sha256)

    actions.store(b"sama")

    assert keeping.sweep(now=now()) == 0


def test_given_up_files_go_in_the_end(balikpapan):
    file = factories.file(about=balikpapan)
    other = factories.file(about=balikpapan, name="lain.pdf")
    actions.give_up(file, about=balikpapan, by=None, now=factories.NOW)
    make_old(file.sha256)
    assert keeping.sweep(now=now()) == 0

    actions.give_up(other, about=balikpapan, by=None, now=factories.NOW)

    assert keeping.sweep(now=now()) == 1


def test_the_nightly_look_names_what_is_missing_or_damaged(balikpapan):
    whole, gone, spoilt = (
        factories.file(text, about=balikpapan).sha256 for text in (b"utuh", b"hilang", b"rusak")
    )
    blobs.local().path(gone).unlink()
    blobs.local().path(spoilt).chmod(0o600)
    blobs.local().path(spoilt).write_bytes(b"lain")

    jobs.enqueue("files.check")
    (job,) = run_all()

    assert job.result == {"checked": 3, "missing": [gone], "damaged": [spoilt]}
    assert whole in kept()


def test_the_sweep_is_a_job():
    jobs.enqueue("files.sweep")

    assert run_all()[0].result == {"removed": 0}
    assert tasks.sweep is not None
