"""Background work on the screen: who sees what, how it stands, cancel it, start it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kotacerdas.audit.models import Entry
from kotacerdas.jobs import leases, schedules
from kotacerdas.jobs.leases import Progress
from kotacerdas.jobs.models import Job, State
from kotacerdas.jobs.tests import factories
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder

LIST = "/kantor/pekerjaan/"
KEY = "k" * 20


@pytest.fixture
def admin(db):
    return officeholder("admin@contoh.go.id", Role.ADMINISTRATOR)


def page(browser, address=LIST, **query):
    return browser.get(address, query).content.decode()


def test_the_office_sees_work_of_its_city_and_no_other(as_user, rina, balikpapan, samarinda):
    own, other, of_none = (factories.waiting(city=city) for city in (balikpapan, samarinda, None))

    shown = page(as_user(rina))

    assert own.get_absolute_url() in shown
    assert other.get_absolute_url() not in shown
    assert of_none.get_absolute_url() not in shown
    assert as_user(rina).get(other.get_absolute_url()).status_code == 404


def test_whoever_looks_after_the_installation_sees_all(as_user, admin, balikpapan):
    jobs = [factories.waiting(city=balikpapan), factories.waiting()]

    shown = page(as_user(admin))

    assert all(job.get_absolute_url() in shown for job in jobs)


def test_officers_without_the_permission_are_refused(as_user, budi, balikpapan):
    assert as_user(budi).get(LIST).status_code == 403


def test_the_headline_tells_what_failed_and_the_list_why(as_user, rina, balikpapan):
    factories.failed(city=balikpapan)
    factories.waiting(city=balikpapan)

    shown = page(as_user(rina))

    assert "1 pekerjaan gagal" in shown
    assert "ValueError" in shown


def test_a_state_in_the_address_shows_only_that_state(as_user, rina, balikpapan):
    failed = factories.failed(city=balikpapan)
    waiting = factories.waiting(city=balikpapan)

    shown = page(as_user(rina), keadaan="failed")

    assert failed.get_absolute_url() in shown
    assert waiting.get_absolute_url() not in shown


def test_what_schedules_did_well_is_shown_only_when_asked_for(as_user, admin):
    job = factories.done(is_routine=True)

    assert job.get_absolute_url() not in page(as_user(admin))
    assert job.get_absolute_url() in page(as_user(admin), rutin="on")


def test_progress_is_shown_and_the_part_alone_is_answered_to_htmx(as_user, rina, balikpapan):
    job = factories.running(city=balikpapan)
    words = {"id": "Membaca lembar", "en": "Reading a sheet"}
    leases.renew(job, now=timezone.now(), progress=Progress(7, 20, words))

    part = as_user(rina).get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert "Membaca lembar" in part
    assert "7 dari 20" in part
    assert "<html" not in part
    assert "every 4s" in part
    assert "Reading a sheet" in page(as_user(rina), "/en" + job.get_absolute_url())


def test_a_page_that_is_to_keep_still_does_not_ask_again(as_user, rina, balikpapan):
    factories.waiting(city=balikpapan)

    assert "every 4s" not in page(as_user(rina), diam="1")


def test_a_waiting_job_is_cancelled_and_the_trail_says_by_whom(as_user, rina, balikpapan):
    job = factories.waiting(city=balikpapan)

    answer = as_user(rina).post(
        reverse("office:job-cancel", args=[job.pk]), {"submission_key": KEY}, follow=True
    )

    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert "dibatalkan" in answer.content.decode()
    assert Entry.objects.get(kind="jobs.cancelled").actor_id == rina.pk


def test_a_running_job_is_asked_to_stop_and_says_so(as_user, rina, balikpapan):
    job = factories.running(city=balikpapan)

    as_user(rina).post(reverse("office:job-cancel", args=[job.pk]), {"submission_key": KEY})

    shown = page(as_user(rina), job.get_absolute_url())
    assert "Berhenti pada langkah berikutnya" in shown
    assert "/batal/" not in shown


def test_a_failed_job_is_started_again_once(as_user, rina, balikpapan):
    job = factories.failed(city=balikpapan)
    browser, address = as_user(rina), reverse("office:job-retry", args=[job.pk])

    for _ in range(2):
        browser.post(address, {"submission_key": KEY})

    job.refresh_from_db()
    assert (job.state, job.failures) == (State.WAITING, 0)
    assert Entry.objects.filter(kind="jobs.retried").count() == 1


def test_what_is_over_cannot_be_cancelled_and_the_page_says_why(as_user, rina, balikpapan):
    job = factories.done(city=balikpapan)

    answer = as_user(rina).post(
        reverse("office:job-cancel", args=[job.pk]), {"submission_key": KEY}, follow=True
    )

    assert "sudah berakhir" in answer.content.decode()


def test_the_neighbour_cannot_touch_it(as_user, tetangga, balikpapan):
    job = factories.waiting(city=balikpapan)

    answer = as_user(tetangga).post(reverse("office:job-cancel", args=[job.pk]), {"submission_key": KEY})

    assert answer.status_code == 404
    assert Job.objects.get().state == State.WAITING


def test_attempts_and_steps_are_told(as_user, rina, balikpapan):
    job = factories.running(city=balikpapan)
    leases.keep_step(job, "compose", None, now=timezone.now(), lease=leases.LEASE)
    leases.failed(job, leases.Failure("OSError", place="files/blobs.py:41 keep"), now=timezone.now())

    shown = page(as_user(rina), job.get_absolute_url())

    assert "<code>compose</code>" in shown
    assert "files/blobs.py:41 keep" in shown
    assert "Menunggu percobaan berikutnya" in shown


def test_the_page_says_when_nobody_works(as_user, admin):
    factories.waiting(run_at=timezone.now() - timedelta(minutes=3))

    assert "petugas latar tidak berjalan" in page(as_user(admin))


def test_schedules_are_shown_to_whoever_looks_after_the_installation(as_user, admin, rina, balikpapan):
    schedules.prepare(now=timezone.now())

    assert "setiap hari pukul 01.40" in page(as_user(admin))
    assert "01.40" not in page(as_user(rina))


def test_the_list_costs_the_same_however_long_it_is(as_user, rina, balikpapan):
    browser = as_user(rina)
    counts = []
    for _ in range(2):
        factories.failed(city=balikpapan, by=rina)
        factories.failed(city=balikpapan, by=rina)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            browser.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]
