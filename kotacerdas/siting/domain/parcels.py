"""Chosen sites put together into what one programme would build: all of them, or those of each kecamatan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Parcel:
    """`code` and `name` are of the kecamatan, empty for the whole city or for sites outside every outline."""

    code: str
    name: str
    sites: Sequence[Mapping[str, Any]]

    @property
    def cost(self) -> int:
        return sum(int(each["cost"]) for each in self.sites)

    @property
    def people(self) -> int:
        """What these add, in the order in which all of them would be built."""
        return sum(int(each["people"]) for each in self.sites)


def parcels(chosen: Sequence[Mapping[str, Any]], *, by_kecamatan: bool) -> list[Parcel]:
    """By code of the kecamatan; sites keep their order."""
    if not by_kecamatan:
        return [Parcel("", "", list(chosen))] if chosen else []
    found: dict[str, list[Mapping[str, Any]]] = {}
    for each in chosen:
        found.setdefault(str(each["kecamatan"]), []).append(each)
    return [Parcel(code, str(sites[0]["kecamatan_name"]), sites) for code, sites in sorted(found.items())]
