"""Several people at one moment, on PostgreSQL: a link counts once, a code as often as it says, a post has one head.

SQLite has one writer, so there nobody meets anybody.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kotacerdas.accounts.actions import accepting, codes
from kotacerdas.accounts.actions.accepting import NewAccount
from kotacerdas.accounts.models import JoinCode
from kotacerdas.accounts.tests import ways_in
from kotacerdas.common.domain.faults import Refused
from kotacerdas.people.actions import roles
from kotacerdas.people.actions.roles import Offer
from kotacerdas.people.models import RoleAssignment, User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only]

AT_ONCE = 4


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[str]:
    """What became of each: "done", or the first reason of its refusal."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> str:
        try:
            start.wait(timeout=30)
            deed()
        except Refused as refused:
            return refused.faults[0].kind
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def test_link_lets_one_in():
    made = ways_in.invitation(factories.city())
    account = NewAccount("Ani", "perahu-biru-berlabuh", "id")

    became = at_once(
        [lambda: accepting.accept_as_new(made, account, now=timezone.now()) for _ in range(AT_ONCE)]
    )

    assert became == ["done", *["invitation-accepted"] * (AT_ONCE - 1)]
    assert User.objects.count() == 1


def test_code_lets_in_as_many_as_it_says():
    made = ways_in.code(factories.city(), uses=2, needs_approval=False)
    people = [factories.user() for _ in range(AT_ONCE)]

    became = at_once([lambda each=each: codes.join(made, by=each, now=timezone.now()) for each in people])

    assert became == ["code-over", "code-over", "done", "done"]
    assert JoinCode.objects.get().used == RoleAssignment.objects.count() == 2


def test_post_gets_one_head():
    city = factories.city()
    desk = factories.organisation(city=city)
    people = [factories.user() for _ in range(AT_ONCE)]
    offer = Offer(Role.AGENCY_HEAD, city=city, organisation=desk)

    became = at_once(
        [lambda each=each: roles.give_role(each, offer, by=None, now=timezone.now()) for each in people]
    )

    assert became == ["done", *["post-has-head-without-end"] * (AT_ONCE - 1)]
    assert RoleAssignment.objects.heading(desk).count() == 1
