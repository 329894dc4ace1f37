"""Makes the entry of a thing, and finds what differs between the things and their entries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from kotacerdas.search import registry
from kotacerdas.search.domain import words
from kotacerdas.search.models import Entry
from kotacerdas.search.registry import Searchable

AT_ONCE = 1000
INDEXED = ("row", "city", "code", "title", "tokens")
KIND, CITY, TITLE = "k:", "c:", "="


@dataclass(frozen=True)
class Differences:
    """Between some things and their entries."""

    entries: int
    """That there should be."""
    missing: list[Entry]
    outdated: list[Entry]
    needless: list[Entry]

    @property
    def keys(self) -> set[str]:
        return {entry.key for entry in (*self.missing, *self.outdated, *self.needless)}


@dataclass(frozen=True)
class Count:
    """What differed of one kind."""

    kind: str
    entries: int
    added: int
    changed: int
    removed: int

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


def key_of(thing: Any) -> str:
    return str(thing.pk) if isinstance(thing, Model) else str(thing.key)


def entry_of(searchable: Searchable, thing: Any) -> Entry | None:
    """Not stored yet; None for what is left out of the index."""
    text = searchable.text(thing)
    if text is None:
        return None
    city = searchable.city(thing) if searchable.city else None
    return Entry(
        kind=searchable.kind,
        key=key_of(thing),
        row=thing.pk if isinstance(thing, Model) else None,
        city=city,
        code=words.code(text.code),
        title=words.line(text.title),
        tokens=_tokens(searchable.kind, city, text),
    )


def _tokens(kind: str, city: int | None, text: registry.Text) -> str:
    title = words.words(f"{text.code} {text.title}")
    rest = words.words(" ".join(text.texts))
    found = [KIND + kind, *([f"{CITY}{city}"] if city is not None else [])]
    found += [TITLE + word for word in title]
    found += dict.fromkeys([*title, *rest])
    return f" {' '.join(found)} "


def compare(searchable: Searchable, things: Iterable[Any]) -> Differences:
    """One query for the entries of those things."""
    wanted = {key_of(thing): entry_of(searchable, thing) for thing in things}
    stored = {each.key: each for each in Entry.objects.filter(kind=searchable.kind, key__in=list(wanted))}
    return _differences(wanted, stored)


def _differences(wanted: Mapping[str, Entry | None], stored: Mapping[str, Entry]) -> Differences:
    found = Differences(sum(entry is not None for entry in wanted.values()), [], [], [])
    for key, entry in wanted.items():
        old = stored.get(key)
        if entry is None:
            if old is not None:
                found.needless.append(old)
        elif old is None:
            found.missing.append(entry)
        elif any(getattr(old, name) != getattr(entry, name) for name in INDEXED):
            entry.pk = old.pk
            found.outdated.append(entry)
    return found


def count_differences(searchable: Searchable) -> Count:
    """Writes nothing."""
    found = [compare(searchable, page) for page in pages(searchable)]
    return Count(
        searchable.kind,
        sum(each.entries for each in found),
        sum(len(each.missing) for each in found),
        sum(len(each.outdated) for each in found),
        sum(len(each.needless) for each in found) + orphans(searchable).count(),
    )


def pages(searchable: Searchable) -> Iterator[list[Any]]:
    """All things of a kind, some at a time."""
    if searchable.entries is not None:
        things = list(searchable.entries())
        for start in range(0, len(things), AT_ONCE):
            yield things[start : start + AT_ONCE]
        return
    rows, last = searchable.model_rows().order_by("pk"), None
    while page := list((rows if last is None else rows.filter(pk__gt=last))[:AT_ONCE]):
        yield page
        last = page[-1].pk


def orphans(searchable: Searchable) -> QuerySet[Entry]:
    """Entries of things that are no more."""
    entries: QuerySet[Entry] = Entry.objects.filter(kind=searchable.kind)
    if searchable.entries is not None:
        return entries.exclude(key__in=[key_of(each) for each in searchable.entries()])
    there = registry.model_of(searchable)._default_manager.filter(pk=OuterRef("row"))
    return entries.exclude(Exists(there))


def strangers() -> QuerySet[Entry]:
    """Entries of kinds that nobody registers any more."""
    entries: QuerySet[Entry] = Entry.objects.exclude(kind__in=[each.kind for each in registry.searchables()])
    return entries
