"""Several people at the same task in the same moment, on PostgreSQL; SQLite has one writer at a time."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.tests.conftest import together
from kotacerdas.followup import actions
from kotacerdas.followup.domain.workflow import State
from kotacerdas.followup.models import Task
from kotacerdas.followup.tests.factories import NOW, proof, task
from kotacerdas.people import access
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


def test_of_many_who_take_a_task_at_once_one_gets_it(balikpapan, diskominfo, rina):
    officers = [
        people.officeholder(
            f"p{each}@contoh.go.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=diskominfo
        )
        for each in range(6)
    ]
    shared = task(balikpapan, organisation=diskominfo, by=rina)

    ends = together([lambda who=each: actions.take(shared, by=who, now=NOW) for each in officers])

    assert sum(isinstance(end, Task) for end in ends) == 1
    assert sum(isinstance(end, Refused) for end in ends) == 5
    assert shared.progress.filter(deed="take").count() == 1


def test_accepting_and_taking_back_at_once_leaves_one_of_both(balikpapan, budi, rina):
    own = task(balikpapan, owner=budi, by=rina)
    actions.report(own, by=budi, now=NOW, proofs=[proof()])

    ends = together(
        [
            lambda: actions.accept(own, by=rina, now=NOW),
            lambda: actions.take_back(own, by=budi, now=NOW),
        ]
    )

    assert sum(isinstance(end, Refused) for end in ends) == 1
    own.refresh_from_db()
    assert own.stands in {State.ACCEPTED, State.TAKEN}
    assert own.progress.last().state == own.state


def test_many_notes_at_once_are_all_kept(balikpapan, budi, rina):
    own = task(balikpapan, owner=budi, by=rina)

    ends = together(
        [lambda at=at: actions.note(own, words=f"Catatan {at}", by=budi, now=NOW) for at in range(8)]
    )

    assert all(isinstance(end, Task) for end in ends), ends
    assert own.progress.filter(deed="note").count() == 8
