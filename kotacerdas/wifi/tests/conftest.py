"""Outlines of Balikpapan, and points in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.geography.tests import factories as geography
from kotacerdas.wifi.tests import factories

if TYPE_CHECKING:
    from kotacerdas.people.models import City
    from kotacerdas.wifi.models import Point


@pytest.fixture
def outlined(balikpapan: City) -> City:
    geography.outlines(balikpapan)
    return balikpapan


@pytest.fixture
def point(balikpapan: City) -> Point:
    return factories.point(balikpapan)
