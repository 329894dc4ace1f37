"""What can be found: each app registers its kinds in `ready()`."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from kotacerdas.common import subjects


@dataclass(frozen=True)
class Text:
    """What is indexed of a thing. `words` in both languages; each further text is looked through as well."""

    title: str
    words: "str | Iterable[str]" = ""
    code: str = ""
    """The one word by which people name it exactly: "A1.2", "64.71", a letter's number."""

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.words,) if isinstance(self.words, str) else tuple(self.words)


@dataclass(frozen=True)
class Shown:
    """How a hit is shown, in the reader's language."""

    title: str
    url: str
    line: str = ""


@dataclass(frozen=True)
class Searchable:
    """A kind of thing. Of a model: `rows`, and `kind` is the model's name in `common.subjects`. Else: `entries`."""

    kind: str
    noun: "str | Promise"
    """Of one: "Organisation"."""
    nouns: "str | Promise"
    """Above several: "Organisations"."""
    text: Callable[[Any], Text | None]
    """None leaves the row out of the index."""
    rows: "Callable[[Any], QuerySet[Any]] | None" = None
    """`visible_to(user)`, without slices or unions: the index is joined with it."""
    shown: Callable[[Any], Shown] | None = None
    """Without it: the title of `text` and `get_absolute_url()`."""
    everything: "Callable[[], QuerySet[Any]] | None" = None
    """All rows with what `text` reads of them fetched at once; without it the model's default manager."""
    for_display: "Callable[[QuerySet[Any]], QuerySet[Any]] | None" = None
    """Fetches at once what `shown` reads: `lambda rows: rows.select_related("city")`."""
    entries: Callable[[], Iterable[Any]] | None = None
    """For what lies in files and everybody may see: things with a `key`."""
    is_public: bool = False
    """Everybody sees all rows; the index alone decides then, and what is shown is still taken from `rows`."""
    city: Callable[[Any], int | None] | None = None
    """The primary key of the row's city, if `cities` is to narrow the search."""
    cities: Callable[[Any], Collection[int] | None] | None = None
    """No row outside these cities is visible to the user (None: no such limit). Only saves work, rows are still asked."""
    order: int = 100
    icon: str = "file-text"

    def model_rows(self) -> "QuerySet[Any]":
        if self.everything is not None:
            return self.everything()
        return model_of(self)._default_manager.all()

    def show(self, thing: Any) -> Shown:
        if self.shown is not None:
            return self.shown(thing)
        text = self.text(thing)
        return Shown(text.title if text else str(thing), thing.get_absolute_url())


_searchables: dict[str, Searchable] = {}


def register(searchable: Searchable) -> None:
    if (searchable.rows is None) == (searchable.entries is None):
        raise ValueError(f"the searchable {searchable.kind!r} needs rows or entries")
    if _searchables.get(searchable.kind, searchable) is not searchable:
        raise ValueError(f"the searchable {searchable.kind!r} is registered already")
    _searchables[searchable.kind] = searchable


def searchables() -> list[Searchable]:
    """As they stand one after the other in the results."""
    return sorted(_searchables.values(), key=lambda each: (each.order, each.kind))


def of_kind(kind: str) -> Searchable | None:
    return _searchables.get(kind)


def of_row(row: Model) -> Searchable:
    """Raises `LookupError` for a model that nobody registered."""
    kind = subjects.reference(row).kind
    found = _searchables.get(kind)
    if found is None:
        raise LookupError(f"nobody registered {kind!r} for the search")
    return found


def model_of(searchable: Searchable) -> type[Model]:
    return subjects.kinds()[searchable.kind].model
