"""One thin edge in a ray: its parameter v, its loss by the approximation that everybody uses, and exactly.

v is the edge's height above the ray in first Fresnel radii, times the square root of 2; negative where the ray passes above.
"""

import cmath
import math

THRESHOLD = -0.78
"""Below it the approximation says 0: the edge is far enough below the ray."""

_SERIES_UNTIL = 2.0
_FRACTIONS = 120


def parameter(height: float, near: float, far: float, length: float) -> float:
    """v of an edge `height` metres above the ray; ITU-R P.526-15, 4.1, equation (26). Core."""
    return height * math.sqrt(2.0 * (near + far) / (length * near * far))


def loss_db(v: float) -> float:
    """J(v) by the approximation of P.526-15, 4.1, equation (31); 0 at and below -0.78. Core."""
    if v <= -0.78:
        return 0.0
    w = v - 0.1
    return 6.9 + 20.0 * math.log10(math.sqrt(w * w + 1.0) + w)


def exact_loss_db(v: float) -> float:
    """J(v) by the Fresnel integrals, P.526-15, 4.1, equation (30).

    Below -0.78 it swings around 0 by up to 1.4 dB, where the approximation stays at 0.
    """
    c, s = fresnel(v)
    return -20.0 * math.log10(math.hypot(1.0 - c - s, c - s) / 2.0)


def fresnel(v: float) -> tuple[float, float]:
    """C(v) and S(v), the integrals of cos and sin of pi t^2 / 2 from 0 to v; P.526-15, 2.7."""
    if v < 0:
        c, s = fresnel(-v)
        return -c, -s
    found = _by_series(v) if v <= _SERIES_UNTIL else _by_fraction(v)
    return found.real, found.imag


def _by_series(v: float) -> complex:
    """The power series of the integral of exp(i pi t^2 / 2)."""
    turn = 1j * math.pi * v * v / 2
    term, total, at = complex(v), complex(v), 0
    while abs(term) > 1e-17:
        at += 1
        term *= turn / at
        total += term / (2 * at + 1)
    return total


def _by_fraction(v: float) -> complex:
    """(1 + i) / 2 times erf(z) with z = sqrt(pi) (1 - i) v / 2, erfc by its continued fraction from the far end."""
    z = math.sqrt(math.pi) / 2 * (1 - 1j) * v
    tail = z
    for at in range(_FRACTIONS, 0, -1):
        tail = z + at / 2 / tail
    rest = cmath.exp(-z * z) / (math.sqrt(math.pi) * tail)
    return (1 + 1j) / 2 * (1 - rest)
