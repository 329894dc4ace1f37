"""The rules of weighing evidence that are in force, read from `data/connectivity/levels.yaml`."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kotacerdas.connectivity.domain import rules
from kotacerdas.connectivity.domain.rules import Rules
from kotacerdas.instruments.files import read_yaml


def folder() -> Path:
    return Path(settings.REFERENCE_DATA) / "connectivity"


@cache
def _entries(path: Path) -> tuple[Mapping[str, Any], ...]:
    return tuple(read_yaml(path))


def rules_on(day: date) -> Rules:
    return rules.in_force(_entries(folder() / "levels.yaml"), day)
