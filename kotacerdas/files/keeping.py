"""Looks after the blobs: content that no row names goes after a day, and all that is kept is read again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kotacerdas.files import blobs
from kotacerdas.files.models import File

AT_ONCE = 500
# Content comes before its row; a deed that lasts a day does not exist.
ORPHANED_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Health:
    """What a look at everything found."""

    checked: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]


def sweep(*, now: datetime) -> int:
    """Removes content that no row has named for a day; the number removed."""
    before = now - ORPHANED_AFTER
    blobs.local().sweep_unfinished(older_than=before)
    return sum(
        blobs.store().remove(sha256, unless_kept_since=before)
        for some in _pages(name for name, kept_at in blobs.store().each() if kept_at < before)
        for sha256 in sorted(some - named(some))
    )


_namers: list[Callable[[set[str]], set[str]]] = []


def also_named(namer: Callable[[set[str]], set[str]]) -> None:
    """In `ready()`: `namer(some)` answers which of these hashes rows of another table name, so that they stay."""
    if namer not in _namers:
        _namers.append(namer)


def named(some: set[str]) -> set[str]:
    """Those that a row names."""
    found = set(File.objects.filter(sha256__in=some).values_list("sha256", flat=True))
    return found.union(*(namer(some) for namer in _namers))


_hearers: list[Callable[[Health, datetime], None]] = []


def hearing(hearer: Callable[[Health, datetime], None]) -> None:
    """In `ready()`: `hearer(health, now)` is called after each look at everything."""
    if hearer not in _hearers:
        _hearers.append(hearer)


def pass_on(health: Health, *, now: datetime) -> None:
    for hearer in _hearers:
        hearer(health, now)


def look(tell: Callable[[int, int], None]) -> Health:
    """Reads all content that a row names."""
    wanted = list(File.objects.order_by("sha256").values_list("sha256", flat=True).distinct())
    missing, damaged = [], []
    for done, sha256 in enumerate(wanted):
        tell(done, len(wanted))
        try:
            blobs.store().check(sha256)
        except blobs.Missing:
            missing.append(sha256)
        except blobs.Damaged:
            damaged.append(sha256)
    return Health(len(wanted), tuple(missing), tuple(damaged))


def _pages(names: Iterator[str]) -> Iterator[set[str]]:
    some: set[str] = set()
    for name in names:
        some.add(name)
        if len(some) >= AT_ONCE:
            yield some
            some = set()
    yield some
