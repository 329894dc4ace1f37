"""Makes tasks for tests, through the deeds that make them in life."""

from datetime import UTC, date, datetime
from typing import Any

from kotacerdas.followup import actions
from kotacerdas.followup.models import Task
from kotacerdas.people.models import City
from kotacerdas.people.roles import Role

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


def samples(city: City) -> dict[str, dict[str, str]]:
    """A task of an organisation that nobody works in: only those who oversee the city's tasks see it."""
    from kotacerdas.people.tests import factories as people

    made = task(city, organisation=people.organisation("Dinas Contoh", city=city))
    one = {"code": made.code}
    holder = people.officeholder("kalender@contoh.go.id", Role.COUNCIL_MEMBER, city=city)
    return {
        "followup:task@see_all_tasks": one,
        "followup:change@see_all_tasks": one,
        "followup:deed@see_all_tasks": {**one, "slug": "catat"},
        "followup:watch": one,
        "followup:download": {"file_type": "csv"},
        "followup:feed": {"secret": actions.make_feed(by=holder, now=NOW)},
    }
