"""Makes tasks for tests, through the deeds that make them in life."""

from datetime import UTC, date, datetime
from typing import Any

from kotacerdas.followup import actions
from kotacerdas.followup.models import Task
from kotacerdas.people.models import City

# A Monday morning in Balikpapan.
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)


def task(city: City, **fields: Any) -> Task:
    """Given by the system unless `by` says otherwise; due tomorrow."""
    fields = {"title": "Lengkapi data dukung", "due_on": TOMORROW, "by": None, "now": NOW} | fields
    return actions.assign(city=city, **fields)


def proof(text: str = "Sudah terpasang di 12 titik") -> actions.NewProof:
    return actions.NewProof(text=text)
