"""The verifier, the two agencies of the cast, and a round whose steps of work are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.evidence.tests.killing import start
from kotacerdas.jobs.tests.conftest import shared_database
from kotacerdas.people.roles import Role
from kotacerdas.people.tests.factories import officeholder
from kotacerdas.selfassessment.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User
    from kotacerdas.selfassessment.models import Answer, Assessment

__all__ = ["shared_database", "start"]


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
def assessment(balikpapan: City) -> Assessment:
    return factories.assessment(balikpapan)


@pytest.fixture
def answer(assessment: Assessment, diskominfo: Organisation) -> Answer:
    """Given to the agency of Budi, still empty."""
    return factories.given(assessment.answers.get(code="A1"), diskominfo)
