"""Two places between which somebody looks: as they are typed, and what can be wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.terrain.domain.looking import faults_of_height

FREQUENCIES = (100, 100_000)
"""MHz between which the arithmetic holds."""
_NUMBER = re.compile(r"[+-]?\d{1,3}(\.\d{1,15})?")
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "°": "", "(": "", ")": "", "\N{NO-BREAK SPACE}": " "})
_MOST_LETTERS = 80


@dataclass(frozen=True)
class End:
    """`height` is that of the antenna above the ground; `name` may be empty."""

    lon: float
    lat: float
    height: float
    name: str = ""


@dataclass(frozen=True)
class Asked:
    first: End
    last: End
    mhz: float

    def faults(self) -> Iterator[Fault]:
        """The column of each is the field that it belongs to."""
        for column, end in (("tinggi_dari", self.first), ("tinggi_ke", self.last)):
            for each in faults_of_height("terrain-mast-height", end.height):
                yield Fault(each.kind, each.values, column=column)
        least, most = FREQUENCIES
        if not least <= self.mhz <= most:
            values = {"least": least, "most": most, "given": self.mhz}
            yield Fault("terrain-loss-frequency", values, column="mhz")
        if (self.first.lon, self.first.lat) == (self.last.lon, self.last.lat):
            yield Fault("terrain-ends-same", column="ke")


def read_place(text: str) -> tuple[float, float]:
    """Longitude and latitude out of one field: `116.83, -1.24`, or with decimal commas `116,83; -1,24`. Raises `Refused`."""
    numbers = [_degrees(each) for each in _parts(text.translate(_SIGNS).strip())]
    if len(numbers) != 2 or None in numbers:
        raise Refused(Fault("terrain-end-unreadable", {"text": text.strip()[:_MOST_LETTERS]}))
    lon, lat = (number for number in numbers if number is not None)
    if abs(lon) <= 90 < abs(lat) <= 180:
        raise Refused(Fault("terrain-end-swapped", {"right": written(lat, lon)}))
    if abs(lon) > 180 or abs(lat) > 90:
        raise Refused(Fault("terrain-end-not-on-earth", {"text": text.strip()[:_MOST_LETTERS]}))
    return lon, lat


def written(lon: float, lat: float) -> str:
    """As `read_place` takes it: with points, for degrees have no thousands."""
    return f"{lon:.6f}, {lat:.6f}"


def _parts(text: str) -> list[str]:
    if ";" in text:
        return text.split(";")
    if len(parts := text.split()) == 2:
        return [parts[0].rstrip(","), parts[1]]
    whole = text.split(",")
    return [",".join(whole[:2]), ",".join(whole[2:])] if len(whole) == 4 else whole


def _degrees(text: str) -> float | None:
    bare = text.strip().replace(",", ".")
    return float(bare) if _NUMBER.fullmatch(bare) else None
