"""What somebody may see of a city's evidence, as plain values that a search can hold against the index.

Read anew for each search, in two statements, so that nothing invisible is looked at, counted or weighed. What is made
of the rows is kept, and serves again only where the database has just given the very same rows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias

from django.db.models import TextField
from django.db.models.functions import Cast

from kotacerdas.evidence.domain.freshness import Times
from kotacerdas.evidence.models import Document, OtherName, Scan
from kotacerdas.evidence.queries import rows as as_given
from kotacerdas.evidence.queries.rows import Row
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

LONGEST_PERIOD = 30
MOST_KEPT = 40_000
"""Documents of all readers together, about a kilobyte each."""
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
Reader: TypeAlias = tuple[int, int | None]
"""City and user."""
Read: TypeAlias = tuple[list[Row], list[Row]]
_kept: dict[Reader, tuple[Read, Sight]] = {}
"""What each was given last, and what was made of it."""


def of(user: Any, city: Any) -> Sight:
    """`user` None sees everything of the city. What was withdrawn or has a virus is not found by anybody; by folders
    and other names it is found by the city's offices alone."""
    rows = Document.objects.all() if user is None else Document.objects.visible_to(user)
    rows = rows.filter(city=city).current().exclude(latest=None).exclude(latest__content__scan=Scan.INFECTED)
    seen = as_given.of(rows.order_by("pk").annotate(**AS_TEXT).values_list(*COLUMNS))
    names = OtherName.objects.filter(revision__document__city=city).order_by("pk")
    is_inside = user is None or access.may(user, Permission.SEE_EVIDENCE, city)
    read = (seen, as_given.of(names.values_list("revision", "path")) if seen and is_inside else [])
    reader = (city.pk, user and user.pk)
    kept = _kept.get(reader)
    if kept is None or kept[0] != read:
        kept = _keep(reader, read)
    return kept[1]


def _keep(reader: Reader, read: Read) -> tuple[Read, Sight]:
    """Who is given the same rows as another shares what was made of them."""
    same = next((kept for kept in tuple(_kept.values()) if kept[0] == read), None)
    if sum(len(kept[0][0]) + 1 for kept in tuple(_kept.values())) > MOST_KEPT:
        _kept.clear()
    _kept[reader] = kept = same or (read, _made(*read))
    return kept


def _made(rows: Iterable[Row], other_names: Iterable[Row]) -> Sight:
    documents: dict[str, Seen] = {}
    for row in rows:
        seen = Seen(*row)
        documents.setdefault(seen.sha256, seen)
    revisions = {each.revision for each in documents.values()}
    names: dict[int, list[str]] = defaultdict(list)
    for revision, path in other_names:
        if revision in revisions:
            names[revision].append(path)
    return Sight(documents, dict(names))
