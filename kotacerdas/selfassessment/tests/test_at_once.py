"""Several people at the same round in the same moment, on PostgreSQL; SQLite has one writer at a time.

Each test holds one deed at its most delicate place until the other is through, or has had to wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.conftest import together
from kotacerdas.common.versions import StaleSave
from kotacerdas.followup.domain.workflow import State as TaskState
from kotacerdas.followup.models import Task
from kotacerdas.selfassessment import actions, freezing, tasking
from kotacerdas.selfassessment.actions import answering, copying
from kotacerdas.selfassessment.domain.content import Content
from kotacerdas.selfassessment.models import Answer, Snapshot
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW, SIGNED, WORDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]

# How long the one is held where the other waits for it.
LONG_ENOUGH = 1.0


class Held:
    """`held.at(module, name)`: the first call of that function has done its work and goes on when `through` is called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch, self.is_there, self.may_go = monkeypatch, threading.Event(), threading.Event()

    def at(self, module: Any, name: str) -> None:
        function = getattr(module, name)

        def holding(*given: Any, **more: Any) -> Any:
            done = function(*given, **more)
            if not self.is_there.is_set():
                self.is_there.set()
                self.may_go.wait(LONG_ENOUGH)
            return done

        self._patch.setattr(module, name, holding)

    def then(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """Done as soon as the other is held."""

        def after() -> Any:
            assert self.is_there.wait(10)
            try:
                return work()
            finally:
                self.may_go.set()

        return after


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


def write(answer, by, words=WORDS):
    return lambda: actions.write(answer, words, expected=answer.version, by=by, now=NOW)


def submit(assessment, by):
    return lambda: actions.submit(assessment, SIGNED, by=by, now=NOW, gaps="Masa pengisian berakhir")


def frozen(assessment):
    with Snapshot.objects.get(assessment=assessment).file.open() as file:
        return {each["code"]: each["statement"] for each in freezing.read(file.read())["answers"]}


def assert_frozen_as_it_stands(assessment):
    """What was submitted is what stands in the answers, for nothing was written since."""
    assert frozen(assessment) == dict(assessment.answers.values_list("code", "statement"))


def test_of_two_who_save_the_same_answer_one_wins_and_the_other_gets_both_versions(answer, budi, rina):
    hers = Content(level=4, statement="Tulisan Rina")

    ends = together([write(answer, budi), write(answer, rina, hers)])

    (stale,) = [end for end in ends if isinstance(end, StaleSave)]
    (kept,) = [end for end in ends if isinstance(end, Answer)]
    assert {stale.current.statement, stale.typed["statement"]} == {WORDS.statement, "Tulisan Rina"}
    assert Answer.objects.get(pk=answer.pk).content == kept.content
    assert answer.steps.filter(deed="save").count() == 1


def test_a_save_that_began_before_a_submission_is_in_it(answer, budi, rina, held):
    held.at(answering, "locked")

    saved, made = together([write(answer, budi), held.then(submit(answer.assessment, rina))])

    assert isinstance(saved, Answer), saved
    assert isinstance(made, Snapshot), made
    assert_frozen_as_it_stands(answer.assessment)


def test_a_save_that_comes_while_answers_are_frozen_is_refused(answer, budi, rina, held):
    held.at(freezing, "freeze")

    made, saved = together([submit(answer.assessment, rina), held.then(write(answer, budi))])

    assert isinstance(made, Snapshot), made
    assert isinstance(saved, Refused), saved
    assert_frozen_as_it_stands(answer.assessment)


def test_of_two_who_submit_at_once_one_does(assessment, rina):
    ends = together([submit(assessment, rina), submit(assessment, rina)])

    assert sorted(type(end).__name__ for end in ends) == ["Refused", "Snapshot"]
    assert Snapshot.objects.get().number == 1


def test_taking_over_does_not_write_over_a_save_of_the_same_moment(balikpapan, answer, budi, rina, held):
    earlier = factories.assessment(balikpapan, year=2025)
    old = earlier.answers.get(code="A1")
    actions.write(old, Content(statement="Tahun lalu"), expected=old.version, by=None, now=NOW)
    held.at(copying, "append")

    copied, saved = together(
        [
            lambda: actions.copy_from(earlier, answer.assessment, by=rina, now=NOW),
            held.then(write(answer, budi)),
        ]
    )

    assert copied == 1
    assert isinstance(saved, StaleSave), saved
    assert saved.current.statement == Answer.objects.get(pk=answer.pk).statement == "Tahun lalu"


def test_the_last_two_answers_of_an_agency_handed_in_at_once_report_its_task(answer, budi, held, diskominfo):
    other = factories.given(answer.assessment.answers.get(code="A2"), diskominfo)
    held.at(tasking, "_answers")

    def hand_in(row):
        return lambda: factories.handed_in(row, by=budi)

    ends = together([hand_in(answer), held.then(hand_in(other))])

    assert all(isinstance(end, Answer) for end in ends), ends
    assert Task.objects.get().stands is TaskState.REPORTED


def test_of_accepting_and_taking_back_at_once_one_succeeds(answer, budi, wati):
    row = factories.handed_in(answer, by=budi)

    ends = together(
        [
            lambda: actions.accept(row, by=wati, now=NOW),
            lambda: actions.take_back(row, by=budi, now=NOW),
        ]
    )

    assert sum(isinstance(end, Refused) for end in ends) == 1


def test_an_assessment_opened_twice_at_once_has_each_question_once(balikpapan, rina):
    made = factories.round_of(balikpapan)

    ends = together(
        [lambda: actions.open_assessment(made, balikpapan, by=rina, now=NOW) for _each in range(2)]
    )

    assert ends[0] == ends[1]
    assert Answer.objects.count() == 117


def test_many_hand_in_at_once_and_the_trail_stays_whole(assessment, budi, diskominfo):
    rows = [
        factories.given(assessment.answers.get(code=code), diskominfo) for code in ("A1", "A2", "A3", "A4")
    ]

    ends = together([lambda row=row: factories.handed_in(row, by=budi) for row in rows])

    assert all(isinstance(end, Answer) for end in ends), ends
    assert Task.objects.get().stands is TaskState.REPORTED
