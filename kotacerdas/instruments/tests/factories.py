"""Level texts and editions for tests, and sample arguments for the addresses of this app."""

from datetime import UTC, date, datetime
from typing import Any

from kotacerdas.instruments import actions, catalogue
from kotacerdas.instruments.domain.edition import Period, Words
from kotacerdas.instruments.models import EditionDraft, RubricText
from kotacerdas.people.models import City, User

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def samples(city: City) -> dict[str, dict[str, Any]]:
    edition = {"code": "smartcity", "edition": "2023-kppn"}
    own = draft(city=city, edition="2099-contoh").address
    of_draft = {
        f"instruments:draft{name}@keep_rounds": own
        for name in ("", "-head", "-check", "-compare", "-file", "-publish", "-discard")
    }
    of_node = {
        f"instruments:draft-{name}@keep_rounds": {**own, "node": node}
        for name, node in {"node": "A1", "add": "A", "remove": "A1"}.items()
    }
    return {
        **of_draft,
        **of_node,
        "instruments:draft-move": {**own, "node": "A1"},
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
        now=NOW,
    )


def draft(
    *,
    city: City | None = None,
    edition: str = "2027-uji",
    base: str = "smartcity/2023-kppn",
    by: User | None = None,
) -> EditionDraft:
    """A copy of a shipped form, of one city or for all."""
    return actions.begin(
        catalogue.edition(base),
        edition=edition,
        title=Words("Evaluasi uji 2027", "Test evaluation 2027"),
        applies_to=Words("Kota uji", "Test cities"),
        in_force=Period(date(2027, 1, 1)),
        city=city,
        by=by,
        now=NOW,
    )


def published(
    *, city: City | None = None, edition: str = "2027-uji", base: str = "smartcity/2023-kppn"
) -> EditionDraft:
    made = draft(city=city, edition=edition, base=base)
    return actions.publish(made, expected=made.version, by=None, now=NOW)
