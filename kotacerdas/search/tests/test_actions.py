"""The index follows the rows."""

import pytest
from django.db import transaction

from kotacerdas.jobs import actions as jobs
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.people.models import Organisation
from kotacerdas.people.tests import factories
from kotacerdas.search import actions
from kotacerdas.search.models import Entry

pytestmark = pytest.mark.django_db


def test_a_deed_refreshes_its_row(organisations):
    row = factories.organisation("Dinas Perhubungan", short_name="Dishub")

    actions.refresh(row)

    entry = Entry.objects.get()
    assert (entry.kind, entry.key, entry.row) == ("people.organisation", str(row.pk), row.pk)
    assert (entry.code, entry.title) == ("dishub", "dinas perhubungan")
    assert entry.tokens == " k:people.organisation =dishub =dinas =perhubungan dishub dinas perhubungan "


def test_refreshing_again_changes_the_same_entry(organisations):
    row = factories.organisation("Dinas Perhubungan")
    actions.refresh(row)
    row.name = "Dinas Kesehatan"

    actions.refresh(row)

    assert [entry.title for entry in Entry.objects.all()] == ["dinas kesehatan"]


def test_what_did_not_change_is_not_written(organisations, django_assert_num_queries):
    row = factories.organisation()
    actions.refresh(row)

    with django_assert_num_queries(3):  # one to look, two for the savepoint
        actions.refresh(row)


def test_a_deed_that_fails_changes_no_entry(organisations):
    with transaction.atomic():
        actions.refresh(factories.organisation())
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


def test_what_is_forgotten_is_gone(organisations):
    row = factories.organisation()
    actions.refresh(row)

    actions.forget(row)

    assert not Entry.objects.exists()


def test_a_row_without_text_leaves_the_index(people):
    person = factories.user()
    actions.refresh(person)
    person.is_active = False

    actions.refresh(person)

    assert not Entry.objects.exists()


def test_nobody_indexes_what_nobody_registered(balikpapan):
    with pytest.raises(LookupError, match=r"people\.city"):
        actions.refresh(balikpapan)


def test_the_nightly_look_mends_every_difference(organisations):
    kept, changed, gone = (factories.organisation(f"Dinas {name}") for name in ("Satu", "Dua", "Tiga"))
    actions.refresh_all()
    Organisation.objects.filter(pk=changed.pk).update(name="Dinas Empat")
    gone.delete()
    Entry.objects.filter(row=kept.pk).delete()
    Entry.objects.create(kind="long.gone", key="1", title="x", tokens=" x ")

    (count,) = actions.refresh_all()

    assert (count.entries, count.added, count.changed, count.removed) == (2, 1, 1, 1)
    assert set(Entry.objects.values_list("title", flat=True)) == {"dinas satu", "dinas empat"}
    assert actions.refresh_all()[0].total == 0


# --- The commands and the job ------------------------------------------------------------------------------


def test_the_command_says_what_differs_and_then_mends_it(command, organisations):
    factories.organisation()

    assert command("search", "check", lang="en").code == 1
    assert "1 added" in command("search", "rebuild", lang="en").out
    assert command("search", "check", lang="en").code == 0


def test_the_nightly_job_mends(organisations):
    factories.organisation()

    jobs.enqueue("search.reconcile")

    assert [job.result for job in run_all()] == [{"mended": 1}]
