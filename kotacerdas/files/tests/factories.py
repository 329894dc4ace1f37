"""Files for tests, kept by the deed, and a subject whose guard lets everybody in."""

from datetime import UTC, datetime
from typing import Any

from kotacerdas.files import actions, guards
from kotacerdas.files.models import File
from kotacerdas.people.models import City

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + b"isi surat\n" * 100


def file(content: bytes = PDF, *, about: Any, **fields: Any) -> File:
    given: dict[str, Any] = {
        "name": "Surat Edaran.pdf",
        "media_type": "application/pdf",
        "by": None,
        "city": None,
    }
    return actions.keep(content, about=about, now=NOW, **given | fields)


def samples(of: City) -> dict[str, dict[str, str]]:
    """A file of the city itself, which everybody may have."""
    guards.register("people.city", everybody)
    kept = file(about=of, city=of)
    return {"files:file": {"code": kept.code, "name": kept.name}}


def everybody(user: Any, file: File) -> bool:
    return True
