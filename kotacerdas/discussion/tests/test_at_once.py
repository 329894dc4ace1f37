"""Several people in the same discussion in the same moment, on PostgreSQL; SQLite has one writer at a time."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.conftest import together
from kotacerdas.discussion import actions
from kotacerdas.discussion.models import Comment, Decision, Outcome, Stance, Thread, Vote
from kotacerdas.discussion.tests.factories import NOW, said, thing
from kotacerdas.people import access

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]


@pytest.fixture
def topic(balikpapan, budi):
    return thing(balikpapan, organisation=access.assignments(budi)[0].organisation)


def test_first_words_at_once_begin_one_thread(topic, budi, rina, lestari):
    ends = together([lambda who=who: said(topic, who) for who in (budi, rina, lestari)])

    assert all(isinstance(end, Comment) for end in ends), ends
    assert Thread.objects.count() == 1
    assert Comment.objects.count() == 3


def test_votes_of_one_person_at_once_are_one_vote(topic, budi):
    ends = together(
        [lambda stance=stance: actions.vote(topic, stance=stance, by=budi, now=NOW) for stance in Stance]
    )

    assert not any(isinstance(end, Exception) for end in ends), ends
    assert Vote.objects.count() == 1


def test_of_two_decisions_at_once_one_holds(topic, rina, lestari):
    ends = together(
        [
            lambda: actions.decide(topic, outcome=Outcome.ACCEPTED, reason="Ya", by=rina, now=NOW),
            lambda: actions.decide(topic, outcome=Outcome.REJECTED, reason="Tidak", by=lestari, now=NOW),
        ]
    )

    assert sum(isinstance(end, Refused) for end in ends) == 1
    assert Decision.objects.count() == 1
