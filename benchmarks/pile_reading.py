"""What reading a pile cost, file by file, and how far what was read is what had been written."""

import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.evidence.render_blocks import bare
from benchmarks.evidence.rendering import Entry, Plan
from benchmarks.measure import Line
from benchmarks.pile_worker import Watched
from benchmarks.reading import distance
from kotacerdas.evidence.models import Content, Reading, Unit

SUSPECT_TYPED, SUSPECT_SCAN = 0.005, 0.10
"""Share of letters beyond which a file is told as misread."""


@dataclass(frozen=True)
class Taken:
    """One file as it was read."""

    entry: Entry
    content: Content
    units: Sequence[Unit]

    @property
    def sort(self) -> str:
        return f"scans, {self.entry.grade}" if self.entry.is_scan else f"typed, {self.entry.kind}"


def taken(entries: Mapping[int, Entry]) -> list[Taken]:
    """`entries` by the keys of documents; in the order in which they were read. Copies are no contents of their own."""
    units: dict[int, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.order_by("number"):
        units[unit.content_id].append(unit)
    contents = Content.objects.order_by("read_at").prefetch_related("revisions")
    return [
        Taken(entries[revision.document_id], content, units[content.pk])
        for content in contents
        for revision in content.revisions.all()
    ]


# --- What it cost --------------------------------------------------------------------------------------------


def costs(watched: Watched, some: Sequence[Taken]) -> Iterator[Line]:
    """A file's end is the beginning of the next."""
    used, states = watched.used, Counter(each.content.reading for each in some)
    whole = states[Reading.READ]
    yield Line(
        f"the worker reads {len(some)} contents, recognition and index included: {whole} whole, "
        f"{states[Reading.PARTLY]} in part, {states[Reading.UNREADABLE]} not",
        used.cpu, used.wall, mib=used.mib, goal="all whole", met=whole == len(some),
    )  # fmt: skip
    starts = [each.content.read_at.timestamp() for each in some if each.content.read_at]
    typed, scanned = [], []
    for each, (start, end) in zip(some, pairwise([*starts, watched.samples[-1][0]]), strict=True):
        cost = watched.cpu_at(end) - watched.cpu_at(start), (end - start) * 1000
        if each.entry.is_scan:
            pages = len(each.units)
            scanned += [(cost[0] / pages, cost[1] / pages)] * pages
        else:
            typed.append(cost)
    yield _cost("a typed file", typed)
    yield _cost("a scanned page", scanned)


def _cost(what: str, some: Sequence[tuple[float, float]]) -> Line:
    cpu, wall = (statistics.mean(each) for each in zip(*some, strict=True))
    high = statistics.quantiles([each for each, _wall in some], n=20)[-1]
    return Line(f"{what}, mean of {len(some)} (p95 {high:.0f} ms CPU)", cpu, wall)


# --- What was read -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Likeness:
    """Of what was read to what was written; the marks between the cells of a table count for nothing."""

    letters: int
    wrong: int
    words: int
    kept: int
    """Words that were read as written, wherever they stand."""

    @property
    def error(self) -> float:
        return self.wrong / max(self.letters, 1)

    def __str__(self) -> str:
        share = self.kept / max(self.words, 1)
        return f"{self.error:.2%} of the letters wrong, {share:.1%} of the words as written"


def likenesses(made: Plan, some: Iterable[Taken], *, tell: bool) -> Iterator[Line]:
    sorts: dict[str, list[Likeness]] = defaultdict(list)
    for each in some:
        found = _likeness(made, each)
        sorts[each.sort].append(found)
        if each.entry.is_scan:
            sorts["scans, all"].append(found)
        if tell:
            _tell_misread(each, found)
    for sort, alike in sorted(sorts.items()):
        yield Line(f"{sort}, {len(alike)} files: {_together(alike)}")


def _likeness(made: Plan, one: Taken) -> Likeness:
    wanted = " ".join(bare(text, one.entry.kind) for text in made.texts(one.entry))
    read = bare("\n".join(unit.text for unit in one.units), "")
    words = Counter(wanted.split())
    kept = (words & Counter(read.split())).total()
    return Likeness(len(wanted), distance(wanted, read) if wanted != read else 0, words.total(), kept)


def _together(some: Sequence[Likeness]) -> Likeness:
    return Likeness(
        sum(each.letters for each in some), sum(each.wrong for each in some),
        sum(each.words for each in some), sum(each.kept for each in some),
    )  # fmt: skip


def _tell_misread(one: Taken, found: Likeness) -> None:
    limit = SUSPECT_SCAN if one.entry.is_scan else SUSPECT_TYPED
    if found.error > limit or one.content.reading != Reading.READ:
        faults = " ".join(fault["kind"] for fault in one.content.faults)
        sure = f"{one.content.confidence} % sure" if one.entry.is_scan else ""
        print(f"{one.entry.path} [{one.sort}] {found}; {sure} {faults}", file=sys.stderr)
