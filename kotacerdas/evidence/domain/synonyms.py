"""Words that mean the same in offices, and where they stand in what was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kotacerdas.evidence.domain.stems import stem, words

Phrase = tuple[str, ...]
"""Stems in their order."""
LONGEST_GROUP = 12
LONGEST_PHRASE = 8


@dataclass(frozen=True)
class Match:
    """The first `length` of the words looked at mean the same as `others`."""

    length: int
    phrase: Phrase
    others: tuple[Phrase, ...]


def phrase_of(text: str) -> Phrase:
    return tuple(stem(word) for word in words(text))[:LONGEST_PHRASE]


@dataclass(frozen=True)
class Synonyms:
    """Groups of phrases; each stands for all others of its groups, in both directions."""

    groups: tuple[tuple[Phrase, ...], ...] = ()
    _begin: dict[str, list[Phrase]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _others: dict[Phrase, tuple[Phrase, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        others: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        for group in self.groups:
            for phrase in group:
                others[phrase].update(dict.fromkeys(each for each in group if each != phrase))
        begin: dict[str, list[Phrase]] = defaultdict(list)
        for phrase, meant in others.items():
            self._others[phrase] = tuple(meant)[:LONGEST_GROUP]
            begin[phrase[0]].append(phrase)
        self._begin.update({first: sorted(some, key=len, reverse=True) for first, some in begin.items()})

    def match(self, stems: Sequence[str]) -> Match | None:
        """The longest phrase with which these words begin."""
        for phrase in self._begin.get(stems[0], ()):
            if tuple(stems[: len(phrase)]) == phrase:
                return Match(len(phrase), phrase, self._others[phrase])
        return None


def of_texts(groups: Iterable[Iterable[str]]) -> Synonyms:
    """Groups of one phrase or none are left out: they say nothing."""
    phrases = (tuple(dict.fromkeys(filter(None, map(phrase_of, group)))) for group in groups)
    return Synonyms(tuple(group for group in phrases if len(group) > 1))
