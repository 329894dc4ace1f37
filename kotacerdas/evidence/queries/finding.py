"""Finds pages of evidence by words: only what the reader may see is looked at, counted or hinted at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kotacerdas.evidence.domain import snippets
from kotacerdas.evidence.domain.asking import ask
from kotacerdas.evidence.domain.ranking import WORTH_SHOWING
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.synonyms import Synonyms, of_texts
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.index.fts import Index
from kotacerdas.evidence.models import Document, Revision, Unit
from kotacerdas.evidence.models import Synonyms as SynonymsRow
from kotacerdas.evidence.queries import sight as sights
from kotacerdas.evidence.queries.looking import Look, Looking, Scored
from kotacerdas.evidence.queries.sight import Seen, Sight


@dataclass(frozen=True)
class Filters:
    """What narrows a search; empty means all. `agency` is a key of `people.Organisation`."""

    agency: int | None = None
    year: int | None = None
    nature: str = ""
    confidentiality: str = ""
    kind: str = ""
    """Of file, as in `Content.kind`: "pdf", "docx"."""

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def fits(self, seen: Seen, today: date) -> bool:
        return (
            self.agency in (None, seen.agency)
            and self.nature in ("", seen.nature)
            and self.confidentiality in ("", seen.confidentiality)
            and self.kind in ("", seen.kind)
            and (self.year is None or self.year in seen.years(today))
        )


NO_FILTERS = Filters()
FEW = 60


@dataclass(frozen=True)
class Hit:
    """A unit of the newest revision of a document."""

    document: Document
    """With agency and city at hand, as `with_names()` gives it."""
    revision: Revision
    unit: int
    unit_kind: str
    unit_label: str
    score: float
    """From 0 to 1."""
    snippet: str
    """The words around the best place, on one line."""
    snippet_marks: tuple[Span, ...]
    """Where in the snippet the words that were asked for stand."""
    spans: tuple[Span, ...]
    """Where in the unit's text the words that were asked for stand, in its best passage."""
    quote: Span
    """The sentence, in the unit's text, that is proposed as a quote."""
    terms: tuple[str, ...]
    """Of what was asked, what was found, as it was typed."""
    quoted: str = ""
    """The words of `quote`."""


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    total: int
    """Units that are good enough, shown or not; of those that the reader may see."""
    facets: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)
    """By the names of `Filters`: its values among what was found, the commonest first, with the number of units."""
    asked: tuple[str, ...] = ()
    """The concepts that were looked for, as they were typed; the other words were left out."""


def search(
    text: str, *, user: Any, city: Any, filters: Filters = NO_FILTERS, limit: int = 20, offset: int = 0
) -> Found:
    """`user` None is the command line, which sees everything of the city. Empty if nothing is close enough."""
    return Searcher(user, city).search(text, filters=filters, limit=limit, offset=offset)


class Searcher:
    """One reader and one city, for one request or one command: reads once what may be seen."""

    def __init__(self, user: Any, city: Any) -> None:
        self.sight: Sight = sights.of(user, city)
        self.synonyms = synonyms_of(city)

    def search(self, text: str, *, filters: Filters = NO_FILTERS, limit: int = 20, offset: int = 0) -> Found:
        look = self.look(text, filters)
        good = [each for each in look.scored if each.score >= WORTH_SHOWING]
        hits = [hit for hit in hits_of([(look, each) for each in good[offset : offset + limit]]) if hit]
        asked = tuple(concept.typed for concept in look.asked.concepts)
        return Found(hits, len(good), _facets(good), asked)

    def look(self, text: str, filters: Filters = NO_FILTERS) -> Look:
        asked = ask(text, self.synonyms)
        if asked.is_empty:
            return Look(asked, [])
        today = timezone.localdate()
        only = self.sight.only(lambda seen: filters.fits(seen, today)) if filters else None
        return indexing.with_index(lambda index: self.looking(index).look(asked, text=text, only=only))

    def looking(self, index: Index) -> Looking:
        return Looking(index, self.sight)


def synonyms_of(city: Any) -> Synonyms:
    """Shipped ones and the city's own."""
    rows = SynonymsRow.objects.filter(Q(city=None) | Q(city=city)).order_by("pk")
    return _made_of(tuple(tuple(words) for words in rows.values_list("words", flat=True)))


@lru_cache(maxsize=16)
def _made_of(groups: tuple[tuple[str, ...], ...]) -> Synonyms:
    return of_texts(groups)


def _facets(good: Iterable[Scored]) -> dict[str, list[tuple[Any, int]]]:
    today = timezone.localdate()
    counts: dict[str, Counter[Any]] = {
        name: Counter() for name in ("agency", "year", "nature", "confidentiality", "kind")
    }
    for each in good:
        for name in ("agency", "nature", "confidentiality", "kind"):
            if value := getattr(each.seen, name):
                counts[name][value] += 1
        counts["year"].update(each.seen.years(today))
    return {name: count.most_common() for name, count in counts.items() if count}


# --- From scores to what is shown --------------------------------------------------------------------------


def hits_of(wanted: Sequence[tuple[Look, Scored]]) -> list[Hit | None]:
    """In their order, in two queries. None for a page that is no more, since its file is read anew just now."""
    documents = _documents({scored.seen.pk for _, scored in wanted})
    units = _units({(scored.seen.sha256, scored.place.unit) for _, scored in wanted})
    found: list[Hit | None] = []
    for look, scored in wanted:
        document = documents.get(scored.seen.pk)
        unit = units.get((scored.seen.sha256, scored.place.unit))
        if document is not None and unit is not None and scored.place.end <= len(unit.text):
            found.append(_hit(look, scored, document, unit))
        else:
            found.append(None)
    return found


def _documents(keys: AbstractSet[int]) -> Mapping[int, Document]:
    """Which of them may be seen was decided before."""
    return Document.objects.with_names().in_bulk(list(keys)) if keys else {}


@dataclass(frozen=True)
class _Unit:
    number: int
    kind: str
    label: str
    text: str


def _units(keys: AbstractSet[tuple[str, int]]) -> dict[tuple[str, int], _Unit]:
    """Of a few exactly these; of many all that have one of the hashes and one of the numbers, in one query too."""
    if not keys:
        return {}
    if len(keys) <= FEW:
        these = Q()
        for sha256, number in keys:
            these |= Q(content__sha256=sha256, number=number)
    else:
        hashes, numbers = {sha256 for sha256, _ in keys}, {number for _, number in keys}
        these = Q(content__sha256__in=hashes, number__in=numbers)
    rows = Unit.objects.filter(these).values_list("content__sha256", "number", "kind", "label", "text")
    return {(sha256, number): _Unit(number, *rest) for sha256, number, *rest in rows}


def _hit(look: Look, scored: Scored, document: Document, unit: _Unit) -> Hit:
    assert document.latest is not None
    place, features = scored.place, scored.features
    shown = snippets.show(unit.text, place.start, place.end, features.found)
    concepts = look.asked.concepts
    return Hit(
        document=document,
        revision=document.latest,
        unit=unit.number,
        unit_kind=unit.kind,
        unit_label=unit.label,
        score=scored.score,
        snippet=shown.text,
        snippet_marks=shown.marks,
        spans=shown.spans,
        quote=shown.quote,
        terms=tuple(concepts[number].typed for number in features.terms),
        quoted=shown.quote.of(unit.text),
    )
