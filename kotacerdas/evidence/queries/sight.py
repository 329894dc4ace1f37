"""What somebody may see of a city's evidence, as plain values that a search can hold against the index.

Read once for each search, in two statements, so that nothing invisible is looked at, counted or weighed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from kotacerdas.evidence.domain.freshness import Times
from kotacerdas.evidence.models import Document, OtherName, Scan

LONGEST_PERIOD = 30
DAYS = ("observed_from", "observed_until", "valid_from", "valid_until")
# Days as text: making thousands of dates at each search would cost more than the search.
AS_TEXT = {f"{day}_text": Cast(day, TextField()) for day in DAYS}
COLUMNS = (
    "pk", "title", "agency", "nature", "confidentiality", *(f"{day}_text" for day in DAYS),
    "latest", "latest__name", "latest__content__sha256", "latest__content__kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A document that may be seen, with the bytes of its newest revision."""

    pk: int
    title: str
    agency: int | None
    nature: str
    confidentiality: str
    observed_from: str | None
    observed_until: str | None
    valid_from: str | None
    valid_until: str | None
    revision: int
    name: str
    sha256: str
    kind: str

    @property
    def times(self) -> Times:
        return Times(
            *map(_date, (self.observed_from, self.observed_until, self.valid_from, self.valid_until))
        )

    def years(self, today: date) -> range:
        """That it tells about; of a rule, in which it is in force up to today."""
        times = self.times
        if times.observed_from or times.observed_until:
            first, last = (
                times.observed_from or times.observed_until,
                times.observed_until or times.observed_from,
            )
        elif times.valid_from:
            first, last = times.valid_from, times.valid_until or max(today, times.valid_from)
        else:
            return range(0)
        assert first is not None and last is not None  # noqa: PT018 - one of each pair is there
        return range(max(first.year, last.year - LONGEST_PERIOD), last.year + 1)


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class Sight:
    """By the hash of the content; of two documents with the same bytes the first."""

    documents: dict[str, Seen]
    names: dict[int, list[str]]
    """Other names under which the bytes of a revision came."""

    @cached_property
    def signature(self) -> str:
        """Of all this: who sees the same finds the same."""
        rows = repr([_values(seen) for seen in self.documents.values()]) + repr(self.names)
        return hashlib.sha256(rows.encode()).hexdigest()

    def only(self, wanted: Callable[[Seen], bool]) -> set[str]:
        return {sha256 for sha256, seen in self.documents.items() if wanted(seen)}

    def names_of(self, seen: Seen) -> tuple[str, ...]:
        """Everything that it is called."""
        return (seen.title, seen.name, *self.names.get(seen.revision, ())[:10])


_values = attrgetter(*Seen.__slots__)


def of(user: Any, city: Any) -> Sight:
    """`user` None sees everything of the city. What was withdrawn or has a virus is not found by anybody."""
    rows = Document.objects.all() if user is None else Document.objects.visible_to(user)
    rows = rows.filter(city=city).current().exclude(latest=None).exclude(latest__content__scan=Scan.INFECTED)
    documents: dict[str, Seen] = {}
    for row in _read(rows.order_by("pk").annotate(**AS_TEXT).values_list(*COLUMNS)):
        seen = Seen(*row)
        documents.setdefault(seen.sha256, seen)
    return Sight(documents, dict(_names(documents.values(), city)))


def _names(seen: Iterable[Seen], city: Any) -> dict[int, list[str]]:
    revisions = {each.revision for each in seen}
    names: dict[int, list[str]] = defaultdict(list)
    if revisions:
        rows = OtherName.objects.filter(revision__document__city=city).order_by("pk")
        for revision, path in _read(rows.values_list("revision", "path")):
            if revision in revisions:
                names[revision].append(path)
    return names


def _read(rows: Any) -> list[Any]:
    """As the database gives them: a thousand rows are asked for at each search."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[Any] = cursor.fetchall()
    return found
