"""Finds pages of evidence by words: only what the reader may see is looked at, counted or hinted at."""

from __future__ import annotations

import json
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
from kotacerdas.evidence.models import Document, Revision
from kotacerdas.evidence.models import Synonyms as SynonymsRow
from kotacerdas.evidence.queries import rows as as_given
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
    among: AbstractSet[int] | None = None
    """Keys of the documents that are looked through; None means all."""

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def fits(self, seen: Seen, today: date) -> bool:
        return (
            self.agency in (None, seen.agency)
            and self.nature in ("", seen.nature)
            and self.confidentiality in ("", seen.confidentiality)
            and self.kind in ("", seen.kind)
            and (self.among is None or seen.pk in self.among)
            and (self.year is None or self.year in seen.years(today))
        )


NO_FILTERS = Filters()


@dataclass(frozen=True)
class Hit:
    """A unit of the newest revision of a document."""

    document: Document
    """With agency, city and newest revision at hand."""
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
    """By the names of `Filters`: its values among what was found, the commonest first, with the number of units. "pk" are
    the documents."""
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
    return _made_of(tuple(words for (words,) in as_given.of(rows.values_list("words"))))


@lru_cache(maxsize=16)
def _made_of(groups: tuple[str, ...]) -> Synonyms:
    """Of lists in JSON, as they are kept."""
    return of_texts(tuple(json.loads(words)) for words in groups)


def _facets(good: Iterable[Scored]) -> dict[str, list[tuple[Any, int]]]:
    today = timezone.localdate()
    counts: dict[str, Counter[Any]] = {
        name: Counter() for name in ("pk", "agency", "year", "nature", "confidentiality", "kind")
    }
    for each in good:
        for name in ("pk", "agency", "nature", "confidentiality", "kind"):
            if value := getattr(each.seen, name):
                counts[name][value] += 1
        counts["year"].update(each.seen.years(today))
    return {name: count.most_common() for name, count in counts.items() if count}


# --- From scores to what is shown --------------------------------------------------------------------------


def hits_of(wanted: Sequence[tuple[Look, Scored]]) -> list[Hit | None]:
    """In their order, in two queries. None for a page that is no more, since its file is read anew just now, or since
    its document has just got another revision."""
    documents = _documents({scored.seen.pk for _, scored in wanted})
    contents = {
        each.latest.pk: each.latest.content_id for each in documents.values() if each.latest is not None
    }
    keys = [(contents.get(scored.seen.revision, 0), scored.place.unit) for _, scored in wanted]
    units = {(content, number): _Unit(*rest) for content, number, *rest in as_given.of_units(set(keys))}
    found: list[Hit | None] = []
    for (look, scored), key in zip(wanted, keys, strict=True):
        unit = units.get(key)
        if unit is not None and scored.place.end <= len(unit.text):
            found.append(_hit(look, scored, documents[scored.seen.pk], unit))
        else:
            found.append(None)
    return found


def _documents(keys: AbstractSet[int]) -> Mapping[int, Document]:
    """Which of them may be seen was decided before."""
    return Document.objects.select_related("city", "agency", "latest").in_bulk(list(keys)) if keys else {}


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str
    label: str
    text: str


def _hit(look: Look, scored: Scored, document: Document, unit: _Unit) -> Hit:
    assert document.latest is not None
    place, features = scored.place, scored.features
    shown = snippets.show(unit.text, place.start, place.end, features.found)
    concepts = look.asked.concepts
    return Hit(
        document=document,
        revision=document.latest,
        unit=place.unit,
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
