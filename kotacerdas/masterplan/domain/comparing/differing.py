"""The whole comparison of two editions."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from kotacerdas.masterplan.domain.comparing import changes, pairing
from kotacerdas.masterplan.domain.comparing.changes import Change, Kind, Periods
from kotacerdas.masterplan.domain.comparing.matching import Pair, Paired, T
from kotacerdas.masterplan.domain.comparing.states import NodeState, PlanState, ProgrammeState


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One programme or sentence on both sides, or on one alone, with all that changed about it."""

    before: T | None
    after: T | None
    changes: tuple[Change, ...]
    pair: Pair[T] | None = None
    related: str = ""
    """For one that stands alone: the code on the other side that it was split from or went into."""

    @property
    def row(self) -> T:
        """As it is now, or as it was last."""
        found = self.before if self.after is None else self.after
        assert found is not None  # an entry has one side at least
        return found

    @property
    def kinds(self) -> tuple[Kind, ...]:
        there = {change.kind for change in self.changes}
        return tuple(kind for kind in Kind if kind in there)

    @property
    def is_doubtful(self) -> bool:
        return self.pair is not None and self.pair.is_doubtful

    def of_kind(self, *kinds: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind in kinds)


@dataclass(frozen=True)
class Sum:
    """Money before and after, of one source and year or of more; `None` and "" are all of them."""

    before: int
    after: int
    source: str = ""
    year: int | None = None

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Difference:
    """Entries stand in the order of their codes, also those of what did not change."""

    before: PlanState
    after: PlanState
    programmes: tuple[Entry[ProgrammeState], ...]
    nodes: tuple[Entry[NodeState], ...]

    @property
    def is_empty(self) -> bool:
        return not self.changed and not self.changed_nodes

    @cached_property
    def changed(self) -> tuple[Entry[ProgrammeState], ...]:
        return tuple(entry for entry in self.programmes if entry.changes)

    @cached_property
    def changed_nodes(self) -> tuple[Entry[NodeState], ...]:
        return tuple(entry for entry in self.nodes if entry.changes)

    @cached_property
    def counts(self) -> Mapping[Kind, int]:
        """How many programmes have a change of each kind; one may have several."""
        return Counter(kind for entry in self.programmes for kind in entry.kinds)

    @property
    def unchanged_count(self) -> int:
        return len(self.programmes) - len(self.changed)

    @property
    def doubtful_count(self) -> int:
        return sum(entry.is_doubtful for entry in self.programmes)

    @property
    def shared_years(self) -> range | None:
        """The years that are compared one by one; None for every year, empty if the periods do not meet."""
        before, after = self.before.years, self.after.years
        if before is None or after is None:
            return before if after is None else after
        return range(max(before.start, after.start), min(before.stop, after.stop))

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """By year and source, of whatever year the editions speak."""
        money = [_summed(state.programmes) for state in (self.before, self.after)]
        keys = sorted({*money[0], *money[1]}, key=lambda key: (key[1], key[0]))
        return tuple(Sum(money[0][key], money[1][key], *key) for key in keys)

    @property
    def sums_by_source(self) -> tuple[Sum, ...]:
        sources = sorted({each.source for each in self.sums})
        return tuple(
            _added([each for each in self.sums if each.source == source], source=source) for source in sources
        )

    @property
    def sums_by_year(self) -> tuple[Sum, ...]:
        years = sorted({each.year for each in self.sums if each.year is not None})
        return tuple(_added([each for each in self.sums if each.year == year], year=year) for year in years)

    @property
    def whole(self) -> Sum:
        return _added(self.sums)


def _added(some: Iterable[Sum], *, source: str = "", year: int | None = None) -> Sum:
    each = list(some)
    return Sum(sum(one.before for one in each), sum(one.after for one in each), source, year)


def differences(before: PlanState, after: PlanState) -> Difference:
    periods = Periods(before.years, after.years)
    return Difference(
        before,
        after,
        _entries(
            pairing.programmes(before, after),
            lambda pair: changes.of_programmes(pair.before, pair.after, periods),
        ),
        _nodes(pairing.nodes(before, after)),
    )


def _nodes(paired: Paired[NodeState]) -> tuple[Entry[NodeState], ...]:
    """A sentence whose parent was renumbered still stands below the same one."""
    partner = {pair.before.code: pair.after.code for pair in paired.pairs}

    def compared(pair: Pair[NodeState]) -> tuple[Change, ...]:
        above = partner.get(pair.before.parent) if pair.before.parent else ""
        is_moved = above != pair.after.parent
        return changes.of_nodes(pair.before, pair.after, is_moved=is_moved)

    return _entries(paired, compared)


def _entries(paired: Paired[T], compared: Callable[[Pair[T]], tuple[Change, ...]]) -> tuple[Entry[T], ...]:
    found = [Entry(pair.before, pair.after, compared(pair), pair) for pair in paired.pairs]
    found += [
        Entry(each.row, None, (Change(Kind.DROPPED, "", each.row.words, None),), related=each.related)
        for each in paired.dropped
    ]
    found += [
        Entry(None, each.row, (Change(Kind.ADDED, "", None, each.row.words),), related=each.related)
        for each in paired.added
    ]
    return tuple(sorted(found, key=_order))


def _order(entry: Entry[T]) -> tuple[str, bool]:
    return entry.row.code, entry.after is None


def _summed(rows: Iterable[ProgrammeState]) -> Counter[tuple[str, int]]:
    found: Counter[tuple[str, int]] = Counter()
    for row in rows:
        found.update(row.money)
    return found
