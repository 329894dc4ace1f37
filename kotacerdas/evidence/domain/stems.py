"""Words of a text as they are compared: small letters without accents, and their Indonesian stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from snowballstemmer import stemmer

from kotacerdas.evidence.domain.roots import ROOTS, SWALLOWED

VERSION = 1
"""Goes up when any word gets another stem: every index is then written anew."""

_WORD = re.compile(r"[^\W_]+")
_MOST_REMEMBERED = 200_000
_LONGEST = 40
_ENDINGS = ("i", "an", "kan")
_snowball = stemmer("indonesian")
_stems: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Token:
    """A word at `text[start:end]`."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Small letters, accents gone, as long as the text: positions stay what they were."""
    if text.isascii():
        return text.lower()
    return "".join(_fold_sign(sign) for sign in text)


def _fold_sign(sign: str) -> str:
    """One sign for one sign; where folding makes several, the first counts."""
    plain = unicodedata.normalize("NFKD", sign).lower()
    return plain[0] if plain and plain[0].isalnum() else sign.lower()[:1]


def tokens(text: str) -> list[Token]:
    """Runs of letters and figures; "188.45-123/2023" is four of them, found again as a phrase."""
    return [Token(match.group()[:_LONGEST], *match.span()) for match in _WORD.finditer(fold(text))]


def words(text: str) -> list[str]:
    return [word[:_LONGEST] for word in _WORD.findall(fold(text))]


def stem(word: str) -> str:
    """Of a folded word. What holds a figure is its own stem."""
    found = _stems.get(word)
    if found is None:
        if len(_stems) > _MOST_REMEMBERED:
            _stems.clear()
        found = _stems[word] = _stem(word)
    return found


def _stem(word: str) -> str:
    if word in ROOTS or len(word) < 4 or not word.isalpha():
        return word
    found: str = _snowball.stemWord(word) or word
    return next((root for root in _guesses(word, found) if root in ROOTS), found)


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
