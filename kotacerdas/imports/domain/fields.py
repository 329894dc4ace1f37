"""What may stand in a column of an intake, as the rules need it; `imports.intakes.Column` makes it from what apps say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

_WORDS = re.compile(r"[^\W_]+")
Kind: TypeAlias = Literal["text", "code", "integer", "decimal", "date", "yesno", "choice", "reference"]
Numbers: TypeAlias = Literal["", "id", "en"]
"""How numbers in text cells are written; "" where only one reading is possible."""


@dataclass(frozen=True)
class Field:
    """A column. Its values are kept as plain text: 2.56, 2026-12-31, yes, a word of the choice; "" is nothing.

    `by_words`: a title means it only with the very words of one of its names, in any order; nothing near is taken, since
    its neighbours differ by a year; `silent` are words that may stand beside those of the name. `from_headings`: a row that
    holds one of its choices and nothing else gives it to the rows below; fields of one such name are levels of one order.
    `group_words` head a group of such rows without saying which it is. `as_shown`: a cell that shows 85% is 85, whatever fraction lies behind it.
    """

    key: str
    title: str
    names: tuple[str, ...]
    kind: Kind = "text"
    is_required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    most_letters: int = 300
    many_lines: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    places: int | None = None
    by_words: bool = False
    silent: frozenset[str] = frozenset()
    from_headings: str = ""
    group_words: frozenset[str] = frozenset()
    as_shown: bool = False


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """One key for all ways of writing a name: no case, accents, points or doubled blanks."""
    if text.isascii():
        return " ".join(_WORDS.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return " ".join(_WORDS.findall(letters))


def choices_of(words: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Every spelling of each choice, folded, for `Field.choices`."""
    return {fold(word): value for value, names in words for word in (value, *names)}
