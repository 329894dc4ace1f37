"""A candidate as the search and its answer need it, wherever it came from."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Offer:
    """`unit` and `kecamatan` are codes, empty where it lies in none. `exclusion` names those of which at most one is chosen."""

    code: str
    name: str
    source: str
    kind: str
    lon: float
    lat: float
    cost: int
    unit: str = ""
    unit_name: str = ""
    kecamatan: str = ""
    kecamatan_name: str = ""
    cost_is_default: bool = True
    is_must: bool = False
    exclusion: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
