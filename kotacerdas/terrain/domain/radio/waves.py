"""Lengths of waves, the loss of free space, and the Fresnel zone around a ray."""

import math

SPEED_OF_LIGHT = 299_792_458.0
"""Metres a second, exact by the definition of the metre."""


def wavelength(mhz: float) -> float:
    """In metres."""
    return SPEED_OF_LIGHT / (mhz * 1e6)


def free_space_db(metres: float, mhz: float) -> float:
    """ITU-R P.525-4, equation (3): 20 log10(4 pi d / wavelength), never below 0. Core.

    Nearer than a twelfth of a wavelength the formula would give a gain; no antenna is meant that near.
    """
    turns = 4.0 * math.pi * metres * mhz * 1e6 / 299_792_458.0
    return 20.0 * math.log10(turns) if turns > 1.0 else 0.0


def zone_radius(near: float, far: float, length: float) -> float:
    """Radius in metres of the first Fresnel zone between two parts of a path (metres), `length` being the wave's. Core.

    ITU-R P.526-15, 2.1, equation (2) with n = 1; half a wavelength of detour at its edge.
    """
    return math.sqrt(length * near * far / (near + far))
