"""What somebody finds: hits by kind, each with its title marked, nothing that he or she may not see."""

from dataclasses import dataclass
from typing import Any

from kotacerdas.search import finding, registry
from kotacerdas.search.domain import marking, words
from kotacerdas.search.domain.marking import Piece
from kotacerdas.search.domain.words import Asked
from kotacerdas.search.finding import Candidate
from kotacerdas.search.indexing import key_of
from kotacerdas.search.registry import Searchable, Shown


@dataclass(frozen=True)
class Hit:
    """One thing found. `because` is where the words stand, if not in the title."""

    shown: Shown
    title: list[Piece]
    because: list[Piece]


@dataclass(frozen=True)
class Group:
    """The best hits of one kind, and whether there are more."""

    searchable: Searchable
    hits: list[Hit]
    has_more: bool


@dataclass(frozen=True)
class Found:
    asked: Asked
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)

    @property
    def has_more(self) -> bool:
        return any(group.has_more for group in self.groups)


def search(typed: str, *, user: Any, kind: str = "", most: int = 5) -> Found:
    """The best of each kind, or of one kind. Five statements at most, and one for each kind that has hits."""
    asked = words.asked(typed)
    if asked.is_empty:
        return Found(asked, [])
    chosen = [each for each in registry.searchables() if kind in {"", each.kind}]
    candidates = finding.find(asked, chosen, user, most=most)
    groups = [
        _group(each, candidates[each.kind], asked, user, most) for each in chosen if each.kind in candidates
    ]
    return Found(asked, sorted((group for group in groups if group.hits), key=_exact_first(candidates)))


def _exact_first(candidates: dict[str, list[Candidate]]) -> Any:
    """Whoever types a whole code wants that thing, whatever kind it is; otherwise kinds stand as they registered."""

    def place(group: Group) -> tuple[bool, int]:
        best = candidates[group.searchable.kind][0].tier
        return (best is not finding.Tier.CODE, group.searchable.order)

    return place


def _group(searchable: Searchable, candidates: list[Candidate], asked: Asked, user: Any, most: int) -> Group:
    things = _things(searchable, [each.key for each in candidates[:most]], user)
    hits = [_hit(searchable, things[each.key], asked) for each in candidates[:most] if each.key in things]
    return Group(searchable, hits, len(candidates) > most)


def _things(searchable: Searchable, keys: list[str], user: Any) -> dict[str, Any]:
    if searchable.rows is None:
        wanted = set(keys)
        return (
            {key_of(each): each for each in searchable.entries() if key_of(each) in wanted}
            if searchable.entries
            else {}
        )
    rows = searchable.rows(user).filter(pk__in=keys)
    if searchable.for_display is not None:
        rows = searchable.for_display(rows)
    return {key_of(row): row for row in rows}


def _hit(searchable: Searchable, thing: Any, asked: Asked) -> Hit:
    shown = searchable.show(thing)
    title = marking.mark(shown.title, asked)
    if asked.fits(words.words(shown.title)):
        return Hit(shown, title, [])
    text = searchable.text(thing)
    texts = (text.code, *text.texts, text.title) if text else ()
    seen = {shown.title, shown.line}
    because = marking.excerpt((each for each in texts if each not in seen), asked)
    return Hit(shown, title, marking.mark(because, asked))
