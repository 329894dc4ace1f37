"""An indicator with a series of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.indicators.tests import factories

if TYPE_CHECKING:
    from kotacerdas.indicators.models import Indicator, Series
    from kotacerdas.people.models import City


@pytest.fixture
def people(db: None) -> Indicator:
    return factories.indicator("penduduk", kind="number")


@pytest.fixture
def people_here(people: Indicator, balikpapan: City) -> Series:
    return factories.series(people, balikpapan)
