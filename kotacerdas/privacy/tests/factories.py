"""Makes requests and breaches for tests, and arguments for this app's addresses."""

from datetime import UTC, datetime
from typing import Any

from kotacerdas.people.models import City, User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people
from kotacerdas.privacy import actions
from kotacerdas.privacy.models import Breach, Request

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def request(by: User, kind: str = Request.Kind.ACCESS, *, words: str = "", now: datetime = NOW) -> Request:
    return actions.ask(kind=kind, words=words, by=by, now=now)


def breach(city: City | None, by: User, **fields: Any) -> Breach:
    given = {"title": "Surel terkirim ke alamat lain", "known_at": NOW, **fields}
    return actions.note_breach(city=city, by=by, now=NOW, **given)


def samples(of: City) -> dict[str, dict[str, object]]:
    """A request and a breach of that city: for whoever may not see them, they do not exist."""
    by = people.officeholder("pengamat@contoh.go.id", Role.PROGRAMME_OFFICE, city=of)
    return {
        "privacy:request@handle_personal_data": {"code": request(by).code},
        "privacy:breach@handle_personal_data": {"code": breach(of, by).code},
    }
