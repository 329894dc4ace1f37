"""A panel of three that has declared, and its seats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kotacerdas.panel.tests import factories

if TYPE_CHECKING:
    from kotacerdas.panel.models import Panel, Seat
    from kotacerdas.people.models import City


@pytest.fixture
def panel(balikpapan: City) -> Panel:
    return factories.panel(balikpapan)


@pytest.fixture
def seats(panel: Panel) -> list[Seat]:
    return list(panel.seats.select_related("user", "panel__round", "panel__city").order_by("number"))


@pytest.fixture
def seat(seats: list[Seat]) -> Seat:
    return seats[0]
