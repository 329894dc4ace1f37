"""Drivers of scenarios: what is refused, and how they move middle and bands."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.indicators.domain.forecasting import drivers
from kotacerdas.indicators.domain.forecasting.drivers import Driver
from kotacerdas.indicators.domain.forecasting.paths import Ahead

STEP = Ahead(100.0, 90.0, 110.0, 80.0, 120.0)
YEARS = ("2026", "2027", "2028", "2029")


def row(**fields: Any) -> dict[str, Any]:
    return {"indicator": "penduduk", "kind": "growth", "size": "1.5", "start": 2027, "end": None, **fields}


def driver(indicator: str, kind: drivers.Kind, size: float, start: int, end: int | None = None) -> Driver:
    return Driver(indicator, kind, Decimal(str(size)), start, end)


def kinds(*rows: dict[str, Any]) -> list[str]:
    with pytest.raises(Refused) as refused:
        drivers.read(rows)
    return [fault.kind for fault in refused.value.faults]


def test_drivers_are_kept_and_read_again_as_they_were() -> None:
    rows = [row(), row(kind="amount", size="-500", end=2030)]
    assert [each.as_json() for each in drivers.read(rows)] == rows


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "wish"}, "driver-unknown"),
        ({"end": 2026}, "driver-ends-before"),
        ({"size": 20.5}, "driver-growth-absurd"),
        ({"size": -21}, "driver-growth-absurd"),
        ({"kind": "amount", "size": 2e12}, "driver-amount-absurd"),
        ({"kind": "amount", "size": float("nan")}, "driver-without-size"),
        ({"size": "much"}, "driver-without-size"),
        ({"size": None}, "driver-without-size"),
        ({"start": None}, "driver-years"),
        ({"start": 27}, "driver-years"),
        ({"end": 9999}, "driver-years"),
        ({"indicator": ""}, "driver-of-nothing"),
    ],
)
def test_what_cannot_be_meant_is_refused(fields: dict[str, Any], kind: str) -> None:
    assert kinds(row(**fields)) == [kind]


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    with pytest.raises(Refused) as refused:
        drivers.read([row(kind="wish"), row(), row(end=2000, size=99)])
    assert [(each.kind, each.line) for each in refused.value.faults] == [
        ("driver-unknown", 1), ("driver-growth-absurd", 3), ("driver-ends-before", 3),
    ]  # fmt: skip


def test_a_scenario_holds_some_drivers_but_not_a_crowd() -> None:
    assert kinds() == ["scenario-empty"]
    assert kinds(*[row()] * 21) == ["scenario-too-long"]


def test_drivers_of_one_indicator_in_the_same_years_are_told() -> None:
    one, two = driver("penduduk", "growth", 1, 2026, 2028), driver("penduduk", "amount", 5, 2028)
    other, later = driver("air", "growth", 1, 2026), driver("penduduk", "growth", 1, 2020, 2025)
    assert drivers.overlaps([one, two, other, later]) == [(one, two)]


def test_growth_moves_middle_and_bands_in_proportion_from_its_first_year() -> None:
    path = drivers.driven((STEP,) * 4, YEARS, [driver("penduduk", "growth", 10, 2027, 2028)])
    assert [step.middle for step in path] == pytest.approx([100, 110, 121, 121])
    assert path[2].as_json() == pytest.approx([121, 108.9, 133.1, 96.8, 145.2])


def test_amounts_move_all_five_alike() -> None:
    path = drivers.driven((STEP,) * 4, YEARS, [driver("penduduk", "amount", 7, 2028)])
    assert [step.middle for step in path] == [100, 100, 107, 114]
    assert path[3].as_json() == [114, 104, 124, 94, 134]


def test_growth_comes_before_amounts_in_whatever_order_they_stand() -> None:
    both = [driver("p", "amount", 10, 2026), driver("p", "growth", 10, 2026)]
    for order in (both, both[::-1]):
        assert drivers.driven((STEP,), ("2026",), order)[0].middle == pytest.approx(120)


def test_what_drove_before_the_first_period_foreseen_is_in_the_figures_already() -> None:
    path = drivers.driven((STEP,) * 4, YEARS, [driver("p", "amount", 7, 2015)])
    assert [step.middle for step in path] == [107, 114, 121, 128]


def test_half_years_count_half() -> None:
    path = drivers.driven((STEP,) * 2, ("2026-S1", "2026-S2"), [driver("p", "amount", 8, 2026)])
    assert [step.middle for step in path] == [104, 108]


@given(size=st.floats(-20, 20), start=st.integers(2020, 2035), amount=st.floats(-1e6, 1e6))
def test_no_driver_turns_a_band_over(size: float, start: int, amount: float) -> None:
    rows = [driver("p", "growth", size, start), driver("p", "amount", amount, start)]
    for step in drivers.driven((STEP,) * 4, YEARS, rows):
        assert step.low95 <= step.low80 <= step.middle <= step.high80 <= step.high95


def test_only_drivers_of_the_indicator_are_taken() -> None:
    rows = (driver("penduduk", "growth", 1, 2026), driver("air", "growth", 1, 2026))
    assert drivers.of_indicator(rows, "air") == rows[1:]
