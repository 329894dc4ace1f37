"""The simple models against printed numbers and against what must hold for any series."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.indicators.domain.forecasting import models
from kotacerdas.indicators.domain.forecasting.differencing import differences_needed, level_statistic
from kotacerdas.indicators.domain.forecasting.fits import Unfit
from kotacerdas.indicators.domain.forecasting.paths import Ahead

FIGURE = st.floats(-1e6, 1e6, allow_nan=False)
SERIES = st.lists(FIGURE, min_size=5, max_size=40)
SIMPLE = pytest.mark.parametrize("fit", [models.naive, models.drift], ids=["naive", "drift"])


@pytest.mark.parametrize(
    ("step", "low80", "high80", "low95", "high95"),
    [
        (1, 523.5222, 539.4343, 519.3105, 543.6460),
        (2, 520.2267, 542.7298, 514.2705, 548.6861),
        (10, 506.3190, 556.6375, 493.0005, 569.9561),
    ],
)
def test_naive_bands_are_those_that_r_prints_for_goog200(
    step: int, low80: float, high80: float, low95: float, high95: float
) -> None:
    """Hyndman and Athanasopoulos, 2nd edition, 3.5: last value 531.4783, residuals of 6.208148."""
    path = models.naive_path(531.4783, 6.208148, 10)
    assert path[step - 1].as_json() == pytest.approx([531.4783, low80, high80, low95, high95], abs=2e-4)


def test_naive_band_of_the_third_edition() -> None:
    """5.5: 758.88 with residuals of 11.19 gives 744.5 to 773.2 and 736.9 to 780.8."""
    (step,) = models.naive_path(758.88, 11.19, 1)
    assert [round(each, 1) for each in step.as_json()[1:]] == [744.5, 773.2, 736.9, 780.8]


def test_drift_follows_the_line_from_the_first_to_the_last_figure() -> None:
    values = [10.0, 13.0, 12.0, 18.0, 22.0]
    path = models.drift(values, 2).path
    deviation = math.sqrt(sum(each * each for each in (0.0, -4.0, 3.0, 1.0)) / 3)
    assert [step.middle for step in path] == [25.0, 28.0]
    assert path[1].high95 - 28 == pytest.approx(1.959964 * deviation * math.sqrt(2 * (1 + 2 / 4)), rel=1e-6)


def test_seasonal_naive_repeats_the_last_year_and_widens_from_year_to_year() -> None:
    values = [1.0, 5.0, 2.0, 6.0, 3.0, 7.0]
    path = models.seasonal_naive(values, 5, 2).path
    assert [step.middle for step in path] == [3.0, 7.0, 3.0, 7.0, 3.0]
    widths = [step.high95 - step.low95 for step in path]
    assert widths[0] == pytest.approx(widths[1])
    assert widths[2] == pytest.approx(widths[0] * math.sqrt(2))


def test_seasonal_naive_needs_a_year() -> None:
    with pytest.raises(Unfit):
        models.seasonal_naive([1.0, 2.0], 1, 4)


@given(start=st.integers(-(10**6), 10**6), slope=st.integers(-1000, 1000), size=st.integers(5, 40))
def test_drift_continues_a_straight_line_exactly(start: int, slope: int, size: int) -> None:
    path = models.drift([float(start + slope * at) for at in range(size)], 10).path
    assert [step.middle for step in path] == [start + slope * (size + at) for at in range(10)]
    assert all(step.low95 == step.high95 == step.middle for step in path)


@SIMPLE
@given(values=SERIES)
def test_bands_hold_the_middle_lie_within_each_other_and_widen(
    fit: models.FitModel, values: list[float]
) -> None:
    path = fit(values, 12, 1).path
    for step in path:
        assert step.low95 <= step.low80 <= step.middle <= step.high80 <= step.high95
    widths = [step.high95 - step.low95 for step in path]
    assert all(after >= before * (1 - 1e-9) for before, after in pairwise(widths))


@SIMPLE
@given(values=SERIES, by=st.floats(-1e5, 1e5))
def test_a_shifted_series_has_a_shifted_forecast(
    fit: models.FitModel, values: list[float], by: float
) -> None:
    plain, shifted = fit(values, 5, 1).path, fit([each + by for each in values], 5, 1).path
    for before, after in zip(plain, shifted, strict=True):
        assert after.as_json() == pytest.approx([each + by for each in before.as_json()], abs=1e-3)


def test_bands_end_where_the_indicator_ends() -> None:
    step = Ahead(98.0, 95.0, 101.0, 90.0, 106.0).within(0.0, 100.0)
    assert step.as_json() == [98.0, 95.0, 100.0, 90.0, 100.0]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([1.0, 1.0, -1.0, -1.0] * 5, 0),
        ([float(each) for each in range(20)], 1),
        ([float(each * each) for each in range(40)], 2),
        ([1.0, 2.0], 0),
    ],
    ids=["around a level", "a straight line", "ever faster", "too short to tell"],
)
def test_how_often_a_series_is_differenced(values: list[float], count: int) -> None:
    assert differences_needed(values) == count


def test_the_statistic_of_a_trend_lies_above_the_critical_value() -> None:
    """KPSS 1992 without lags: for 1 to 10 the sums of squares give 0.8 + small terms; computed by hand."""
    values = [float(each) for each in range(1, 11)]
    mean = 5.5
    sums, at = 0.0, 0.0
    for each in values:
        at += each - mean
        sums += at * at
    variance = sum((each - mean) ** 2 for each in values) / 10
    assert level_statistic(values) == pytest.approx(sums / (100 * variance))
    assert level_statistic([7.0] * 6) == 0.0
