"""Proposes pages as proof of a target, and says how fresh they are and what was decided about them before.

What is found for a target is remembered in the index until documents, words or rights change, so that a board of a
hundred questions costs little the second time. Decisions are looked up each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from kotacerdas.evidence.domain import standing
from kotacerdas.evidence.domain.asking import Asked, ask, of_words, with_hint
from kotacerdas.evidence.domain.closeness import ENOUGH, closeness, facts
from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.domain.ranking import WORTH_SHOWING
from kotacerdas.evidence.domain.standing import Standing
from kotacerdas.evidence.domain.synonyms import Synonyms
from kotacerdas.evidence.index import indexing, meaning
from kotacerdas.evidence.index.fts import Index
from kotacerdas.evidence.models import Content, Judgement, Revision
from kotacerdas.evidence.queries.finding import Hit, Searcher, hits_of
from kotacerdas.evidence.queries.looking import Look, Looking, Scored
from kotacerdas.evidence.targets import Target

Verdict = Literal["", "accepted", "rejected"]
Key = tuple[str, str]
"""(kind, key) of a target."""
DIMENSIONS = {
    "gov": ("smart governance", "tata kelola", "birokrasi"),
    "brand": ("smart branding", "pariwisata", "citra kota"),
    "eco": ("smart economy", "ekonomi", "usaha"),
    "liv": ("smart living", "kehidupan", "kesehatan", "permukiman"),
    "soc": ("smart society", "masyarakat", "pendidikan"),
    "env": ("smart environment", "lingkungan", "sampah", "energi"),
}
"""Codes of `Target.dimension`."""
KEPT = 30
"""Pages at most for one target."""
RULES = 3
"""Goes up when the same words find something else: what is remembered is then forgotten."""


@dataclass(frozen=True)
class Proposal:
    hit: Hit
    """Its score is how likely the page proves the target."""
    freshness: Freshness
    """Against the year of the target, as the document says; where it says nothing, as recognised in the text."""
    verdict: Verdict = ""
    """What the city's people decided about this page for this target, the newest decision."""
    marks: tuple[str, ...] = ()
    """What speaks against it: "draft", "other-city", "other-year"."""
    is_recognised: bool = False
    """Nobody has confirmed the period yet."""


def propose(target: Target, *, user: Any, city: Any, limit: int = 10) -> list[Proposal]:
    """The best first; empty means that nothing is close enough. Rejected ones stand last."""
    return propose_all([target], user=user, city=city, limit=limit)[target.kind, target.key]


def propose_all(
    targets: Iterable[Target], *, user: Any, city: Any, limit: int = 10
) -> dict[Key, list[Proposal]]:
    """The same for all questions of a round, with a constant number of queries. Every target has an entry."""
    wanted = list(targets)
    found = _Proposing(user, city).pages(wanted)
    verdicts = _verdicts(wanted, city)
    shown: list[tuple[Key, _Page, Verdict]] = []
    for target in wanted:
        key = (target.kind, target.key)
        judged = [(page, _verdict(verdicts, key, page)) for page in found[key]]
        judged.sort(key=lambda each: each[1] == "rejected")
        shown += [(key, page, verdict) for page, verdict in judged[:limit]]
    hits = hits_of([(page.look, page.scored) for _, page, _ in shown])
    return _joined(wanted, shown, hits)


def count_all(targets: Iterable[Target], *, user: Any, city: Any) -> dict[Key, int]:
    """How many pages are proposed for each and not rejected; cheap enough for a board."""
    wanted = list(targets)
    found = _Proposing(user, city).places(wanted)
    verdicts = _verdicts(wanted, city)
    return {
        key: sum(verdicts.get((key, revision, unit)) != "rejected" for revision, unit in places)
        for key, places in found.items()
    }


def more_like(revision: Revision, unit: int, *, user: Any, city: Any, limit: int = 10) -> list[Hit]:
    """Other pages that speak of the same, by the rarest words of this one. The page itself must be visible."""
    searcher = Searcher(user, city)
    sha256 = revision.content.sha256
    if sha256 not in searcher.sight.documents:
        return []

    def like(index: Index) -> Look:
        looking = searcher.looking(index)
        return looking.look(of_words(looking.rarest_words(sha256, unit)))

    look = indexing.with_index(like)
    others = [
        each
        for each in look.scored
        if each.score >= WORTH_SHOWING and (each.seen.sha256, each.place.unit) != (sha256, unit)
    ]
    return [hit for hit in hits_of([(look, each) for each in others[:limit]]) if hit]


# --- Pages of a target -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Page:
    look: Look
    scored: Scored
    standing: Standing


class _Proposing:
    """One reader and one city, for one request."""

    def __init__(self, user: Any, city: Any) -> None:
        self._city = city
        self._name = bare_name(str(city))
        self._searcher = Searcher(user, city)
        self._facts: dict[str, Mapping[str, Any]] = {}

    def pages(self, targets: Sequence[Target]) -> dict[Key, list[_Page]]:
        return indexing.with_index(lambda index: self._pages(index, targets))

    def places(self, targets: Sequence[Target]) -> dict[Key, list[tuple[int, int]]]:
        """Revision and unit of each page, without what it takes to show them."""
        return indexing.with_index(lambda index: self._places(index, targets))

    def _pages(self, index: Index, targets: Sequence[Target]) -> dict[Key, list[_Page]]:
        looking = self._searcher.looking(index)
        return {
            (target.kind, target.key): [
                self._unpacked(looking, Look(self._asked(target), []), row) for row in rows
            ]
            for target, rows in self._rows(index, looking, targets)
        }

    def _places(self, index: Index, targets: Sequence[Target]) -> dict[Key, list[tuple[int, int]]]:
        looking = self._searcher.looking(index)
        return {
            (target.kind, target.key): [(looking.revision(row[0]), row[1]) for row in rows]
            for target, rows in self._rows(index, looking, targets)
        }

    def _rows(
        self, index: Index, looking: Looking, targets: Sequence[Target]
    ) -> Iterator[tuple[Target, list[list[Any]]]]:
        """As they are remembered; what is not yet is found now."""
        base = self._base(index)
        keys = [_digest(base, target.words, target.dimension, str(target.year)) for target in targets]
        known = index.remembered(keys)
        looks = {
            number: looking.look(self._asked(target), text=target.words)
            for number, target in enumerate(targets)
            if keys[number] not in known
        }
        self._read_facts(looks.values())
        fresh = {
            keys[number]: json.dumps([_packed(page) for page in self._judged(look, targets[number].year)])
            for number, look in looks.items()
        }
        index.remember(fresh)
        known |= fresh
        for key, target in zip(keys, targets, strict=True):
            yield target, json.loads(known[key])

    def _asked(self, target: Target) -> Asked:
        return as_asked(target.words, target.dimension, self._searcher.synonyms)

    def _base(self, index: Index) -> str:
        words = repr(self._searcher.synonyms.groups)
        is_on = str(meaning.is_on())
        return _digest(
            str(RULES), is_on, index.vectors_generation, self._searcher.sight.signature, self._name, words
        )

    def _judged(self, look: Look, year: int) -> list[_Page]:
        pages = []
        for scored in _promising(look):
            stands = standing.of_page(
                self._facts.get(scored.seen.sha256, {}),
                scored.place.unit,
                times=scored.seen.times,
                names=self._searcher.sight.names_of(scored.seen),
                year=year,
                city=self._name,
            )
            close = closeness(facts(look.question, scored.features, stands))
            if close >= ENOUGH:
                pages.append(_Page(look, replace(scored, score=round(close, 4)), stands))
        pages.sort(key=lambda page: -page.scored.score)
        return pages[:KEPT]

    def _read_facts(self, looks: Iterable[Look]) -> None:
        """Of all contents that may be proposed, in one query."""
        wanted = {scored.seen.sha256 for look in looks for scored in _promising(look)}
        if wanted:
            rows = Content.objects.filter(sha256__in=wanted).values_list("sha256", "facts")
            self._facts = {sha256: told or {} for sha256, told in rows}

    def _unpacked(self, looking: Looking, look: Look, row: list[Any]) -> _Page:
        content, unit, at, start, end, score, found, terms, freshness, is_recognised, marks = row
        scored = looking.scored(content, unit, at, start, end, score, found, terms)
        stands = Standing(Freshness(freshness), is_recognised, tuple(map(standing.Mark, marks)))
        return _Page(look, scored, stands)


def as_asked(words: str, dimension: str, synonyms: Synonyms) -> Asked:
    """The words of a target, and as a hint the dimension to which it belongs: "Program per dimensi" stands six times in
    one form."""
    return with_hint(ask(words, synonyms), DIMENSIONS.get(dimension, ()))


def _promising(look: Look) -> Iterator[Scored]:
    """Those that are close enough if nothing speaks against them."""
    for scored in look.scored[: 2 * KEPT]:
        if closeness(facts(look.question, scored.features)) >= ENOUGH:
            yield scored


def _packed(page: _Page) -> list[Any]:
    scored, place, stands = page.scored, page.scored.place, page.standing
    return [
        place.content, place.unit, place.row, place.start, place.end, scored.score,
        scored.features.found, scored.features.terms, stands.freshness, stands.is_recognised, stands.marks,
    ]  # fmt: skip


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def bare_name(city: str) -> str:
    """ "Balikpapan" of "Kota Balikpapan"."""
    first, _blank, rest = city.partition(" ")
    return rest if first.rstrip(".").lower() in {"kota", "kab", "kabupaten"} and rest else city


# --- Decisions ---------------------------------------------------------------------------------------------

Verdicts = dict[tuple[Key, int, int], Verdict]


def _verdicts(targets: Sequence[Target], city: Any) -> Verdicts:
    """By target, revision and unit; the newest decision counts."""
    rows = Judgement.objects.filter(city=city, target_key__in=[target.key for target in targets])
    found: Verdicts = {}
    for kind, key, revision, unit, is_relevant in rows.order_by("at", "pk").values_list(
        "target_kind", "target_key", "revision", "unit", "is_relevant"
    ):
        found[(kind, key), revision, unit] = "accepted" if is_relevant else "rejected"
    return found


def _verdict(verdicts: Verdicts, key: Key, page: _Page) -> Verdict:
    return verdicts.get((key, page.scored.seen.revision, page.scored.place.unit), "")


def _joined(
    targets: Sequence[Target], shown: Sequence[tuple[Key, _Page, Verdict]], hits: Sequence[Hit | None]
) -> dict[Key, list[Proposal]]:
    found: dict[Key, list[Proposal]] = {(target.kind, target.key): [] for target in targets}
    for (key, page, verdict), hit in zip(shown, hits, strict=True):
        if hit is not None:
            stands = page.standing
            found[key].append(
                Proposal(hit, stands.freshness, verdict, tuple(stands.marks), stands.is_recognised)
            )
    return found
