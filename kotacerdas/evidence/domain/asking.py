"""What was asked, as concepts: each a word, a phrase or a number, with everything that means the same.

Nothing that is typed has a meaning as a command: whatever it is, words come out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kotacerdas.evidence.domain.stems import Token, stem, tokens
from kotacerdas.evidence.domain.stop_words import ASKING, JOINING, SOFT
from kotacerdas.evidence.domain.synonyms import Phrase, Synonyms

MOST_CONCEPTS = 32
LONGEST_TEXT = 2000
_QUOTED = re.compile(r'["“”„«]([^"“”„«»]{2,200})["“”»]')
_NUMBERED = {"nomor", "no", "nomer", "nr"}
_YEARED = {"tahun", "th", "thn"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_GLUE = re.compile(r"[./,\-–]")


class Kind(StrEnum):
    WORD = "word"
    MEANT = "meant"
    """Words that stand in the list of synonyms."""
    QUOTED = "quoted"
    """In quotes: exactly so, and without it nothing is found."""
    NUMBER = "number"
    """Figures and marks of decrees: exactly so."""
    YEAR = "year"
    SOFT = "soft"
    """A word that says little by itself."""
    HINT = "hint"
    """Was not asked; tells apart pages that are alike otherwise, and proves nothing."""


@dataclass(frozen=True)
class Term:
    """One way to say it: stems in their order, or exact words. `value` is less where it only means the same."""

    words: Phrase
    is_exact: bool = False
    value: float = 1.0


@dataclass(frozen=True)
class Concept:
    typed: str
    kind: Kind
    terms: tuple[Term, ...]
    raw: Phrase = ()
    """The words as they were typed."""
    parts: Phrase = ()
    """Stems of the words of a phrase, which say a part of it where the whole does not stand."""


@dataclass(frozen=True)
class Asked:
    concepts: tuple[Concept, ...]

    @property
    def is_empty(self) -> bool:
        return not self.concepts


AS_GOOD = 0.9
"""The value of a synonym beside the word itself."""


def ask(text: str, synonyms: Synonyms = Synonyms()) -> Asked:  # noqa: B008 - frozen
    """Quoted phrases first, then the rest in its order; joining words gone, asking words too unless nothing else is
    there."""
    text = text[:LONGEST_TEXT]
    quoted = [_quoted(match.group(1)) for match in _QUOTED.finditer(text)]
    rest = _QUOTED.sub(" , ", text)
    found = [*quoted, *_concepts(rest, synonyms, JOINING | ASKING)]
    if not any(found):
        found = list(_concepts(rest, synonyms, JOINING))
    return Asked(tuple(_once(concept for concept in found if concept))[:MOST_CONCEPTS])


def with_hint(asked: Asked, phrases: Sequence[str]) -> Asked:
    """One concept more, which counts little, for what the question leaves unsaid."""
    if asked.is_empty or not phrases:
        return asked
    terms = tuple(Term(tuple(stem(token.word) for token in tokens(phrase))) for phrase in phrases)
    return Asked((*asked.concepts, Concept(phrases[0], Kind.HINT, terms)))


def of_words(some: Iterable[str]) -> Asked:
    """Single words, as a page itself has them."""
    return Asked(tuple(_once(_word(word, word) for word in some)))


def _once(concepts: Iterable[Concept]) -> Iterator[Concept]:
    seen = set()
    for concept in concepts:
        key = frozenset(term.words for term in concept.terms)
        if key not in seen:
            seen.add(key)
            yield concept


def _quoted(text: str) -> Concept | None:
    raw = tuple(token.word for token in tokens(text))
    return Concept(text.strip(), Kind.QUOTED, (Term(raw, is_exact=True),), raw) if raw else None


def _concepts(text: str, synonyms: Synonyms, dropped: frozenset[str]) -> Iterator[Concept]:
    found = tokens(text)
    stems = [stem(token.word) for token in found]
    at = 0
    while at < len(found):
        length, concept = _at(at, found, stems, text, synonyms, dropped)
        if concept is not None:
            yield concept
        at += length


def _at(
    at: int,
    found: Sequence[Token],
    stems: Sequence[str],
    text: str,
    synonyms: Synonyms,
    dropped: frozenset[str],
) -> tuple[int, Concept | None]:
    """How many words the concept takes that begins here; None for words that are left out."""
    if numbered := _numbered(at, found, text):
        return numbered
    match = synonyms.match(stems[at : at + 8])
    if match is not None and not (match.length == 1 and found[at].word in dropped):
        raw = tuple(token.word for token in found[at : at + match.length])
        others = (Term(phrase, value=AS_GOOD) for phrase in match.others)
        typed = text[found[at].start : found[at + match.length - 1].end]
        says = [number for number, word in enumerate(raw) if word not in JOINING]
        parts = tuple(match.phrase[number] for number in says) if len(says) > 1 else ()
        return match.length, Concept(typed, Kind.MEANT, (Term(match.phrase), *others), raw, parts)
    word = found[at].word
    if word in dropped or (len(word) == 1 and not word.isdecimal()):
        return 1, None
    return 1, _word(word, text[found[at].start : found[at].end])


def _word(word: str, typed: str) -> Concept:
    if any(sign.isdecimal() for sign in word):
        kind = Kind.YEAR if _YEAR.fullmatch(word) else Kind.NUMBER
        return Concept(typed, kind, (Term((word,), is_exact=True),), (word,))
    kind = Kind.SOFT if word in SOFT else Kind.WORD
    return Concept(typed, kind, (Term((stem(word),)),), (word,))


def _numbered(at: int, found: Sequence[Token], text: str) -> tuple[int, Concept | None] | None:
    """ "Nomor 21 Tahun 2019", "188.45-123/2023", "1.385.437.875,00": several words that are one number."""
    begin = at + 1 if found[at].word in _NUMBERED else at
    end = _glued(begin, found, text)
    if end == begin or not any(token.word.isdecimal() for token in found[begin:end]):
        return None
    number = tuple(token.word for token in found[begin:end])
    forms = [number]
    if end + 1 < len(found) and found[end].word in _YEARED and _YEAR.fullmatch(found[end + 1].word):
        year = found[end + 1].word
        forms = [(*number, word, year) for word in sorted(_YEARED, key=("tahun", "th", "thn").index)]
        forms.append((*number, year))
        end += 2
    elif len(number) == 1 and begin == at:
        return None
    typed = text[found[at].start : found[end - 1].end]
    terms = tuple(Term(form, is_exact=True) for form in forms)
    return end - at, Concept(typed, Kind.NUMBER, terms, forms[0])


def _glued(begin: int, found: Sequence[Token], text: str) -> int:
    """Where the run of words ends that are joined by a single sign, one of them a figure."""
    if begin >= len(found):
        return begin
    end = begin + 1
    while end < len(found) and _GLUE.fullmatch(text[found[end - 1].end : found[end].start]):
        end += 1
    return end
