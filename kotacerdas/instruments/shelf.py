"""Gives the catalogue the editions that staff published."""

from collections.abc import Iterable
from typing import Any

import structlog
from django.db import DatabaseError

from kotacerdas.instruments.documents import from_document
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.models import EditionDraft

log = structlog.get_logger()


class PublishedShelf:
    """Where no database is set up yet there are no published editions; the commands compute all the same."""

    def keys(self, city: Any) -> tuple[str, ...]:
        rows = EditionDraft.objects.usable_by(city).values_list("code", "edition")
        try:
            return tuple(f"{code}/{edition}" for code, edition in rows)
        except DatabaseError as error:
            log.debug("editions.no_database", error=type(error).__name__)
            return ()

    def read(self, keys: Iterable[str]) -> dict[str, Edition]:
        wanted = {tuple(key.split("/")) for key in keys if key.count("/") == 1}
        rows = EditionDraft.objects.published().filter(edition__in={edition for _code, edition in wanted})
        try:
            found = {row.key: row.content for row in rows if (row.code, row.edition) in wanted}
        except DatabaseError as error:
            log.debug("editions.no_database", error=type(error).__name__)
            return {}
        return {key: from_document(content) for key, content in found.items()}
