"""Level texts for tests, and sample arguments for the addresses of this app."""

from datetime import UTC, datetime
from typing import Any

from kotacerdas.instruments import actions, catalogue
from kotacerdas.instruments.models import RubricText
from kotacerdas.people.models import City, User


def samples(city: City) -> dict[str, dict[str, Any]]:
    edition = {"code": "smartcity", "edition": "2023-kppn"}
    return {
        "instruments:detail": edition,
        "instruments:question": {**edition, "node": "A1"},
        "instruments:level": {**edition, "node": "A1", "level": 3},
    }


def level_text(
    *,
    level: int,
    text_id: str,
    by: User,
    city: City | None = None,
    text_en: str = "",
    source: str = "",
    expected: int = 0,
) -> RubricText:
    """What earns a level of the first question, for all cities unless it is one city's own."""
    edition = catalogue.edition("smartcity/2023-kppn")
    return actions.write_level(
        edition,
        edition.nodes["A1"],
        level=level,
        city=city,
        text_id=text_id,
        text_en=text_en,
        source=source,
        expected=expected,
        by=by,
        now=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    )
