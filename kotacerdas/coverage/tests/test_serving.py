"""Signals of points with the antennas that they have."""

from __future__ import annotations

from datetime import date
from math import atan, degrees

import numpy as np
import pytest

from kotacerdas.coverage import serving
from kotacerdas.coverage.posts import Post
from kotacerdas.terrain import radio_files
from kotacerdas.terrain.domain.grid import Cell
from kotacerdas.terrain.tests.ground import over
from kotacerdas.wifi.domain.antennas import Antenna, Pattern, Shape

pytest.importorskip("numba", reason="the group planning is not installed")

SIDE, MIDDLE = 41, Cell(20, 20)
ALL_ROUND = (0.0,) * 360
DAY = date(2026, 11, 29)


def signal(antenna: Antenna | None) -> np.ndarray:
    """On a plain with one void, around a mast of 30 m in its middle."""
    heights = np.full((SIDE, SIDE), 5.0)
    heights[3, 3] = np.nan
    post = Post("a", "A", 116.8, -1.2, 30.0, antenna, MIDDLE)
    settings = serving.Settings(radius_m=250.0, receiver_m=1.5, point_m=10.0, mhz=2437.0, exact=False)
    ours, people = np.ones((SIDE, SIDE), bool), np.zeros((SIDE, SIDE), np.float32)
    rasters, _seen = serving.served(
        over(heights), [post], settings, ours, people, radio=serving.radio_of(2437.0, DAY), workers=1
    )
    return rasters.signal


def test_what_a_tilted_antenna_sends_less_is_missing_where_it_does_not_look() -> None:
    """It looks 30 degrees down, so strongest 49 m away, and loses a dB for each degree beside that."""
    losses = tuple(float(min(abs(degree - 30), 15)) for degree in range(360))
    even = signal(Antenna(Shape.PATTERN, pattern=Pattern("x", None, ALL_ROUND)))
    tilted = signal(Antenna(Shape.PATTERN, pattern=Pattern("x", None, ALL_ROUND, losses)))

    missing = (even - tilted)[20, 20:] / 10  # kept in tenths
    assert missing[1:].argmin() + 1 == 5
    assert missing[5] == pytest.approx(30 - degrees(atan(28.5 / 50)), abs=0.11)
    assert missing[10] == pytest.approx(30 - degrees(atan(28.5 / 100)), abs=0.11)


def test_without_a_measured_antenna_it_is_as_if_it_sent_alike_to_all_sides() -> None:
    np.testing.assert_array_equal(signal(None), signal(Antenna(Shape.OMNI)))


def test_no_point_radiates_more_than_its_band_may(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = radio_files.limits()[0]
    rows = (waiting, *(waiting.model_copy(update={"eirp_dbm": most, "in_force": since})
                       for most, since in ((17.0, date(2026, 1, 1)), (36.0, date(2026, 6, 1)))))  # fmt: skip
    monkeypatch.setattr(radio_files, "limits", lambda: rows)

    told = [serving.radio_of(2437.0, day) for day in (date(2025, 1, 1), date(2026, 2, 1), date(2026, 7, 1))]

    assert [(each.eirp, each.limit) for each in told] == [(20.0, None), (17.0, 17.0), (20.0, 36.0)]
