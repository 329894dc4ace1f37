"""What of the index may be seen by those who see the same, and the words of its titles: made once for all of them.

It is kept beside the index until its next writing, by everything that its readers may see.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from kotacerdas.evidence.domain.stems import stems_of, words
from kotacerdas.evidence.index.fts import SHIFT, Index
from kotacerdas.evidence.queries.sight import Seen, Sight

Rows: TypeAlias = "array[int]"
"""Of the index, in order."""


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a title and of names of the file, as written and as stems."""

    raw: str
    stems: list[str]


@lru_cache(maxsize=20_000)
def title_of(names: tuple[str, ...]) -> Title:
    """No phrase reaches from one name into the next."""
    raw = [word for name in names for word in (*words(name), "-")]
    return Title(" ".join(raw), stems_of(raw))


class Visible:
    """Contents by their number in the index."""

    def __init__(self, kept: Mapping[str, tuple[int, int]], sight: Sight) -> None:
        self.contents: dict[int, Seen] = {}
        self.passages = 0
        for sha256, seen in sight.documents.items():
            if sha256 in kept:
                number, passages = kept[sha256]
                self.contents[number] = seen
                self.passages += passages
        self._hidden = sorted(number for number, _ in kept.values() if number not in self.contents)
        self._titles = [(number, title_of(sight.names_of(seen))) for number, seen in self.contents.items()]
        self._titled: dict[str, list[int]] = defaultdict(list)
        for at, (_number, title) in enumerate(self._titles):
            for word in {*title.raw.split(" "), *title.stems}:
                self._titled[word].append(at)

    def titles(self, some: AbstractSet[str]) -> Iterator[tuple[int, Title]]:
        """Those that have any of these words or stems, always in the same order."""
        for at in sorted({at for word in some for at in self._titled.get(word, ())}):
            yield self._titles[at]

    def of(self, rows: Rows) -> Rows:
        """Where little is hidden, its stretches are cut out; else each row is looked at."""
        if not self._hidden:
            return rows
        if len(self._hidden) * 8 > len(rows):
            contents = self.contents
            return array("q", [row for row in rows if row >> SHIFT in contents])
        found, begin = array("q"), 0
        for number in self._hidden:
            end = bisect_left(rows, number << SHIFT, begin)
            found.extend(rows[begin:end])
            begin = bisect_left(rows, (number + 1) << SHIFT, end)
        found.extend(rows[begin:])
        return found


def visible(index: Index, sight: Sight) -> Visible:
    return index.made_of_contents(sight.signature, lambda kept: Visible(kept, sight))
