"""Figures of the ITU's own validation of the delta-Bullington method ("Validation examples for the delta Bullington diffraction
prediction method", Study Group 3, sheet "outputs"): effective radius 8500 km, 3e8 m/s, land, horizontal polarisation, tolerance 0.1 dB.

Only the ground that decides Bullington's construction is written here, read from the paths as published in rkfengineering/iturp452-17
(tests): both ends, and the horizons of the masts in question. The paths as a whole (path 3, 349 samples) were run once by
hand: every loss came within 0.001 dB, the effective heights within 0.00001 m.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Masts in metres above ground, losses in dB; `low` are both antennas above the fitted smooth Earth."""

    path: int
    mhz: float
    first: float
    last: float
    low: tuple[float, float]
    bullington: float
    spherical: float
    complete: float

    def __str__(self) -> str:
        return f"path {self.path}, {self.mhz:g} MHz"


GROUND: dict[int, dict[float, float]] = {
    2: {0: 569, 32_950: 556, 67_550: 508, 82_250: 475, 131_650: 539, 132_315.397: 528},
    3: {0: 697, 12_700: 639, 17_396.88966: 569},
    4: {0: 720, 2_300: 778, 40_500: 1408, 40_511.12702: 1408},
}

CASES = [
    Case(2, 1000, 30, 30, (37.97366242, 119.2363492), 36.20419305, 69.45434151, 69.83036947),
    Case(2, 2500, 50, 10, (57.97664284, 99.82603022), 44.81240928, 85.53863749, 90.68232743),
    Case(2, 600, 20, 20, (27.97366242, 109.2363492), 34.43917939, 66.31647651, 66.46062522),
    Case(2, 200, 40, 50, (47.97366242, 139.2363492), 28.37368149, 45.7547348, 46.38832061),
    Case(2, 150, 70, 5, (78.00115495, 99.67579634), 34.61746032, 43.35361839, 51.38547874),
    Case(3, 1000, 30, 30, (110.1894677, 30), 17.62040631, 0, 17.62040631),
    Case(3, 2500, 50, 10, (132.6734925, 11.9416848), 25.1016907, 0, 25.1016907),
    Case(3, 600, 20, 20, (102.8893122, 22.52524312), 20.25488733, 0, 20.25488733),
    Case(3, 200, 40, 50, (118.7202148, 50), 10.1899085, 0, 10.1899085),
    Case(3, 150, 70, 5, (152.2011247, 5.664441408), 16.27593106, 10.63765222, 20.73949248),
    Case(4, 1000, 30, 30, (139.8495825, 543.1729418), 7.870985135, 0, 7.870985135),
    Case(4, 2500, 50, 10, (159.8495825, 523.1729418), 0, 0, 0),
    Case(4, 600, 20, 20, (129.8495825, 533.1729418), 15.30876397, 0, 15.30876397),
    Case(4, 200, 40, 50, (149.8495825, 563.1729418), 6.526730443, 0, 6.526730443),
    Case(4, 150, 70, 5, (179.8495825, 518.1729418), 0, 0, 0),
]
