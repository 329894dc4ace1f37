"""How often a series must be differenced before it keeps to one level: the test of Kwiatkowski, Phillips, Schmidt, Shin."""

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

CRITICAL = 0.463
"""At 5 percent, for a series that keeps to a level (KPSS 1992, table 1)."""
MOST = 2


def differences_needed(values: Sequence[float]) -> int:
    """0, 1 or 2."""
    series = list(values)
    for count in range(MOST):
        if len(series) < 3 or level_statistic(series) <= CRITICAL:
            return count
        series = [after - before for before, after in pairwise(series)]
    return MOST


def level_statistic(values: Sequence[float]) -> float:
    """Large where sums of the deviations from the mean wander off; with the few lags that R's `ndiffs` takes."""
    size = len(values)
    mean = fmean(values)
    residuals = [each - mean for each in values]
    partial, sums = 0.0, 0.0
    for each in residuals:
        partial += each
        sums += partial * partial
    lags = math.floor(3 * math.sqrt(size) / 13)
    variance = sum(each * each for each in residuals)
    for lag in range(1, lags + 1):
        products = sum(residuals[at] * residuals[at - lag] for at in range(lag, size))
        variance += 2 * (1 - lag / (lags + 1)) * products
    return sums / (size * variance) if variance > 0 else 0.0
