"""Four kelurahan of a square kilometre each, and the operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.connectivity.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City, TerritorialUnit


@pytest.fixture
def here(balikpapan: City) -> City:
    factories.operators()
    factories.squares(balikpapan)
    return balikpapan


@pytest.fixture
def unit(here: City) -> TerritorialUnit:
    return min(here.units.filter(kind="kelurahan"), key=lambda each: each.code)
