"""What several whole-project tests need."""

from __future__ import annotations

from importlib import import_module, util
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kotacerdas.people.models import City

APPS = (
    "common",
    "files",
    "search",
    "people",
    "geography",
    "notices",
    "accounts",
    "discussion",
    "followup",
    "letters",
    "privacy",
    "instruments",
    "evidence",
    "indicators",
    "masterplan",
    "terrain",
    "wifi",
    "connectivity",
    "coverage",
    "siting",
    "evaluation",
    "recommendations",
    "selfassessment",
    "panel",
    "office",
    "portal",
)


@pytest.fixture(scope="module")
def sampled_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    """Balikpapan for all tests of a module, which find it as it was made: what one of them does is rolled back."""
    from django.db import transaction

    from kotacerdas.people.tests import factories

    with django_db_blocker.unblock(), transaction.atomic():
        yield factories.city(is_member=True)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def samples(sampled_city: City) -> dict[str, dict[str, Any]]:
    """Arguments for every address that needs some: what each app's `tests/factories.py` gives in `samples(city)`. Made once
    a module, for that takes seconds and hundreds of tests ask for them."""
    from django.conf import settings
    from django.utils import translation

    found: dict[str, dict[str, Any]] = {}
    with translation.override(settings.LANGUAGE_CODE):
        for app in APPS:
            module = f"kotacerdas.{app}.tests.factories"
            if util.find_spec(module) and (give := getattr(import_module(module), "samples", None)):
                found |= give(sampled_city)
    return found
