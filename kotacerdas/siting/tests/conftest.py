"""A city with ground, outlines and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.siting.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City
    from kotacerdas.siting.models import Scenario


@pytest.fixture
def grounded(balikpapan: City) -> City:
    return factories.grounded(balikpapan)


@pytest.fixture
def scenario(grounded: City) -> Scenario:
    return factories.scenario(grounded)
