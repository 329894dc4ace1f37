"""The verifier, the agencies of the cast, and one recommendation of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.recommendations.tests import factories

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation
    from kotacerdas.people.models import City, Organisation, User


@pytest.fixture
def diskominfo(budi: User) -> Organisation:
    return factories.desk_of(budi)


@pytest.fixture
def dishub(joko: User) -> Organisation:
    return factories.desk_of(joko)


@pytest.fixture
def wati(balikpapan: City) -> User:
    """A verifier, who sits in no agency."""
    return officeholder("wati@contoh.go.id", Role.VERIFIER, city=balikpapan)


@pytest.fixture
def advice(balikpapan: City) -> Recommendation:
    return factories.advice(balikpapan)
