"""Better or worse, met or not: only where a direction says so."""

from decimal import Decimal as D

import pytest

from kotacerdas.indicators.domain import judging


@pytest.mark.parametrize(
    ("direction", "before", "now", "expected"),
    [
        ("up", "1", "2", "better"),
        ("up", "2", "1", "worse"),
        ("down", "2", "1", "better"),
        ("down", "1", "2", "worse"),
        ("none", "1", "2", "different"),
        ("up", "2.50", "2.5", "same"),
    ],
)
def test_change_is_judged_by_direction(direction, before, now, expected):
    assert judging.verdict(direction, D(before), D(now)) == expected


@pytest.mark.parametrize(
    ("direction", "latest_year", "figure", "expected"),
    [
        ("up", 2025, "5", "met"),
        ("up", 2025, "4.9", "missed"),
        ("down", 2025, "4.9", "met"),
        ("down", 2025, "5.1", "missed"),
        ("none", 2025, "5", "met"),
        ("none", 2025, "6", "unknown"),
        ("up", 2024, None, "open"),
        ("up", None, None, "open"),
        ("up", 2026, None, "unknown"),
    ],
)
def test_target_is_judged_by_the_figure_of_its_own_year(direction, latest_year, figure, expected):
    value = None if figure is None else D(figure)

    assert judging.aim_state(direction, D(5), year=2025, latest_year=latest_year, figure=value) == expected
