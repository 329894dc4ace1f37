"""Keeps the index in step with the rows: in the deed's own transaction, in bulk after loading, and every night.

These are no deeds of a person and stand in no trail: an entry only repeats what another row says.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from kotacerdas.search import indexing, registry
from kotacerdas.search.indexing import AT_ONCE, INDEXED, Count, Differences, compare
from kotacerdas.search.models import Entry
from kotacerdas.search.registry import Searchable


@transaction.atomic
def refresh(*rows: Model) -> None:
    """After a row was made or changed, in the deed's transaction."""
    for searchable, some in _by_kind(rows).items():
        _write(compare(searchable, some))


@transaction.atomic
def forget(*rows: Model) -> None:
    """Before a row is deleted, in the deed's transaction."""
    for searchable, some in _by_kind(rows).items():
        keys = [indexing.key_of(row) for row in some]
        Entry.objects.filter(kind=searchable.kind, key__in=keys).delete()


def refresh_all(kind: str | None = None) -> list[Count]:
    """After rows were written in bulk: writes what differs. Also the nightly look whether everything is in step."""
    chosen = [each for each in registry.searchables() if kind in {None, each.kind}]
    if not chosen:
        raise LookupError(f"nobody registered {kind!r} for the search")
    if kind is None:
        forget_strangers()
    return [_refresh_kind(searchable) for searchable in chosen]


def forget_strangers() -> None:
    """Entries of kinds that nobody registers any more."""
    indexing.strangers().delete()


def _refresh_kind(searchable: Searchable) -> Count:
    added = changed = needless = entries = 0
    for page in indexing.pages(searchable):
        found = compare(searchable, page)
        entries += found.entries
        if found.keys:
            _mend(searchable, page, found)
        added, changed = added + len(found.missing), changed + len(found.outdated)
        needless += len(found.needless)
    removed, _each = indexing.orphans(searchable).delete()
    return Count(searchable.kind, entries, added, changed, needless + removed)


@transaction.atomic
def _mend(searchable: Searchable, page: list[Any], found: Differences) -> None:
    """Looks again at what differed, with its rows locked: a deed may have changed them meanwhile."""
    if searchable.rows is None:
        _write(found)
        return
    keys = [int(key) for key in found.keys]
    rows = searchable.model_rows().filter(pk__in=keys).select_for_update(of=("self",))
    _write(compare(searchable, list(rows)))


def _write(found: Differences) -> None:
    Entry.objects.filter(pk__in=[each.pk for each in found.needless]).delete()
    # Somebody else may have indexed the same row since we looked.
    Entry.objects.bulk_create(
        found.missing,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=INDEXED,
    )
    Entry.objects.bulk_update(found.outdated, INDEXED, batch_size=200)


def _by_kind(rows: Iterable[Model]) -> dict[Searchable, list[Model]]:
    found: dict[Searchable, list[Model]] = {}
    for row in rows:
        found.setdefault(registry.of_row(row), []).append(row)
    return found
