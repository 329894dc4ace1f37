"""The bulge of the Earth under a ray, and how the air bends the ray down.

Air bends a ray towards the Earth, as if the Earth were larger: `k` times 6371 km. A surveyor says the same with a *coefficient
of refraction*: a point at distance d sinks by d^2 / (2 x 6371 km) x (1 - refraction), so k = 1 / (1 - refraction).
Light has a refraction of 0.13, k = 1.149; radio in an average climate has k = 4/3, a refraction of 0.25 and an effective radius of
8495 km (ITU-R P.526-15 rounds to 8500 km). A wet tropical coast mostly has more; nobody measured it for this city.
"""

RADIUS = 6_371_000.0
"""Metres; the mean radius that the command `viewshed` promises."""

RADIO_REFRACTION = 0.25
LIGHT_REFRACTION = 0.13


def k_of(refraction: float) -> float:
    """The factor of the effective radius; a refraction of 1 would make the Earth flat and is refused."""
    if not refraction < 1:
        raise ValueError("a coefficient of refraction lies below 1")
    return 1.0 / (1.0 - refraction)


def refraction_of(k: float) -> float:
    return 1.0 - 1.0 / k


def curvature(refraction: float) -> float:
    """One over the effective radius, in 1/m; 0 would be a flat Earth."""
    return (1.0 - refraction) / RADIUS


def bulge(near: float, far: float, bend: float) -> float:
    """How far the ground rises above the chord between the ends, `bend` being the curvature in 1/m. Core."""
    return 0.5 * bend * near * far
