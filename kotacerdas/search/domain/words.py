"""Makes words equal that people take for equal, the same for what is indexed and for what is asked.

Accents, capitals and apostrophes do not count. A code such as A1.2, 64.71 or 800/12/Diskominfo is one word, and its
parts are words too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_WORD = 40
MOST_WORDS = 400
MOST_ASKED = 8
MOST_TYPED = 100
# From this length on, the last word stands for all that begin with it; a single letter would stand for half the site.
PREFIX_FROM = 2

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[-./_]+")
_CODE = re.compile(r"(?=[^\s]*\d)[^\W_]+(?:[-./_]+[^\W_]+)+")


def fold(text: str) -> str:
    """Small letters without accents: "Dinas Perhubungan é" becomes "dinas perhubungan e"."""
    if text.isascii():  # most is, and has no accents
        return text.translate(_APOSTROPHES).lower()
    apart = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def words(text: str) -> list[str]:
    """Every word once, in order; a code as one word, and its parts."""
    found: dict[str, None] = {}
    for chunk in fold(text).split():
        for code in _CODE.findall(chunk):
            found[_code(code)] = None
        for word in _WORD.findall(chunk):
            found[word[:LONGEST_WORD]] = None
        if len(found) >= MOST_WORDS:
            break
    return list(found)[:MOST_WORDS]


def code(text: str) -> str:
    """A code as it is compared: "A1-2" and "a1.2" are the same one."""
    return _code(fold(text).strip())


def _code(folded: str) -> str:
    return ".".join(_WORD.findall(_BETWEEN.sub(".", folded)))[:LONGEST_WORD]


def line(text: str) -> str:
    """A title as it is compared and sorted: its words with one blank between."""
    return " ".join(_WORD.findall(fold(text)))[:200]


@dataclass(frozen=True)
class Asked:
    """What somebody typed, ready to be looked for. All words must be there; the last may be a beginning."""

    words: tuple[str, ...]
    line: str
    code: str
    meant: tuple[str, ...] = ()
    """The words of the index that the beginning stands for, where they are few and known."""

    @property
    def is_empty(self) -> bool:
        return not self.words

    @property
    def last_is_beginning(self) -> bool:
        return bool(self.words) and len(self.words[-1]) >= PREFIX_FROM

    def patterns(self) -> Iterator[tuple[str, bool]]:
        """Each word, and whether it stands for all that begin with it."""
        for at, word in enumerate(self.words, 1):
            yield word, at == len(self.words) and self.last_is_beginning

    def fits(self, among: Iterable[str]) -> bool:
        there = list(among)
        return all(
            any(each.startswith(word) if is_beginning else each == word for each in there)
            for word, is_beginning in self.patterns()
        )


def asked(typed: str) -> Asked:
    typed = typed[:MOST_TYPED]
    found: dict[str, None] = {}
    for chunk in fold(typed).split():
        codes = _CODE.findall(chunk)
        for word in map(_code, codes) if codes else _WORD.findall(chunk):
            found[word[:LONGEST_WORD]] = None
    return Asked(tuple(found)[:MOST_ASKED], line(typed), code(typed))
