"""Editions of the city's masterplan, and browsers of those who read and write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.masterplan.tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from kotacerdas.masterplan.models import Edition
    from kotacerdas.people.models import City, Organisation, User


@pytest.fixture
def plan(balikpapan: City) -> Edition:
    """A draft, 2022 to 2026."""
    return factories.edition(balikpapan)


@pytest.fixture
def adopted(balikpapan: City) -> Edition:
    return factories.edition(balikpapan, "masterplan-berlaku", status="adopted")


@pytest.fixture
def diskominfo(budi: User) -> Organisation:
    held = budi.assignments.get().organisation
    assert held is not None
    return held


@pytest.fixture
def office(as_user: Callable[[User], Client], rina: User) -> Client:
    """The programme office, which keeps the city's plans."""
    return as_user(rina)


@pytest.fixture
def desk(as_user: Callable[[User], Client], budi: User) -> Client:
    """The desk of an agency."""
    return as_user(budi)


@pytest.fixture
def elsewhere(as_user: Callable[[User], Client], tetangga: User) -> Client:
    """The programme office of the neighbour."""
    return as_user(tetangga)
