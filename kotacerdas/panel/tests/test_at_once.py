"""Several people at one question or one log in the same moment, on PostgreSQL; SQLite has one writer at a time."""

from __future__ import annotations

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.conftest import together
from kotacerdas.common.versions import StaleSave
from kotacerdas.followup.models import Task
from kotacerdas.panel import actions
from kotacerdas.panel.models import Clarification, LogEntry
from kotacerdas.panel.tests.talking import asked, interview_of, panel_of, seat_of
from kotacerdas.selfassessment.tests.factories import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]


def reply(question, words, by):
    return lambda: actions.reply(question, words, expected=1, by=by, now=NOW)


def log(interview, by):
    return lambda: actions.log(interview, "sama", "promise", "Notulen dikirim.", code="A1", by=by, now=NOW)


def test_of_two_who_reply_one_wins_and_the_other_gets_both(balikpapan, budi, rina):
    question = asked(seat_of(panel_of(balikpapan, budi)))

    ends = together([reply(question, "Dua.", budi), reply(question, "Tiga.", rina)])

    (stale,) = [end for end in ends if isinstance(end, StaleSave)]
    (kept,) = [end for end in ends if isinstance(end, Clarification)]
    assert {stale.current.reply, stale.typed["reply"]} == {"Dua.", "Tiga."}
    assert Clarification.objects.get().reply == kept.reply


def test_a_question_is_withdrawn_or_replied_to_and_never_both(balikpapan, budi):
    seat = seat_of(panel_of(balikpapan, budi))
    question = asked(seat)

    ends = together(
        [reply(question, "Dua.", budi), lambda: actions.withdraw(question, by=seat.user, now=NOW)]
    )

    (lost,) = [end for end in ends if isinstance(end, Refused | StaleSave)]
    row = Clarification.objects.get()
    assert lost
    assert (row.replied_at is None) is (row.withdrawn_at is not None)


def test_a_line_that_arrives_twice_at_once_is_one_with_one_task(balikpapan, budi, rina):
    interview = interview_of(balikpapan, panel_of(balikpapan, budi).round)

    ends = together([log(interview, rina), log(interview, rina)])

    assert all(isinstance(end, LogEntry) for end in ends)
    assert LogEntry.objects.count() == 1
    assert Task.objects.filter(subject_kind="panel.interview").count() == 1
