"""Requests of persons: asked once, answered in time, carried out whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry, Values
from kotacerdas.common import personal
from kotacerdas.common.domain.faults import Refused
from kotacerdas.jobs.tests.running import run_all
from kotacerdas.notices.models import Notice
from kotacerdas.people.models import User
from kotacerdas.privacy import actions, queries
from kotacerdas.privacy.models import Deletion, Request
from kotacerdas.privacy.tests import factories
from kotacerdas.privacy.tests.factories import NOW

HOUR = timedelta(hours=1)


def test_a_request_belongs_to_the_city_where_the_person_works(budi, balikpapan):
    asked = factories.request(budi)

    assert (asked.city, asked.due_at) == (balikpapan, NOW + 72 * HOUR)


def test_the_same_is_not_asked_twice(budi):
    factories.request(budi)

    with pytest.raises(Refused) as refused:
        factories.request(budi, now=NOW + HOUR)
    assert refused.value.faults[0].kind == "request-open-already"


def test_the_programme_office_of_the_city_answers_and_no_neighbour(budi, rina, tetangga):
    asked = factories.request(budi)

    assert Request.objects.handled_by(rina).get() == asked
    assert not Request.objects.visible_to(tetangga).exists()


def test_an_answer_stops_the_clock_and_reaches_the_person(budi, rina):
    asked = factories.request(budi)

    done = actions.answer(asked, words="Terlampir.", by=rina, now=NOW + 2 * HOUR)

    assert (done.state, done.answer, done.clock.hours) == ("done", "Terlampir.", 70)
    assert Notice.objects.filter(person=budi, kind="privacy.answered").count() == 1


def test_what_is_over_is_answered_once(budi, rina):
    asked = factories.request(budi)
    actions.answer(asked, words="Ya.", by=rina, now=NOW)

    with pytest.raises(Refused) as refused:
        actions.refuse(asked, words="Tidak.", by=rina, now=NOW)
    assert refused.value.faults[0].kind == "request-is-over"


def test_nothing_is_refused_without_a_reason(budi, rina):
    with pytest.raises(Refused):
        actions.refuse(factories.request(budi), words="  ", by=rina, now=NOW)


def test_handlers_hear_once_of_a_clock_that_runs_out(budi, rina):
    factories.request(budi)

    told = [actions.remind(now=NOW + hours * HOUR) for hours in (40, 50, 60)]

    assert told == [0, 1, 0]
    assert Notice.objects.filter(person=rina, kind="privacy.clock").count() == 1


def test_where_a_city_has_nobody_the_administrators_answer(siti, samarinda):
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests.factories import officeholder

    looks_after = officeholder("admin@contoh.id", Role.ADMINISTRATOR)

    assert queries.handlers(samarinda, now=NOW) == [looks_after]
    assert queries.handlers(None, now=NOW) == [looks_after]


# --- Erasure -----------------------------------------------------------------------------------------------


@pytest.fixture
def erased(budi, rina):
    asked = factories.request(budi, Request.Kind.ERASE)
    return actions.erase(asked, words="Sudah dihapus.", by=rina, now=NOW + HOUR)


def test_an_erasure_takes_name_and_address_and_leaves_a_record(erased, budi):
    budi.refresh_from_db()

    assert "budi" not in f"{budi.email} {budi.display_name}".lower()
    assert (budi.is_active, budi.has_usable_password()) == (False, False)
    assert Deletion.objects.filter(request=erased, holding="people.accounts", count=1).exists()


def test_no_table_still_holds_the_address_of_who_was_erased(erased):
    from django.apps import apps
    from django.db import models

    holding = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and model._base_manager.annotate(as_text=models.functions.Cast(field.name, models.TextField()))
        .filter(as_text__icontains="budi@contoh")
        .exists()
    ]

    assert holding == []


def test_the_trail_stays_whole_and_says_who_erased(erased, rina):
    assert all(verdict.finding is None for verdict in trail.verify())
    assert Entry.objects.filter(kind="privacy.done", actor=rina).exists()


def test_nobody_erases_himself(rina):
    asked = factories.request(rina, Request.Kind.ERASE)

    with pytest.raises(Refused) as refused:
        actions.erase(asked, words="", by=rina, now=NOW)
    assert refused.value.faults[0].kind == "not-oneself"


def test_an_erasure_is_not_done_by_words(budi, rina):
    with pytest.raises(Refused):
        actions.answer(factories.request(budi, Request.Kind.ERASE), words="Ya", by=rina, now=NOW)


def test_an_erasure_that_fails_in_one_app_erases_in_none(budi, rina, monkeypatch):
    def fails(user, now):
        raise RuntimeError

    asked = factories.request(budi, Request.Kind.ERASE)
    broken = replace(personal.holdings()[0], name="zzz", erase=fails)
    known = [*personal.holdings(), broken]
    monkeypatch.setattr(personal, "holdings", lambda: known)

    with pytest.raises(RuntimeError):
        actions.erase(asked, words="x", by=rina, now=NOW)
    assert User.objects.get(pk=budi.pk).email == "budi@contoh.go.id"


# --- Retention ---------------------------------------------------------------------------------------------


def test_old_answers_lose_their_words_and_leave_a_record(budi, rina):
    asked = factories.request(budi, words="rahasia saya")
    actions.answer(asked, words="dijawab", by=rina, now=NOW)
    holding = next(each for each in personal.holdings() if each.name == "privacy.requests")

    early = actions.retain(holding, now=NOW + timedelta(days=700))
    late = actions.retain(holding, now=NOW + timedelta(days=732))
    again = actions.retain(holding, now=NOW + timedelta(days=733))

    asked.refresh_from_db()
    assert (early, late, again) == (0, 1, 0)
    assert (asked.words, asked.answer, asked.person, asked.state) == ("", "", None, "done")
    assert Deletion.objects.get(holding="privacy.requests").count == 1


def test_old_values_of_the_trail_go_and_the_chain_stays_whole(budi, rina):
    factories.request(budi)
    holding = next(each for each in personal.holdings() if each.name == "audit.values")

    count = actions.retain(holding, now=NOW + timedelta(days=6 * 365))

    assert count == Values.objects.count() > 0
    assert all(verdict.finding is None for verdict in trail.verify())


def test_retention_runs_as_a_job(db):
    from kotacerdas.jobs.actions import enqueue

    enqueue("privacy.retain")

    assert [job.state for job in run_all() if job.task == "privacy.retain"] == ["done"]
