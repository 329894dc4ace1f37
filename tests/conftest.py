"""What several whole-project tests need."""

from __future__ import annotations

from importlib import import_module, util
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from kotacerdas.people.models import City

APPS = (
    "common",
    "files",
    "search",
    "people",
    "notices",
    "accounts",
    "discussion",
    "followup",
    "letters",
    "privacy",
    "instruments",
    "evidence",
    "evaluation",
    "recommendations",
    "selfassessment",
    "panel",
    "office",
    "portal",
)


@pytest.fixture
def samples(balikpapan: City) -> dict[str, dict[str, Any]]:
    """Arguments for every address that needs some: what each app's `tests/factories.py` gives in `samples(city)`."""
    found: dict[str, dict[str, Any]] = {}
    for app in APPS:
        module = f"kotacerdas.{app}.tests.factories"
        if util.find_spec(module) and (give := getattr(import_module(module), "samples", None)):
            found |= give(balikpapan)
    return found
