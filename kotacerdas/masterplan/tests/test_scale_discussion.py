"""A scale of priorities is talked about on its own page, as long as people compare by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common.domain.faults import Refused
from kotacerdas.discussion import actions as discussion
from kotacerdas.discussion.models import Thread
from kotacerdas.masterplan.actions import priorities as deeds
from kotacerdas.masterplan.models import Scale
from kotacerdas.masterplan.queries import reviewing
from kotacerdas.masterplan.tests.factories import NOW
from kotacerdas.masterplan.tests.priorities import scale

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import User

pytestmark = pytest.mark.django_db
PAGE = "/en/rencana/64.71/masterplan-2022/prioritas/skala/"


@pytest.fixture
def weighed(plan: Edition) -> Scale:
    return scale(plan)


def test_comments_votes_and_the_decision_stand_on_its_page(
    weighed: Scale, budi: User, rina: User, desk: Client
) -> None:
    discussion.comment(weighed, text="Biaya ditimbang terlalu ringan.", by=budi, now=NOW)
    discussion.vote(weighed, stance="support", by=budi, now=NOW)
    discussion.decide(weighed, outcome="partly", reason="Bobot biaya dinaikkan.", by=rina, now=NOW)

    page = desk.get(PAGE).content.decode()

    assert "Biaya ditimbang terlalu ringan." in page
    assert "Bobot biaya dinaikkan." in page
    (thread,) = Thread.objects.filter(subject_kind="masterplan.scale", subject_key=str(weighed.pk))
    assert thread.votes.count() == 1


def test_the_page_has_a_place_to_write_while_the_scale_is_open(weighed: Scale, desk: Client) -> None:
    assert "<textarea" in desk.get(PAGE).content.decode()
    deeds.set_open(weighed, False, by=None, now=NOW)
    assert "<textarea" not in desk.get(PAGE).content.decode()


def test_nobody_speaks_once_it_is_closed_but_who_decides_still_does(
    weighed: Scale, budi: User, rina: User
) -> None:
    discussion.comment(weighed, text="Biaya ditimbang terlalu ringan.", by=budi, now=NOW)
    weighed = deeds.set_open(weighed, False, by=None, now=NOW)

    with pytest.raises(Refused):
        discussion.comment(weighed, text="Satu lagi.", by=budi, now=NOW)
    discussion.decide(weighed, outcome="rejected", reason="Sudah disepakati.", by=rina, now=NOW)


def test_strangers_neither_read_nor_write(weighed: Scale, tetangga: User, elsewhere: Client) -> None:
    with pytest.raises(Refused):
        discussion.comment(weighed, text="Dari seberang.", by=tetangga, now=NOW)
    assert elsewhere.get(PAGE).status_code == 404


def test_it_holds_no_adoption_up(weighed: Scale, budi: User) -> None:
    discussion.comment(weighed, text="Biaya ditimbang terlalu ringan.", by=budi, now=NOW)

    assert reviewing.undecided_count(weighed.edition) == 0


def test_more_comments_cost_no_more_queries(weighed: Scale, budi: User, desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            desk.get(PAGE)
        return len(counted)

    def say(text: str) -> Any:
        return discussion.comment(weighed, text=text, by=budi, now=NOW)

    say("Satu.")
    desk.get(PAGE)
    few = queries()
    for at in range(6):
        say(f"Pendapat {at}.")
    assert queries() == few
