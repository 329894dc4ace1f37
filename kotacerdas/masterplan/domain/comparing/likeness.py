"""How alike two titles are, from 0 to 1000, and which pairs of titles are worth comparing.

Titles are compared by the groups of three letters in their words, so that an ending or a slip of the pen costs little. A group
that stands in many titles ("aplikasi", "pengembangan") weighs less than one that stands in few. Weights are whole numbers, so that
a pair is equally alike from both sides to the last digit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import log2

from kotacerdas.evidence.domain.stems import stems_of
from kotacerdas.imports.domain.fields import fold

WHOLE = 1000
# A word of more titles than this, or than a tenth of all, does not make two of them worth comparing.
_OFTEN, _OFTEN_SHARE = 50, 10
_LEAST_WEIGHT, _PER_DOUBLING = 10, 10

Parts = frozenset[str]


class Weights:
    """Of the parts of titles, by how seldom they are in the edition in which they are the more frequent."""

    def __init__(self, sides: Iterable[Iterable[Parts]]) -> None:
        some = [list(titles) for titles in sides]
        most = max(map(len, some), default=0)
        self.often: Counter[str] = Counter()
        for titles in some:
            self.often |= Counter(chain.from_iterable(titles))
        self._of = {
            part: _LEAST_WEIGHT + round(_PER_DOUBLING * log2(most / times))
            for part, times in self.often.items()
        }

    def __getitem__(self, part: str) -> int:
        return self._of[part]

    def size(self, parts: Iterable[str]) -> int:
        return sum(map(self._of.__getitem__, parts))


class Likeness:
    """Weighs by all titles that are to be compared, of both sides; only these can be asked for."""

    def __init__(self, ones: Sequence[str], others: Sequence[str]) -> None:
        titles = {*ones, *others}
        words = self._words = {title: frozenset(fold(title).split()) for title in titles}
        self._parts = {word: _groups(word) for word in chain.from_iterable(words.values())}
        groups = self._groups = {
            title: frozenset(chain.from_iterable(map(self._parts.__getitem__, own))) for title, own in words.items()
        }  # fmt: skip
        stems = {title: frozenset(stems_of(own)) for title, own in words.items()}
        often = max(_OFTEN, max(len(ones), len(others)) // _OFTEN_SHARE)
        self._by_words = Weights([stems[title] for title in side] for side in (ones, others))
        self._telling = {
            title: frozenset(word for word in own if self._by_words.often[word] <= often)
            for title, own in stems.items()
        }
        self._by_groups = Weights([groups[title] for title in side] for side in (ones, others))
        self._sizes = {title: self._by_groups.size(own) for title, own in groups.items()}
        self._near: dict[str, frozenset[str]] = {}

    def between(self, one: str, other: str) -> int:
        """Twice what both share, by all that both have; titles of the same words are wholly alike."""
        both = self._sizes[one] + self._sizes[other]
        shared = self._by_groups.size(self._groups[one] & self._groups[other])
        return 2 * WHOLE * shared // both if both else 0

    def is_within(self, one: str, other: str) -> bool:
        """Whether all words of the one stand in the other, or nearly: what was added to a title makes it no other one, but
        where each has a word that the other lacks, "air" may have become "udara"."""
        theirs = self._words[other]
        for word in self._words[one] - theirs:  # noqa: SIM110 - asked for each of many pairs, where all() takes twice as long
            if theirs.isdisjoint(self._near_to(word)):
                return False
        return True

    def candidates(
        self, ones: Mapping[str, str], others: Mapping[str, str]
    ) -> Iterator[tuple[str, list[str]]]:
        """For each of the ones the keys of those that share half of their telling words, "kepariwisataan" and "pariwisata" being
        one; only these are worth comparing letter by letter."""
        holding: dict[str, list[str]] = defaultdict(list)
        for key, title in others.items():
            for word in self._telling[title]:
                holding[word].append(key)
        sizes = {key: self._by_words.size(self._telling[title]) for key, title in others.items()}
        for key, title in ones.items():
            own = self._by_words.size(self._telling[title])
            sharing = self._sharing(title, holding)
            yield key, [other for other, shared in sharing.items() if 4 * shared >= own + sizes[other]]

    def _sharing(self, title: str, holding: Mapping[str, list[str]]) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for word in self._telling[title]:
            weight = self._by_words[word]
            for other in holding.get(word, ()):
                found[other] += weight
        return found

    def _near_to(self, word: str) -> frozenset[str]:
        """The words of all titles that are nearly this one, as "pariwisata" and "kepariwisataan": more than half of what both
        have is shared. Looked for once a word, however many pairs ask."""
        if word not in self._near:
            own = self._parts[word]
            shared = Counter(chain.from_iterable(map(self._words_with.__getitem__, own)))
            self._near[word] = frozenset(
                each for each, count in shared.items() if 4 * count > len(own) + len(self._parts[each])
            )
        return self._near[word]

    @cached_property
    def _words_with(self) -> Mapping[str, Sequence[str]]:
        """By group of letters."""
        found: dict[str, list[str]] = defaultdict(list)
        for word, parts in self._parts.items():
            for part in parts:
                found[part].append(word)
        return found


def _groups(word: str) -> Parts:
    return frozenset(f" {word} "[at : at + 3] for at in range(len(word)))
