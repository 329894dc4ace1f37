"""Which agency answers which question: suggested by how the questions were split the last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A question, and who answered it. Its words decide whether it is the same: numbers move from form to form."""

    code: str
    words: str
    agency: int | None = None


def suggestions(now: Iterable[Asked], before: Iterable[Asked], *, there: Iterable[int]) -> dict[str, int]:
    """By code: the agency that answered the same question before, if it still exists (`there`). The same words under
    the same code come first, then the same words anywhere; a code with other words is another question."""
    exists = set(there)
    old = [each for each in before if each.agency in exists]
    by_both = {(each.code, _bare(each.words)): each.agency for each in old}
    by_words = _only_one(old)
    found: dict[str, int] = {}
    for each in now:
        words = _bare(each.words)
        agency = by_both.get((each.code, words), by_words.get(words))
        if agency is not None:
            found[each.code] = agency
    return found


def _only_one(old: Iterable[Asked]) -> Mapping[str, int | None]:
    """Words that stand in a form more than once say nothing, unless one agency answered all of them."""
    agencies: dict[str, set[int | None]] = {}
    for each in old:
        agencies.setdefault(_bare(each.words), set()).add(each.agency)
    return {words: next(iter(some)) for words, some in agencies.items() if len(some) == 1}


def _bare(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip("?.")
