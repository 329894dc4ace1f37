"""Exponential smoothing and ARIMA by statsmodels, chosen among few forms by the corrected criterion of Akaike (AICc).

Values are divided by their standard deviation while fitting, since the optimizers expect figures near one. Forms that do
not converge are left out; a model none of whose forms converges says so.
"""

import math
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from statistics import pstdev
from typing import Any

from kotacerdas.indicators.domain.forecasting.differencing import differences_needed
from kotacerdas.indicators.domain.forecasting.fits import Fit, Unfit
from kotacerdas.indicators.domain.forecasting.paths import LEVELS, Ahead, Path

ORDERS = ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2))
"""The autoregressive and moving parts that are tried; more of them cannot be told apart in series of tens of figures."""

Fitted = tuple[str, float, Callable[[int], Path]]


def is_installed() -> bool:
    """Whether the group "forecast" is there; looks without importing it."""
    return find_spec("statsmodels") is not None


def ets(values: Sequence[float], horizon: int, season: int = 1) -> Fit:
    """Additive errors, with no trend, a straight or a damped one."""
    return _smoothed(values, horizon, season=1)


def seasonal_ets(values: Sequence[float], horizon: int, season: int) -> Fit:
    """The same with an additive season."""
    return _smoothed(values, horizon, season=season)


def arima(values: Sequence[float], horizon: int, season: int = 1) -> Fit:
    """Differences by the test of KPSS, as the criterion only compares forms with equal differences; then with and without
    a constant, which is a drift once differences are taken."""
    differences = differences_needed(values)
    trends = {0: ("n", "c"), 1: ("n", "t"), 2: ("n",)}[differences]
    candidates = [
        ((p, differences, q), trend)
        for p, q in ORDERS
        for trend in trends
        if _can_be_told(len(values) - differences, unknowns=p + q + (trend != "n") + 1)
    ]
    return _best(values, horizon, (_arima_of(order, trend) for order, trend in candidates))


def _can_be_told(size: int, *, unknowns: int) -> bool:
    """Whether the criterion is finite; asked before fitting, which is slowest where figures are too few."""
    return size - unknowns - 1 > 0


def _smoothed(values: Sequence[float], horizon: int, *, season: int) -> Fit:
    return _best(values, horizon, (_ets_of(trend, season) for trend in ("N", "A", "Ad")))


Candidate = Callable[[Sequence[float]], Fitted]


def _best(values: Sequence[float], horizon: int, candidates: Iterator[Candidate]) -> Fit:
    if not is_installed():
        raise Unfit("no-group")
    unit = pstdev(values)
    if unit == 0:
        raise Unfit("not-finite")
    found: list[Fitted] = []
    with _quiet():
        for candidate in candidates:
            try:
                found.append(candidate([each / unit for each in values]))
            except (Unfit, ValueError, ArithmeticError, IndexError):
                # What statsmodels raises for a series too short for this form; numpy's LinAlgError is a ValueError.
                continue
        if not found:
            raise Unfit("not-converged")
        form, _criterion, predict = min(found, key=lambda each: each[1])
        path = tuple(each.times(unit) for each in predict(horizon))
    if not all(each.is_finite for each in path):
        raise Unfit("not-finite")
    return Fit(form, path)


def _ets_of(trend: str, season: int) -> Candidate:
    def fit(values: Sequence[float]) -> Fitted:
        import pandas
        from statsmodels.tsa.exponential_smoothing.ets import ETSModel

        result = ETSModel(
            pandas.Series(values),
            error="add",
            trend=None if trend == "N" else "add",
            damped_trend=trend == "Ad",
            seasonal="add" if season > 1 else None,
            seasonal_periods=season if season > 1 else None,
        ).fit(disp=False)
        first = len(values)

        def predict(horizon: int) -> Path:
            predicted = result.get_prediction(start=first, end=first + horizon - 1, method="exact")
            bands = [predicted.pred_int(alpha=1 - level / 100).to_numpy() for level in LEVELS]
            return _path(predicted.predicted_mean.to_numpy(), bands)

        return f"ETS(A,{trend},{'A' if season > 1 else 'N'})", _criterion(result), predict

    return fit


def _arima_of(order: tuple[int, int, int], trend: str) -> Candidate:
    def fit(values: Sequence[float]) -> Fitted:
        from statsmodels.tsa.arima.model import ARIMA

        result = ARIMA(list(values), order=order, trend=trend).fit()

        def predict(horizon: int) -> Path:
            predicted = result.get_forecast(horizon)
            bands = [predicted.conf_int(alpha=1 - level / 100) for level in LEVELS]
            return _path(predicted.predicted_mean, bands)

        constant = "" if trend == "n" else " + c"
        return f"ARIMA({','.join(map(str, order))}){constant}", _criterion(result), predict

    return fit


def _criterion(result: Any) -> float:
    """Infinite where a form has as many unknowns as the series has figures."""
    value = float(result.aicc)
    if not result.mle_retvals.get("converged", True) or not math.isfinite(value):
        raise Unfit("not-converged")
    return value


def _path(middles: Any, bands: Sequence[Any]) -> Path:
    at80, at95 = bands
    return tuple(Ahead(float(middle), *map(float, (*at80[h], *at95[h]))) for h, middle in enumerate(middles))


@contextmanager
def _quiet() -> Iterator[None]:
    """Warnings of the optimizers are answered by `_criterion`; those at import are for the makers of statsmodels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
