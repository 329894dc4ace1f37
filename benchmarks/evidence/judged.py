"""Reads the judged set: queries in two halves, the written pages that answer them, and a foreign set where there is one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
DEVELOPMENT, TEST = "development", "test"
HALVES = (DEVELOPMENT, TEST)


@dataclass(frozen=True)
class Page:
    """One page of a file; `file` is its name without an ending."""

    key: str
    file: str
    text: str
    agency: str = ""


@dataclass(frozen=True)
class Query:
    key: str
    text: str
    half: str
    need: str
    """The same for queries that ask for the same in other words; what is drawn anew for the intervals."""
    is_answerable: bool = True
    dimension: str = ""
    gains: Mapping[str, float] = field(default_factory=dict)
    """By the key of a page: 2 proves it, 1 in part."""

    @property
    def good(self) -> frozenset[str]:
        return frozenset(self.gains)


@dataclass(frozen=True)
class Judged:
    pages: Sequence[Page]
    queries: Sequence[Query]

    def answerable(self, half: str) -> list[Query]:
        return [query for query in self.queries if query.half == half and query.is_answerable]

    def unanswerable(self, half: str) -> list[Query]:
        return [query for query in self.queries if query.half == half and not query.is_answerable]


def load() -> Judged:
    written = [row for path in sorted((HERE / "pages").glob("*.yaml")) for row in _yaml(path)]
    gains: dict[str, dict[str, float]] = {}
    for row in written:
        for need, grade in row["relevant"].items():
            gains.setdefault(need, {})[row["id"]] = float(grade)
    mains = {row["id"]: row.get("same_as", row["id"]) for row in _yaml(HERE / "needs.yaml")["needs"]}
    queries = [_query(row, mains[row["id"]], gains) for row in _yaml(HERE / "queries.yaml")["queries"]]
    _check(queries, gains)
    return Judged([Page(row["id"], row["file"], row["text"], row["agency"]) for row in written], queries)


def _query(row: Mapping[str, Any], need: str, gains: Mapping[str, dict[str, float]]) -> Query:
    return Query(
        row["id"], row["text"], row["half"], need, row["answerable"], row["dimension"], gains.get(need, {})
    )


def _check(queries: Sequence[Query], gains: Mapping[str, object]) -> None:
    """A set that contradicts itself would measure nothing."""
    odd = [query.key for query in queries if query.is_answerable != bool(query.gains)]
    odd += sorted(gains.keys() - {query.need for query in queries})
    halves: dict[str, str] = {}
    odd += [query.key for query in queries if halves.setdefault(query.need, query.half) != query.half]
    if odd:
        raise SystemExit(f"the judged set contradicts itself: {', '.join(odd)}")


def foreign(path: Path) -> Judged:
    """IDK-MRC: each answerable question and the passage that it was asked of. Names of files would tell nothing."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    pages = [Page(f"idk{at}", "Bacaan", entry["context"]) for at, entry in enumerate(entries)]
    queries = [
        Query(qa["id"], qa["question"], TEST, page.key, gains={page.key: 1.0})
        for page, entry in zip(pages, entries, strict=True)
        for qa in entry["qas"]
        if not qa["is_impossible"]
    ]
    return Judged(pages, queries)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
