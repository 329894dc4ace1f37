"""Words of a text as they are compared: small letters without accents, and their Indonesian stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer import stemmer

from kotacerdas.evidence.domain.roots import ROOTS, SWALLOWED

VERSION = 1
"""Goes up when any word gets another stem: every index is then written anew."""

_WORD = re.compile(r"[^\W_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_REMEMBERED = 200_000
_LONGEST = 40
_ENDINGS = ("i", "an", "kan")
_snowball = stemmer("indonesian")
_SNOWBALL_BEGINS = ("di", "ke", "me", "pe", "be", "ter")
_SNOWBALL_ENDS = ("kah", "lah", "pun", "nya", "ku", "mu", "i", "an")
"""What Snowball takes away, and only from words of more than two syllables; of others it need not be asked."""


class Token(NamedTuple):
    """A word at `text[start:end]`."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Small letters, accents gone, as long as the text: positions stay what they were."""
    return (text if text.isascii() else _BEYOND_ASCII.sub(_folded, text)).lower()


def _folded(match: re.Match[str]) -> str:
    return _fold_sign(match.group())


@lru_cache(maxsize=4096)
def _fold_sign(sign: str) -> str:
    """One sign for one sign; where folding makes several, the first counts."""
    plain = unicodedata.normalize("NFKD", sign).lower()
    return plain[0] if plain and plain[0].isalnum() else sign.lower()[:1]


def tokens(text: str) -> list[Token]:
    """Runs of letters and figures; "188.45-123/2023" is four of them, found again as a phrase."""
    return [Token(match.group()[:_LONGEST], *match.span()) for match in _WORD.finditer(fold(text))]


def places(text: str) -> list[tuple[int, int]]:
    """Where the words stand, without the words."""
    return [match.span() for match in _WORD.finditer(fold(text))]


def words(text: str) -> list[str]:
    return [word[:_LONGEST] for word in _WORD.findall(fold(text))]


class _Stems(dict[str, str]):
    """Words that were met before; a page has few others."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        found = self[word] = _stem(word)
        return found


_stems = _Stems()


def stem(word: str) -> str:
    """Of a folded word. What holds a figure is its own stem."""
    return _stems[word]


def stems_of(some: Iterable[str]) -> list[str]:
    return list(map(_stems.__getitem__, some))


def _stem(word: str) -> str:
    if word in ROOTS or len(word) < 4 or not word.isalpha():
        return word
    found = _by_rules(word)
    return next((root for root in _guesses(word, found) if root in ROOTS), found)


def _by_rules(word: str) -> str:
    """As Snowball answers; it takes long, and most words have nothing that it would take away."""
    if sum(map(word.count, "aeiou")) <= 2:
        return word
    if not (word.startswith(_SNOWBALL_BEGINS) or word.endswith(_SNOWBALL_ENDS)):
        return word
    found: str = _snowball.stemWord(word)
    return found or word


def _guesses(word: str, found: str) -> Iterator[str]:
    """What the root may be: Snowball's answer with the swallowed letter, or with an ending that belongs to it."""
    endings = [ending for ending in _ENDINGS if word.endswith(ending)]
    for begun in (found, *(letter + found for letter in SWALLOWED)):
        yield begun
        yield from (begun + ending for ending in endings)
    if found.startswith("p"):
        yield "m" + found[1:]
    if found.startswith("ter"):
        yield found[3:]
    yield from (word.removesuffix(ending) for ending in endings)
    yield word.removeprefix("ke").removesuffix("an")
