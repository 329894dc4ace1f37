"""Reads `data/radio/links.yaml`: what links by radio between two masts must assume."""

from functools import lru_cache

from pydantic import TypeAdapter

from kotacerdas.instruments.files import read_yaml
from kotacerdas.terrain.domain.radio.assumptions import Assumption
from kotacerdas.terrain.radio_files import folder


@lru_cache(maxsize=1)
def assumptions() -> dict[str, Assumption]:
    return TypeAdapter(dict[str, Assumption]).validate_python(read_yaml(folder() / "links.yaml"))


def frequency_mhz() -> float:
    return _value("frequency")


def farthest_km() -> float:
    return _value("farthest")


def _value(name: str) -> float:
    found = assumptions()[name].value
    if found is None:
        raise ValueError(f"data/radio/links.yaml gives no {name}, without which no link can be computed")
    return found
