"""Sample arguments for the addresses of this app."""

from typing import Any

from kotacerdas.people.models import City


def samples(city: City) -> dict[str, dict[str, Any]]:
    edition = {"code": "smartcity", "edition": "2023-kppn"}
    return {
        "instruments:detail": edition,
        "instruments:question": {**edition, "node": "A1"},
        "instruments:level": {**edition, "node": "A1", "level": 3},
    }
