"""What may stand in a column of an intake, as the rules need it; `imports.intakes.Column` makes it from what apps say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "code", "integer", "decimal", "date", "yesno", "choice", "reference"]
Numbers: TypeAlias = Literal["", "id", "en"]
"""How numbers in text cells are written; "" where only one reading is possible."""


@dataclass(frozen=True)
class Field:
    """A column. Its values are kept as plain text: 2.56, 2026-12-31, yes, a word of the choice; "" is nothing."""

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


def fold(text: str) -> str:
    """One key for all ways of writing a name: no case, accents, points or doubled blanks."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return " ".join(re.findall(r"[^\W_]+", letters))


def choices_of(words: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Every spelling of each choice, folded, for `Field.choices`."""
    return {fold(word): value for value, names in words for word in (value, *names)}
