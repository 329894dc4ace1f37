"""The city's own test set: for which questions which pages were accepted or rejected, and how well the search agrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kotacerdas.evidence.domain import measures
from kotacerdas.evidence.models import Judgement
from kotacerdas.evidence.queries.finding import Searcher

AT_RANK, AT_RECALL = 10, 20


@dataclass(frozen=True)
class Agreement:
    """`ndcg` and `recall` are means over the questions with a page that was accepted; None if there is none."""

    questions: int
    accepted: int
    rejected: int
    ndcg: float | None
    recall: float | None
    rejected_first: int
    """Questions for which a rejected page still stands above every accepted one."""


Page = tuple[int, int]
"""Revision and unit."""


def agreement(city: Any) -> Agreement:
    """Searches for every judged question as the office sees it."""
    judged, queries = _judged(city)
    searcher = Searcher(None, city)
    ndcgs, recalls, wrong = [], [], 0
    for key, pages in judged.items():
        good = {page for page, is_relevant in pages.items() if is_relevant}
        if not good:
            continue
        ranking = _ranking(searcher, queries[key])
        ndcgs.append(measures.ndcg(ranking, dict.fromkeys(good, 1.0), AT_RANK))
        recalls.append(measures.recall(ranking, good, AT_RECALL))
        first = next((page for page in ranking if page in pages), None)
        wrong += first is not None and first not in good
    return Agreement(
        questions=len(ndcgs),
        accepted=sum(sum(pages.values()) for pages in judged.values()),
        rejected=sum(not is_relevant for pages in judged.values() for is_relevant in pages.values()),
        ndcg=measures.mean(ndcgs) if ndcgs else None,
        recall=measures.mean(recalls) if recalls else None,
        rejected_first=wrong,
    )


def _judged(city: Any) -> tuple[dict[tuple[str, str], dict[Page, bool]], dict[tuple[str, str], str]]:
    """The newest decision about each page, and the newest words, by target."""
    pages: dict[tuple[str, str], dict[Page, bool]] = defaultdict(dict)
    queries: dict[tuple[str, str], str] = {}
    rows = Judgement.objects.filter(city=city).order_by("at", "pk")
    for kind, key, query, revision, unit, is_relevant in rows.values_list(
        "target_kind", "target_key", "query", "revision", "unit", "is_relevant"
    ):
        pages[kind, key][revision, unit] = is_relevant
        queries[kind, key] = query
    return dict(pages), queries


def _ranking(searcher: Searcher, query: str) -> list[Page]:
    look = searcher.look(query)
    return [(each.seen.revision, each.place.unit) for each in look.scored[:AT_RECALL]]
