"""Loaders of shipped data: each app registers its own, one command runs them all in order and says what changed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Literal, TypeVar

from django.db import models, transaction

Change = Literal["added", "changed", "unchanged"]
Occasion = Literal["reference", "demo"]
MOST_NAMES = 5


@dataclass
class Report:
    """What the loaders did, counted by kind of thing."""

    counts: dict[str, Counter[Change]] = field(default_factory=dict)
    names: dict[tuple[str, Change], list[str]] = field(default_factory=dict)

    def added(self, kind: str, name: object = "") -> None:
        self._note(kind, "added", str(name))

    def changed(self, kind: str, name: object = "") -> None:
        self._note(kind, "changed", str(name))

    def unchanged(self, kind: str, count: int = 1) -> None:
        self.counts.setdefault(kind, Counter())["unchanged"] += count

    def count(self, kind: str, *, added: int, changed: int, unchanged: int) -> None:
        """Where there are too many to name."""
        counted = self.counts.setdefault(kind, Counter())
        counted.update({"added": added, "changed": changed, "unchanged": unchanged})

    def lines(self) -> list[str]:
        """One line for each kind; names a few of the things that changed."""
        return [
            f"{kind}: {count['added']} added, {count['changed']} changed, {count['unchanged']} unchanged"
            + self._named(kind)
            for kind, count in self.counts.items()
        ]

    def _note(self, kind: str, change: Change, name: str) -> None:
        self.counts.setdefault(kind, Counter())[change] += 1
        if name:
            self.names.setdefault((kind, change), []).append(name)

    def _named(self, kind: str) -> str:
        names = self.names.get((kind, "changed"), [])
        if not names:
            return ""
        more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        return f" (changed: {', '.join(names[:MOST_NAMES])}{more})"


Load = Callable[[Report], None]


@dataclass(frozen=True)
class Loader:
    name: str
    load: Load
    after: tuple[str, ...]


class Registry:
    def __init__(self) -> None:
        self._loaders: dict[str, Loader] = {}

    def register(self, name: str, *, after: Iterable[str] = ()) -> Callable[[Load], Load]:
        def add(load: Load) -> Load:
            self._loaders[name] = Loader(name, load, tuple(after))
            return load

        return add

    def in_order(self) -> list[Loader]:
        """Each after what it leans on; otherwise in the order of registration."""
        for loader in self._loaders.values():
            missing = [name for name in loader.after if name not in self._loaders]
            if missing:
                raise LookupError(f"Loader {loader.name} comes after {missing[0]}, which nobody registered.")
        try:
            order = TopologicalSorter({name: each.after for name, each in self._loaders.items()})
            return [self._loaders[name] for name in order.static_order()]
        except CycleError as error:
            raise LookupError(f"Loaders wait for each other: {' > '.join(error.args[1])}.") from error

    def run(self, report: Report) -> Report:
        """Each loader succeeds or fails as a whole."""
        for loader in self.in_order():
            with transaction.atomic():
                loader.load(report)
        return report


_afterwards: list[Load] = []


def afterwards(load: Load) -> None:
    """In `ready()`: runs after the loaders of either occasion, for what follows from all rows."""
    if load not in _afterwards:
        _afterwards.append(load)


def run(occasion: Occasion) -> Report:
    """All loaders of an occasion, and what follows from them."""
    report = REGISTRIES[occasion].run(Report())
    for load in _afterwards:
        load(report)
    return report


REGISTRIES: dict[Occasion, Registry] = {"reference": Registry(), "demo": Registry()}


def loader(name: str, *, after: Iterable[str] = ()) -> Callable[[Load], Load]:
    """Registers a loader of public facts: `load_reference_data` runs it."""
    return REGISTRIES["reference"].register(name, after=after)


def demo_loader(name: str, *, after: Iterable[str] = ()) -> Callable[[Load], Load]:
    """Registers a loader of the demo's accounts and samples: `load_demo` runs it."""
    return REGISTRIES["demo"].register(name, after=after)


Row = TypeVar("Row", bound=models.Model)


def bring_up_to_date(
    existing: Iterable[Row], wanted: Iterable[Row], *, key: str, report: Report, kind: str
) -> dict[str, Row]:
    """Adds the rows that are missing and corrects those that differ, in two statements; deletes nothing.

    Every plain field and foreign key of a wanted row counts. Returns the stored rows by their key.
    """
    stored = {getattr(row, key): row for row in existing}
    new: list[Row] = []
    changed: dict[str, Row] = {}
    touched: set[str] = set()
    for row in wanted:
        old = stored.get(getattr(row, key))
        if old is None:
            new.append(row)
            stored[getattr(row, key)] = row
            report.added(kind, row)
            continue
        differing = [name for name in _data_fields(row) if getattr(old, name) != getattr(row, name)]
        if not differing:
            report.unchanged(kind)
            continue
        for name in differing:
            setattr(old, name, getattr(row, name))
        touched.update(differing)
        changed[getattr(row, key)] = old
        report.changed(kind, old)
    manager = type(next(iter(stored.values())))._default_manager if stored else None
    if manager and new:
        manager.bulk_create(new)
    if manager and changed:
        manager.bulk_update(list(changed.values()), sorted(touched), batch_size=200)
    return stored


def _data_fields(row: models.Model) -> list[str]:
    return [each.attname for each in row._meta.concrete_fields if not each.primary_key]
