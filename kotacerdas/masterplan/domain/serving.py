"""What serves what: a programme a goal, a goal a mission, the vision of one document the vision of a longer one.

Whatever stands below another in the tree of its document serves it; beyond that, whatever somebody has said to serve. A thing is
known by a key, here and in all answers.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from kotacerdas.common.domain.faults import Fault, Refused

MOST_CHAINS = 12
VISION, THEME, PROGRAMME = "vision", "theme", "programme"


@dataclass(frozen=True)
class Thing:
    """`name` is what a person calls it ("M2"); `parent` the key of what it stands below."""

    key: str
    kind: str
    name: str = ""
    parent: str | None = None


Pair = tuple[str, str]
"""The lower, then the higher."""
Columns = Mapping[str, Collection[str]]
"""By name the keys of what counts for it."""


@dataclass(frozen=True)
class Map:
    things: Mapping[str, Thing]
    said: frozenset[Pair]

    @cached_property
    def above(self) -> Mapping[str, tuple[str, ...]]:
        """Of each thing what it serves directly: its place in the tree first, then what was said, by name."""
        found: dict[str, list[str]] = defaultdict(list)
        for thing in self.things.values():
            if thing.parent in self.things:
                found[thing.key].append(str(thing.parent))
        for lower, higher in sorted(self.said, key=self._names):
            if lower in self.things and higher in self.things and higher not in found[lower]:
                found[lower].append(higher)
        return {key: tuple(some) for key, some in found.items()}

    @cached_property
    def below(self) -> Mapping[str, tuple[str, ...]]:
        """Of each thing what serves it directly."""
        found: dict[str, list[str]] = defaultdict(list)
        for lower, some in self.above.items():
            for higher in some:
                found[higher].append(lower)
        return {key: tuple(some) for key, some in found.items()}

    def unserved(self) -> tuple[Thing, ...]:
        """Goals towards which nothing works: neither a programme nor a finer goal. A theme is a heading and asks for none."""
        return tuple(
            each
            for each in self.things.values()
            if each.kind not in {PROGRAMME, THEME} and not self.below.get(each.key)
        )

    def serving_nothing(self) -> tuple[Thing, ...]:
        """What works towards nothing that is written down. A vision is where a document ends."""
        return tuple(
            each
            for each in self.things.values()
            if each.kind not in {VISION, THEME} and not self.above.get(each.key)
        )

    def all_below(self, key: str) -> frozenset[str]:
        """Itself and everything that serves it, however far."""
        return _reached(key, self.below)

    def subtree(self, key: str) -> frozenset[str]:
        """Itself and what stands below it in its own document."""
        found = defaultdict(list)
        for each in self.things.values():
            if each.parent is not None:
                found[each.parent].append(each.key)
        return _reached(key, {parent: tuple(some) for parent, some in found.items()})

    def chains(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Every way up from here to a vision or to where it ends, at most `MOST_CHAINS`; each begins with the thing itself."""
        found: list[tuple[str, ...]] = []
        waiting: list[tuple[str, ...]] = [(key,)]
        while waiting and len(found) < MOST_CHAINS:
            way = waiting.pop(0)
            on = [each for each in self.above.get(way[-1], ()) if each not in way]
            if on:
                waiting += [(*way, each) for each in on]
            elif len(way) > 1:
                found.append(way)
        return tuple(found)

    def all_above(self, key: str) -> frozenset[str]:
        """Itself and everything that it serves, however far."""
        return _reached(key, self.above)

    def matrix(self, rows: Columns, columns: Columns) -> Counter[Pair]:
        """How many of what counts for a row serve, however far, something of each column; what counts nothing is left out."""
        at: dict[str, set[str]] = defaultdict(set)
        for name, keys in columns.items():
            for key in keys:
                at[key].add(name)
        served: dict[str, set[str]] = {}
        for key in {key for keys in rows.values() for key in keys}:
            served[key] = {name for higher in self.all_above(key) for name in at.get(higher, ())}
        counts: Counter[Pair] = Counter()
        for name, keys in rows.items():
            counts.update((name, column) for key in keys for column in served[key])
        return counts

    def _names(self, pair: Pair) -> tuple[str, ...]:
        return tuple(self.things[key].name if key in self.things else key for key in pair)


def read(things: Iterable[Thing], said: Iterable[Pair]) -> Map:
    return Map({each.key: each for each in things}, frozenset(said))


def require_no_circle(map_: Map, lower: str, higher: str) -> None:
    """Whether `lower` may come to serve `higher`. Raises `Refused` naming the circle that this would close."""
    name = {key: each.name or key for key, each in map_.things.items()}
    serves: dict[str, set[str]] = {key: set(some) for key, some in map_.above.items()}
    serves.setdefault(lower, set()).add(higher)
    try:
        TopologicalSorter(serves).prepare()
    except CycleError as error:
        circle = " → ".join(name.get(key, key) for key in reversed(error.args[1]))
        raise Refused(Fault("servings-in-a-circle", {"circle": circle})) from None


def _reached(start: str, on: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for each in on.get(waiting.pop(), ()):
            if each not in seen:
                seen.add(each)
                waiting.append(each)
    return frozenset(seen)
