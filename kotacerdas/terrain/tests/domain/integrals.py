"""Fresnel integrals added up slowly, to judge those that are computed otherwise."""

import math

import numpy as np


def slow_fresnel(v: float) -> tuple[float, float]:
    """By Simpson's rule with so many steps that nothing is left to doubt."""
    t = np.linspace(0, v, 60_001)
    weights = np.ones(len(t))
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    third = v / (len(t) - 1) / 3
    turn = math.pi / 2 * t * t
    return float(third * (weights * np.cos(turn)).sum()), float(third * (weights * np.sin(turn)).sum())


def slow_loss_db(v: float) -> float:
    """J(v). Far above the ray the integral from v to infinity is taken along a path on which nothing oscillates away: with
    t = v + s exp(i pi / 4) the integrand falls as exp(-pi s^2 / 2 - pi v s / sqrt(2))."""
    if v < 1:
        c, s = slow_fresnel(v)
        return -20 * math.log10(math.hypot(1 - c - s, c - s) / 2)
    far = min(8.0, 40 * math.sqrt(2) / (math.pi * v))
    s = np.linspace(0, far, 20_001)
    weights = np.ones(len(s))
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    inside = np.exp(-math.pi * s * s / 2 + (1j - 1) * math.pi * v * s / math.sqrt(2))
    rest = abs(far / 20_000 / 3 * (weights * inside).sum())
    return -20 * math.log10(rest / math.sqrt(2))
