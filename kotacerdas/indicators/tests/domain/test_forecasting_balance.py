"""Raw water against people: units, demand, and the first year of a shortage."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.indicators.domain.forecasting import balance
from kotacerdas.indicators.domain.forecasting.balance import Norms
from kotacerdas.indicators.domain.forecasting.paths import Ahead

PLAIN = Norms(per_head=86.4, served=1, losses=0)
"""With these, a thousand people need one litre a second."""


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("liter per detik", Fraction(1)),
        ("L/detik", Fraction(1)),
        (" litres a second ", Fraction(1)),
        ("m³/s", Fraction(1000)),
        ("m3/jam", Fraction(10, 36)),
        ("m³/hari", Fraction(10, 864)),
        ("meter kubik per tahun", Fraction(1000, 31_536_000)),
        ("kWh", None),
        ("", None),
    ],
)
def test_flows_are_converted_exactly(unit: str, factor: Fraction | None) -> None:
    assert balance.flow_factor(unit) == factor


def test_86_400_cubic_metres_a_day_are_1000_litres_a_second() -> None:
    factor = balance.flow_factor("m3 per hari")
    assert factor is not None
    assert factor * 86_400 == 1000


@pytest.mark.parametrize(("unit", "factor"), [("jiwa", 1), ("ribu jiwa", 1000), ("People", 1), ("km²", None)])
def test_people_are_counted_in_ones_or_thousands(unit: str, factor: int | None) -> None:
    assert balance.people_factor(unit) == factor


def test_demand_by_hand() -> None:
    """750,000 people, 130 litres, 80 percent served, 30 percent lost: 111,428,571 litres a day."""
    factor = Norms(per_head=130, served=0.8, losses=0.3).factor
    assert 750_000 * factor * 86_400 == pytest.approx(750_000 * 130 * 0.8 / 0.7)
    assert 750_000 * factor == pytest.approx(1289.68, abs=0.01)


def people(middle: float, by: float) -> Ahead:
    return Ahead(middle, middle - by / 2, middle + by / 2, middle - by, middle + by)


def test_the_shortage_comes_between_its_earliest_and_latest_year() -> None:
    foreseen = {2026 + at: people(1000.0 * (at + 1), 1500.0) for at in range(6)}
    weighed = balance.weigh({2025: 500.0}, foreseen, {2020: 3.2}, PLAIN)
    assert weighed.shortage == balance.Shortage(middle=2029, earliest=2027, latest=2030)
    known, first, *_rest, last = weighed.rows
    assert (known.year, known.is_foreseen, known.demand.low95, known.demand.high95) == (2025, False, 0.5, 0.5)
    assert (first.margin, first.worst) == (pytest.approx(2.2), pytest.approx(0.7))
    assert last.margin == pytest.approx(-2.8)


def test_where_demand_never_exceeds_capacity_there_is_no_year() -> None:
    weighed = balance.weigh({}, {2026: people(1000, 10)}, {2026: 5.0}, PLAIN)
    assert weighed.shortage == balance.Shortage(None, None, None)


def test_the_last_known_capacity_stays_and_earlier_years_have_none() -> None:
    weighed = balance.weigh(
        {2019: 1.0, 2020: 1.0, 2021: 1.0}, {2022: people(1, 0)}, {2020: 2.0, 2022: 3.0}, PLAIN
    )
    assert [(row.capacity, row.is_carried) for row in weighed.rows] == [
        (None, False), (2.0, False), (2.0, True), (3.0, False),
    ]  # fmt: skip
    assert weighed.rows[0].margin is None


def test_without_any_capacity_nothing_is_said_of_a_shortage() -> None:
    weighed = balance.weigh({}, {2026: people(1e9, 10)}, {}, PLAIN)
    assert weighed.shortage.middle is None
    assert weighed.rows[0].worst is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20), st.floats(0, 1e5), st.floats(0, 1000))
def test_the_earliest_shortage_is_never_after_the_middle_nor_that_after_the_latest(
    middles: list[float], by: float, capacity: float
) -> None:
    foreseen = {2026 + at: people(middle, by) for at, middle in enumerate(middles)}
    found = balance.weigh({}, foreseen, {2026: capacity}, PLAIN).shortage
    never = 9999
    assert (found.earliest or never) <= (found.middle or never) <= (found.latest or never)
