"""Reads `data/radio/*.yaml`: assumptions, limits and classes of signals, checked once."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import TypeAdapter

from kotacerdas.instruments.files import read_yaml
from kotacerdas.terrain.domain.radio.assumptions import Assumption, Classes, Limit


def folder() -> Path:
    return Path(settings.REFERENCE_DATA) / "radio"


@lru_cache(maxsize=1)
def assumptions() -> dict[str, Assumption]:
    return TypeAdapter(dict[str, Assumption]).validate_python(read_yaml(folder() / "assumptions.yaml"))


@lru_cache(maxsize=1)
def limits() -> tuple[Limit, ...]:
    return TypeAdapter(tuple[Limit, ...]).validate_python(read_yaml(folder() / "limits.yaml"))


@lru_cache(maxsize=1)
def classes() -> Classes:
    return Classes.model_validate(read_yaml(folder() / "classes.yaml"))
